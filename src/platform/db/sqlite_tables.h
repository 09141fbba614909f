/*
 * What each table holds, in one line: how many rows, and a hash over all of their values in the order of their
 * keys.
 *
 * Two databases whose lines are equal hold the same data, whatever their files look like. Values are hashed with
 * their kind and length, so that none can be taken for its neighbour. Reads everything once; the connection's own
 * transaction decides of which moment. SQLite's own tables are left out.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_TABLES_H
#define CAIRN_PLATFORM_DB_SQLITE_TABLES_H

#include "platform/crypto.h"
#include "platform/db/sqlite_internal.h"

struct db_table {
    struct str name;
    int64_t rows;
    struct crypto_hash hash;
};
struct db_table_list {
    struct db_table *items;
    size_t n;
};
/* Ordered by name. ERR_DAMAGED where the file can't be read to its end. */
MUST_USE enum err db_tables(struct db *db, struct arena *a, struct db_table_list *ret);

#endif
