/*
 * Access: who may see whom, and why, as people deal with it.
 *
 * A member of staff who must open a record outside their own people looks the person up exactly, states a coded
 * reason and has the record for at most 24 hours: a claim. A restricted record is seen by its direct team alone,
 * and by others only with a reason and a factor once more. Each of these, and reading in bulk, comes before the
 * information governance lead in the same transaction, without naming a person. The rules of relations are in
 * platform/auth/relation.h; this slice is their pages, the lead's worklist and the alarm's count. [reliability §3,
 * §4, A13, P04; domain §1; docs/adr/0022]
 */
#ifndef CAIRN_CARE_ACCESS_H
#define CAIRN_CARE_ACCESS_H

#include "platform/db/db.h"
#include "platform/http/route.h"
#include "platform/jobs/jobs.h"

extern const struct route_table access_routes;
extern const struct db_statement_file access_statements;
extern const struct periodic_job access_jobs[]; /* the alarm's count; forgets look-ups */
extern const size_t access_jobs_count;

#endif
