/*
 * Relations: why a member of staff may see a person who is not, or not only, their practice's.
 *
 * A role held at a practice, or in a network, sees the people registered there: that is the base. A relation joins
 * one role of one member of staff to one person: their caseload, a referral, a case brought to a meeting, the team
 * of a restricted record, or a claim, which the member of staff makes alone, with a stated reason and for at most
 * 24 hours. Each request has them in the actor's scope, behind every scoped_ view: read once, and again when
 * anything about them has changed (relation_cache.h). They end with the
 * role or the account, and never reach across networks. Slices write them through relation_begin and nothing else.
 * [reliability §3 "SCR model for legitimate relationships", domain §1; docs/adr/0022, 0026]
 */
#ifndef CAIRN_PLATFORM_RELATION_H
#define CAIRN_PLATFORM_RELATION_H

#include "platform/versions/follow.h"

#define RELATION_KIND_LIST(X) \
    X(CASELOAD, "caseload", "On their caseload") \
    X(REFERRAL, "referral", "Referred to them") \
    X(MEETING, "meeting", "Brought to their meeting") \
    X(TEAM, "team", "On the person’s team") \
    X(CLAIM, "claim", "Opened with a reason")

/* Words of the audit and of the governance lead's page. */
#define CLAIM_REASON_LIST(X) \
    X(HERE, "here", "They are here, or on the telephone, and ask for help") \
    X(COVERING, "covering", "I am covering for a colleague") \
    X(EMERGENCY, "emergency", "It is an emergency") \
    X(CONCERN, "concern", "A safeguarding concern, complaint or incident about them") \
    X(OTHER, "other", "Another reason")

enum { CLAIM_HOURS_MOST = 24, CLAIM_WORDS_MOST = 200 };

enum relation_kind {
    RELATION_NONE,
#define RELATION_ENUM(name, word, label) RELATION_##name,
    RELATION_KIND_LIST(RELATION_ENUM)
#undef RELATION_ENUM
};
enum claim_reason {
    CLAIM_NONE,
#define CLAIM_ENUM(name, word, label) CLAIM_##name,
    CLAIM_REASON_LIST(CLAIM_ENUM)
#undef CLAIM_ENUM
};
struct str relation_word(enum relation_kind kind);
struct str relation_label(struct str word); /* the word itself where it isn't in the list */
struct str claim_reason_word(enum claim_reason reason);
struct str claim_reason_label(struct str word);
enum claim_reason claim_reason_from_word(struct str word); /* CLAIM_NONE: no such reason */

struct relation {
    struct account_id account;
    struct role_held_id role_held;
    struct person_id person;
    enum relation_kind kind;
    enum claim_reason reason; /* of a claim */
    struct str words;         /* with CLAIM_OTHER: at most CLAIM_WORDS_MOST bytes */
    bool confirmed;           /* a claim with a factor once more: opens a restricted record too */
    int hours;                /* of a claim, 1 to 24; else 0 */
    struct instant
        until;       /* of others, where it is for a while, as when a colleague is away; 0: until it is ended */
    struct uuid key; /* unless set, relation_begin makes one */
    struct relation_id id; /* set by relation_begin */
};

/* In an action. ERR_EXISTS: that role has this relation to the person already, for as long (a claim is never the
 * same; what ends by itself doesn't stand in the way of what lasts).
 * ERR_REFUSED: a claim without a reason, without a time or for longer than a day. */
MUST_USE enum err relation_begin(struct ctx *c, struct relation *relation);
MUST_USE enum err relation_end(struct ctx *c, struct relation_id id); /* ERR_CONFLICT: it had ended */
MUST_USE enum err relations_end_of_account(struct ctx *c, struct account_id account);
MUST_USE enum err relations_end_of_role(struct ctx *c, struct role_held_id role_held);
/* In an action that moves a person to another practice, restricts their record or lifts that: whom relations open
 * hangs on both. */
MUST_USE enum err relations_person_changed(struct ctx *c, struct person_id person);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows relation_rows_follow;

/* The actor's scope: practices where the role reaches a practice's people, and people by live relations. On a
 * snapshot, never in an action: what an action sees may yet be undone, and must not be kept. */
MUST_USE enum err relations_load(struct ctx *c, struct actor *actor);

/* What the audit says of work done under a claim: "claim: covering". STR_NONE where there is a direct relation, or
 * none is needed. */
struct str relation_audit_reason(struct arena *a, const struct actor *actor, struct person_id person);
/* The label of the reason in such words; STR_NONE for any others. */
struct str claim_reason_in_audit(struct str words);

#endif
