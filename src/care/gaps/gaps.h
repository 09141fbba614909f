/*
 * Gaps: what is missing in somebody's support, found by the program and closed by people.
 *
 * Home from hospital and nobody has rung; a referral that nobody answered; a goal that is nobody's; a carer whom
 * nobody asked. Each kind is one row of a table and one statement (gap_kinds.c, gap_kinds.sql). A job looks at
 * everybody on a caseload, a lot at a time, and keeps what it finds, so that the list of a whole network is read
 * along an index; a page asks once more about each row that it shows, so nothing that is closed is shown. A gap is
 * closed by doing what is missing, or dismissed with a reason, which counts as long as the facts stay what they
 * were. [003 App.1 "Establish accountability", domain §8, §9; docs/adr/0055]
 */
#ifndef CAIRN_CARE_GAPS_H
#define CAIRN_CARE_GAPS_H

#include "care/people/person.h"
#include "platform/versions/follow.h"
#include "ui/pieces.h"

/* For My day: the most pressing of those that are the actor's to close, or of whom they stand in for, as lines;
 * and how many there are in all. */
struct gap_calls {
    struct line_list lines;
    int64_t all;
};
MUST_USE enum err gap_calls(struct ctx *c, size_t most, struct gap_calls *ret);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows gap_dismissal_rows_follow;

extern const struct route_table gap_routes;
extern const struct db_statement_file gap_kinds_statements, gaps_statements;
extern const struct periodic_job gap_jobs[];
extern const size_t gap_jobs_count;

#endif
