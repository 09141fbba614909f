/* Opening, closing and looking after one PostgreSQL connection. */
#include "platform/db/postgres_driver.h"

#include "base/log.h"

enum { CONNECT_S = 3, TRY_AGAIN_US = 300 * 1000, LOST = 1 /* a time that has come: try at once */ };

/* ---- errors ---- */

/* PostgreSQL's SQLSTATE by its first characters; the first row that fits counts. */
static const struct {
    char state[6];
    enum err err;
    bool retry;
} states[] = {
    {"23505", ERR_EXISTS, false},
    {"23", ERR_INVALID, false},
    {"22", ERR_INVALID, false},
    {"40001", ERR_BUSY, true},
    {"40P01", ERR_BUSY, true},
    {"42501", ERR_REFUSED, false}, /* a row-level policy, or a right that the role hasn't */
    {"53100", ERR_FULL, false},
    {"53", ERR_BUSY, false},
    {"54", ERR_TOO_LARGE, false},
    {"55", ERR_BUSY, false},
    {"57", ERR_BUSY, false}, /* stopped at its deadline, or the server is going down */
    {"08", ERR_BUSY, false},
    {"25006", ERR_BUSY, false}, /* this server only reads now: another one is the primary */
    {"25P03", ERR_BUSY, false},
    {"28", ERR_REFUSED, false},
    {"3D000", ERR_NOT_FOUND, false},
    {"3F000", ERR_NOT_FOUND, false},
    {"42P01", ERR_NOT_FOUND, false},
    {"XX", ERR_DAMAGED, false},
};

static enum err state_as_err(const char *state, bool *ret_retry)
{
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0) {
            *ret_retry = states[i].retry;
            return states[i].err;
        }
    *ret_retry = false;
    return ERR_IO;
}

/* The server went away, or it is one that takes no writes: the next transaction asks for a connection anew. */
static bool is_lost(const struct postgres_db *p, const char *state)
{
    return PQstatus(p->connection) != CONNECTION_OK || strcmp(state, "25006") == 0 ||
        strncmp(state, "57P", 3) == 0;
}

static enum err note_failure(struct postgres_db *p, const char *what, const char *state)
{
    bool retry = false, lost = is_lost(p, state);
    enum err err = lost ? ERR_BUSY : state_as_err(state, &retry);
    bool ordinary = retry || strncmp(state, "23", 2) == 0; /* the caller meets these in normal work */
    log_event(ordinary ? LOG_DEBUG : LOG_ERROR, "db.failed", LOG_WORD("what", what), LOG_WORD("state", state),
        LOG_WORD("meaning", err_text(err)));
    if (lost) p->try_again_us = LOST;
    if (retry) p->db.retry = true;
    if (err == ERR_EXISTS) p->db.collided = true;
    if (!p->failed) p->failed = err;
    return err;
}

enum err postgres_result(struct postgres_db *p, const char *what, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    enum err err = ERR_NONE;
    if (status == PGRES_PIPELINE_ABORTED) { /* it came after what failed */
        err = p->failed ? p->failed : ERR_IO;
    } else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        char copy[6] = "08006";
        if (state) snprintf(copy, sizeof copy, "%s", state);
        if (strcmp(copy, "25P02") == 0) /* an earlier statement of this transaction failed */
            err = p->failed ? p->failed : ERR_IO;
        else
            err = note_failure(p, what, copy);
    }
    PQclear(result);
    return err;
}

enum err postgres_send(struct postgres_db *p, const char *what, const char *sql)
{
    enum err err = postgres_plain(p);
    return err ? err : postgres_result(p, what, PQexec(p->connection, sql));
}

bool postgres_is_lost(const struct postgres_db *p)
{
    return p->try_again_us == LOST;
}

/* ---- opening ---- */

