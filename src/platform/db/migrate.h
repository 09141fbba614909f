/*
 * Brings the database's schema up to what this program needs: forward only, each step whole or not at all.
 *
 * A migration is a numbered file of migrations/, carried inside the program. Each runs in one transaction that
 * also records its number and the hash of its text, so a database is always exactly at one number. Before an
 * existing database is changed, a copy `before-migration-N.db` is left beside it. A migration is never edited once
 * released: a recorded hash that differs from ours is ERR_DAMAGED, a number above ours is ERR_NEWER (made by a
 * newer Cairn; going back is refused). Foreign keys are off while a migration runs, so that it may rebuild a
 * table, and are all checked before it commits [reliability F20].
 */
#ifndef CAIRN_PLATFORM_MIGRATE_H
#define CAIRN_PLATFORM_MIGRATE_H

#include "base/clock.h"
#include "platform/db/db.h"

struct migration {
    int number;
    struct str name, sql;
    struct str postgres; /* the same in PostgreSQL's words; the recorded hash is of sql on both */
};
struct migration_list {
    const struct migration *items;
    size_t n;
    struct str before, after; /* on PostgreSQL the owner runs these around them */
};
extern const struct migration_list migrations_built_in; /* made by tools/migrations from the files */

/* On the writer, bound, outside a transaction. Says in the log which ones it ran. */
MUST_USE enum err migrate(
    struct db *db, const char *directory, const struct clock *clock, const struct migration_list *list);
struct migration_done_list;
/* ERR_NEWER if more was run than we have, ERR_DAMAGED if something else was. */
MUST_USE enum err migrations_compare(const struct migration_done_list *done, const struct migration_list *list);

#endif
