/*
 * The circle of care: everybody who helps a person, what each does, who leads, and what is missing.
 *
 * Family, carers and friends on one side (what they may be told, which legal power they hold, what they need
 * themselves as carers and what happens if they can't care); professionals, teams, services and groups on the
 * other. Each is a document of its own with its versions; whoever is no longer involved stays, with the day. It is
 * the "web of care" of [003 §3]. Whoever lives at a protected address has a protected number. A legal power is
 * noted here as it was told; the decision itself is consent's.
 */
#ifndef CAIRN_CARE_CIRCLE_H
#define CAIRN_CARE_CIRCLE_H

#include "care/editing/editing.h"
#include "care/people/person.h"
#include "platform/versions/follow.h"

/* Those around a person whom one may have to ring, first those to ring first: for other pages. */
struct circle_number {
    struct str who, phone; /* "Sara Rahman, daughter" */
    bool first;            /* in an emergency */
};
struct circle_numbers {
    struct circle_number *items;
    size_t n;
};
MUST_USE enum err circle_numbers(struct ctx *c, const struct person *p, size_t most, struct circle_numbers *ret);

/* Everybody involved, in the order in which they were added; phone: STR_NONE where it is not known or withheld. */
struct circle_one {
    struct str who, does, phone; /* "Tom Barker, community nurse, Riverside Community Trust" */
    bool leads;
};
struct circle_all {
    struct circle_one *items;
    size_t n;
};
MUST_USE enum err circle_involved(struct ctx *c, const struct person *p, struct circle_all *ret);

/* In an action, for an invented network: somebody around a person, of the services or of the family. words: of the
 * fields that circle_fields.c names. */
MUST_USE enum err circle_write(struct ctx *c, struct person_id person, bool service, struct uuid key,
    const struct document_word *words, size_t n);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows circle_entry_rows_follow;

extern const struct route_table circle_routes;
extern const struct db_statement_file circle_statements;

#endif
