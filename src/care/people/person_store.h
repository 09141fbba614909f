/*
 * Rows of person to structs and back, the finder's terms, and the saved state of a version. Private to the slice.
 */
#ifndef CAIRN_CARE_PERSON_STORE_H
#define CAIRN_CARE_PERSON_STORE_H

#include "care/people/person.h"
#include "nhs/person_terms.h"

/* One JSON object with every field that a reader could see; absent fields are left out. */
struct str person_state_json(struct arena *a, const struct person *p);

/* In an action: the rows of two records that are parted, the one who remains as it is to be. */
MUST_USE enum err person_part_rows(
    struct ctx *c, struct person *kept, struct person_id away, const struct person_before *before);

/* In actions: the row as it is, with another number perhaps, as a version of its own; the finder forgets them. */
MUST_USE enum err person_write_row(struct ctx *c, struct person *p);
MUST_USE enum err person_forget_terms(struct ctx *c, const struct person *p);

/* Everything that the finder should find them by. */
struct person_terms person_terms_made(struct arena *a, const struct person *p);

#endif
