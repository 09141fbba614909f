/* The views behind the slice's templates, and what fills them. Private to the slice. */
#ifndef CAIRN_CARE_PLAN_VIEWS_H
#define CAIRN_CARE_PLAN_VIEWS_H

#include "care/plan/plan_part.h"
#include "ui/forms.h"

struct plan_said { /* a label and what stands under it, with its lines */
    struct str label, text;
};
struct plan_block { /* a section of the plan, as its page and its copies show it */
    struct str id, heading;
    struct link change; /* drawn when it has text */
    LIST(struct plan_said) said;
};
struct plan_dot {
    bool on;
};
struct plan_step_view {
    struct str what, more, who, when, where; /* more: how sure they are, what could help */
    struct tag tag;                          /* instead of where */
    struct url change;
};
struct plan_goal_view {
    struct str id, words;
    struct tag tag;
    struct str progress, more; /* "3 of 5 steps done", "10 out of 10 important to them" */
    LIST(struct plan_dot) dots;
    LIST(struct plan_said) said;
    LIST(struct plan_step_view) steps;
    struct url change, add;
    bool over; /* achieved, or no longer wanted: its steps are folded */
};
struct plan_need_view {
    struct str words, quiet;
    struct tag tag;
    LIST(struct plan_said) said;
    struct url change;
};
struct plan_view {
    struct str heading, quiet, review;
    struct tag tag;
    LIST(struct button) buttons;
    LIST(struct link) contents;
    struct str asked; /* why a review is asked for; drawn when it has text */
    struct url dismiss;
    struct str note; /* what is to be done next; drawn when it has text */
    struct link note_link;
    struct voice matters;
    struct link matters_change;
    LIST(struct plan_block) before, after; /* around the goals and needs */
    struct link add_goal, add_need;
    LIST(struct plan_goal_view) goals;
    LIST(struct plan_need_view) needs;
    struct fact_list agreed;
    struct link history;
};

/* Who reads it. The team reads everything; the person all but what others said about them, which may have been
 * said in confidence; somebody outside neither needs nor what was chosen and decided. */
enum plan_reader { PLAN_FOR_TEAM, PLAN_FOR_PERSON, PLAN_FOR_OTHERS };

/* For whom it is drawn: which links stand in it, and which sections. */
struct plan_drawing {
    struct ctx *c;
    const struct person *person;
    const struct plan *plan;
    struct date today;
    bool may_change;
    enum plan_reader reader;
    bool health;  /* health conditions and what to do if things change */
    bool support; /* who supports them */
};
void plan_view_fill(const struct plan_drawing *d, struct plan_view *v);
struct url plan_url(struct arena *a, const struct person *p, const char *after); /* "/people/…/plan" + after */
struct url plan_part_url(struct arena *a, const struct person *p, const struct plan_part *part, const char *after);
struct tag plan_state_tag(enum plan_state state);
/* "Amina agreed on 2 September 2026", as facts about one agreed version and what came after it. */
void plan_agreed_facts(struct ctx *c, const struct person *p, const struct plan *plan,
    const struct plan_events *all, const struct plan_event *agreed, struct fact_list *ret);

/* Whose plan a page is of: the first thing that each handler reads. */
struct plan_about {
    struct person person;
    struct plan plan;
    struct plan_events events;
};
MUST_USE enum err plan_about_read(struct ctx *c, const struct request *r, struct plan_about *ret);
struct page plan_frame(struct ctx *c, const struct person *p, const char *title);

struct plan_asked { /* a question for the conversation, and where its answer is written */
    struct str question;
    struct link where; /* without an address for whoever may not write */
};
struct plan_domains_view {
    struct page_top top;
    struct select_field setting;
    struct url action;
    struct str asked_heading;
    LIST(struct plan_asked) asked;
    struct task_parts parts;
    struct know told;
    LIST(struct plan_need_view) needs;
    struct link add_need, back;
};
struct plan_event_line {
    struct str title, by, more;
    struct url href, since;
};
struct plan_changed {
    struct str heading;
    struct versions changes;
};
struct plan_compare_view {
    struct page_top top;
    LIST(struct plan_event_line) events;
    struct url older; /* drawn where there are more */
    struct select_field from, to;
    struct url action, back, all; /* all: drawn where two were chosen, without the list */
    bool can_compare;
    LIST(struct plan_changed) parts;
    struct str same; /* said where nothing differs, or where more does than fits */
};

/* Handlers */
struct reply plan_get(struct ctx *c, const struct request *r);
struct reply plan_assessment_get(struct ctx *c, const struct request *r);
struct reply plan_versions_get(struct ctx *c, const struct request *r);
struct reply plan_version_get(struct ctx *c, const struct request *r);
struct reply plan_agree_get(struct ctx *c, const struct request *r);
struct reply plan_agree_post(struct ctx *c, const struct request *r);
struct reply plan_agree_draft_post(struct ctx *c, const struct request *r);
struct reply plan_review_draft_post(struct ctx *c, const struct request *r);
struct reply plan_review_get(struct ctx *c, const struct request *r);
struct reply plan_review_post(struct ctx *c, const struct request *r);
struct reply plan_copy_get(struct ctx *c, const struct request *r);
struct reply plan_copy_post(struct ctx *c, const struct request *r);
struct reply plan_cards_get(struct ctx *c, const struct request *r);
struct reply plan_cards_post(struct ctx *c, const struct request *r);
struct reply plan_copy_sheet_get(struct ctx *c, const struct request *r);
#define PLAN_DOCUMENT_HANDLERS(name) \
    struct reply plan_##name##_edit_get(struct ctx *c, const struct request *r); \
    struct reply plan_##name##_edit_post(struct ctx *c, const struct request *r); \
    struct reply plan_##name##_draft_post(struct ctx *c, const struct request *r); \
    struct reply plan_##name##_history_get(struct ctx *c, const struct request *r);
PLAN_DOCUMENT_HANDLERS(section)
PLAN_DOCUMENT_HANDLERS(need)
PLAN_DOCUMENT_HANDLERS(goal)
PLAN_DOCUMENT_HANDLERS(step)
#undef PLAN_DOCUMENT_HANDLERS

#endif
