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

#include "platform/db/sqlite_internal.h"

/* Two tables joined by a foreign key: SQLite reads one while it checks a change of the other. */
struct guard_link {
    const char *child, *parent;
};

struct guard {
    sqlite3 *sqlite;
    const struct scope *scope;            /* NULL: nobody */
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
int guard_install(struct guard *g, sqlite3 *sqlite);
int guard_read_schema(struct guard *g);
void guard_release(struct guard *g);

bool guard_is_people_table(const struct guard *g, const char *table);
/* Prepares the statement under the rules; on failure g->refused says why if it was the authorizer. */
int guard_prepare(struct guard *g, const struct db_statement *statement, sqlite3_stmt **ret_prepared);

enum { DB_COMMANDS = DB_ROLLBACK_TO + 1 };

struct db_slot {
    const struct db_statement *statement;
    sqlite3_stmt *prepared;
};

struct db {
    sqlite3 *sqlite;
    enum db_role role;
    struct guard guard;
    struct arena *arena;
    struct trace *trace;
    struct db_slot *slots; /* hash table by the statement's address; a power of two, at most half full */
    size_t slot_count, slots_used;
    sqlite3_stmt *commands[DB_COMMANDS];
    bool row_damaged;
    int wal_pages;
    int64_t deadline_us;
};

/* SQLite's result code as ours; logs it once. `what` is a statement's name or a constant of ours. */
enum err db_failed(const struct db *db, const char *what, int code);
void db_forget_statements(struct db *db);

#endif
