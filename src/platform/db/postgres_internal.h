/*
 * What the rest of platform/db may do with a PostgreSQL connection beyond connection.h, and nobody else: open one,
 * ask what its role may do, keep the one lock of the sealer.
 *
 * Any number of connections write, each with serializable transactions: what fails because of a neighbour shows in
 * db_must_retry(). Our tables live in the schema `cairn`. A connection that was lost is made again when the next
 * transaction begins, to whichever of the hosts in the address takes writes now; statements in between are
 * ERR_BUSY. A commit during which the connection was lost is ERR_BUSY too: nobody knows whether it was kept.
 */
#ifndef CAIRN_PLATFORM_DB_POSTGRES_INTERNAL_H
#define CAIRN_PLATFORM_DB_POSTGRES_INTERNAL_H

#include "platform/db/connection.h"

/* The address is libpq's: postgres://cairn@one,two/cairn. ERR_BUSY: no server answers; ERR_REFUSED: it answers,
 * but not to this role. Says why in the log. */
MUST_USE enum err postgres_open(const char *address, enum db_role role, struct db **ret_db);

/* ERR_INVALID if it isn't an address, or has a password in it, which other users of the machine could read. */
MUST_USE enum err postgres_address_check(struct arena *a, struct str address, struct str *ret_why);

/* The files that the address names; the rest of ret_paths stays NULL. */
void postgres_address_files(struct arena *a, struct str address, const char **ret_paths, size_t most);

/* The one value of a query of ours, as text in the bound arena; STR_NONE for NULL or no row. */
MUST_USE enum err postgres_ask(struct db *db, const char *sql, struct str *ret);

/* Sees to it that one connection of all is the sealer; false: another one is. Lasts as long as the connection. */
MUST_USE enum err postgres_be_sealer(struct db *db, bool *ret_is);

#endif
