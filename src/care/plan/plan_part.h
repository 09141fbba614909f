/*
 * Parts and events of a plan as the slice works with them. Private to the slice.
 *
 * A struct plan is either the plan as it stands (plan_read) or as an agreed version kept it (plan_from_snapshot):
 * pages, copies and comparisons don't care which. A whole plan has at most PLAN_CHARACTERS_MOST characters, so
 * that each fits on a page, however much of it is "&".
 */
#ifndef CAIRN_CARE_PLAN_PART_H
#define CAIRN_CARE_PLAN_PART_H

#include "care/plan/plan.h"
#include "care/shell/shell.h"
#include "ui/pieces.h"

enum {
    PLAN_NEEDS_MOST = 40,
    PLAN_GOALS_MOST = 40,
    PLAN_STEPS_MOST = 200,
    PLAN_PARTS_MOST = PLAN_NEEDS_MOST + PLAN_GOALS_MOST + PLAN_STEPS_MOST + PLAN_SECTIONS,
    PLAN_PARTS_READ = 2 * PLAN_PARTS_MOST, /* two records that were joined */
    PLAN_JOINED_MOST = 3 * PLAN_SECTIONS,  /* sections of records that became part of this one */
    PLAN_COPIES_MOST = 100,
    PLAN_EVENTS_MOST = 400,
    PLAN_CHARACTERS_MOST = 80 * 1024,
};

struct plan_part {
    enum plan_kind kind;
    struct uuid key, goal;
    int64_t version; /* 0: from a snapshot */
    struct str state;
    struct str owner_name; /* of a step: the member of staff who does it */
    /* of a step that became a task; not from a snapshot */
    struct uuid task;
    struct date due;
    struct instant done_at;
    bool not_done; /* the task ended, and not by being done */
    struct str task_owner;
};
struct plan {
    struct str about;                /* the state of About me */
    struct str support, permissions; /* lines: who does what and how to reach them; what may be shared */
    struct plan_part *items;
    size_t n;
    int64_t mark; /* grows with each change of any part: the plan is the same as long as this is */
};
MUST_USE enum err plan_read(struct ctx *c, const struct person *p, struct plan *ret);

/* The part of a kind and key; of a section; NULL: not there. */
const struct plan_part *plan_find(const struct plan *plan, enum plan_kind kind, struct uuid key);
const struct plan_part *plan_section(const struct plan *plan, enum plan_section section);
/* A field as it stands in the state, and in words for reading; STR_NONE: it says nothing. part may be NULL. */
struct str plan_text(struct arena *a, const struct plan_part *part, const char *field);
struct str plan_words(struct arena *a, const struct plan_part *part, const char *field);

/* ---- documents ---- */

struct str plan_kind_word(enum plan_kind kind);
enum plan_kind plan_kind_from_word(struct str word);
/* Sections have fixed keys, so that their addresses are like all others; false: it is none. */
struct uuid plan_section_key(enum plan_section section);
bool plan_section_of(struct uuid key, enum plan_section *ret);
struct str plan_section_heading(enum plan_section section);

/* The table of fields, without what depends on whose plan it is. */
const struct document *plan_table(enum plan_kind kind, struct uuid key);
/* The same for a form: a goal with the needs, a step with who may do it, "told" with the clinicians who see them.
 */
MUST_USE enum err plan_document(
    struct ctx *c, const struct person *p, enum plan_kind kind, struct uuid key, const struct document **ret);

enum err plan_part_load(
    struct ctx *c, enum plan_kind kind, const struct document_place *place, struct document_state *ret);
enum err plan_part_save(
    struct ctx *c, enum plan_kind kind, const struct document_place *place, const struct document_state *next);

/* What becomes due, or isn't any more, when a part is saved (plan_tasks.c). */
struct plan_change {
    const struct document_place *place;
    enum plan_kind kind;
    struct str before, after; /* states */
    struct account_id owner;  /* before, then after */
    struct task_id task;
};
MUST_USE enum err plan_tasks_follow(struct ctx *c, struct plan_change *change);

/* ---- events ---- */

