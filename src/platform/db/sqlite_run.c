/* Running the named statements on SQLite: preparing, binding, stepping, reading. */
#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_faults.h"

static const char *why_not(const struct sqlite_db *db)
{
    return db->guard.refused[0] ? db->guard.refused : sqlite3_errmsg(db->sqlite);
}

static void *prepare(
    struct db *base, const struct db_statement *statement, enum err *ret_err, const char **ret_why)
{
    struct sqlite_db *db = sqlite_of(base);
    sqlite3_stmt *prepared = db_cache_find(&db->cache, statement);
    if (prepared) return prepared;
    int code = db_fault();
    if (code == SQLITE_OK) code = guard_prepare(&db->guard, statement, &prepared);
    if (code == SQLITE_OK) {
        db_cache_add(&db->cache, statement, prepared);
        return prepared;
    }
    *ret_why = why_not(db);
    bool refused = (code & 0xFF) == SQLITE_ERROR || code == SQLITE_AUTH;
    *ret_err = refused ? ERR_INVALID : db_failed(db, statement->name, code);
    return NULL;
}

static const char *differs(struct db *base, const struct db_statement *s, void *prepared)
{
    (void)base;
    bool as_declared = sqlite3_bind_parameter_count(prepared) == s->parameters &&
        sqlite3_column_count(prepared) == s->columns &&
        (s->effect == DB_WRITES) == !sqlite3_stmt_readonly(prepared);
    return as_declared ? NULL : "it is not what it was declared to be";
}

static void begin(struct db_run *run)
{
    if (sqlite3_stmt_busy(run->prepared)) BUG("%s runs inside itself", run->statement->name);
}

static void end(struct db_run *run)
{
    sqlite3_reset(run->prepared); /* its result was given by db_step */
    if (run->statement->parameters) sqlite3_clear_bindings(run->prepared);
}

static int bind_value(sqlite3_stmt *s, int at, const struct db_value *value)
{
    switch (value->kind) {
    case DB_INT: return sqlite3_bind_int64(s, at, value->i);
    case DB_REAL: return sqlite3_bind_double(s, at, value->r);
    case DB_TEXT: return sqlite3_bind_text64(s, at, value->bytes.p, value->bytes.n, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB: return sqlite3_bind_blob64(s, at, value->bytes.p, value->bytes.n, SQLITE_STATIC);
    case DB_NULL: break;
    }
    return sqlite3_bind_null(s, at);
}

static void bind(struct db_run *run, int at, const struct db_value *value)
{
    int code = bind_value(run->prepared, at, value);
    if (code == SQLITE_TOOBIG) BUG("%s: parameter %d is larger than any input may be", run->statement->name, at);
    if (code != SQLITE_OK) BUG("%s: parameter %d can't be bound (%d)", run->statement->name, at, code);
}

static enum err step(struct db_run *run)
{
    int code = db_fault();
    if (code == SQLITE_OK) code = sqlite3_step(run->prepared);
    run->row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERR_NONE :
                                                       db_failed(sqlite_of(run->db), run->statement->name, code);
}

/* SQLite gives NULL for an empty blob. */
static struct db_value bytes_of(sqlite3_stmt *s, int column, enum db_kind kind)
{
    const void *p = kind == DB_TEXT ? sqlite3_column_text(s, column) : sqlite3_column_blob(s, column);
    size_t n = (size_t)sqlite3_column_bytes(s, column);
    if (n && !p) BUG("out of memory in SQLite");
    return (struct db_value){.kind = kind, .bytes = {p, n}};
}

static struct db_value column_value(const struct db_run *run, int column)
{
    sqlite3_stmt *s = run->prepared;
    switch (sqlite3_column_type(s, column)) {
    case SQLITE_INTEGER: return (struct db_value){.kind = DB_INT, .i = sqlite3_column_int64(s, column)};
    case SQLITE_FLOAT: return (struct db_value){.kind = DB_REAL, .r = sqlite3_column_double(s, column)};
    case SQLITE_TEXT: return bytes_of(s, column, DB_TEXT);
    case SQLITE_BLOB: return bytes_of(s, column, DB_BLOB);
    default: return (struct db_value){.kind = DB_NULL};
    }
}

static int64_t last_id(const struct db *db)
{
    return sqlite3_last_insert_rowid(((const struct sqlite_db *)db)->sqlite);
}

static int64_t changes(const struct db *db)
{
    return sqlite3_changes64(((const struct sqlite_db *)db)->sqlite);
}

const struct db_running sqlite_running = {
    prepare, differs, begin, end, bind, step, column_value, last_id, changes};
