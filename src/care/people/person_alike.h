/*
 * Who may be the same person: found by date of birth, postcode and telephone, and judged by everything together.
 *
 * A judgement is a number up to 100 and words that say why; nobody is ever joined by it, people decide. Twins,
 * fathers and sons share much: without names that are at least alike there is no likeness, and two different
 * numbers that were both verified are two people.
 */
#ifndef CAIRN_CARE_PERSON_ALIKE_H
#define CAIRN_CARE_PERSON_ALIKE_H

#include "care/people/person.h"

enum { ALIKE_LIKELY = 70, ALIKE_PERHAPS = 55 };

/* 0: nothing to ask about. Rules alone: nothing is read. */
int person_alike(struct arena *a, const struct person *one, const struct person *other, struct str *ret_why);

struct person_alike {
    struct person person;
    int likeness;
    struct str why; /* "Same date of birth, same postcode. The first names are alike" */
};
struct person_alike_list {
    struct person_alike *items; /* the likeliest first */
    size_t n;
};
/* Among those the actor sees, at most `most` who are at least so alike. Whoever isn't in the list isn't in the
 * trace. p need not be saved yet: its id is then 0. */
MUST_USE enum err person_alike_find(
    struct ctx *c, const struct person *p, int at_least, size_t most, struct person_alike_list *ret);

#endif
