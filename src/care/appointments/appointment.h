/*
 * Appointments that a person is helped with, and conversations with clinicians: prepare, remind, follow up.
 *
 * Booked with whom, when and what it takes to get there; prepared in the person's own words (what they want to
 * ask, which decision aids they had, who comes along), on a page for them to take; followed up (whether they went,
 * what was decided and in whose words, what to check later and by when) [001, domain §6]. Cairn books nothing: it
 * keeps what was agreed elsewhere. What is to be done on a day is a task (care/tasks).
 */
#ifndef CAIRN_CARE_APPOINTMENT_H
#define CAIRN_CARE_APPOINTMENT_H

#include "care/editing/editing.h"
#include "care/people/person.h"
#include "platform/versions/follow.h"

/* How many of the appointments that the actor helps with wait to be prepared and to be followed up. */
struct appointment_calls {
    int64_t prepare, follow_up;
};
MUST_USE enum err appointment_calls(struct ctx *c, struct appointment_calls *ret);

enum appointment_part { APPOINTMENT_BOOKING, APPOINTMENT_PREPARING, APPOINTMENT_FOLLOW_UP, APPOINTMENT_PARTS };
/* In an action, for an invented network: one of the parts. words: of the fields that appointment_fields.c names.
 */
MUST_USE enum err appointment_write(struct ctx *c, struct person_id person, enum appointment_part part,
    struct uuid key, const struct document_word *words, size_t n);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows appointment_part_rows_follow;

extern const struct route_table appointment_routes;
extern const struct db_statement_file appointment_statements;

#endif
