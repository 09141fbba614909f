/*
 * Rows of referrals to structs and back, and what users do with them: rule, store, version, step and audit in one
 * action. Private to the slice.
 */
#ifndef CAIRN_CARE_REFERRAL_STORE_H
#define CAIRN_CARE_REFERRAL_STORE_H

#include "base/clock.h"
#include "care/people/person.h"
#include "care/referrals/referral.h"
#include "care/referrals/referral_rules.h"

struct referral {
    struct referral_id id;
    struct uuid key, nonce;
    int64_t version;
    struct pcn_id pcn;
    struct person_id person; /* 0: nobody has said yet who is meant */
    enum referral_source source;
    struct account_id referrer_account;
    struct str referrer, referrer_reach;
    unsigned reasons;
    struct str words, wants, risks;
    enum referral_urgency urgency;
    enum staff_role wished; /* 0: not sure */
    enum work_setting
        setting; /* in which they are to be supported; NONE: nobody has decided: referral_setting() */
    enum referral_agreed agreed;
    struct str about_name, about_nhs_number, about_reach;
    struct date about_born;
    enum referral_state state;
    struct account_id owner; /* 0: the inbox */
    struct str owner_name;
    struct instant received_at, changed_at;
    struct date due;
    /* of the person, where one is known, for lists */
    struct str name;
    struct date born;
    struct nhs_number nhs_number;
    bool died;
};
struct referral_list {
    struct referral *items;
    size_t n;
};
struct referral_event {
    enum referral_step step;
    enum referral_decline reason;
    struct str words, offered, by_name;
    struct instant at;
};
struct referral_events {
    struct referral_event *items;
    size_t n;
};
/* One step to be taken, from the version that whoever takes it has seen. */
struct referral_move {
    enum referral_step step;
    struct referral from;
    enum referral_decline reason;
    struct str words, offered;
    const struct referral_colleague *to; /* ALLOCATED: to whom; ACCEPTED: the actor */
    enum work_setting setting;           /* of both; NONE: as the referral has it */
    struct uuid relation;                /* its key, where whoever gets it has none to the person; 0: a new one */
    struct uuid case_key, case_relation; /* ACCEPTED: likewise, of the case that it opens */
    struct person_id person;             /* MATCHED: who it is about */
    struct referral next;                /* AMENDED: what it says now */
    struct str why_not;                  /* set with ERR_REFUSED: a sentence */
};

MUST_USE enum err referral_by_key(struct ctx *c, struct uuid key, struct referral *ret);
MUST_USE enum err referrals_at_stage(
    struct ctx *c, enum referral_stage stage, int most, int skip, struct referral_list *ret);
MUST_USE enum err referrals_sent(struct ctx *c, struct referral_list *ret); /* at most 50 */
MUST_USE enum err referrals_about(struct ctx *c, struct person_id person, struct referral_list *ret); /* newest */
MUST_USE enum err referral_history(struct ctx *c, struct referral_id id, struct referral_events *ret);
enum { REFERRAL_COUNTED = 100 }; /* what there are more of is not counted */
struct referral_counts {
    int64_t of[REFERRAL_STAGE_WAITING + 1]; /* by stage, while it is in the inbox */
};
MUST_USE enum err referral_counts(struct ctx *c, struct referral_counts *ret);
MUST_USE enum err referral_known_number(struct ctx *c, struct nhs_number number, struct person_id *ret);

/* Colleagues who take referrals, whether they may in this setting, and the room they have; with what they have to
 * do; person 0: nobody in particular, and only their referrals are counted. */
MUST_USE enum err referral_colleagues(
    struct ctx *c, struct person_id person, enum work_setting setting, struct referral_colleagues *ret);
/* The one that was decided, else what its source speaks for. */
enum work_setting referral_setting(const struct referral *f);
/* Whether somebody may be given this referral at all: STR_NONE, or why not. referral_move asks besides whether
 * they are ready for referrals: readiness_check(). */
struct str referral_may_be_given(struct arena *a, const struct referral *f, const struct referral_colleague *to);

/* By which whoever referred and whoever works the inbox speak of it: "3F779A2B". */
struct str referral_reference(struct arena *a, struct uuid key);
/* In an action, after a step: queues an email to whoever referred, if they gave an address and it may be. */
MUST_USE enum err referral_tell(struct ctx *c, const struct referral *f, enum referral_step step, int64_t step_id);

/* In actions. referral_send: ERR_EXISTS: this form was sent before, as the referral of this key; ERR_REFUSED:
 * why_not. referral_move: ERR_CONFLICT: somebody was faster; ERR_REFUSED: why_not. */
MUST_USE enum err referral_send(struct ctx *c, struct referral *f, struct str *why_not);
MUST_USE enum err referral_move(struct ctx *c, struct referral_move *m);

#endif