/* The word in the database, SNOMED CT's code (0: there is none), how it is listed */
#define PLAN_EVENT_LIST(X) \
    X(AGREED, "agreed", INT64_C(1187911000000105), "Agreed") \
    X(DISAGREED, "disagreed", 0, "Not agreed") \
    X(COULD_NOT, "could_not", 0, "Could not answer") \
    X(DECLINED, "declined", INT64_C(1325711000000103), "Did not want a plan") \
    X(REVIEWED, "reviewed", INT64_C(1187921000000104), "Reviewed") \
    X(COPIED, "copied", 0, "A copy was made")
enum plan_event_kind {
    PLAN_EVENT_NONE,
#define PLAN_EVENT_ENUM(name, word, code, label) PLAN_##name,
    PLAN_EVENT_LIST(PLAN_EVENT_ENUM)
#undef PLAN_EVENT_ENUM
};
extern const struct vocabulary plan_event_kinds;

struct plan_event {
    struct plan_event_id id, of;
    struct uuid key;
    enum plan_event_kind kind;
    struct date on, review_on;
    struct instant recorded_at;
    struct str by_name;
    int role;
    int64_t number, mark;
    struct task_id task;
    struct str words; /* JSON: what each kind has stands in plan_event.c */
};
struct plan_events {
    struct plan_event *items; /* newest first */
    size_t n;
};
MUST_USE enum err plan_events_read(struct ctx *c, struct person_id person, struct plan_events *ret);
const struct plan_event *plan_event_last(
    const struct plan_events *all, enum plan_event_kind kind); /* NULL: none */
const struct plan_event *plan_event_by_key(const struct plan_events *all, struct uuid key);
const struct plan_event *plan_event_by_id(const struct plan_events *all, struct plan_event_id id);
struct str plan_event_said(struct arena *a, const struct plan_event *e, const char *field); /* of its words */
struct str plan_event_title(
    struct arena *a, const struct plan_event *e); /* "Version 3, agreed 2 September 2026" */
/* Of a copy, what it was: "Large print, 18 point", "Wallet card"; STR_NONE for other events. */
#define PLAN_FORMAT_CARD "card"
struct str plan_copy_format(struct arena *a, const struct plan_event *e);
/* In an action: fills id, code and who. ERR_EXISTS: the key was used, by a form that was sent twice. */
MUST_USE enum err plan_event_add(struct ctx *c, const struct person *p, struct plan_event *e, struct str snapshot);
/* In an action: the review comes due for whoever acts, and what was due before is done. */
MUST_USE enum err plan_review_due(
    struct ctx *c, const struct person *p, const struct plan_events *all, struct plan_event *e);

/* ---- snapshots ---- */
/* The whole plan as one JSON object. */
struct str plan_snapshot(struct arena *a, const struct plan *plan);
MUST_USE enum err plan_from_snapshot(struct arena *a, struct str snapshot, struct plan *ret);
MUST_USE enum err plan_version_read(
    struct ctx *c, struct person_id person, const struct plan_event *e, struct plan *ret);

/* ---- rules: pure ---- */
/* The first four criteria of a personalised care and support plan, each with what shows that it is met; the fifth
 * is the date of a review [standards §4.4]. */
enum { PLAN_CRITERIA = 4 };
struct plan_criterion {
    struct str text, evidence, missing; /* evidence: empty where it isn't met, and missing then says what to do */
    enum plan_section section;          /* where it is written */
};
void plan_criteria(struct arena *a, const struct plan *plan, struct plan_criterion ret[PLAN_CRITERIA]);
enum plan_state { PLAN_EMPTY, PLAN_DRAFT, PLAN_TO_AGREE, PLAN_IS_AGREED, PLAN_REVIEW_DUE, PLAN_IS_DECLINED };
enum plan_state plan_state_of(const struct plan *plan, const struct plan_events *all, struct date today);
/* Of a step: nothing more will happen. */
bool plan_step_is_done(struct arena *a, const struct plan_part *step);
bool plan_goal_is_open(struct arena *a, const struct plan_part *goal);

#endif
