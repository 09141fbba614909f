/*
 * The one place that includes <libpq-fe.h>, for the files postgres*.c of this folder.
 *
 * A statement is prepared once for each connection, its parameters and results go in binary form, and its rows
 * come in one batch. What the server says about a failure goes into the log as its SQLSTATE, never as its text,
 * which holds values.
 */
#ifndef CAIRN_PLATFORM_DB_POSTGRES_DRIVER_H
#define CAIRN_PLATFORM_DB_POSTGRES_DRIVER_H

#include <libpq-fe.h>

#include "platform/db/driver.h"
#include "platform/db/postgres_internal.h"

enum {
    POSTGRES_PARAMETERS = 200,
    POSTGRES_WAITING = 8, /* commands that wait for the next round: never more than four */
    POSTGRES_ASKED = 64,  /* answers that may be outstanding; beyond that they are read */
};

/* Whom the transaction was told that it may see; a copy, since the request's own goes away. */
enum postgres_reach { TOLD_LISTS, TOLD_LEAVING, TOLD_ALL };
struct postgres_told {
    bool known; /* false: the settings may have been undone with a savepoint */
    enum postgres_reach reach;
    size_t practices, people, room;
    int64_t *ids; /* the practices, then the people */
};

struct postgres_db {
    struct db db;
    PGconn *connection;
    char *address;
    int64_t try_again_us;  /* after a connection could not be made */
    struct db_cache cache; /* of statements that the server knows; their `prepared` is the statement itself */
    struct postgres_told told;
    bool is_sealer;  /* it holds the sealer's lock */
    enum err failed; /* what made this transaction fail: all it can do is go back */

    /* Rounds (postgres_round.c). */
    enum db_command waiting[POSTGRES_WAITING]; /* not sent yet: they travel with the next statement */
    size_t waiting_count;
    const char *asked[POSTGRES_ASKED + 2 * POSTGRES_WAITING]; /* sent, their answers not read yet */
    size_t asked_count;
    bool behind; /* changes are sent without waiting for what becomes of them */
    bool ending; /* a snapshot's COMMIT was sent: its answer is read when the connection is used again */

    /* The statement that runs. */
    bool running;
    PGresult *result; /* NULL: it was not sent yet */
    int row;          /* of the result, from 1 */
    int64_t changes, last_id;
    const char *values[POSTGRES_PARAMETERS];
    int lengths[POSTGRES_PARAMETERS], formats[POSTGRES_PARAMETERS];
    uint64_t numbers[POSTGRES_PARAMETERS]; /* highest byte first, as the values of numbers point to */
};
static inline struct postgres_db *postgres_of(const struct db *db)
{
    return (struct postgres_db *)(uintptr_t)db;
}

extern const struct db_running postgres_running; /* postgres_run.c */

/* The result's failure as ours, noted in the connection and logged once; releases the result. ERR_NONE if it is
 * none. `what` is a statement's name or a constant of ours. */
enum err postgres_result(struct postgres_db *p, const char *what, PGresult *result);
/* Several commands of ours, by themselves. */
enum err postgres_send(struct postgres_db *p, const char *what, const char *sql);
/* A connection that was lost, made again. */
enum err postgres_again(struct postgres_db *p);
/* Likewise before the transaction that begins did anything: what waits goes on waiting. */
enum err postgres_begin_anew(struct postgres_db *p);

/* ---- postgres_round.c: what is sent together, and what became of it ---- */

/* Once on each new connection: our own commands, prepared. */
enum err postgres_round_prepare(struct postgres_db *p);
/* A command that nobody needs an answer to before the next statement's. */
void postgres_wait(struct postgres_db *p, enum db_command command);
void postgres_forget_waiting(struct postgres_db *p);
/* The transaction's BEGIN is first in line: nothing was done yet. */
bool postgres_begins(const struct postgres_db *p);
/* Sends what waits and reads every answer; afterwards the connection can be used without rounds. */
enum err postgres_plain(struct postgres_db *p);
/* Begins the transaction and says whom it may see, for those who then use the connection without rounds. */
enum err postgres_begin_plainly(struct postgres_db *p);
/* Sends a command after all that waits and reads every answer; *ret_undone: COMMIT was answered with ROLLBACK. */
enum err postgres_round_end(struct postgres_db *p, enum db_command command, bool *ret_undone);
/* COMMIT of a snapshot: nobody waits for its answer. */
void postgres_round_leave(struct postgres_db *p);
/* The statement that runs, with its values, after all that waits and after what it may see; its result goes to
 * p->result. While the connection writes behind, a change is only sent. */
enum err postgres_round(struct postgres_db *p, const struct db_statement *s);
/* One of several in the same round, to be followed by others: a prepared statement of ours or of sqlc's. */
void postgres_ask_prepared(struct postgres_db *p, const char *name, int n, const char *const *values,
    const int *lengths, const int *formats);
/* One that the server must know first, in the round that is being made. */
void postgres_ask_to_prepare(struct postgres_db *p, const char *name, const char *sql);
/* Reads the answers of what was written behind. */
enum err postgres_plain_behind(struct postgres_db *p);
bool postgres_is_lost(const struct postgres_db *p);

/* On a connection that was made again (postgres_run.c). */
enum err postgres_prepare_anew(struct postgres_db *p, const struct db_statement *s);

/* ---- postgres_scope.c ---- */

/* Into the round that prepares our own commands. */
void postgres_scope_prepare(struct postgres_db *p);
/* Into the round that is being made: whom the next statement may see, unless the transaction knows it already. */
void postgres_scope_ask(struct postgres_db *p, enum postgres_reach reach);
/* The settings are gone, or whoever set them undid it. */
void postgres_scope_forget(struct postgres_db *p);
/* A transaction that has just begun sees nobody. */
void postgres_scope_reset(struct postgres_db *p);

#endif
