/*
 * Adding very many people to an installation that is being filled: for the demonstration alone.
 *
 * What people are found by is some twelve short texts for each, in no order; written one by one, each would change
 * a page of its own (docs/adr/0016). So they are kept here, a bounded number of them, and written in their order
 * when there are many and at the end. Until then nobody finds those people, so this is not for an installation
 * that is in use.
 */
#ifndef CAIRN_CARE_PERSON_MANY_H
#define CAIRN_CARE_PERSON_MANY_H

#include "care/people/person.h"

struct person_term {
    uint64_t begins; /* the text's first bytes, as they sort */
    struct str text;
    struct person_id person;
    struct practice_id practice;
};
struct person_terms_kept {
    struct arena arena; /* their texts */
    struct person_term *items;
    size_t n, most;
};
void person_terms_init(struct person_terms_kept *kept, struct arena *a, size_t most);
void person_terms_release(struct person_terms_kept *kept);
bool person_terms_are_many(const struct person_terms_kept *kept);
/* Of somebody who was added; work is for the making of them. */
void person_terms_keep(struct person_terms_kept *kept, struct arena *work, const struct person *p);
void person_terms_sort(struct person_terms_kept *kept);
void person_terms_clear(struct person_terms_kept *kept); /* they are written */

/* In an action: as person_add, without what they are found by. */
MUST_USE enum err person_add_unfound(struct ctx *c, struct person *p);
/* In an action: some of them, in their order. */
MUST_USE enum err person_terms_write(struct ctx *c, const struct person_term *items, size_t n);

#endif
