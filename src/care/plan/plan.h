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

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows plan_part_rows_follow, plan_event_rows_follow;

extern const struct route_table plan_routes;
extern const struct db_statement_file plan_statements;

#endif
