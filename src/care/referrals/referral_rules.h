/*
 * The rules of a referral: its words, which step may follow which state, by when, and which role it suggests.
 * Pure. Private to the slice.
 */
#ifndef CAIRN_CARE_REFERRAL_RULES_H
#define CAIRN_CARE_REFERRAL_RULES_H

#include "base/date.h"
#include "care/workforce/workforce.h"
#include "nhs/ids.h"
#include "nhs/vocabulary.h"
#include "nhs/working_days.h"
#include "ui/components.h"

/* name, word in the database, label */
#define REFERRAL_SOURCE_LIST(X) \
    X(GP, "gp", "GP") \
    X(NURSE, "nurse", "Nurse") \
    X(PHARMACIST, "pharmacist", "Pharmacist") \
    X(CLINICIAN, "clinician", "Another clinician") \
    X(STAFF, "staff", "Reception or other practice staff") \
    X(LINK_WORKER, "link_worker", "Social prescribing link worker") \
    X(COACH, "coach", "Health and wellbeing coach") \
    X(VCSE, "vcse", "Charity or community group") \
    X(CARE_HOME, "care_home", "Care home") \
    X(HOSPITAL, "hospital", "Hospital") \
    X(MDT, "mdt", "Team meeting (MDT)") \
    X(SELF, "self", "The person themselves") \
    X(CARER, "carer", "Carer, relative or friend") \
    X(FINDING, "finding", "A search for people who might need support")
/* name, word, label, the role that does this: a bit each, in this order for good */
#define REFERRAL_REASON_LIST(X) \
    X(SEVERAL, "several", "Several conditions, or many appointments to keep together", CARE_COORDINATOR) \
    X(HOSPITAL, "home", "Coming home from hospital", CARE_COORDINATOR) \
    X(SERVICES, "services", "Help to find the way between services", CARE_COORDINATOR) \
    X(PLAN, "plan", "A care and support plan, or a review of one", CARE_COORDINATOR) \
    X(LONELY, "lonely", "Feeling lonely, or cut off from others", LINK_WORKER) \
    X(MONEY, "money", "Money, benefits, work or housing", LINK_WORKER) \
    X(CARER, "carer", "Looking after somebody, and needing support", LINK_WORKER) \
    X(HABIT, "habit", "Being more active, or changing a habit", HEALTH_COACH) \
    X(CONFIDENCE, "confidence", "Managing a condition with more confidence", HEALTH_COACH) \
    X(OTHER, "other", "Something else", CARE_COORDINATOR)
/* name, word, label, working days until somebody must have decided */
#define REFERRAL_URGENCY_LIST(X) \
    X(URGENT, "urgent", "Urgent: decide within 1 working day", 1) \
    X(SOON, "soon", "Soon: decide within 3 working days", 3) \
    X(ROUTINE, "routine", "Routine: decide within 5 working days", 5)
#define REFERRAL_AGREED_LIST(X) \
    X(YES, "yes", "Yes, they agreed to this referral") \
    X(BEST_INTERESTS, "best_interests", "They can’t decide this, and it is in their best interests")
/* name, word, stage, label, colour */
#define REFERRAL_STATE_LIST(X) \
    X(RECEIVED, "received", NEW, "New", TAG_BLUE) \
    X(ASKED, "asked", WAITING, "Waiting for information", TAG_YELLOW) \
    X(ALLOCATED, "allocated", WITH_SOMEBODY, "Given, not taken on yet", TAG_YELLOW) \
    X(ACCEPTED, "accepted", WITH_SOMEBODY, "Accepted", TAG_GREEN) \
    X(REDIRECTED, "redirected", SENT_ON, "Sent on", TAG_WHITE) \
    X(DECLINED, "declined", ENDED, "Declined", TAG_GREY) \
    X(WITHDRAWN, "withdrawn", ENDED, "Withdrawn", TAG_GREY) \
    X(CLOSED, "closed", ENDED, "Closed", TAG_GREY)
#define REFERRAL_STEP_LIST(X) \
    X(RECEIVED, "received", "Sent") \
    X(ASKED, "asked", "Asked for more information") \
    X(ANSWERED, "answered", "The information came") \
    X(ALLOCATED, "allocated", "Given to a colleague") \
    X(ACCEPTED, "accepted", "Accepted") \
    X(GIVEN_BACK, "given_back", "Given back to the inbox") \
    X(REDIRECTED, "redirected", "Sent on") \
    X(DECLINED, "declined", "Declined") \
    X(WITHDRAWN, "withdrawn", "Withdrawn by the referrer") \
    X(CLOSED, "closed", "Closed") \
    X(AMENDED, "amended", "Changed by the referrer") \
    X(MATCHED, "matched", "Matched to a record") \
    X(TOLD, "told", "Referrer told")
