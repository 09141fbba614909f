/*
 * What a database engine gives, so that db.h means the same on each: the table of functions behind a connection.
 *
 * db.c keeps what is alike everywhere (turning values into C's types and back, damaged rows, the arena, whom the
 * rows showed); an engine gives the rest. There are two: sqlite*.c and postgres*.c. A statement runs to its end
 * before the next one of the same connection begins.
 */
#ifndef CAIRN_PLATFORM_DB_DRIVER_H
#define CAIRN_PLATFORM_DB_DRIVER_H

#include "platform/db/connection.h"

enum db_kind { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };

/* A parameter, or a column of the row that is there; the bytes are the engine's until the next step. */
struct db_value {
    enum db_kind kind;
    int64_t i;
    double r;
    struct str bytes;
};

/* Running statements. */
struct db_running {
    /* NULL if it can't be prepared: *ret_err says whether the database could not be read (db_step will say so),
     * or ERR_INVALID with the reason in *ret_why. */
    void *(*prepare)(struct db *db, const struct db_statement *statement, enum err *ret_err, const char **ret_why);
    /* Why a prepared statement isn't what it was declared to be; NULL if it is. */
    const char *(*differs)(struct db *db, const struct db_statement *statement, void *prepared);
    void (*begin)(struct db_run *run);
    void (*end)(struct db_run *run);
    void (*bind)(struct db_run *run, int at, const struct db_value *value);
    enum err (*step)(struct db_run *run); /* sets run->row */
    struct db_value (*column)(const struct db_run *run, int column);
    int64_t (*last_id)(const struct db *db);
    int64_t (*changes)(const struct db *db);
};

/* The connection around them. */
struct db_engine {
    const struct db_running *running;
    void (*bound)(struct db *db); /* the scope is another one now */
    enum err (*command)(struct db *db, enum db_command command);
    bool (*in_transaction)(const struct db *db);
    void (*deadline_set)(struct db *db);
    void (*behind)(struct db *db, bool on);
    enum err (*script)(struct db *db, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why);
    void (*close)(struct db *db);
};

/* Begins the connection of each engine. */
struct db {
    const struct db_engine *engine;
    enum db_role role;
    struct arena *arena;
    const struct scope *scope; /* NULL: nobody */
    struct trace *trace;
    int64_t deadline_us;
    bool row_damaged;
    bool collided; /* a key that must be there once was there already */
    bool retry;    /* what failed may succeed when the whole transaction runs again */
};

/* What was prepared on one connection, found by the statement's address. */
struct db_slot {
    const struct db_statement *statement;
    void *prepared;
};
struct db_cache {
    struct db_slot *slots; /* a power of two, at most half full */
    size_t count, used;
};
void *db_cache_find(const struct db_cache *cache, const struct db_statement *statement);
void db_cache_add(struct db_cache *cache, const struct db_statement *statement, void *prepared);
void db_cache_clear(struct db_cache *cache); /* what lies in it is the engine's to release before */

#endif
