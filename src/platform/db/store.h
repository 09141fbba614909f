/*
 * The store owns the database: one writer, many readers, one door (docs/adr/0006). On PostgreSQL several writers,
 * each with several jobs to a serializable transaction that is run again while a neighbour is in its way
 * (docs/adr/0019, 0034); what is said here of full disks and stopping is SQLite's.
 *
 * Writing: work is handed over as a struct store_job and runs on the writer thread, one job after the other, many
 * to a commit. Its action runs inside a savepoint of its own: if it returns an error, what it wrote is undone and
 * its neighbours don't notice. The audit row is added in the same transaction, whatever the action's outcome.
 * After the commit is durable, done() is called. A job without an action only leaves its audit row: that is how a
 * page that was read becomes durable in the audit before it is sent.
 *
 * Reading: store_read_begin lends a read-only connection with one unmoving snapshot, for less than
 * LIMIT_SNAPSHOT_MS.
 *
 * A full disk fails the whole group with ERR_FULL and nothing of it is written. When a commit can't be made
 * durable for any other reason the process stops, because nobody can know what the disk holds: the parent starts
 * it again, and the database recovers on opening.
 */
#ifndef CAIRN_PLATFORM_STORE_H
#define CAIRN_PLATFORM_STORE_H

#include "base/clock.h"
#include "base/err.h"
#include "platform/audit/audit.h"
#include "platform/crypto.h"
#include "platform/ctx.h"

struct migration_list;
struct store;

enum { STORE_EXIT_STATUS = 75 }; /* of a process that stopped because a commit could not be made durable */

struct store_options {
    const char *directory;          /* the data directory; it exists */
    struct str database;            /* PostgreSQL's address; empty: cairn.db in the data directory */
    struct str database_owner;      /* how the owner of its tables signs in; empty: the schema stays as it is */
    const struct crypto_keys *keys; /* copied */
    const struct clock *clock;
    const struct db_statement_file *const *statements; /* every .sql file's, each prepared at start */
    size_t statement_files;
    int readers;                             /* read-only connections: as many as threads that read */
    const struct migration_list *migrations; /* NULL: those built into the program */
};

/* ERR_BUSY: another process has the directory, or no database server answers. ERR_NEWER: made by a newer Cairn.
 * ERR_OLDER: PostgreSQL's owner must migrate first. ERR_DAMAGED: a migration that was run differs from ours, or
 * the database can't be read. ERR_REFUSED: the role on PostgreSQL may do too little or too much. ERR_NOT_FOUND:
 * there are no tables of Cairn's. Migrates first; ends with everything prepared. */
MUST_USE enum err store_open(const struct store_options *options, struct store **ret);
void store_close(struct store *store); /* finishes what is queued; NULL is fine */

/*
 * One piece of work for the writer. The caller keeps it, its arena and its ctx alive and untouched until done() is
 * called; ctx->db is set by the writer for the length of the action.
 *
 * An action may be run more than once before it counts: it reads `arg` and the database and puts its results into
 * `arg`, and must not read there what an earlier run left. Development builds run every action twice, undoing the
 * first run: its writes, its trace, its audit entry and its arena memory.
 */
struct store_job {
    enum err (*action)(struct ctx *c, void *arg); /* NULL: leave the audit row only */
    void *arg;
    struct ctx *ctx; /* ctx->audit NULL: leaves no audit row (housekeeping that concerns nobody) */
    void (*done)(struct store_job *job); /* on the writer thread, after the commit: must be quick and not block */
    void *owner;                         /* the caller's own */
    bool patient; /* nobody waits for its answer (an import): it gives way, and shares longer commits, which
                     wait for more such jobs until store_hurry is called */

    enum err result;        /* what the action returned, or why the commit failed: then nothing was written */
    bool audited;           /* the row is durable: an answer may leave */
    struct store_job *next; /* the store's own from here */
};
void store_submit(struct store *store, struct store_job *job);
/* The patient jobs handed over so far are to be committed now, without waiting for more of them. */
void store_hurry(struct store *store);
/* Submits and waits: for commands and jobs, never on an HTTP thread or the writer. */
MUST_USE enum err store_run(
    struct store *store, enum err (*action)(struct ctx *c, void *arg), void *arg, struct ctx *ctx);

/* Waits for a free connection. What it returns is the caller's until store_read_end, on one thread. The snapshot
 * is of the first statement at the latest. */
MUST_USE enum err store_read_begin(
    struct store *store, struct arena *a, const struct scope *scope, struct trace *trace, struct db **ret);
void store_read_end(struct store *store, struct db *db);

/* For an address of PostgreSQL's that somebody gave: ERR_INVALID and why, if it can't be one or holds a password.
 */
MUST_USE enum err store_address_check(struct arena *a, struct str address, struct str *ret_why);

/* The files that such an address names (passfile, certificates, keys): what a confined process must be able to
 * read. */
void store_address_files(struct arena *a, struct str address, const char **ret_paths, size_t most);

/* For `cairn check`, beside a running server or without one: a connection that reads, to be closed with db_close.
 */
MUST_USE enum err store_look(const char *directory, struct str database, struct arena *a, struct db **ret);
/* On it: what is wrong with the file's structure, empty if nothing. On PostgreSQL: is the schema ours and up to
 * date, is every people's table guarded; the files are its own to check. */
struct db_problem_list;
MUST_USE enum err store_check(
    struct db *db, struct str database, struct arena *a, struct db_problem_list *ret_problems);

/* The audit's head as of the last commit, signed, to be kept elsewhere. */
struct str store_audit_head(struct store *store, struct arena *a);

/* `cairn audit verify`: reads beside a running server or without one; changes nothing. `database` as in struct
 * store_options. Without a line of the caller's (STR_NONE) the one in audit.head counts. */
MUST_USE enum err store_audit_verify(const char *directory, struct str database, const struct crypto_keys *keys,
    struct str head_line, struct audit_finding *ret);

struct store_figures {
    int64_t jobs, commits, refused, checkpoints, audit_rows;
    int64_t retries, sealed; /* on PostgreSQL: transactions run again, audit rows chained by this process */
    int64_t slowest_action_us, longest_gate_us, wal_bytes_most;
    int queued;
};
struct store_figures store_figures(struct store *store);

#endif
