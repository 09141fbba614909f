/*
 * Rounds: what is sent to the server together, and what became of each part (docs/adr/0034).
 *
 * A turn there and back costs more than most of our statements, so what needs no answer of its own doesn't get
 * one: BEGIN, the settings, SAVEPOINT and RELEASE wait until a statement travels that does, and an audit row is
 * sent without waiting at all while the connection writes behind. The server takes them in their order; after one
 * that failed it skips the rest of the round, so a COMMIT never follows what went wrong before it.
 */
#include "platform/db/postgres_driver.h"

#include "base/log.h"

static const struct {
    const char *name, *sql;
} commands[DB_COMMANDS] = {
    [DB_BEGIN] = {"cairn begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
    [DB_BEGIN_WRITE] = {"cairn begin write", "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"},
    [DB_BEGIN_ADD] = {"cairn begin add", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"},
    [DB_COMMIT] = {"cairn commit", "COMMIT"},
    [DB_ROLLBACK] = {"cairn rollback", "ROLLBACK"},
    [DB_SAVEPOINT] = {"cairn savepoint", "SAVEPOINT action"},
    [DB_RELEASE] = {"cairn release", "RELEASE SAVEPOINT action"},
    [DB_ROLLBACK_TO] = {"cairn rollback to", "ROLLBACK TO SAVEPOINT action"},
};
/* The sealer and the owner are each alone in what they write. */
static const char own_begin[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE";

static const char *sql_of(const struct postgres_db *p, size_t command)
{
    bool own = command == DB_BEGIN_WRITE && (p->db.role == DB_SEALER || p->db.role == DB_OWNER);
    return own ? own_begin : commands[command].sql;
}

/* ---- answers ---- */

/* The next answer in line, and the end of it. */
static PGresult *next_result(struct postgres_db *p)
{
    PGresult *result = PQgetResult(p->connection);
    if (result) PQclear(PQgetResult(p->connection));
    return result;
}

/* Reads every answer that is outstanding. The last one's result is the caller's where ret_last is given. */
static enum err read_all(struct postgres_db *p, PGresult **ret_last)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; i < p->asked_count; i++) {
        PGresult *result = next_result(p);
        ExecStatusType status = PQresultStatus(result);
        bool good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
        if (good && ret_last && i + 1 == p->asked_count) {
            *ret_last = result;
            continue;
        }
        enum err this = postgres_result(p, p->asked[i], result);
        if (!err) err = this;
    }
    p->asked_count = 0;
    PQclear(PQgetResult(p->connection)); /* the end of the round */
    (void)PQexitPipelineMode(p->connection);
    return err;
}

static enum err read_round(struct postgres_db *p, PGresult **ret_last)
{
    if (!p->asked_count) return ERR_NONE;
    (void)PQpipelineSync(p->connection); /* where it can't be sent the answers say so */
    return read_all(p, ret_last);
}

static enum err settle(struct postgres_db *p)
{
    if (!p->ending) return ERR_NONE;
    p->ending = false;
    return read_all(p, NULL);
}

/* ---- asking ---- */

static void note_asked(struct postgres_db *p, const char *what)
{
    MUST(p->asked_count < COUNT_OF(p->asked));
    p->asked[p->asked_count++] = what;
}

void postgres_ask_prepared(struct postgres_db *p, const char *name, int n, const char *const *values,
    const int *lengths, const int *formats)
{
    (void)PQenterPipelineMode(p->connection);
    (void)PQsendQueryPrepared(p->connection, name, n, values, lengths, formats, 1);
    note_asked(p, name);
}

void postgres_ask_to_prepare(struct postgres_db *p, const char *name, const char *sql)
{
    (void)PQenterPipelineMode(p->connection);
    (void)PQsendPrepare(p->connection, name, sql, 0, NULL);
    note_asked(p, name);
}

static void ask_command(struct postgres_db *p, enum db_command command)
{
    postgres_ask_prepared(p, commands[command].name, 0, NULL, NULL, NULL);
}

static void ask_waiting(struct postgres_db *p)
{
    for (size_t i = 0; i < p->waiting_count; i++) ask_command(p, p->waiting[i]);
    p->waiting_count = 0;
}

enum err postgres_round_prepare(struct postgres_db *p)
{
    for (size_t i = 0; i < DB_COMMANDS; i++) postgres_ask_to_prepare(p, commands[i].name, sql_of(p, i));
    postgres_scope_prepare(p);
    return read_round(p, NULL);
}

/* ---- what waits ---- */

static bool last_waits(const struct postgres_db *p, enum db_command command)
{
    return p->waiting_count && p->waiting[p->waiting_count - 1] == command;
}

/* A savepoint in which nothing happened need not be made. */
void postgres_wait(struct postgres_db *p, enum db_command command)
{
    bool nothing_inside = last_waits(p, DB_SAVEPOINT);
    if (command == DB_ROLLBACK_TO && nothing_inside) return;
    if (command == DB_RELEASE && nothing_inside) {
        p->waiting_count--;
        return;
    }
    MUST(p->waiting_count < POSTGRES_WAITING);
    p->waiting[p->waiting_count++] = command;
}

void postgres_forget_waiting(struct postgres_db *p)
{
    p->waiting_count = 0;
}

bool postgres_begins(const struct postgres_db *p)
{
    return p->waiting_count && p->waiting[0] <= DB_BEGIN_ADD && !p->asked_count;
}

enum err postgres_plain(struct postgres_db *p)
{
    enum err err = settle(p);
    ask_waiting(p);
    enum err now = read_round(p, NULL);
    return err ? err : now;
}

enum err postgres_begin_plainly(struct postgres_db *p)
{
    ask_waiting(p);
    postgres_scope_ask(p, TOLD_LISTS);
    return read_round(p, NULL);
}

enum err postgres_plain_behind(struct postgres_db *p)
{
    return p->ending ? settle(p) : read_round(p, NULL);
}

/* ---- rounds ---- */

enum err postgres_round_end(struct postgres_db *p, enum db_command command, bool *ret_undone)
{
    PGresult *result = NULL;
    ask_waiting(p);
    ask_command(p, command);
    enum err err = read_round(p, &result);
    *ret_undone = result && strcmp(PQcmdStatus(result), "ROLLBACK") == 0;
    PQclear(result);
    return err;
}

void postgres_round_leave(struct postgres_db *p)
{
    ask_waiting(p);
    ask_command(p, DB_COMMIT);
    (void)PQpipelineSync(p->connection);
    p->ending = true;
}

static void ask_statement(struct postgres_db *p, const struct db_statement *s)
{
    ask_waiting(p);
    postgres_scope_ask(p, s->unscoped ? TOLD_ALL : s->leaves ? TOLD_LEAVING : TOLD_LISTS);
    postgres_ask_prepared(p, s->name, s->parameters, p->values, p->lengths, p->formats);
}

static enum err once(struct postgres_db *p, const struct db_statement *s)
{
    ask_statement(p, s);
    if (!p->behind || s->effect != DB_WRITES) return read_round(p, &p->result);
    return p->asked_count >= POSTGRES_ASKED ? read_round(p, NULL) : ERR_NONE;
}

/* A connection that was cut while nobody used it shows only when the transaction's first round travels. Nothing
 * was done yet, so it is made again and the round repeated as if nothing had been. */
enum err postgres_round(struct postgres_db *p, const struct db_statement *s)
{
    enum db_command waiting[POSTGRES_WAITING];
    size_t n = p->waiting_count;
    memcpy(waiting, p->waiting, sizeof waiting);
    bool first = postgres_begins(p) && !p->behind;
    enum err err = once(p, s);
    if (!err || !first || !postgres_is_lost(p)) return err;
    memcpy(p->waiting, waiting, sizeof waiting);
    p->waiting_count = n;
    err = postgres_begin_anew(p);
    if (!err) err = postgres_prepare_anew(p, s);
    return err ? err : once(p, s);
}
