/*
 * How well a person answers a query, and why, in a few words.
 *
 * The same NHS number comes first; then name and date of birth; then the name alone, from written the same to
 * merely sounding alike or nearly spelled the same; then what was found by date, telephone number or postcode
 * only. A date of birth that differs from the one typed weighs against a match, without hiding it: dates get
 * mistyped. The phrase is for the list of results ("Name sounds alike, same date of birth"), so that nobody
 * takes a likeness for an identity. Pure: it sees the query and the facts, nothing else.
 */
#ifndef CAIRN_NHS_PERSON_RANK_H
#define CAIRN_NHS_PERSON_RANK_H

#include "nhs/person_terms.h"

/* How a word that was typed is like a word of a name, from worst to best. */
enum name_likeness {
    NAME_UNLIKE,
    NAME_NEAR,   /* spelled nearly the same */
    NAME_SOUNDS, /* sounds alike */
    NAME_FORM,   /* another form: Liz, Elizabeth */
    NAME_STARTS, /* the name starts with it */
    NAME_SAME,
};

struct person_match {
    int score; /* higher is better; only comparable within one query */
    struct str why;
};

/* False if nothing of the query fits this person. The phrase is in the arena. */
MUST_USE bool person_match(
    struct arena *a, const struct person_query *q, const struct person_facts *facts, struct person_match *ret);

#endif
