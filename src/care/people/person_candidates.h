/*
 * Who may be meant: the people whom the term index knows by something that was typed, the likeliest first. Private
 * to the slice.
 *
 * Each part of a query is looked up for itself. A term that thousands bear is read only in part; whoever bears it
 * and another part as well is then looked for by both at once, so that John Smith is found among ten thousand
 * Smiths. What is read is bounded, however many people there are and whatever is typed.
 */
#ifndef CAIRN_CARE_PERSON_CANDIDATES_H
#define CAIRN_CARE_PERSON_CANDIDATES_H

#include "care/people/person.h"
#include "nhs/person_terms.h"

/* Who was found, and by which parts of the query. */
struct person_candidate {
    int64_t person;
    uint32_t covers; /* bits of person_lookup.covers */
    uint32_t among;  /* how many the rarest term that found them has brought: fewer is likelier */
};
struct person_candidates {
    struct person_candidate *items; /* one a person, the likeliest first */
    size_t n;
};

/* The request's memory holds them. */
MUST_USE enum err person_candidates_find(
    struct ctx *c, const struct person_lookups *lookups, struct person_candidates *ret);

#endif
