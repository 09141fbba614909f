/*
 * The views and handlers of the slice's pages. Private to the slice.
 */
#ifndef CAIRN_CARE_CASE_PAGES_H
#define CAIRN_CARE_CASE_PAGES_H

#include "care/caseload/case_store.h"
#include "care/shell/shell.h"

/* ---- fields ---- */
struct select_field case_words_field(struct ctx *c, const char *name, const char *label,
    const struct vocabulary *list, const char *none, int chosen);
struct date_input case_date_field(const struct field_date *d, const char *name, const char *legend);
struct field_date case_date_shown(struct arena *a, struct date day);
/* A day from today on, within two years: what is wrong goes to p. */
struct field_date case_day_read(
    struct ctx *c, const struct form *form, const char *name, const char *label, struct problems *p);
struct textarea case_text_field(const char *name, const char *label, struct str value);
/* Colleagues of a role as choices (0: of every role). */
struct select_field case_to_field(
    struct ctx *c, const struct case_takers *all, enum staff_role role, const char *label, struct str chosen);

/* ---- one case ---- */

/* What can be done next: each in a fold of its own, with the fields it needs. */
struct case_act {
    struct str step, summary, button, version, shown; /* shown: the next contact, as it stood on the page */
    bool open;
    struct url action;
    struct select_field to, why, weight, setting, state; /* each drawn when it has a name */
    struct date_input next_contact, review_on;
    struct textarea words;
};
struct case_view {
    struct error_summary problems;
    struct page_top top;
    struct tag tag;
    struct nothing nothing; /* they have no case, and nobody may open one from here */
    bool has_case, may_open, may_move_on;
    struct str heading; /* of the facts */
    struct fact_list facts;
    LIST(struct case_act) acts;
    struct case_act opening;
    struct link moving_on;
    struct box closing_box, others_box;
    struct fact_list closing;
    struct lines others;
    struct str reached, themselves;
    struct timeline steps;
};

/* The page of a person's case again; sent: the form that was refused, or NULL. */
struct case_showing {
    struct person person;
    struct case_list all;
    const struct care_case *now; /* the one that is shown; NULL: they have none */
    struct case_takers takers;
    const struct form *sent;
    struct problems problems;
};
/* From the path: the person, and their case, or the first of them. */
MUST_USE enum err case_showing_read(struct ctx *c, const struct request *r, struct case_showing *k);
struct reply case_page(struct ctx *c, const struct request *r, struct case_showing *k, int status);
struct url case_url(struct arena *a, const struct person *p, const struct care_case *k, const char *after);
struct str case_problem_quicker(struct arena *a, const struct case_event *last);

struct moving_on_view {
    struct error_summary problems;
    struct page_top top;
    struct url action, cancel;
    struct str version;
    struct radios outcome;
    struct textarea reached, themselves, links, ring;
    struct date_input close_on, check_in;
};

struct reply case_get(struct ctx *c, const struct request *r);
struct reply case_open_post(struct ctx *c, const struct request *r);
struct reply case_step_post(struct ctx *c, const struct request *r);
struct reply moving_on_get(struct ctx *c, const struct request *r);
struct reply moving_on_post(struct ctx *c, const struct request *r);

/* ---- the list ---- */

struct caseload_view {
    struct page_top top;
    struct url export, give; /* not set: the actor may not */
    struct box news_box;     /* drawn when there is news */
    struct lines news;
    struct str news_up_to;
    struct lines cover; /* who stands in for whom, these days or soon */
    struct str room;    /* can they take one more, in words */
    struct tag room_tag;
    struct details room_fold;
    struct lines steps;
    struct worklist_view list;
};

struct reply caseload_get(struct ctx *c, const struct request *r);

/* What changed hands, and the reader has not said that they read it. */
MUST_USE enum err case_news_show(struct ctx *c, struct caseload_view *v);
MUST_USE enum err case_news_count(struct ctx *c, int64_t *ret_came, int64_t *ret_went);
struct reply case_news_post(struct ctx *c, const struct request *r);

/* ---- cover for absence ---- */

/* What concerns somebody's caseload: who stands in for them; mine: and for whom they do. */
MUST_USE enum err case_cover_said(struct ctx *c, struct account_id whose, bool mine, struct lines *ret);
struct cover_item {
    struct str words, quiet; /* "Dev Anand covers for Leah Morgan", "1 to 5 December 2026" */
    struct str gaps;         /* "Dementia, Cancer": what they aren't ready for */
    struct tag tag;
    struct url end; /* not set: the reader may not */
};
struct cover_view {
    struct error_summary problems;
    struct page_top top;
    LIST(struct cover_item) items;
    bool may; /* arrange one */
    struct select_field whose, to;
    struct date_input from_on, until_on;
};
struct reply cover_get(struct ctx *c, const struct request *r);
struct reply cover_post(struct ctx *c, const struct request *r);
struct reply cover_end_post(struct ctx *c, const struct request *r);

/* ---- as a file ---- */

struct case_export_view {
    struct error_summary problems;
    struct url back;
    struct str said; /* "Your caseload. Complexity: Light" */
    LIST(struct worklist_hidden) hidden;
    struct radios reason, format;
};
struct reply case_export_get(struct ctx *c, const struct request *r);
struct reply case_export_post(struct ctx *c, const struct request *r);

/* ---- giving many ---- */

struct give_view {
    struct error_summary problems;
    struct page_top top;
    struct url back;
    LIST(struct worklist_hidden) hidden;
    struct checkboxes cases;
    struct select_field to;
    struct textarea words;
    struct str none; /* there is nothing to give */
};
struct reply give_get(struct ctx *c, const struct request *r);
struct reply give_post(struct ctx *c, const struct request *r);

#endif
