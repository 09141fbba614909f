/*
 * Why an administrator resets somebody's way in: words for the audit, chosen from a list so that nothing personal
 * is typed into it. Private to the slice.
 */
#ifndef CAIRN_CARE_STAFF_REASONS_H
#define CAIRN_CARE_STAFF_REASONS_H

#include "care/shell/shell.h"

#define STAFF_REASON_LIST(X) \
    X("forgot", "They forgot their password") \
    X("lost-phone", "They lost or broke their phone") \
    X("new-phone", "They have a new phone") \
    X("new-link", "Their first link was too old") \
    X("returned", "They came back to work") \
    X("at-risk", "Somebody else may have used the account")

struct select_field staff_reason_field(struct ctx *c, const struct problems *p, struct str chosen);
bool staff_reason_is(struct str word);

#endif
