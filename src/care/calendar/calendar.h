/*
 * The calendar feed: what is due for a member of staff, as counts for each day [domain §8, contract `/calendar/`].
 *
 * The address is the key to it: whoever has it reads the counts, without signing in, until it is replaced or
 * ended, the account is disabled or its last role in the network ends. It never tells whom something is about.
 */
#ifndef CAIRN_CARE_CALENDAR_H
#define CAIRN_CARE_CALENDAR_H

#include "platform/http/route.h"

extern const struct route_table calendar_routes;
extern const struct db_statement_file calendar_statements;

#endif
