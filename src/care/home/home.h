/*
 * My day: what needs me now, ordered by what happens if it waits [domain §8, ui §2.1]; and the
 * supervisor's board: whose caseload is too full, why, and what can move.
 *
 * The page that a day begins on and returns to. It owns no table: its statements read the tasks, people and
 * contacts of the actor through their scoped views, joined, so that fifty rows cost one statement. Everybody
 * listed is in the audit as seen.
 */
#ifndef CAIRN_CARE_HOME_H
#define CAIRN_CARE_HOME_H

#include "platform/http/route.h"

extern const struct route_table home_routes;
extern const struct db_statement_file home_statements;

#endif
