/*
 * The parts of the store on PostgreSQL, for store_postgres.c and store_sealer.c only.
 *
 * The sealer is a thread with a connection of its own. Of all servers on one database one at a time is the sealer:
 * it holds an advisory lock for as long as its connection lives. Several times a second it chains the audit rows
 * that were committed since, and now and then saves the signed head in its server's data directory.
 */
#ifndef CAIRN_PLATFORM_STORE_POSTGRES_H
#define CAIRN_PLATFORM_STORE_POSTGRES_H

#include "platform/db/store_internal.h"

struct sealer;
MUST_USE enum err sealer_start(struct store *s, struct sealer **ret);
void sealer_stop(struct sealer *sealer); /* after a last round; NULL is fine */

#endif