/* What stands before the address can be set in it; what stands after it can't. */
static PGconn *connect_to(const char *address)
{
    char seconds[12];
    snprintf(seconds, sizeof seconds, "%d", CONNECT_S);
    const char *const names[] = {"connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
        "keepalives_count", "application_name", "gssencmode", "dbname", "client_encoding", "target_session_attrs",
        NULL};
    const char *const values[] = {
        seconds, "5000", "5", "2", "2", "cairn", "disable", address, "UTF8", "read-write", NULL};
    return PQconnectdbParams(names, values, 1);
}

/* Nothing here may depend on how the server or the role is set up: nobody is in scope until a transaction says so.
 * pg_temp comes last, or a temporary table could stand before ours. */
static enum err set_up(struct postgres_db *p)
{
    static const char *const by_role[] = {
        [DB_WRITER] = "SET statement_timeout = '30s'",
        [DB_READER] = "SET statement_timeout = '2s'",
        [DB_SEALER] = "SET statement_timeout = '10min'",
        [DB_OWNER] = "SET statement_timeout = 0",
    };
    enum err err = postgres_send(p, "settings",
        "SET search_path = cairn, pg_temp; SET lock_timeout = '5s'; SET standard_conforming_strings = on;"
        " SET idle_in_transaction_session_timeout = '60s'; SET row_security = on; SET timezone = 'UTC';"
        " SET client_min_messages = warning;"
        " SET cairn.everything = 'off'; SET cairn.practices = ''; SET cairn.people = ''");
    if (!err) err = postgres_send(p, "settings", by_role[p->db.role]);
    return err ? err : postgres_round_prepare(p);
}

static void say_nothing(void *user, const char *text)
{
    (void)user, (void)text; /* notices hold names and values; the log holds neither */
}

static enum err why_not_connected(const struct postgres_db *p)
{
    bool asked = PQconnectionNeedsPassword(p->connection) || PQconnectionUsedPassword(p->connection);
    const char *text = PQerrorMessage(p->connection);
    bool refused = asked || strstr(text, "authentication") || strstr(text, "role ") || strstr(text, "pg_hba");
    bool missing = !refused && strstr(text, "database ") && strstr(text, "does not exist");
    enum err err = refused ? ERR_REFUSED : missing ? ERR_NOT_FOUND : ERR_BUSY;
    log_event(LOG_ERROR, "db.not_connected", LOG_WORD("meaning", err_text(err)));
    return err;
}

static enum err make_connection(struct postgres_db *p)
{
    PQfinish(p->connection);
    db_cache_clear(&p->cache);
    p->is_sealer = p->ending = false;
    p->waiting_count = p->asked_count = 0;
    p->failed = ERR_NONE;
    postgres_scope_reset(p);
    p->connection = connect_to(p->address);
    if (!p->connection) BUG("out of memory in libpq");
    PQsetNoticeProcessor(p->connection, say_nothing, NULL);
    enum err err = PQstatus(p->connection) == CONNECTION_OK ? ERR_NONE : why_not_connected(p);
    if (!err) err = set_up(p);
    p->failed = ERR_NONE;
    p->try_again_us = err ? clock_monotonic_us() + TRY_AGAIN_US : 0;
    return err;
}

enum err postgres_again(struct postgres_db *p)
{
    if (PQstatus(p->connection) == CONNECTION_OK && !p->try_again_us) return ERR_NONE;
    if (clock_monotonic_us() < p->try_again_us) return ERR_BUSY;
    enum err err = make_connection(p);
    if (!err) log_event(LOG_INFO, "db.connected_again", LOG_NUMBER("role", p->db.role));
    return err ? ERR_BUSY : ERR_NONE;
}

enum err postgres_begin_anew(struct postgres_db *p)
{
    enum db_command waiting[POSTGRES_WAITING];
    size_t n = p->waiting_count;
    memcpy(waiting, p->waiting, sizeof waiting);
    if (p->db.role == DB_SEALER) return ERR_BUSY; /* it must ask for its lock first */
    enum err err = postgres_again(p);
    if (err) return err;
    memcpy(p->waiting, waiting, sizeof waiting);
    p->waiting_count = n;
    p->failed = ERR_NONE;
    return ERR_NONE;
}

