/*
 * What is known of a member of staff's work, and what follows from it. Private to the slice.
 *
 * A struct staff_facts holds everything about one member of staff that a rule reads: which roles they hold, their
 * post, who is there for them, their training and overrides, when they were supervised. It is read as a whole
 * (staff_read.c). Everything declared here is pure: no SQL, no clock, days come as arguments. Days are whole days
 * and the last one counts.
 */
#ifndef CAIRN_CARE_WORKFORCE_FACTS_H
#define CAIRN_CARE_WORKFORCE_FACTS_H

#include "care/workforce/competencies.h"
#include "care/workforce/workforce.h"

/* ---- courses ---- */

/* Name, the word in the database, what it is called, for how many months it counts (0: for good). Where the
 * sources name no time, the months are the usual ones and a network's own policy may ask for others [standards
 * §6.1]. */
#define COURSE_LIST(X) \
    X(COORDINATOR, "coordinator", "Two-day care co-ordinator course", 0) \
    X(LINK_WORKER, "link_worker", "Link worker training", 0) \
    X(HEALTH_COACH, "health_coach", "Health coaching course", 0) \
    X(PLANNING, "planning", "E-learning: personalised care and support planning", 0) \
    X(SHARED_DECISIONS, "shared_decisions", "E-learning: shared decision making", 0) \
    X(INDUCTION, "induction", "Induction", 0) \
    X(SETTING_INDUCTION, "setting_induction", "Induction in the setting", 0) \
    X(SETTING_TRAINING, "setting_training", "Training for specialists", 36) \
    X(ADULTS_1, "adults_1", "Safeguarding adults, level 1", 36) \
    X(ADULTS_2, "adults_2", "Safeguarding adults, level 2", 36) \
    X(ADULTS_3, "adults_3", "Safeguarding adults, level 3", 36) \
    X(CHILDREN_1, "children_1", "Safeguarding children, level 1", 36) \
    X(CHILDREN_2, "children_2", "Safeguarding children, level 2", 36) \
    X(CHILDREN_3, "children_3", "Safeguarding children, level 3", 36) \
    X(GOVERNANCE, "information_governance", "Information governance", 12) \
    X(CONFIDENTIALITY, "confidentiality", "Confidentiality", 36) \
    X(CONSENT, "consent_capacity", "Consent and mental capacity", 36) \
    X(RECORDS, "record_keeping", "Record keeping", 36) \
    X(CARE_CERTIFICATE, "care_certificate", "Care Certificate", 0) \
    X(COACHING, "coaching_skills", "Coaching skills", 0) \
    X(MOTIVATIONAL, "motivational", "Motivational interviewing", 0)

enum course {
    COURSE_NONE,
#define COURSE_ENUM(name, word, label, months) COURSE_##name,
    COURSE_LIST(COURSE_ENUM)
#undef COURSE_ENUM
        COURSE_COUNT
};
extern const struct vocabulary courses;
bool course_has_setting(enum course course); /* it is done for one setting: both settings' courses */
int course_months(enum course course);
/* Done, it counts for the other as well: a higher level of safeguarding covers the lower ones. */
bool course_covers(enum course done, enum course asked);

/* ---- who is there for them ---- */

#define STAFF_LINK_LIST(X) \
    X(FIRST_CONTACT, "first_contact", "First point of contact") \
    X(CONCERNS, "concerns", "For concerns about people and safeguarding") \
    X(GP, "gp", "A GP to turn to") \
    X(BUDDY, "buddy", "Buddy or mentor") \
    X(DAY_TO_DAY, "day_to_day", "Day-to-day supervisor") \
    X(CLINICAL, "clinical", "Clinical or professional supervisor") \
    X(EDUCATIONAL, "educational", "Educational supervisor")

enum staff_link_kind {
    STAFF_LINK_NONE,
#define STAFF_LINK_ENUM(name, word, label) STAFF_LINK_##name,
    STAFF_LINK_LIST(STAFF_LINK_ENUM)
#undef STAFF_LINK_ENUM
        STAFF_LINK_COUNT
};
extern const struct vocabulary staff_links;
static inline bool staff_link_supervises(enum staff_link_kind kind)
{
    return kind >= STAFF_LINK_DAY_TO_DAY;
}

struct staff_link {
    struct account_id account; /* 0: nobody */
    struct uuid key;
    struct str name;
    bool active; /* they work here: an account in use and a role */
};

/* What the two talked about. The first three are supervision, in the order of the links of those names; the others
 * look at a longer while. */
#define TALK_KIND_LIST(X) \
    X(DAY_TO_DAY, "day_to_day", "Day-to-day supervision") \
    X(CLINICAL, "clinical", "Clinical or professional supervision") \
    X(EDUCATIONAL, "educational", "Educational supervision") \
    X(DEVELOPMENT, "development", "Development conversation") \
    X(APPRAISAL, "appraisal", "Appraisal")

enum talk_kind {
    TALK_NONE,
#define TALK_ENUM(name, word, label) TALK_##name,
    TALK_KIND_LIST(TALK_ENUM)
#undef TALK_ENUM
        TALK_COUNT
};
extern const struct vocabulary talk_kinds;
static inline bool talk_is_supervision(enum talk_kind kind)
{
    return kind < TALK_DEVELOPMENT;
}

