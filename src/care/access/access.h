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

#include "platform/auth/relation.h"
#include "platform/db/db.h"
#include "platform/http/route.h"
#include "platform/jobs/jobs.h"

extern const struct route_table access_routes;
extern const struct db_statement_file access_statements;
extern const struct periodic_job access_jobs[]; /* the alarm's count; forgets look-ups */
extern const size_t access_jobs_count;

/* In actions, for a demonstration, as the pages do it: a record that is restricted to its team (reason is a word
 * of theirs), and one that was opened with a reason. key is the lead's entry's. */
MUST_USE enum err access_restrict_invented(
    struct ctx *c, struct person_id person, struct str reason, struct uuid key);
MUST_USE enum err access_open_invented(struct ctx *c, struct relation *claim, struct uuid key);

#endif
