/*
 * Rows of person to structs and back, the finder's terms, and the saved state of a version. Private to the slice.
 */
#ifndef CAIRN_CARE_PERSON_STORE_H
#define CAIRN_CARE_PERSON_STORE_H

#include "care/people/person.h"
#include "nhs/person_terms.h"

/* One JSON object with every field that a reader could see; absent fields are left out. */
struct str person_state_json(struct arena *a, const struct person *p);

struct person_change {
    struct str label, before, after; /* in words */
    bool changed;
};
struct person_change_list {
    struct person_change *items;
    size_t n;
};
/* Every field that either state has, in the order of the form; states as person_state_json wrote them. */
MUST_USE enum err person_compare(
    struct arena *a, struct str before_json, struct str after_json, struct person_change_list *ret);

/* Everything that the finder should find them by. */
struct person_terms person_terms_made(struct arena *a, const struct person *p);

#endif
