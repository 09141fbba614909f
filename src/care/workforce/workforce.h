/*
 * Workforce: who may take referrals, who can take more, and who looks after those who do.
 *
 * Care co-ordinators, link workers and health coaches take referrals only after their training, for each setting
 * that they work in. Whether somebody is ready is never stored: it is worked out for a role, a setting and a day
 * from what was recorded and the rules T1 to T9, S3 to S6 [standards §6.1, 003 §4.1]. A supervisor can answer for
 * somebody who isn't ready yet, by name, with a reason, for one setting and at most 28 days: an override. Whoever
 * lets somebody take a referral or a case asks readiness_check() in the same action. [domain §4, §5, §12;
 * docs/adr/0044]
 *
 * Everybody here is a member of staff; nothing here is about a person who is supported.
 */
#ifndef CAIRN_CARE_WORKFORCE_H
#define CAIRN_CARE_WORKFORCE_H

#include "base/arena.h"
#include "base/random.h"
#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/http/route.h"
#include "ui/components.h"
#include "ui/pieces.h"

/* Where and with whom somebody works: a setting, and for those who specialise in it a specialism [domain §1]. A
 * bit each in the database, in this order for good. */
#define WORK_SETTING_LIST(X) \
    X(GENERAL, "general", "General practice") \
    X(CANCER, "cancer", "Cancer") \
    X(END_OF_LIFE, "end_of_life", "End of life") \
    X(LEARNING_DISABILITY, "learning_disability", "Learning disability and autism") \
    X(DEMENTIA, "dementia", "Dementia") \
    X(ANTICIPATORY, "anticipatory", "Anticipatory care") \
    X(ELECTIVE, "elective", "Elective care") \
    X(CARE_HOMES, "care_homes", "Enhanced health in care homes") \
    X(LONG_TERM, "long_term", "Long-term conditions") \
    X(PERIOPERATIVE, "perioperative", "Perioperative care") \
    X(CHILDREN, "children", "Children and families")

enum work_setting {
    WORK_SETTING_NONE,
#define WORK_SETTING_ENUM(name, word, label) WORK_SETTING_##name,
    WORK_SETTING_LIST(WORK_SETTING_ENUM)
#undef WORK_SETTING_ENUM
        WORK_SETTING_COUNT
};
#define WORK_SETTING_BIT(setting) (1u << ((setting)-1))
extern const struct vocabulary work_settings; /* for vocabulary_find(), vocabulary_code(), vocabulary_label() */

/* ---- may they take referrals? ---- */

/* What is missing: it blocks referrals, or a supervisor should see to it, or it would be good. */
enum readiness_weight { READINESS_BLOCKS = 1, READINESS_WARNS, READINESS_ADVISES };

struct readiness_gap {
    enum readiness_weight weight;
    struct str rule;   /* "T1" */
    struct str words;  /* "The two-day care co-ordinator course is not done." */
    struct str to_do;  /* "Book a course that the Personalised Care Institute accredits." */
    struct uuid waits; /* the training that only has to be confirmed */
    bool names;        /* a colleague has to be named */
    bool adds;         /* something has to be added to the portfolio */
};

struct readiness {
    enum staff_role role;
    enum work_setting setting;
    struct date day;
    bool ready;        /* they may take referrals on this day, by the rules or under an override */
    bool overridden;   /* only because of an override, which is said wherever it acts */
    struct date until; /* when ready: the last day for which that is known; DATE_NONE: nothing ends it */
    struct str override_by, override_why;
    struct uuid override_key;
    LIST(struct readiness_gap) gaps; /* those that block first */
};

/* "Ready"; "Ready until 3 March 2027"; "Not ready. Two-day care co-ordinator course: not done"; "Not ready by the
 * rules. Joanne Tully answers for it until 12 December 2026: covers for sickness". */
struct str readiness_words(struct arena *a, const struct readiness *r);
/* Ready, Ready until 3 Mar, Not ready, Override until 12 Dec. */
struct tag readiness_tag(struct arena *a, const struct readiness *r);

/* Today, in the network of whoever asks. ERR_NOT_FOUND: nobody of that id works in it. Somebody whose account is
 * closed, who doesn't hold the role or hasn't begun isn't ready, and the gaps say so. */
MUST_USE enum err readiness_of(struct ctx *c, struct account_id account, enum staff_role role,
    enum work_setting setting, struct readiness *ret);
/* In an action that lets them take a referral or a case: the same, and ERR_REFUSED unless they are ready; ret then
 * says why not. Where an override is what lets them, the audit row of the action says which: call it before
 * anything else sets the row's reason. */
MUST_USE enum err readiness_check(struct ctx *c, struct account_id account, enum staff_role role,
    enum work_setting setting, struct readiness *ret);

/* ---- can they take one more? ---- */

