/*
 * The one place that includes <sqlite3.h>, for the files sqlite*.c of this folder and for tools/sqlc.
 *
 * A struct guard is what makes a raw connection safe to use: SQLite's own defences switched on, ceilings set, the
 * function in_scope() that every scoped_* view calls, and an authorizer that checks each statement while it is
 * being prepared. sqlc installs the same guard on the schema it builds in memory, so a statement that would be
 * refused at run time doesn't pass the build. The rules are in docs/adr/0005-statements-are-compiled.md.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_DRIVER_H
#define CAIRN_PLATFORM_DB_SQLITE_DRIVER_H

#include <sqlite3.h>

#include "platform/db/driver.h"
#include "platform/db/sqlite_internal.h"

/* Two tables joined by a foreign key: SQLite reads one while it checks a change of the other. */
struct guard_link {
    const char *child, *parent;
};

struct guard {
    sqlite3 *sqlite;
    const struct db *db;                  /* whose scope counts */
    const struct db_statement *preparing; /* NULL: SQLite itself or a fixed command of the platform */
    bool reads_people;                    /* the last statement prepared reads a table with people's data */
    char refused[200];                    /* why the authorizer said no, in the terms of our rules */

    /* What the schema holds, read again when its version changes. */
    struct arena arena;
    int64_t schema_version;    /* -1: not read yet */
    LIST(const char *) people; /* tables T that have a view scoped_T */
    LIST(const char *) views;  /* the scoped_* views */
    LIST(const char *) triggers;
    LIST(struct guard_link) links;
};

/* Both return SQLite's result code. The guard must stay where it is for as long as the connection. */
int guard_install(struct guard *g, sqlite3 *sqlite, const struct db *db);
int guard_read_schema(struct guard *g);
void guard_release(struct guard *g);

bool guard_is_people_table(const struct guard *g, const char *table);
/* Prepares the statement under the rules; on failure g->refused says why if it was the authorizer. */
int guard_prepare(struct guard *g, const struct db_statement *statement, sqlite3_stmt **ret_prepared);

struct sqlite_db {
    struct db db;
    sqlite3 *sqlite;
    struct guard guard;
    struct db_cache cache; /* of sqlite3_stmt */
    sqlite3_stmt *commands[DB_COMMANDS];
    int wal_pages;
};
static inline struct sqlite_db *sqlite_of(struct db *db)
{
    return (struct sqlite_db *)db;
}

/* SQLite's result code as ours; logs it once. `what` is a statement's name or a constant of ours. */
enum err db_failed(const struct sqlite_db *db, const char *what, int code);
extern const struct db_running sqlite_running; /* sqlite_run.c */

#endif
