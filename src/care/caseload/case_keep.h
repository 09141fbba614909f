/*
 * Writing a case's row with its step and version, and who sees the record by it. Nothing is asked here: that is
 * done by whoever calls it (case_move.c). Private to the slice.
 */
#ifndef CAIRN_CARE_CASE_KEEP_H
#define CAIRN_CARE_CASE_KEEP_H

#include "care/caseload/case_store.h"

struct case_kept {
    enum case_step step;
    struct str words;
    const struct case_closing *closing; /* NULL: the step is about something else */
};
MUST_USE enum err case_keep_new(struct ctx *c, struct care_case *k, const struct case_kept *what);
/* k->version is that from which it was changed. */
MUST_USE enum err case_keep(struct ctx *c, struct care_case *k, const struct case_kept *what);

MUST_USE enum err case_relation_begin(struct ctx *c, struct person_id person, const struct case_taker *to);
/* Unless they have another case of the person, or still have something to do for them. */
MUST_USE enum err case_relation_end(struct ctx *c, const struct care_case *k, struct account_id of);

/* ERR_EXISTS: a case of this kind of support is open already. */
MUST_USE enum err case_is_open_there(struct ctx *c, struct person_id person, enum staff_role role);

/* For struct person_listener. */
enum err case_coordinated(struct ctx *c, const struct person *p, struct str *ret);

/* How it is planned to end, or ends: by a step. */
MUST_USE enum err case_closing_keep(struct ctx *c, const struct care_case *k, struct case_closing *m, bool closes);

/* What one promised a person is the other's from now on; ret: how many tasks went along. */
MUST_USE enum err case_promises_give(
    struct ctx *c, const struct care_case *k, struct account_id from, struct account_id to, int64_t *ret);

#endif
