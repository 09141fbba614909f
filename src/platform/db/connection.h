/*
 * What the rest of platform/db may do with a connection of either engine, and nobody else: close one, bind it to a
 * request, begin and end transactions, run a migration's script.
 *
 * A connection belongs to one thread at a time and has no lock of its own. Expected failures are ERR_BUSY,
 * ERR_FULL, ERR_IO, ERR_DAMAGED; each is logged once here, with the engine's own code and no data.
 */
#ifndef CAIRN_PLATFORM_DB_CONNECTION_H
#define CAIRN_PLATFORM_DB_CONNECTION_H

#include "platform/db/db.h"

/* The last two are for PostgreSQL alone: the one who seals the audit, and the owner of the tables. */
enum db_role { DB_WRITER = 1, DB_READER, DB_SEALER, DB_OWNER };

void db_close(struct db *db); /* accepts NULL; rolls back what is open */

/* Binds the connection to a request, a job or an action until db_unbind. Rows live in the arena. Without a scope
 * (NULL) the scoped_* views are empty. Without a trace, a statement that shows people is a BUG unless the scope is
 * everybody. All three stay the caller's. */
void db_bind(struct db *db, struct arena *arena, const struct scope *scope, struct trace *trace);
void db_unbind(struct db *db);

/* The fixed statements around all others. DB_BEGIN begins a snapshot that only reads: SQLite takes it at the first
 * read after it. DB_BEGIN_WRITE takes the write lock at once on SQLite and is serializable on PostgreSQL;
 * DB_BEGIN_ADD is for rows that are only added and that depend on no others: nobody is in its way. Each action is
 * a savepoint: DB_ROLLBACK_TO undoes it but keeps the savepoint, so DB_RELEASE follows either way. On PostgreSQL
 * all of them but the ends of a transaction travel with the next statement. */
enum db_command {
    DB_BEGIN,
    DB_BEGIN_WRITE,
    DB_BEGIN_ADD,
    DB_COMMIT,
    DB_ROLLBACK,
    DB_SAVEPOINT,
    DB_RELEASE,
    DB_ROLLBACK_TO
};
enum { DB_COMMANDS = DB_ROLLBACK_TO + 1 };
MUST_USE enum err db_run_command(struct db *db, enum db_command command);
bool db_in_transaction(const struct db *db);

/* Changes that follow need not say what became of them: they count as done, with no id, and one that failed fails
 * the next statement or the COMMIT. PostgreSQL takes them without being waited for; SQLite runs them as ever. */
void db_write_behind(struct db *db, bool on);

/* Did something fail since the transaction began that may succeed if the whole of it runs again? SQLite: never. */
bool db_must_retry(const struct db *db);
/* Did it meet a key that was there already, since it was last asked? On PostgreSQL somebody else may have written
 * it a moment ago, unseen. */
bool db_collided(struct db *db);

/* Readers only. A statement that is still running at this monotonic time (clock_monotonic_us) ends with ERR_BUSY;
 * 0 lifts it. */
void db_set_deadline(struct db *db, int64_t monotonic_us);

/* Runs a migration's statements one after the other, with no authorizer: the schema is the platform's own. Stops
 * at the first that fails and says at which line and why, in words that hold no data. Logs nothing. */
MUST_USE enum err db_run_script(
    struct db *db, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why);

#endif
