/*
 * What the rest of platform/db may do with a SQLite connection, and nobody else: open and close one, bind it to a
 * request, begin and end transactions, checkpoint, check, run a migration's script.
 *
 * One connection writes (DB_WRITER): opened first, closed last, the only one that ever writes or checkpoints,
 * because SQLite 3.40 can corrupt its log when two do (house rule). All others are DB_READER, opened read-only. A
 * connection belongs to one thread at a time and has no lock of its own. Expected failures are ERR_BUSY, ERR_FULL,
 * ERR_IO, ERR_DAMAGED; each is logged once here, with SQLite's extended code and no data.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_INTERNAL_H
#define CAIRN_PLATFORM_DB_SQLITE_INTERNAL_H

#include "platform/db/db.h"

enum db_role { DB_WRITER = 1, DB_READER };

/* The writer makes the file if there is none, readable by its owner alone. ERR_DAMAGED if it is no database. The
 * connection lives until db_close, outside any arena; statements of it must have ended by then. ":memory:" is for
 * tests. */
MUST_USE enum err db_open(const char *path, enum db_role role, struct db **ret_db);
void db_close(struct db *db); /* accepts NULL; rolls back what is open */

/* Binds the connection to a request, a job or an action until db_unbind. Rows live in the arena. Without a scope
 * (NULL) the scoped_* views are empty. Without a trace, a statement that shows people is a BUG unless the scope is
 * everybody. All three stay the caller's. */
void db_bind(struct db *db, struct arena *arena, const struct scope *scope, struct trace *trace);
void db_unbind(struct db *db);

/* The fixed statements around all others. DB_BEGIN takes its snapshot at the first read after it; DB_BEGIN_WRITE
 * takes the write lock at once. Each action of a group commit is a savepoint: DB_ROLLBACK_TO undoes it but keeps
 * the savepoint, so DB_RELEASE follows either way. */
enum db_command { DB_BEGIN, DB_BEGIN_WRITE, DB_COMMIT, DB_ROLLBACK, DB_SAVEPOINT, DB_RELEASE, DB_ROLLBACK_TO };
MUST_USE enum err db_run_command(struct db *db, enum db_command command);
bool db_in_transaction(const struct db *db);

/* A statement that is still running at this monotonic time (clock_monotonic_us) ends with ERR_BUSY; 0 lifts it. */
void db_set_deadline(struct db *db, int64_t monotonic_us);

/* The write-ahead log after the writer's last commit; it only grows until a checkpoint empties it. */
int64_t db_wal_bytes(const struct db *db);
/* Writer only, outside a transaction: copies the log into the file and truncates it. ERR_BUSY if a reader's
 * snapshot was in the way; then as much as could be was copied. */
MUST_USE enum err db_checkpoint(struct db *db);

/* Runs a migration's statements one after the other, with no authorizer: the schema is the platform's own. Stops
 * at the first that fails and says at which line and why, in words that hold no data. Logs nothing. */
MUST_USE enum err db_run_script(
    struct db *db, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why);

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
