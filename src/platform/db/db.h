/*
 * One database connection, as the code generated from .sql files uses it (tools/sqlc).
 *
 * Feature code never sees this: it calls the typed functions that sqlc makes from named statements, and those call
 * the functions here. A connection is bound to one request at a time: its arena (rows live there), its scope (the
 * practices whose people the actor may see, behind every scoped_* view) and its trace (whom the rows showed).
 * Statements are prepared once per connection, on first use, under an authorizer that lets a base table with
 * people's data be read only through its scoped_* view. Errors come back as enum err; a statement that can't be
 * prepared is a BUG, because every one was prepared at start and in a test.
 */
#ifndef CAIRN_PLATFORM_DB_H
#define CAIRN_PLATFORM_DB_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/uuid.h"
#include "nhs/ids.h"

struct db;

/* What a statement does, as its .sql file declares it and the authorizer checks it. */
enum db_effect { DB_READS = 1, DB_WRITES };

struct db_statement {
    const char *name; /* "person_by_key" */
    const char *sql;
    const char *place; /* "care/people/person.sql:12", for messages */
    enum db_effect effect;
    bool unscoped;     /* declared `unscoped`: may read base tables (sign-in, audit, imports); listed in a golden file */
    int parameters, columns;
};

/* All statements of one .sql file; app/ lists the files so that each statement is prepared at start. */
struct db_statement_file {
    const struct db_statement *const *statements;
    size_t n;
};

/* The practices whose people may be seen. ids are sorted. Everything is spelled out: there is no default "all". */
struct scope {
    bool everybody; /* the system itself: imports, jobs, checks; never a signed-in actor */
    const int64_t *practice_ids;
    size_t n;
};

/* Whom one request showed: collected by the rows of statements that declare `shows`, written to the audit before
 * the answer leaves. Each person once. */
struct trace {
    struct arena *arena;
    struct person_id *people;
    size_t n, room;
};
void trace_saw(struct trace *t, struct person_id person);

/* ---- used by the code that sqlc generates ---- */

struct db_run {
    struct db *db;
    void *prepared; /* the driver's statement */
    bool row;       /* after db_step: a row is there */
};

struct db_run db_begin(struct db *db, const struct db_statement *statement);
void db_end(struct db_run *run); /* for CLEANUP; resets the statement */
void db_bind_int(struct db_run *run, int at, int64_t value); /* at counts from 1 */
void db_bind_real(struct db_run *run, int at, double value);
void db_bind_text(struct db_run *run, int at, struct str value); /* STR_NONE binds NULL */
void db_bind_blob(struct db_run *run, int at, const void *bytes, size_t n);
void db_bind_null(struct db_run *run, int at);
MUST_USE enum err db_step(struct db_run *run); /* sets run->row */
bool db_is_null(const struct db_run *run, int column); /* columns count from 0 */
int64_t db_int(const struct db_run *run, int column);
double db_real(const struct db_run *run, int column);
struct str db_text(const struct db_run *run, int column); /* copied into the request's arena; NULL gives STR_NONE */
struct str db_blob(const struct db_run *run, int column); /* likewise */
int64_t db_last_id(const struct db *db);
int64_t db_changes(const struct db *db);
struct arena *db_arena(const struct db *db);
struct trace *db_trace(const struct db *db);

#endif
