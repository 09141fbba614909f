/*
 * A person's saved state as fields: for comparing versions, merging edits and putting back. Private to the slice.
 *
 * The lines of an address stand or fall together when two people change them at once, and so do "has died" and the
 * day. The practice, and whether the record is restricted, are shown in the state and changed by no form.
 */
#ifndef CAIRN_CARE_PERSON_RECORD_H
#define CAIRN_CARE_PERSON_RECORD_H

#include "care/people/person_store.h"
#include "care/editing/editing.h"

/* withheld: without address, postcode, telephones and email, and that they are protected is fixed. What isn't
 * listed is neither shown nor merged: it stays as it is. */
struct record_fields person_record_fields(struct arena *a, bool withheld);
/* Whether two states differ in what is withheld from the actor; and the sentence that says so in its place, where
 * a comparison would otherwise look empty. STR_NONE: they don't, or nothing is withheld. */
bool person_reach_changed_unseen(struct ctx *c, const struct person *p, struct str before, struct str after);
struct str person_reach_note(struct ctx *c, const struct person *p, struct str before, struct str after);
/* For the actor: without what a protected address keeps from them. */
struct conflict_record person_conflict_record(struct ctx *c, const struct person *p);
/* What was sent, without what a protected address keeps from the actor: neither shown nor carried along. */
struct form person_form_without_reach(struct arena *a, const struct form *form);
/* Does one state say otherwise than the other how somebody is reached? */
bool person_reach_differs(struct arena *a, struct str state, struct str other);
/* Sets what a state says on *p; what a state doesn't hold (id, practice, source) stays. */
MUST_USE enum err person_from_state(struct arena *a, struct str state, struct person *p);

#endif
