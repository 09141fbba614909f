/*
 * Finding a person from one line of text: candidates from the term index, then the best of them, ranked with why.
 * Private to the slice. Cost grows with how many people share the rarest part of what was typed, not with how many
 * there are.
 */
#ifndef CAIRN_CARE_PERSON_FINDER_H
#define CAIRN_CARE_PERSON_FINDER_H

#include "care/people/person.h"
#include "nhs/person_rank.h"

enum { PERSON_RESULTS_MOST = 50 };

struct person_result {
    struct person person;
    struct str why;
    int score;
};
struct person_results {
    struct person_query query;
    struct person_result *items; /* best first */
    size_t n;
    bool more; /* there were further likely ones: ask for more detail */
};

MUST_USE enum err person_search(struct ctx *c, struct str typed, struct person_results *ret);

#endif