/* How much a case asks for: how often there is contact, in days, and how long one takes with what is done before
 * and after it, in minutes. There is no national number of cases, limits are local [003 §5.1]; 45 minutes are the
 * guide of the sources, the rest is ours. Each case has its weight (care/caseload). */
#define CASE_WEIGHT_LIST(X) \
    X(LIGHT, "light", "Light", 84, 45) \
    X(STEADY, "steady", "Steady", 28, 45) \
    X(INTENSIVE, "intensive", "Intensive", 7, 60)

enum case_weight {
    CASE_WEIGHT_NONE,
#define CASE_WEIGHT_ENUM(name, word, label, days, length) CASE_WEIGHT_##name,
    CASE_WEIGHT_LIST(CASE_WEIGHT_ENUM)
#undef CASE_WEIGHT_ENUM
        CASE_WEIGHT_COUNT
};
extern const struct vocabulary case_weights;

enum room { ROOM_UNKNOWN = 1, ROOM_YES, ROOM_TIGHT, ROOM_NO }; /* tight: after it, there is none for another */
struct capacity_step {
    struct str words, hours; /* "Steady: 20 cases, each every 28 days for 45 minutes", "−3.8 hours" */
};
struct capacity {
    enum room room;
    int64_t week, reserved, for_cases; /* minutes a week; reserved: for administration, supervision, development */
    int64_t cases, taken;              /* what they have, and the minutes that it takes */
    int64_t by_weight[CASE_WEIGHT_COUNT]; /* of what is taken */
    int64_t one_more, left;               /* left: after one more; below 0: over */
    struct str words;                     /* "30 hours a week are for cases, 24.5 hours are taken" */
    struct str after;                     /* "Takes about 11 minutes a week: 5.3 hours left" */
    LIST(struct capacity_step) steps; /* how that was worked out, in the order of the sum; one more is the last */
};
/* From all of their cases. To be over warns and never stops anybody [domain §5].
 * ERR_NOT_FOUND as in readiness_of. */
MUST_USE enum err workforce_capacity(
    struct ctx *c, struct account_id account, enum case_weight one_more, struct capacity *ret);

/* ---- who could take it? ---- */

/* Each who supports people, once for each role in which they do, for choosing among them: may they, in this
 * setting, and, where that is asked for, how much room have they. Whoever gives referrals away sees that much of
 * everybody, and nothing of what fills it.
 */
struct workforce_choice {
    struct account_id account;
    enum staff_role role;
    bool specialist; /* in the setting */
    struct readiness readiness;
    enum room room;
    int64_t free;     /* minutes a week; below 0: over */
    struct str words; /* "6 hours free"; STR_NONE: not known */
};
struct workforce_choice_list {
    struct workforce_choice *items;
    size_t n;
};
MUST_USE enum err workforce_choices(
    struct ctx *c, enum work_setting setting, bool with_room, struct workforce_choice_list *ret);
/* "5 minutes", "1 hour", "6.5 hours" */
struct str workforce_length(struct arena *a, int64_t minutes);

/* Everybody who supports people and whom the reader sees, by name. hours: room is 0 where the reader doesn't see
 * the whole caseload, a part of which would look like room. */
struct workforce_load {
    struct account_id account;
    struct uuid key;
    struct str name, places; /* "Care co-ordinator, Elm Street Surgery" */
    struct capacity hours;
    struct tag tag; /* "Over by 4 hours", "6 hours free" */
};
struct workforce_load_list {
    struct workforce_load *items;
    size_t n;
};
MUST_USE enum err workforce_loads(struct ctx *c, struct workforce_load_list *ret);

/* ---- for My day ---- */

/* What of training and supervision wants the actor: their own, what they agreed to do, and for who supervises how
 * many of the team are overdue or wait for them. Nothing, where nothing does. */
MUST_USE enum err workforce_calls(struct ctx *c, struct line_list *ret);

/* ---- for a demonstration ---- */

struct workforce_colleague {
    struct account_id account;
    struct str name;
};
/* Somebody who takes referrals, and who is there for them; nth decides how it stands with them. */
struct workforce_invented {
    struct account_id account;
    enum staff_role role;
    size_t nth;
    struct date today;
    struct workforce_colleague supervisor, clinician, gp;
};
struct workforce_event {
    const struct workforce_invented *whose;
    int what, detail;
    struct date day, written; /* when it was, and when it was written down: */
    bool by_themselves;       /* by whom: else by their supervisor */
};
struct workforce_events {
    struct workforce_event *items;
    size_t n;
};
struct workforce_events workforce_invented_events(struct arena *a, const struct workforce_invented *w);
/* In an action of whoever writes it down, as the pages do it. */
MUST_USE enum err workforce_invent(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys);

extern const struct route_table workforce_routes;
extern const struct db_statement_file workforce_statements, development_statements;

#endif
