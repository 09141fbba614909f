/*
 * Reading in bulk: counted from the audit a few seconds after it was written, alarmed within a minute, never
 * blocked. Private to the slice. [reliability P04]
 */
#ifndef CAIRN_CARE_ACCESS_BULK_H
#define CAIRN_CARE_ACCESS_BULK_H

#include "platform/ctx.h"

/* Did a route show people in a list, or open the record of one? */
bool bulk_is_listed(struct str route);

/* Periodic jobs: counts what the audit has new, and raises alarms; forgets what is older than a day. */
enum err bulk_count(struct ctx *c, void *arg);
enum err bulk_forget(struct ctx *c, void *arg);

#endif
