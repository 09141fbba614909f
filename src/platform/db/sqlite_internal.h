/*
 * What the rest of platform/db may do with a SQLite connection beyond connection.h, and nobody else: open one,
 * checkpoint, check, read the schema.
 *
 * One connection writes (DB_WRITER): opened first, closed last, the only one that ever writes or checkpoints,
 * because SQLite 3.40 can corrupt its log when two do (house rule). All others are DB_READER, opened read-only.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_INTERNAL_H
#define CAIRN_PLATFORM_DB_SQLITE_INTERNAL_H

#include "platform/db/connection.h"

/* The writer makes the file if there is none, readable by its owner alone. ERR_DAMAGED if it is no database. The
 * connection lives until db_close, outside any arena; statements of it must have ended by then. ":memory:" is for
 * tests. */
MUST_USE enum err db_open(const char *path, enum db_role role, struct db **ret_db);

/* The write-ahead log after the writer's last commit; it only grows until a checkpoint empties it. */
int64_t db_wal_bytes(const struct db *db);
/* Writer only, outside a transaction: copies the log into the file; the next write begins it anew. ERR_BUSY if a
 * reader's snapshot was in the way; then as much as could be was copied. */
MUST_USE enum err db_checkpoint(struct db *db);

/* Reads everything: page structure, indexes, constraints, foreign keys. ret_problems is empty if all is well. Its
 * lines name tables and row ids, never values. */
struct db_problem_list {
    struct str *items;
    size_t n;
};
MUST_USE enum err db_check(struct db *db, struct arena *arena, struct db_problem_list *ret_problems);

/* The schema as SQL text, in a steady order, for schema.sql. */
MUST_USE enum err db_schema(struct db *db, struct arena *arena, struct str *ret_sql);

#endif