#define REFERRAL_DECLINE_LIST(X) \
    X(NOT_NEEDED, "not_needed", "The support is not needed any more") \
    X(OTHER_SERVICE, "other_service", "Another service can do this better") \
    X(NOT_WANTED, "not_wanted", "The person does not want it") \
    X(NOT_REACHED, "not_reached", "The person could not be reached") \
    X(DUPLICATE, "duplicate", "They are referred or supported already") \
    X(OUT_OF_AREA, "out_of_area", "They are not registered in this network")

enum referral_source {
    REFERRAL_SOURCE_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_FROM_##name,
    REFERRAL_SOURCE_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
};
enum referral_reason {
    REFERRAL_REASON_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_FOR_##name,
    REFERRAL_REASON_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
};
enum referral_urgency {
    REFERRAL_URGENCY_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_##name,
    REFERRAL_URGENCY_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
};
enum referral_agreed {
    REFERRAL_AGREED_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_AGREED_##name,
    REFERRAL_AGREED_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
};
enum referral_stage {
    REFERRAL_STAGE_NONE,
    REFERRAL_STAGE_NEW,
    REFERRAL_STAGE_WAITING,
    REFERRAL_STAGE_WITH_SOMEBODY,
    REFERRAL_STAGE_SENT_ON,
    REFERRAL_STAGE_ENDED
};
enum referral_state {
    REFERRAL_STATE_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_IS_##name,
    REFERRAL_STATE_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
        REFERRAL_STATE_COUNT
};
enum referral_step {
    REFERRAL_STEP_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_STEP_##name,
    REFERRAL_STEP_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
        REFERRAL_STEP_COUNT
};
enum referral_decline {
    REFERRAL_DECLINE_NONE,
#define REFERRAL_ENUM(name, ...) REFERRAL_DECLINE_##name,
    REFERRAL_DECLINE_LIST(REFERRAL_ENUM)
#undef REFERRAL_ENUM
};
extern const struct vocabulary referral_sources, referral_reasons, referral_urgencies, referral_agreeds,
    referral_states, referral_steps, referral_declines;

#define REFERRAL_REASON_BIT(reason) (1u << ((reason)-1))

enum referral_stage referral_stage_of(enum referral_state state);
bool referral_is_open(enum referral_state state);
struct tag referral_tag(enum referral_state state);
/* May this step be taken in this state? known: it is known about whom it is. */
bool referral_may(enum referral_state state, enum referral_step step, bool known);
/* The state after a step that may be taken. */
enum referral_state referral_after(enum referral_state state, enum referral_step step);

struct date referral_due(struct holidays h, struct date received, enum referral_urgency urgency);
/* "4 working days" */
struct str referral_age(struct arena *a, struct holidays h, struct date received, struct date today);
/* Red from the day after it had to be decided, with how late. */
struct tag referral_due_tag(struct arena *a, struct holidays h, struct date due, struct date today);
struct str referral_reason_words(
    struct arena *a, unsigned reasons); /* "Feeling lonely, or cut off from others; Money …" */

/* Who could have it. */
struct referral_colleague {
    struct account_id account;
    struct role_held_id role_held;
    struct str value, name, place; /* value: of the form */
    enum staff_role role;
    bool here;       /* at the person's practice, or for the whole network */
    bool before;     /* has supported them before */
    bool specialist; /* in the setting */
    int64_t open;    /* what they have to do now: referrals and tasks */
    int64_t referrals;
    bool counted;         /* the tasks, too */
    struct str not_ready; /* why they may not take referrals yet; STR_NONE: they may [003 §4.1] */
    enum room room;       /* hours: ROOM_UNKNOWN, none of these */
    int64_t free;         /* minutes a week */
    struct str room_words;
};
struct referral_colleagues {
    struct referral_colleague *items;
    size_t n;
};
/* The role that most of the reasons ask for, unless a role was wished; ret_why says which it was. */
enum staff_role referral_role(struct arena *a, unsigned reasons, enum staff_role wished, struct str *ret_why);
/* Where a source speaks for a setting; else general practice. */
enum work_setting referral_source_setting(enum referral_source source);
/* The best first: who may take one at all, of that role, who supported them before, whose specialism it is, who is
 * at their practice, who has room, who has least to do. */
void referral_rank(struct referral_colleagues *all, enum staff_role role);
struct str referral_colleague_why(struct arena *a, const struct referral_colleague *one);
/* "Care co-ordinators: 12 hours a week free. Link workers: no room." of those who may take one. */
struct str referral_rooms(struct arena *a, const struct referral_colleagues *all);

#endif