/* ---- a request ---- */

/* Each statement compares the scope with what the transaction was told. */
static void bound(struct db *db)
{
    (void)db;
}

/* A transaction of the sealer's or the owner's begins at once: both do more with a connection than run statements.
 */
static bool begins_later(const struct postgres_db *p)
{
    return p->db.role == DB_WRITER || p->db.role == DB_READER;
}

static enum err begin_now(struct postgres_db *p, enum db_command command)
{
    enum err err = postgres_begin_plainly(p);
    /* A connection that was cut while nobody used it shows only now: it is made again, as if nothing had been. But
     * the sealer must ask for its lock first. */
    if (err && postgres_is_lost(p)) {
        postgres_wait(p, command);
        err = postgres_begin_anew(p);
        if (!err) err = postgres_begin_plainly(p);
    }
    if (err && PQtransactionStatus(p->connection) == PQTRANS_INERROR) PQclear(PQexec(p->connection, "ROLLBACK"));
    return err;
}

static enum err begin(struct postgres_db *p, enum db_command command)
{
    if (p->ending) (void)postgres_plain(p); /* what it says shows in the next line */
    enum err err = postgres_again(p);
    if (err) return err;
    p->db.retry = p->db.collided = false;
    p->failed = ERR_NONE;
    postgres_scope_reset(p);
    postgres_wait(p, command);
    return begins_later(p) ? ERR_NONE : begin_now(p, command);
}

/* The server answers COMMIT with ROLLBACK where an earlier statement failed: then nothing was kept. */
static enum err commit(struct postgres_db *p)
{
    bool undone = false;
    enum err before = p->failed;
    if (p->db.role == DB_READER && !before) {
        postgres_round_leave(p);
        return ERR_NONE;
    }
    enum err err = postgres_round_end(p, DB_COMMIT, &undone);
    postgres_scope_reset(p);
    return err ? err : undone ? before ? before : ERR_IO : ERR_NONE;
}

static enum err end(struct postgres_db *p, enum db_command number)
{
    bool undone;
    if (postgres_begins(p)) { /* nothing was sent, so there is nothing to end */
        postgres_forget_waiting(p);
        return ERR_NONE;
    }
    if (number == DB_COMMIT) return commit(p);
    postgres_forget_waiting(p);
    (void)postgres_plain(p); /* what failed is what is undone */
    enum err err = postgres_round_end(p, DB_ROLLBACK, &undone);
    postgres_scope_reset(p);
    if (!err) p->failed = ERR_NONE;
    return err;
}

static enum err command(struct db *db, enum db_command number)
{
    struct postgres_db *p = postgres_of(db);
    if (number == DB_BEGIN || number == DB_BEGIN_WRITE || number == DB_BEGIN_ADD) return begin(p, number);
    if (number == DB_COMMIT || number == DB_ROLLBACK) return end(p, number);
    if (number == DB_ROLLBACK_TO) {
        (void)postgres_plain_behind(p);
        postgres_scope_forget(p);
        p->failed = ERR_NONE;
    }
    postgres_wait(p, number);
    return begins_later(p) ? ERR_NONE : postgres_plain(p);
}

