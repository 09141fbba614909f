/*
 * A letter by email: what stands against it, what it then says, and copying that by hand. Private to the slice.
 *
 * Email needs their agreement to email, not only that they never refused it: it leaves the NHS's own systems and
 * lies in a mailbox that others may read. A letter in a size, or in one idea to a line, is printed: a mail can't
 * promise how it looks. Whoever died, whose record is restricted or whose address is protected gets none.
 */
#ifndef CAIRN_CARE_LETTER_MAIL_H
#define CAIRN_CARE_LETTER_MAIL_H

#include "care/consent/consent.h"
#include "care/letters/letter_views.h"
#include "care/messages/message.h"

struct letter_mail {
    struct str to;                       /* their address */
    struct str why_not;                  /* set: it may not leave, a sentence */
    const struct sharing_permit *permit; /* NULL with why_not */
};
MUST_USE enum err letter_mail_ask(
    struct ctx *c, const struct letter *l, const struct person *now, struct letter_mail *ret);
/* Plain text, as it stands in the email. */
struct str letter_mail_text(struct ctx *c, const struct letter *l);

struct reply letter_email_post(struct ctx *c, const struct request *r);
struct reply letter_copy_get(struct ctx *c, const struct request *r);
/* The letter of an address and whose it is: another person's under this person's address is not there. */
MUST_USE enum err letter_load(struct ctx *c, const struct request *r, struct person *p, struct letter *l);

#endif
