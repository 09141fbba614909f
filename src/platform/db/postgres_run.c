/* Running the named statements on PostgreSQL: preparing, binding, stepping, reading. */
#include "platform/db/postgres_driver.h"

#include "base/log.h"

#include <endian.h>

/* Types as PostgreSQL numbers them: they never change. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT8 = 701
};

static Oid oid_of(char kind)
{
    return kind == 't' ? OID_TEXT : kind == 'b' ? OID_BYTEA : kind == 'r' ? OID_FLOAT8 : OID_INT8;
}

/* ---- preparing ---- */

static void *refused(struct postgres_db *p, PGresult *result, const char **ret_why)
{
    static _Thread_local char why[200];
    snprintf(why, sizeof why, "%s", PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    *ret_why = why;
    PQclear(result);
    if (!p->failed) p->failed = ERR_INVALID;
    return NULL;
}

static PGresult *ask_to_prepare(struct postgres_db *p, const struct db_statement *statement)
{
    Oid types[POSTGRES_PARAMETERS];
    for (int i = 0; i < statement->parameters; i++) types[i] = oid_of(statement->kinds[i]);
    return PQprepare(p->connection, statement->name, statement->postgres, statement->parameters, types);
}

/* Before a transaction that has yet to begin, or inside it once all that waits was sent. */
static enum err stand_free(struct postgres_db *p)
{
    return postgres_begins(p) ? ERR_NONE : postgres_plain(p);
}

/* Inside a transaction that failed nothing can be prepared, nor need it be: db_step says what failed. */
static void *prepare(struct db *db, const struct db_statement *statement, enum err *ret_err, const char **ret_why)
{
    struct postgres_db *p = postgres_of(db);
    void *known = db_cache_find(&p->cache, statement);
    if (known) return known;
    MUST(statement->parameters <= POSTGRES_PARAMETERS);
    *ret_err = stand_free(p);
    if (*ret_err) return NULL;
    PGresult *result = ask_to_prepare(p, statement);
    if (PQstatus(p->connection) != CONNECTION_OK && postgres_begins(p)) { /* it was cut while nobody used it */
        *ret_err = postgres_result(p, statement->name, result);
        if (postgres_begin_anew(p)) return NULL;
        result = ask_to_prepare(p, statement);
    }
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    bool wrong = state && (strncmp(state, "42", 2) == 0 || strncmp(state, "22", 2) == 0);
    if (wrong) {
        *ret_err = ERR_INVALID;
        return refused(p, result, ret_why);
    }
    *ret_err = postgres_result(p, statement->name, result);
    if (*ret_err) return NULL;
    known = (void *)(uintptr_t)statement;
    db_cache_add(&p->cache, statement, known);
    return known;
}

enum err postgres_prepare_anew(struct postgres_db *p, const struct db_statement *s)
{
    enum err err = ERR_NONE;
    const char *why = "";
    return prepare(&p->db, s, &err, &why) ? ERR_NONE : err ? err : ERR_IO;
}

static bool is_readable(Oid type)
{
    static const Oid known[] = {OID_BOOL, OID_BYTEA, OID_INT8, OID_INT2, OID_INT4, OID_TEXT, OID_FLOAT8};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i] == type) return true;
    return false;
}

static const char *differs(struct db *db, const struct db_statement *s, void *prepared)
{
    struct postgres_db *p = postgres_of(db);
    (void)prepared;
    PGresult *result = PQdescribePrepared(p->connection, s->name);
    int columns = PQnfields(result);
    bool as_declared = PQresultStatus(result) == PGRES_COMMAND_OK && PQnparams(result) == s->parameters &&
        (s->effect == DB_WRITES || columns == s->columns);
    bool readable = true;
    for (int i = 0; i < columns; i++) readable = readable && is_readable(PQftype(result, i));
    PQclear(result);
    if (!as_declared) return "it is not what it was declared to be";
    return readable ? NULL : "a column is of a type that nobody reads: a sum of bigint is numeric, say; cast it";
}

/* ---- binding ---- */

static void begin(struct db_run *run)
{
    struct postgres_db *p = postgres_of(run->db);
    if (p->running) BUG("%s runs inside another statement", run->statement->name);
    p->running = true;
    memset(p->values, 0, (size_t)run->statement->parameters * sizeof *p->values);
}

static void end(struct db_run *run)
{
    struct postgres_db *p = postgres_of(run->db);
    PQclear(p->result);
    p->result = NULL;
    p->running = false;
}

static void bind_number(struct postgres_db *p, size_t i, uint64_t bits)
{
    p->numbers[i] = htobe64(bits);
    p->values[i] = (const char *)&p->numbers[i];
    p->lengths[i] = sizeof p->numbers[i];
}

