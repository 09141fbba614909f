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

enum { POSTGRES_PARAMETERS = 200, POSTGRES_SCOPE_TEXT = 64 * 1024 };

struct postgres_db {
    struct db db;
    PGconn *connection;
    char *address;
    int64_t try_again_us;  /* after a connection could not be made */
    struct db_cache cache; /* of statements that the server knows; their `prepared` is the statement itself */
    bool scope_sent;       /* this transaction's settings are those of scope_text */
    char scope_text[POSTGRES_SCOPE_TEXT];
    bool is_sealer;  /* it holds the sealer's lock */
    enum err failed; /* what made this transaction fail: all it can do is go back */

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
/* Several commands of ours in one round. */
enum err postgres_send(struct postgres_db *p, const char *what, const char *sql);
/* A connection that was lost, made again. */
enum err postgres_again(struct postgres_db *p);

/* ---- postgres_scope.c ---- */

/* `before` and "SELECT set_config(...)" for the scope that is bound; `everything` opens all. */
void postgres_scope_text(const char *before, const struct scope *scope, bool everything, char *text);
/* Sends it unless this transaction has it already. */
enum err postgres_scope_send(struct postgres_db *p);
/* Begins a transaction, takes the snapshot and says whom it may see, in one round. */
enum err postgres_scope_begin(struct postgres_db *p, const char *begin);

#endif
