/*
 * A person's saved state as fields: for comparing versions, merging edits and putting back. Private to the slice.
 *
 * The lines of an address stand or fall together when two people change them at once, and so do "has died" and the
 * day. The practice is shown in the state and changed by no form.
 */
#ifndef CAIRN_CARE_PERSON_RECORD_H
#define CAIRN_CARE_PERSON_RECORD_H

#include "care/people/person_store.h"
#include "care/editing/editing.h"

struct record_fields person_record_fields(struct arena *a);
struct conflict_record person_conflict_record(struct arena *a, struct person_id id);
/* Sets what a state says on *p; what a state doesn't hold (id, practice, source) stays. */
MUST_USE enum err person_from_state(struct arena *a, struct str state, struct person *p);

#endif
