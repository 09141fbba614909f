/*
 * Who looked: the audit as people read it.
 *
 * Two pages. On a person's record, who saw or changed it, when and in which role: for their own team, and to
 * answer the person's question. For information governance leads, all that was done on a day, by everybody or by
 * one account. The audit itself belongs to platform/audit; this slice only reads it. No page here shows anybody's
 * name but that of staff: an entry about people says how many. [reliability §6 "Audit", domain §1]
 */
#ifndef CAIRN_CARE_TRAIL_H
#define CAIRN_CARE_TRAIL_H

#include "platform/ctx.h"
#include "platform/http/route.h"

/* The number of the first row at or after an instant: one beyond the last if there is none. Rows are in the order
 * of time, so it is found by halving. */
MUST_USE enum err trail_first_since(struct ctx *c, struct instant t, int64_t *ret_seq);

extern const struct route_table trail_routes;

extern const struct db_statement_file trail_statements;

#endif