static bool in_transaction(const struct db *db)
{
    const struct postgres_db *p = postgres_of(db);
    if (p->ending) return false;
    if (p->asked_count || postgres_begins(p)) return true;
    PGTransactionStatusType status = PQtransactionStatus(p->connection);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

static void behind(struct db *db, bool on)
{
    postgres_of(db)->behind = on;
}

static void deadline_set(struct db *db)
{
    (void)db; /* each statement looks at it, and the server ends one that runs longer than a snapshot may */
}

static enum err script(struct db *db, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why)
{
    struct postgres_db *p = postgres_of(db);
    enum err err = postgres_plain(p);
    if (err) {
        *ret_line = 1;
        *ret_why = STR("the server did not answer");
        return err;
    }
    PGresult *result = PQexec(p->connection, str_cstr(arena, sql));
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    const char *why = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    int64_t at = 0;
    if (position && !str_int(str_from_cstr(position), 1, (int64_t)sql.n, &at)) at = 0;
    *ret_line = 1;
    for (int64_t i = 0; i + 1 < at; i++) *ret_line += sql.p[i] == '\n';
    *ret_why = str_dup(arena, str_from_cstr(why ? why : "the server did not answer"));
    return postgres_result(p, "script", result);
}

enum err postgres_ask(struct db *db, const char *sql, struct str *ret)
{
    struct postgres_db *p = postgres_of(db);
    *ret = STR_NONE;
    enum err err = postgres_plain(p);
    if (err) return err;
    PGresult *result = PQexec(p->connection, sql);
    bool there = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) > 0 && !PQgetisnull(result, 0, 0);
    if (there) *ret = str_dup(db_arena(db), str_from_cstr(PQgetvalue(result, 0, 0)));
    return postgres_result(p, "ask", result);
}

/* The number is ours: "cairn" in ASCII. */
enum err postgres_be_sealer(struct db *db, bool *ret_is)
{
    struct postgres_db *p = postgres_of(db);
    struct str answer;
    enum err err = postgres_again(p);
    if (!err && !p->is_sealer) {
        err = postgres_ask(db, "SELECT pg_try_advisory_lock(426728843630)", &answer);
        p->is_sealer = !err && str_eq(answer, STR("t"));
    }
    *ret_is = p->is_sealer;
    return err;
}

static void close_db(struct db *db)
{
    struct postgres_db *p = postgres_of(db);
    PQclear(p->result);
    PQfinish(p->connection);
    db_cache_clear(&p->cache);
    free(p->told.ids);
    free(p->address);
    free(p);
}

static const struct db_engine postgres_engine = {
    &postgres_running, bound, command, in_transaction, deadline_set, behind, script, close_db};

enum err postgres_open(const char *address, enum db_role role, struct db **ret_db)
{
    struct postgres_db *p = calloc(1, sizeof *p);
    if (!p || !(p->address = strdup(address))) BUG("out of memory");
    p->db.engine = &postgres_engine;
    p->db.role = role;
    enum err err = make_connection(p);
    if (err)
        db_close(&p->db);
    else
        *ret_db = &p->db;
    return err;
}

enum err postgres_address_check(struct arena *a, struct str address, struct str *ret_why)
{
    char *why = NULL;
    PQconninfoOption *options = PQconninfoParse(str_cstr(a, address), &why);
    *ret_why = STR("it must be like postgres://cairn@database.example/cairn");
    bool has_password = false;
    for (PQconninfoOption *o = options; o && o->keyword; o++)
        has_password = has_password || (strcmp(o->keyword, "password") == 0 && o->val && *o->val);
    if (has_password)
        *ret_why = STR("it must not hold a password: put that into a file and name it with ?passfile=FILE");
    enum err err = options && !has_password ? ERR_NONE : ERR_INVALID;
    PQfreemem(why);
    PQconninfoFree(options);
    return err;
}

void postgres_address_files(struct arena *a, struct str address, const char **ret_paths, size_t most)
{
    static const char *const names[] = {"passfile", "sslrootcert", "sslcert", "sslkey", "sslcrl"};
    PQconninfoOption *options = PQconninfoParse(str_cstr(a, address), NULL);
    size_t n = 0;
    for (PQconninfoOption *o = options; o && o->keyword; o++)
        for (size_t i = 0; i < COUNT_OF(names); i++)
            if (n < most && o->val && strcmp(o->keyword, names[i]) == 0)
                ret_paths[n++] = str_cstr(a, str_from_cstr(o->val));
    PQconninfoFree(options);
}
