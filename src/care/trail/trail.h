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

#include "platform/http/route.h"

extern const struct route_table trail_routes;

extern const struct db_statement_file trail_statements;

#endif
