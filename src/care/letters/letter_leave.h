/*
 * The one way by which a letter leaves: the sheet that is printed.
 *
 * Whatever must be true before something goes out to a person is asked here, each time, of the person as they are
 * now: whoever died since, or whose address was protected since, is not written to by an old letter. Leaves an
 * audit row of its own kind. Nothing else in the program makes a sheet. Private to the slice.
 */
#ifndef CAIRN_CARE_LETTER_LEAVE_H
#define CAIRN_CARE_LETTER_LEAVE_H

#include "care/consent/consent.h"
#include "care/letters/letter_rules.h"
#include "care/letters/letter_views.h"

/* What stands against a letter to this person now, their consent included; the permit, NULL where it may not
 * leave. */
MUST_USE enum err letter_ask(
    struct ctx *c, const struct person *now, struct letter_against *ret, const struct sharing_permit **ret_permit);
/* The sheet as a whole answer, or the page that says why not. */
struct reply letter_leaves(struct ctx *c, const struct letter *l, const struct person *now);

#endif