static void bind(struct db_run *run, int at, const struct db_value *value)
{
    struct postgres_db *p = postgres_of(run->db);
    size_t i = (size_t)at - 1;
    uint64_t bits;
    MUST(at >= 1 && at <= run->statement->parameters);
    p->formats[i] = 1;
    switch (value->kind) {
    case DB_NULL: p->values[i] = NULL; break;
    case DB_INT: bind_number(p, i, (uint64_t)value->i); break;
    case DB_REAL:
        memcpy(&bits, &value->r, sizeof bits);
        bind_number(p, i, bits);
        break;
    case DB_TEXT:
    case DB_BLOB:
        if (value->bytes.n > INT32_MAX)
            BUG("%s: parameter %d is larger than any input may be", run->statement->name, at);
        p->values[i] = value->bytes.n ? value->bytes.p : "";
        p->lengths[i] = (int)value->bytes.n;
        break;
    }
}

/* ---- running ---- */

static int64_t number_of(const PGresult *result, int row, int column)
{
    const char *p = PQgetvalue(result, row, column);
    uint64_t eight;
    uint32_t four;
    uint16_t two;
    switch (PQgetlength(result, row, column)) {
    case 8: return memcpy(&eight, p, sizeof eight), (int64_t)be64toh(eight);
    case 4: return memcpy(&four, p, sizeof four), (int32_t)be32toh(four);
    case 2: return memcpy(&two, p, sizeof two), (int16_t)be16toh(two);
    default: return *p; /* a boolean */
    }
}

/* What is only sent counts as done. */
static void note_changes(struct postgres_db *p)
{
    const PGresult *result = p->result;
    p->changes = 1;
    p->last_id = 0;
    if (!result) return;
    if (!str_int(str_from_cstr(PQcmdTuples(p->result)), 0, INT64_MAX, &p->changes)) p->changes = 0;
    if (PQntuples(result) > 0 && PQnfields(result) > 0) p->last_id = number_of(result, 0, 0);
}

static enum err run_inside(struct db_run *run)
{
    struct postgres_db *p = postgres_of(run->db);
    if (p->failed) return p->failed;
    if (p->db.deadline_us && clock_monotonic_us() > p->db.deadline_us) return ERR_BUSY;
    p->row = 0;
    enum err err = postgres_round(p, run->statement);
    if (!err && run->statement->effect == DB_WRITES) note_changes(p);
    return err;
}

/* Outside of a transaction the settings would be gone with the statement that makes them: it gets one of its own.
 * The connection may be another one then, which doesn't know the statement yet. */
static enum err run_alone(struct db_run *run)
{
    struct db *db = run->db;
    const char *why = "";
    enum err err = db_run_command(db, run->statement->effect == DB_READS ? DB_BEGIN : DB_BEGIN_WRITE);
    if (!err && !prepare(db, run->statement, &err, &why) && !err) err = ERR_IO;
    if (!err) err = run_inside(run);
    if (!err) return db_run_command(db, DB_COMMIT);
    if (db_in_transaction(db) && db_run_command(db, DB_ROLLBACK))
        log_event(LOG_ERROR, "db.rollback_failed", LOG_WORD("statement", run->statement->name));
    return err;
}

static enum err step(struct db_run *run)
{
    struct postgres_db *p = postgres_of(run->db);
    if (!p->result) { /* nor was it sent */
        enum err err = db_in_transaction(run->db) ? run_inside(run) : run_alone(run);
        if (err) return err;
    }
    run->row = run->statement->effect == DB_READS && p->row < PQntuples(p->result);
    p->row += run->row;
    return ERR_NONE;
}

static struct db_value column_value(const struct db_run *run, int column)
{
    struct postgres_db *p = postgres_of(run->db);
    int row = p->row - 1;
    uint64_t bits;
    struct db_value value = {.kind = DB_NULL};
    if (PQgetisnull(p->result, row, column)) return value;
    switch (PQftype(p->result, column)) {
    case OID_TEXT:
    case OID_BYTEA:
        value.kind = PQftype(p->result, column) == OID_TEXT ? DB_TEXT : DB_BLOB;
        value.bytes =
            (struct str){PQgetvalue(p->result, row, column), (size_t)PQgetlength(p->result, row, column)};
        return value;
    case OID_FLOAT8:
        bits = (uint64_t)number_of(p->result, row, column);
        value.kind = DB_REAL;
        memcpy(&value.r, &bits, sizeof bits);
        return value;
    case OID_BOOL:
    case OID_INT2:
    case OID_INT4:
    case OID_INT8: return (struct db_value){.kind = DB_INT, .i = number_of(p->result, row, column)};
    default: return value;
    }
}

static int64_t last_id(const struct db *db)
{
    return postgres_of(db)->last_id;
}

static int64_t changes(const struct db *db)
{
    return postgres_of(db)->changes;
}

const struct db_running postgres_running = {
    prepare, differs, begin, end, bind, step, column_value, last_id, changes};
