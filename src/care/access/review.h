/*
 * What the information governance lead is told, and how they settle it. Private to the slice.
 *
 * Each entry is written in the transaction of what it tells of. It names who, in which role and place, when and
 * why in a word of ours; never a person. An alarm for reading in bulk counts on while nobody has reviewed it.
 */
#ifndef CAIRN_CARE_ACCESS_REVIEW_H
#define CAIRN_CARE_ACCESS_REVIEW_H

#include "nhs/ids.h"
#include "platform/ctx.h"
#include "ui/components.h"

#define REVIEW_KIND_LIST(X) \
    X(CLAIM, "claim", "Opened a record with a reason") \
    X(CLAIM_RESTRICTED, "claim-restricted", "Opened a restricted record with a reason") \
    X(CLAIM_TRIED, "claim-tried", "Was asked for a password or code before a restricted record") \
    X(LOOK_UPS, "look-ups", "Looked up more people than is allowed in an hour") \
    X(RESTRICTED, "restricted", "Restricted a record") \
    X(LIFTED, "lifted", "Lifted the restriction of a record") \
    X(BULK_HOUR, "bulk-hour", "Opened the records of many people in an hour") \
    X(BULK_DAY, "bulk-day", "Opened the records of many people in a day") \
    X(LISTED_HOUR, "listed-hour", "Saw many people in lists and search results in an hour")

#define RESTRICT_REASON_LIST(X) \
    X("harm", "Somebody could come to harm if it gets about") \
    X("safeguarding", "There is a safeguarding concern") \
    X("colleague", "They, or somebody close to them, work here") \
    X("known", "They are widely known") \
    X("asked", "They asked for it")

enum review_kind {
    REVIEW_NONE,
#define REVIEW_ENUM(name, word, text) REVIEW_##name,
    REVIEW_KIND_LIST(REVIEW_ENUM)
#undef REVIEW_ENUM
};
struct str review_kind_word(enum review_kind kind);
struct str review_kind_text(struct str word); /* in words; the word itself where it isn't known */
bool review_is_alarm(struct str word);        /* a count, not something done once */
struct tag review_state_tag(struct str state);

struct str restrict_reason_label(struct str word); /* STR_NONE: no such reason */
/* The label of any reason that an entry may hold. */
struct str review_reason_label(struct str word);

/* In an action: tells the lead of the actor's network; the audit row of the action names the entry as its object.
 */
MUST_USE enum err review_raise(struct ctx *c, enum review_kind kind, struct str reason, int hours);

/* The same with a key that is given: a demonstration's are repeatable. */
MUST_USE enum err review_raise_as(
    struct ctx *c, struct uuid key, enum review_kind kind, struct str reason, int hours);

/* In an action of the system: an alarm about an account. One that was raised since then counts on instead. */
struct alarm {
    enum review_kind kind;
    struct account_id account;
    struct pcn_id pcn;
    int role;
    struct practice_id practice;
    struct instant since; /* the window that was counted */
    int64_t people;
};
MUST_USE enum err review_alarm(struct ctx *c, const struct alarm *alarm);

#endif
