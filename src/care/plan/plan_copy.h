/* Whether a copy may leave, asked when it is recorded and each time it is opened to be printed. Private to the
 * slice.
 */
#ifndef CAIRN_CARE_PLAN_COPY_H
#define CAIRN_CARE_PLAN_COPY_H

#include "care/plan/plan_forms.h"

struct plan_leave {
    struct sharing_answer answer; /* permit NULL: it may not, and the words say why */
    enum consent_purpose purpose;
    unsigned kinds; /* of a party: what of it they may be told */
    struct str to;  /* "Leila Rahman (daughter)" */
};
/* to: "hand", "post", or the key of a party; ERR_NOT_FOUND: nobody of theirs. */
MUST_USE enum err plan_leave_ask(
    struct ctx *c, const struct person *p, const struct consent_said *said, struct str to, struct plan_leave *ret);

#endif
