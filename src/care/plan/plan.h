/*
 * The personalised care and support plan, owned by the person.
 *
 * What it is made of (needs, goals with their steps, what they do themselves, what to do if things change, how it
 * was made) are documents, each edited in a small form of its own, so that two people who write at once lose no
 * word. What was said about the whole (agreed, not agreed, declined, reviewed, copied) are events, which nothing
 * changes; an agreed version keeps the whole plan as it was. What matters to them is care/about's, who supports
 * them care/circle's, what may be shared care/consent's: shown here, kept there. The shape is that of the PRSB
 * standard (docs/standards/pcsp.md), the five criteria those of NHS England. [domain §7; docs/adr/0047]
 */
#ifndef CAIRN_CARE_PLAN_H
#define CAIRN_CARE_PLAN_H

#include "care/editing/editing.h"
#include "care/people/person.h"
#include "platform/versions/follow.h"

#define PLAN_KIND_LIST(X) X(SECTION, "section") X(NEED, "need") X(GOAL, "goal") X(STEP, "step")
enum plan_kind {
    PLAN_KIND_NONE,
#define PLAN_KIND_ENUM(name, word) PLAN_##name,
    PLAN_KIND_LIST(PLAN_KIND_ENUM)
#undef PLAN_KIND_ENUM
};

/* Sections: there is one of each. The domains of an assessment are sections, too, from PLAN_BODY on. */
#define PLAN_SECTION_LIST(X) \
    X(MYSELF, "myself") \
    X(HEALTH, "health") \
    X(CHANGE, "change") \
    X(OTHER, "other") \
    X(MADE, "made") \
    X(BODY, "body") \
    X(MOOD, "mood") \
    X(DAILY, "daily") \
    X(KNOWING, "knowing") \
    X(TOLD, "told") \
    X(SUPPORT, "support") \
    X(HOME, "home") \
    X(MONEY, "money") \
    X(COMPANY, "company") \
    X(CARING, "caring")
enum plan_section {
#define PLAN_SECTION_ENUM(name, word) PLAN_##name,
    PLAN_SECTION_LIST(PLAN_SECTION_ENUM)
#undef PLAN_SECTION_ENUM
        PLAN_SECTIONS,
    PLAN_DOMAINS_FROM = PLAN_BODY
};

/* In an action, for an invented network: a part of the plan, by the actor. key: of a section none. words: of the
 * fields that plan_fields.c names. goal: of a step. */
struct plan_written {
    enum plan_kind kind;
    enum plan_section section;
    struct uuid key, goal;
    const struct document_word *words;
    size_t n;
};
MUST_USE enum err plan_write(struct ctx *c, const struct person *p, const struct plan_written *w);

/* In an action, likewise: agreed by the person today, with everything that is written. how: a code of
 * plan_agree_form.c. ERR_INVALID: a criterion isn't met. */
MUST_USE enum err plan_agree(
    struct ctx *c, const struct person *p, struct uuid key, struct str how, struct date review_on);

/* What happened since a plan was agreed or last reviewed, and asks for a review before its day: somebody came home
 * from hospital, or is there; a need was added; a carer's change. Of the people of a range of ids, with whose case
 * they are; of each the latest alone. dismissed: also of whom somebody said that it needs no review. A kind of
 * event more is a word here and a branch of the statement in plan.sql. */
#define PLAN_ASKED_LIST(X) \
    X(HOME, "home", "came home from hospital") \
    X(HOSPITAL, "hospital", "went into hospital") \
    X(NEED, "need", "has a need that the plan did not know of") \
    X(CARER, "carer", "is cared for by others, or in another way")
struct plan_asked_review {
    struct person_id person;
    struct pcn_id pcn;       /* 0: nobody has a case */
    struct account_id owner; /* likewise */
    int64_t role;
    struct uuid event; /* since which */
    struct str why;    /* a word of the list above */
    struct date day;
    int64_t fact; /* another one with the next thing that happens */
};
struct plan_asked_reviews {
    struct plan_asked_review *items;
    size_t n;
};
MUST_USE enum err plan_reviews_asked(
    struct ctx *c, struct person_id from, struct person_id to, bool dismissed, struct plan_asked_reviews *ret);
/* "came home from hospital": what comes after their name. */
struct str plan_asked_words(struct str why);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows plan_part_rows_follow, plan_event_rows_follow;

extern const struct route_table plan_routes;
extern const struct db_statement_file plan_statements;

#endif
