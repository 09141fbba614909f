/*
 * The views and handlers of the pages of development: competencies, the portfolio, the plan, wellbeing, groups of
 * peers. Private to the slice.
 */
#ifndef CAIRN_CARE_WORKFORCE_DEVELOPMENT_PAGES_H
#define CAIRN_CARE_WORKFORCE_DEVELOPMENT_PAGES_H

#include "care/workforce/development.h"
#include "care/workforce/peer_group.h"
#include "care/workforce/workforce_pages.h"

struct competency_row {
    struct str name, quiet; /* quiet: "2 pieces of evidence, 1 to read" */
    struct str own_heading, theirs_heading;
    bool rates_own;         /* chosen here; otherwise theirs is */
    struct str own, theirs; /* how each sees it, where it can't be chosen */
    struct tag signed_off;  /* drawn instead of theirs when it has text */
    struct select_field field;
};
struct competency_group { /* one of the four areas */
    struct str label, own_heading, theirs_heading;
    LIST(struct competency_row) rows;
};
struct plan_view { /* what somebody wants to learn */
    struct box box;
    struct lines open, ended;
    bool has_ended;
};
struct competencies_view {
    struct error_summary problems;
    struct page_top top;
    struct button add;
    struct url action;
    struct str shown;
    bool has_history;
    LIST(struct competency_group) groups;
    struct plan_view plan;
    struct box portfolio_box;
    struct worklist_view portfolio;
    struct timeline history;
};
struct portfolio_form_view {
    struct error_summary problems;
    struct page_top top;
    struct str nonce;
    struct url action, cancel;
    struct select_field kind, competency;
    struct date_input done_on;
    struct input minutes;
    struct textarea words;
};
struct portfolio_view {
    struct error_summary problems;
    struct page_top top;
    struct tag tag;
    struct fact_list facts;
    struct str words, answer, answered;
    bool can_answer, can_strike;
    struct url action;
    struct textarea answer_field;
    struct strike_view strike;
};
struct goal_form_view {
    struct error_summary problems;
    struct page_top top;
    struct str nonce;
    struct url action, cancel;
    struct input what, how;
    struct select_field competency;
    struct date_input by_on;
};
struct goal_view {
    struct error_summary problems;
    struct page_top top;
    struct tag tag;
    struct fact_list facts;
    bool is_open;
    struct url action;
    struct radios reached;
    struct input outcome;
};
struct wellbeing_line {
    struct lines one;
    struct str words, when;
    bool can_delete;
    struct url delete;
};
struct wellbeing_view {
    struct error_summary problems;
    struct page_top top;
    bool own;
    struct str nonce;
    struct radios how, shared;
    struct textarea words;
    struct lines help;
    struct box notes_box;
    LIST(struct wellbeing_line) notes;
};
struct peer_groups_view {
    struct page_top top;
    struct button add;
    struct worklist_view list;
};
struct peer_group_fields {
    struct str version, nonce; /* the one that isn't there is empty */
    struct url action;
    struct input name, about, meets;
    struct date_input next_on;
};
struct peer_group_view {
    struct error_summary problems;
    struct page_top top;
    struct url cancel;
    struct peer_group_fields fields;
    struct fact_list facts;
    struct lines members;
    struct url belong, add; /* add: what somebody takes from a meeting, to their portfolio */
    struct details change;
    bool mine;
};

/* ---- shared by the pages ---- */

/* Where competencies stand, and where the portfolio is added to; after: "/competencies". */
struct url development_url(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, const char *after);
/* The entries as a list, for who may read them. */
struct worklist_view portfolio_list(struct ctx *c, const struct staff_facts *s);
/* The plan as a box, for who may read the portfolio. */
MUST_USE enum err plan_show(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, struct plan_view *ret);
/* "Reflection: Finding out what somebody needs" */
struct str portfolio_title(struct arena *a, const struct portfolio_entry *e);
/* Of competencies as well: it is theirs and their supervisors', a manager reads how many are signed off. */
bool portfolio_may_read(const struct staff_reach *reach);

struct reply own_competencies_get(struct ctx *c, const struct request *r);
struct reply own_competencies_post(struct ctx *c, const struct request *r);
struct reply competencies_get(struct ctx *c, const struct request *r);
struct reply competencies_post(struct ctx *c, const struct request *r);

struct reply own_portfolio_new_get(struct ctx *c, const struct request *r);
struct reply own_portfolio_new_post(struct ctx *c, const struct request *r);
struct reply portfolio_new_get(struct ctx *c, const struct request *r);
struct reply portfolio_new_post(struct ctx *c, const struct request *r);
struct reply portfolio_get(struct ctx *c, const struct request *r);
struct reply portfolio_answer_post(struct ctx *c, const struct request *r);
struct reply portfolio_strike_post(struct ctx *c, const struct request *r);

struct reply own_plan_new_get(struct ctx *c, const struct request *r);
struct reply own_plan_new_post(struct ctx *c, const struct request *r);
struct reply plan_new_get(struct ctx *c, const struct request *r);
struct reply plan_new_post(struct ctx *c, const struct request *r);
struct reply goal_get(struct ctx *c, const struct request *r);
struct reply goal_end_post(struct ctx *c, const struct request *r);

struct reply wellbeing_get(struct ctx *c, const struct request *r);
struct reply wellbeing_post(struct ctx *c, const struct request *r);
struct reply wellbeing_delete_post(struct ctx *c, const struct request *r);
struct reply wellbeing_shared_get(struct ctx *c, const struct request *r);

struct reply peer_groups_get(struct ctx *c, const struct request *r);
struct reply peer_group_new_get(struct ctx *c, const struct request *r);
struct reply peer_group_new_post(struct ctx *c, const struct request *r);
struct reply peer_group_get(struct ctx *c, const struct request *r);
struct reply peer_group_post(struct ctx *c, const struct request *r);
struct reply peer_group_belong_post(struct ctx *c, const struct request *r);

#endif
