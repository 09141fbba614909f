/*
 * The forms on a case's page: what can be done next, each in a fold of its own, and opening a case. They are
 * filled from what was sent where a form came back. Private to the slice.
 */
#ifndef CAIRN_CARE_CASE_ACT_H
#define CAIRN_CARE_CASE_ACT_H

#include "care/caseload/case_pages.h"
#include "platform/auth/permission.h"

void case_acts_show(struct ctx *c, const struct case_showing *k, struct case_view *v);
void case_opening_show(struct ctx *c, const struct case_showing *k, struct case_view *v);

#endif
