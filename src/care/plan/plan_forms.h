/* The forms that say something about the whole plan: agreeing, reviewing, giving a copy. Private to the slice. */
#ifndef CAIRN_CARE_PLAN_FORMS_H
#define CAIRN_CARE_PLAN_FORMS_H

#include "care/consent/consent.h"
#include "care/editing/editing.h"
#include "care/plan/plan_views.h"

enum { PLAN_WHY_MOST = 1500, PLAN_REVIEW_AFTER_DAYS = 91 };

/* ---- agreeing ---- */
struct plan_answer {
    struct problems problems;
    struct uuid key;             /* of the event that the form makes */
    int64_t mark;                /* of the plan that they looked at */
    enum plan_event_kind answer; /* NONE: nothing chosen */
    struct str decider, name, how, why;
    struct str who; /* in words, once it is known who they are */
    struct field_date on, review_on;
};
struct plan_answer plan_answer_new(struct ctx *c, const struct plan_about *k, enum plan_event_kind answer);
struct plan_answer plan_answer_read(struct ctx *c, const struct form *form);
/* What keeps it from being recorded; the same in the handler and in the action, of what stands then. Says who it
 * is, in words. */
void plan_answer_check(
    struct ctx *c, const struct plan_about *k, const struct consent_deciders *may, struct plan_answer *f);
/* Of that, whether they agree to what they looked at. */
void plan_answer_check_seen(const struct plan_about *k, struct plan_answer *f);
struct str plan_answer_how(const struct plan_answer *f); /* in words; STR_NONE: nothing chosen */

struct plan_met {
    struct str text, evidence, missing;
    struct url href;
};
struct plan_agree_view {
    struct error_summary problems;
    struct draft_view draft;
    struct str heading, key, mark, not_able;
    struct url action, cancel;
    LIST(struct plan_met) criteria;
    struct radios answer, decider, how;
    struct input name;
    struct textarea why;
    struct date_input on, review_on;
};
struct plan_agree_view *plan_agree_view(
    struct ctx *c, const struct plan_about *k, const struct consent_deciders *may, const struct plan_answer *f);

/* ---- reviewing ---- */
struct plan_goal_reviewed {
    const struct plan_part *goal;
    struct str how, said; /* a code of plan_review_hows, and what they say */
};
extern const struct vocabulary plan_review_hows;
struct plan_goal_question {
    struct str words;
    struct radios how;
    struct input said;
};
struct plan_review_view {
    struct error_summary problems;
    struct draft_view draft;
    struct str heading, quiet, key, of;
    struct url action, cancel;
    LIST(struct plan_goal_question) goals;
    struct textarea changed;
    struct date_input on, review_on;
};

/* ---- copies ---- */
struct plan_copy_view {
    struct error_summary problems;
    struct str heading, key, reader, note;
    struct url action, cancel, consent;
    struct radios format, to;
    struct select_field language;
    struct checkboxes lines;
};
/* A heading in English, and before it in the reader's language, where that is another. */
struct plan_title {
    struct str english, foreign, language;
    bool right_to_left;
};
struct plan_sheet_part { /* a block under its heading; of what changed: a part of the plan */
    struct plan_title title;
    LIST(struct plan_said) said;
};
struct plan_sheet_ideas { /* easy read: an idea to a line, with room for a picture */
    struct plan_title title;
    LIST(struct str) lines;
};
struct plan_sheet {
    struct url style, script, mark, back;
    struct str size, heading, version, date, ring, in_english;
    bool demonstration, easy, own, lines; /* lines: to write on */
    struct plan_view plan;
    struct plan_title top, changed, matters, goals, needs, questions;
    LIST(struct plan_sheet_part) changes, before, after;
    LIST(struct plan_sheet_ideas) ideas;
};

/* The day it happened, not in the future; the day to look at it again, within a year. */
void plan_check_on(const struct field_date *on, struct date today, struct str missing, struct problems *p);
void plan_check_review_on(const struct field_date *review, struct date today, struct problems *p);
/* A day as it was typed, in its three parts. */
struct date_input plan_date_input(const char *name, const char *legend, const char *hint,
    const struct field_date *d, const struct problems *problems);
struct field_date plan_day(struct arena *a, struct date d);
struct radios plan_choices(struct arena *a, const char *name, struct str legend, const struct vocabulary *list,
    struct str chosen, const struct problems *problems);

#endif
