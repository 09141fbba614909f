/*
 * Cases as rows, the rules of what may follow what, and what users do with them: rule, store, step, version and
 * audit in one action. Private to the slice.
 */
#ifndef CAIRN_CARE_CASE_STORE_H
#define CAIRN_CARE_CASE_STORE_H

#include "base/clock.h"
#include "care/caseload/caseload.h"
#include "ui/pieces.h"

#define CASE_STEP_LIST(X) \
    X(OPENED, "opened", "Opened") \
    X(CHANGED, "changed", "Changed") \
    X(PAUSED, "paused", "Put on hold") \
    X(RESUMED, "resumed", "Taken up again") \
    X(GIVEN, "given", "Given to a colleague") \
    X(PLANNED, "planned", "Moving on planned") \
    X(CLOSED, "closed", "Closed") \
    X(REOPENED, "reopened", "Opened again")

#define CASE_PAUSE_LIST(X) \
    X(HOSPITAL, "hospital", "They are in hospital") \
    X(AWAY, "away", "They are away") \
    X(ASKED, "asked", "They asked for a break") \
    X(UNWELL, "unwell", "They are too unwell for now") \
    X(WAITING, "waiting", "Waiting for another service") \
    X(OTHER, "other", "Another reason")

#define CASE_OUTCOME_LIST(X) \
    X(REACHED, "reached", "What they wanted was reached") \
    X(PARTLY, "partly", "Part of it was reached") \
    X(STOPPED, "stopped", "They chose to stop") \
    X(NOT_REACHED, "not_reached", "Nobody could reach them") \
    X(MOVED, "moved", "They moved away") \
    X(ELSEWHERE, "elsewhere", "Somebody else supports them now") \
    X(DIED, "died", "They died")

enum case_step {
    CASE_STEP_NONE,
#define CASE_STEP_ENUM(name, word, label) CASE_STEP_##name,
    CASE_STEP_LIST(CASE_STEP_ENUM)
#undef CASE_STEP_ENUM
};
enum case_pause {
    CASE_PAUSE_NONE,
#define CASE_PAUSE_ENUM(name, word, label) CASE_PAUSE_##name,
    CASE_PAUSE_LIST(CASE_PAUSE_ENUM)
#undef CASE_PAUSE_ENUM
};
enum case_outcome {
    CASE_OUTCOME_NONE,
#define CASE_OUTCOME_ENUM(name, word, label) CASE_OUTCOME_##name,
    CASE_OUTCOME_LIST(CASE_OUTCOME_ENUM)
#undef CASE_OUTCOME_ENUM
};
extern const struct vocabulary case_states, case_steps, case_pauses, case_outcomes; /* word and label */

struct care_case {
    struct care_case_id id;
    struct uuid key;
    int64_t version;
    struct person_id person;
    struct pcn_id pcn;
    enum staff_role role;          /* as what they are supported */
    struct account_id coordinator; /* always somebody */
    struct str coordinator_name;
    struct uuid coordinator_key;
    bool has_left; /* the co-ordinator doesn't work here as that any more: somebody must take it on */
    enum work_setting setting;
    enum case_weight weight;
    enum case_state state;
    struct date next_contact, review_on, opened_on, first_contact_on, closed_on;
    enum case_pause pause;
    bool moving_on; /* it is planned */
};
struct case_list {
    struct care_case *items;
    size_t n;
};
struct case_event {
    enum case_step step;
    struct str words, by_name;
    struct instant at;
};
struct case_events {
    struct case_event *items;
    size_t n;
};
/* How somebody moves on. */
struct case_closing {
    struct case_closing_id id; /* 0: nothing is planned yet */
    enum case_outcome outcome;
    struct date close_on, check_in;
    struct str reached, themselves, ring, links;
    struct instant closed_at; /* INSTANT_NONE: planned */
    struct str closed_by_name;
};

/* ---- rules: pure ---- */
bool case_may(const struct care_case *k, enum case_step step);
enum case_state case_after(enum case_state from, enum case_step step);
/* In days, from the weight; what is monitored is seen like what is light. */
int case_rhythm(enum case_weight weight, enum case_state state);
enum { CASE_REVIEW_DAYS = 182, CASE_DAYS_MOST = 730 };
struct tag case_tag(const struct care_case *k);
/* What changed, in words: "Complexity: Steady, before Light." */
struct str case_changes(struct arena *a, const struct care_case *from, const struct care_case *to);
struct str case_weight_words(struct arena *a, enum case_weight weight); /* "Steady: contact every 28 days" */

/* ---- reading ---- */
MUST_USE enum err case_by_key(struct ctx *c, struct uuid key, struct care_case *ret);
MUST_USE enum err cases_about(struct ctx *c, struct person_id person, struct case_list *ret); /* open ones first */
MUST_USE enum err case_history(struct ctx *c, struct care_case_id id, struct case_events *ret);
/* planned: only what is planned; else that, or how it ended last. ERR_NOT_FOUND: neither. */
MUST_USE enum err case_closing_read(struct ctx *c, struct care_case_id id, bool planned, struct case_closing *ret);
struct case_takers {
    struct case_taker *items;
    struct str *values, *places; /* beside each: what a form sends for it, where they work */
    size_t n;
};
MUST_USE enum err case_takers_read(struct ctx *c, struct case_takers *ret);
const struct case_taker *case_taker_chosen(const struct case_takers *all, struct str value);

/* ---- in actions ---- */

/* One step, from the version that whoever takes it has seen; next: as it is to be, of what the step changes.
 * ERR_CONFLICT: a colleague was quicker. ERR_REFUSED: why_not. */
struct case_move {
    enum case_step step;
    struct care_case from, next;
    const struct case_taker *to;  /* GIVEN, REOPENED: who has it from now on */
    bool ready;                   /* theirs was asked already, in this action and setting */
    int64_t tasks;                /* set: how many promises went along */
    struct str words;             /* kept with the step */
    struct case_closing *closing; /* PLANNED, CLOSED */
    struct str why_not;
};
MUST_USE enum err case_take_step(struct ctx *c, struct case_move *m);

/* "To Dev Anand. She prefers mornings." */
struct str case_given_words(struct arena *a, const struct case_taker *to, struct str words);

/* Afterwards, in the same action: those who had the cases, and who has them now, are told, except of what they did
 * themselves or can't read any more. from: 0 where nobody had them. */
struct case_told {
    struct account_id from;
    bool from_left;
    struct account_id to;
    const struct care_case_id *cases;
    size_t n;
    int64_t tasks;
};
MUST_USE enum err case_tell(struct ctx *c, const struct case_told *t);

/* ERR_EXISTS: one of this kind is open already. ERR_REFUSED: why_not. k: person, setting, weight; the rest is
 * filled. ready: readiness has been asked. */
struct case_opening {
    struct care_case k;
    struct case_taker to;
    struct str words;
    bool ready;
    struct str why_not;
};
MUST_USE enum err case_open(struct ctx *c, struct case_opening *o);

#endif
