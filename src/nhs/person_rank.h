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

#include "nhs/name_match.h"
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

/* One word that was typed, or two neighbours as one, with all that each name is compared with. */
struct person_sought_word {
    struct str text, sound;
    struct name_words forms; /* other forms of it: Liz, Elizabeth */
    size_t slips;            /* of the finger, that it may hold */
    bool prefix;             /* it may be the start of a name */
};

/* A query made ready for many people: whatever depends on the query alone is worked out once. */
struct person_sought {
    const struct person_query *query;
    struct person_sought_word words[PERSON_QUERY_WORDS], joined[PERSON_QUERY_WORDS];
};
struct person_sought person_sought(struct arena *a, const struct person_query *q); /* keeps q */

struct person_match {
    int score; /* higher is better; only comparable within one query */
    struct str why;
};

/* False if nothing of the query fits this person. The phrase is in the arena. */
MUST_USE bool person_match(
    struct arena *a, const struct person_sought *s, const struct person_facts *facts, struct person_match *ret);

#endif