/* ---- what was recorded ---- */

struct training {
    struct training_id id;
    struct uuid key, nonce;
    int64_t version;
    struct staff_id staff;
    enum course course;
    enum work_setting setting; /* of courses that are done for one */
    struct date done_on;
    struct date expires_on; /* as the certificate says; DATE_NONE: by the course's rule */
    struct str evidence;
    struct account_id recorded_by;
    struct str recorded_by_name, confirmed_by_name, struck_by_name, struck_why;
    struct instant recorded_at, confirmed_at, struck_at;
};
/* The last day on which it counts; DATE_NONE: for good. */
struct date training_last_day(const struct training *t);
bool training_stands(const struct training *t); /* not struck through */
bool training_is_confirmed(const struct training *t);
struct str training_title(struct arena *a, enum course course, enum work_setting setting);

struct readiness_override {
    struct readiness_override_id id;
    struct uuid key, nonce;
    int64_t version;
    struct staff_id staff;
    enum staff_role role;
    enum work_setting setting;
    struct str reason;
    struct date from_on, until_on;
    struct account_id made_by;
    struct str made_by_name;
    struct instant made_at, ended_at;
    bool answered; /* whoever made it works here still */
};
enum { OVERRIDE_DAYS_MOST = 28, TRAINING_MOST = 500 }; /* rows of one member of staff */
bool override_acts(const struct readiness_override *o, struct date day);

struct supervision {
    struct supervision_id id;
    struct uuid key, nonce;
    int64_t version;
    struct staff_id staff;
    struct account_id supervisor;
    struct str supervisor_name;
    enum talk_kind kind;
    struct date held_on;
    int64_t minutes;
    struct str agenda, agreed; /* read apart, for the two alone (supervision_store.c) */
    struct instant recorded_at, struck_at;
    struct str struck_why;
};

enum { STAFF_ROLES_MOST = 16 }; /* more than there are */
struct staff_facts {
    struct account_id account;
    struct uuid key;
    struct str name;
    bool active;                             /* the account is in use */
    enum staff_role roles[STAFF_ROLES_MOST]; /* held now, the longest held first */
    size_t role_count;
    struct practice_id places_held[STAFF_ROLES_MOST]; /* where; 0: the whole network */
    size_t place_count;
    struct str places;  /* "Care co-ordinator, Elm Street Surgery" */
    struct staff_id id; /* 0: nothing was recorded yet */
    int64_t version;
    struct date start_on;
    int64_t week, administration, supervision, development; /* minutes a week; week 0: not known */
    int64_t travel;                                         /* minutes there and back, for each visit */
    unsigned settings, specialisms;                         /* WORK_SETTING_BITs */
    bool new_to_care;
    struct staff_link links[STAFF_LINK_COUNT];
    LIST(struct training) training;            /* newest first, struck ones too */
    LIST(struct readiness_override) overrides; /* newest first */
    LIST(struct supervision) sessions;         /* newest first */
    LIST(struct portfolio_entry) portfolio;    /* newest first, struck ones too */
    LIST(struct competency_rating) ratings;    /* newest first */
    LIST(struct date) goals;                   /* by when, of those of the plan that are open; soonest first */
};
int64_t staff_for_cases(const struct staff_facts *s); /* minutes a week */

/* ---- readiness: the rules ---- */

/* Takes referrals: care co-ordinators, link workers, health coaches. */
bool role_takes_referrals(enum staff_role role);
void readiness_work_out(struct arena *a, const struct staff_facts *s, enum staff_role role,
    enum work_setting setting, struct date day, struct readiness *ret);

/* ---- capacity ---- */

/* Cases that are alike, and minutes of travel for each of their contacts, there and back. */
struct case_load {
    enum case_weight weight;
    int64_t cases, travel;
    bool covers; /* of colleagues who are away */
};
struct case_load_list {
    const struct case_load *items;
    size_t n;
};
void capacity_work_out(struct arena *a, const struct staff_facts *s, struct case_load_list has,
    const struct case_load *one_more, struct capacity *ret);

/* "Over by 3 hours" (red), "Full" (yellow), "Hours not recorded"; without a colour "6.5 hours free". */
struct tag capacity_tag(struct arena *a, const struct capacity *k);

/* ---- the clock of supervision [S1, S2] ---- */

enum supervision_state {
    SUPERVISION_FINE = 1,
    SUPERVISION_SOON,    /* the next is due within a week: before there is a gap */
    SUPERVISION_SHORT,   /* held, and for less than an hour in the month */
    SUPERVISION_OVERDUE, /* amber */
    SUPERVISION_LATE,    /* red: more than two months */
};
struct supervision_clock {
    enum supervision_state state;
    struct date last, next; /* last: DATE_NONE: never; next: the last day on which the next is in time */
    bool first_months;      /* of the first six: more often */
    bool nobody;            /* is named who supervises them */
    int64_t minutes;        /* in the last month */
};
struct supervision_clock supervision_clock_of(const struct staff_facts *s, struct date today);

#endif
