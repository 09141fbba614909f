/*
 * Each person's row in person_listed, which lists are sorted and filtered by. Private to the slice but for
 * person_listed_write, which person.h shows to whoever records a contact or a task.
 */
#ifndef CAIRN_CARE_PERSON_LISTED_H
#define CAIRN_CARE_PERSON_LISTED_H

#include "care/people/person.h"

/* A day that there is none of: after every other. */
#define LISTED_NO_DAY INT64_C(9999999)

/* For `cairn check`: does the row say what the other tables say? */
MUST_USE enum err person_listed_is_right(struct ctx *c, struct person_id id, bool *ret_right);

#endif
