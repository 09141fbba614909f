/*
 * The form in which somebody says why they need to open a record beyond their own people. Private to the slice.
 *
 * Reading never fails: what was wrong stands in problems. With none, there is a reason, a time of 1 to
 * CLAIM_HOURS_MOST hours, and with CLAIM_OTHER words that relation_begin takes; with any other reason no words.
 */
#ifndef CAIRN_CARE_CLAIM_FORM_H
#define CAIRN_CARE_CLAIM_FORM_H

#include "care/shell/shell.h"
#include "platform/auth/relation.h"
#include "wire/form.h"

struct claim_form {
    struct problems problems;
    enum claim_reason reason;
    struct str words;
    int hours;
};

struct claim_form claim_form_read(struct arena *a, const struct form *form);

#endif
