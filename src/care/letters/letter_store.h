/*
 * Rows of letters, for the slice's own pages: one letter whole, saving one. There is nothing that changes a
 * letter.
 */
#ifndef CAIRN_CARE_LETTER_STORE_H
#define CAIRN_CARE_LETTER_STORE_H

#include "care/letters/letter.h"

/* ERR_NOT_FOUND: there is none, or it isn't theirs to see. */
MUST_USE enum err letter_by_key(struct ctx *c, struct uuid key, struct letter *ret);
/* The number in the actor's own last letter; empty if there is none. */
struct str letter_own_phone(struct ctx *c);
/* The letter that this form made already. */
MUST_USE enum err letter_sent_before(struct ctx *c, struct person_id person, struct uuid nonce, struct uuid *ret);
/* In an action: fills id, key, by, role and written_at. ERR_EXISTS: the nonce was used. */
MUST_USE enum err letter_save(struct ctx *c, struct letter *l, struct uuid nonce);

#endif
