/*
 * One database connection, as the code generated from .sql files uses it (tools/sqlc).
 *
 * Feature code never sees this: it calls the typed functions that sqlc makes from named statements, and those call
 * the functions here. A connection is bound to one request at a time: its arena (rows live there), its scope (the
 * practices and people whom the actor may see, behind every scoped_* view) and its trace (whom the rows showed).
 * Statements are prepared once per connection, on first use, under an authorizer that lets a base table with
 * people's data be read only through its scoped_* view. Errors come back as enum err; a statement that can't be
 * prepared is a BUG, because every one was prepared on this schema before (sqlite_fit.h) and in a test.
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
    const char *postgres; /* the same for PostgreSQL: $1, $2 for the names, in the order of binding */
    const char *kinds;    /* of the parameters, a letter each: i(nteger), t(ext), b(lob), r(eal) */
    const char *place;    /* "care/people/person.sql:12", for messages */
    const char *target;   /* the table that it changes; NULL if it only reads */
    enum db_effect effect;
    bool unscoped; /* declared `unscoped`: may read base tables (sign-in, audit, imports) */
    bool leaves;   /* declared `leaves`: what it writes may be out of the actor's sight afterwards */
    int parameters, columns;
};

/* All statements of one .sql file; app/ lists the files so that each statement is prepared at start. */
struct db_statement_file {
    const struct db_statement *const *statements;
    size_t n;
};

/* Prepares all of them on this connection, as is done when a schema is new and in a test. Logs each statement that
 * can't be prepared, by name and place, and returns ERR_INVALID if there was one. */
MUST_USE enum err db_prepare_all(struct db *db, const struct db_statement_file *const *files, size_t n);

/* Whose records may be seen: those of the practices' people that aren't restricted, and those of single people, be
 * they restricted or not. ids are sorted. Everything is spelled out: there is no default "all". */
struct scope {
    bool everybody; /* the system itself: imports, jobs, checks; never a signed-in actor */
    const int64_t *practice_ids;
    size_t n;
    const int64_t *person_ids; /* by a live relation (platform/auth/relation.h) */
    size_t person_count;
};

/* Whom one request showed: collected by the rows of statements that declare `shows`, written to the audit before
 * the answer leaves. Each person once. */
struct trace {
    struct arena *arena;
    struct person_id *people;
    size_t n, room;
    uint32_t *slots; /* a hash table over people, once there are many */
    size_t slot_count;
};
void trace_saw(struct trace *t, struct person_id person);
/* Back to the first n people: those noted since then were read but not shown, or stand in a durable row already.
 * Nothing else may make a trace shorter. */
void trace_keep(struct trace *t, size_t n);

/* ---- used by the code that sqlc generates ---- */

/* A number that may be absent, where no value can stand for "absent". */
struct db_maybe_int {
    bool set;
    int64_t v;
};
struct db_maybe_real {
    bool set;
    double v;
};
struct db_maybe_bool {
    bool set;
    bool v;
};

struct db_run {
    struct db *db;
    const struct db_statement *statement;
    void *prepared;  /* the driver's statement */
    bool row;        /* after db_step: a row is there */
    enum err failed; /* it could not be prepared because the file could not be read; db_step gives this */
};

struct db_run db_begin(struct db *db, const struct db_statement *statement);
void db_end(struct db_run *run); /* for CLEANUP; resets the statement */

/* Binding: `at` counts from 1. Text and blobs are not copied: they must live until db_end. */
void db_bind_int(struct db_run *run, int at, int64_t value);
void db_bind_real(struct db_run *run, int at, double value);
void db_bind_text(struct db_run *run, int at, struct str value);            /* STR_NONE binds NULL */
void db_bind_blob(struct db_run *run, int at, const void *bytes, size_t n); /* NULL bytes bind NULL */
void db_bind_null(struct db_run *run, int at);
void db_bind_int_unless(struct db_run *run, int at, int64_t value, int64_t none); /* none binds NULL */
void db_bind_uuid(struct db_run *run, int at, const struct uuid *value);          /* all zero binds NULL */
void db_bind_maybe_int(struct db_run *run, int at, struct db_maybe_int value);
void db_bind_maybe_real(struct db_run *run, int at, struct db_maybe_real value);
void db_bind_maybe_bool(struct db_run *run, int at, struct db_maybe_bool value);

MUST_USE enum err db_step(struct db_run *run); /* sets run->row */

/* Reading: columns count from 0. A value of another kind than asked for, a text that isn't UTF-8, or a NULL where
 * none may be, marks the row as damaged; db_row_check after the last column says so. */
bool db_is_null(const struct db_run *run, int column);
int64_t db_int(const struct db_run *run, int column);
int64_t db_int_or(const struct db_run *run, int column, int64_t none); /* NULL gives none */
int32_t db_int32(const struct db_run *run, int column);
int32_t db_int32_or(const struct db_run *run, int column, int32_t none);
bool db_bool(const struct db_run *run, int column);
double db_real(const struct db_run *run, int column);
struct str db_text(const struct db_run *run, int column); /* copied into the bound arena; NULL gives STR_NONE */
struct str db_blob(const struct db_run *run, int column); /* likewise */
struct str db_text_needed(const struct db_run *run, int column);
struct str db_blob_needed(const struct db_run *run, int column);
struct uuid db_uuid(const struct db_run *run, int column);
struct uuid db_uuid_or_none(const struct db_run *run, int column); /* NULL gives all zero */
struct db_maybe_int db_maybe_int(const struct db_run *run, int column);
struct db_maybe_real db_maybe_real(const struct db_run *run, int column);
struct db_maybe_bool db_maybe_bool(const struct db_run *run, int column);
MUST_USE enum err db_row_check(const struct db_run *run);

/* The row shows this person: into the trace. A BUG if nobody collects it, unless the system itself reads. */
void db_saw(const struct db_run *run, struct person_id person);
/* Room for one more row after the n that are there: returns items, or a larger copy of them. */
void *db_more_rows(const struct db_run *run, void *items, size_t n, size_t *room, size_t each, size_t align);

int64_t db_last_id(const struct db *db);
int64_t db_changes(const struct db *db);
struct arena *db_arena(const struct db *db);
struct trace *db_trace(const struct db *db);

#endif
