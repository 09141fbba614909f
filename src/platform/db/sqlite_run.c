/* Running the named statements: the cache, binding, stepping, reading. */
#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_faults.h"

#include "base/log.h"
#include "base/utf8.h"

/* ---- the cache ---- */

static size_t slot_of(const struct db *db, const struct db_statement *statement)
{
    size_t at = (size_t)((uint64_t)(uintptr_t)statement * 0x9E3779B97F4A7C15u >> 32) & (db->slot_count - 1);
    while (db->slots[at].statement && db->slots[at].statement != statement) at = (at + 1) & (db->slot_count - 1);
    return at;
}

static void grow_cache(struct db *db)
{
    struct db_slot *old = db->slots;
    size_t old_count = db->slot_count;
    db->slot_count = old_count ? old_count * 2 : 128;
    db->slots = calloc(db->slot_count, sizeof *db->slots);
    if (!db->slots) BUG("out of memory");
    for (size_t i = 0; i < old_count; i++)
        if (old[i].statement) db->slots[slot_of(db, old[i].statement)] = old[i];
    free(old);
}

void db_forget_statements(struct db *db)
{
    for (size_t i = 0; i < db->slot_count; i++) sqlite3_finalize(db->slots[i].prepared);
    free(db->slots);
    db->slots = NULL;
    db->slot_count = db->slots_used = 0;
}

static const char *why_not(const struct db *db)
{
    return db->guard.refused[0] ? db->guard.refused : sqlite3_errmsg(db->sqlite);
}

/* NULL if it can't be prepared, with SQLite's code. */
static sqlite3_stmt *prepare(struct db *db, const struct db_statement *statement, int *ret_code)
{
    if (db->slots_used * 2 >= db->slot_count) grow_cache(db);
    struct db_slot *slot = &db->slots[slot_of(db, statement)];
    if (slot->prepared) return slot->prepared;
    sqlite3_stmt *prepared = NULL;
    int code = db_fault();
    if (!code) code = guard_prepare(&db->guard, statement, &prepared);
    if (code != SQLITE_OK) {
        *ret_code = code;
        return NULL;
    }
    *slot = (struct db_slot){statement, prepared};
    db->slots_used++;
    return prepared;
}

enum err db_prepare_all(struct db *db, const struct db_statement_file *const *files, size_t n)
{
    enum err err = ERR_NONE;
    for (size_t f = 0; f < n; f++) {
        for (size_t i = 0; i < files[f]->n; i++) {
            const struct db_statement *s = files[f]->statements[i];
            int code = SQLITE_OK;
            sqlite3_stmt *prepared = prepare(db, s, &code);
            bool as_declared = prepared && sqlite3_bind_parameter_count(prepared) == s->parameters &&
                sqlite3_column_count(prepared) == s->columns &&
                (s->effect == DB_WRITES) == !sqlite3_stmt_readonly(prepared);
            if (as_declared) continue;
            log_event(LOG_ERROR, "db.statement_refused", LOG_WORD("statement", s->name),
                LOG_WORD("place", s->place),
                LOG_WORD("why", prepared ? "it is not what it was declared to be" : why_not(db)));
            err = ERR_INVALID;
        }
    }
    return err;
}

/* ---- running ---- */

struct db_run db_begin(struct db *db, const struct db_statement *statement)
{
    if (db->role != DB_WRITER && statement->effect == DB_WRITES) BUG("%s writes on a reader", statement->name);
    int code = SQLITE_OK;
    sqlite3_stmt *prepared = db->slot_count ? db->slots[slot_of(db, statement)].prepared : NULL;
    if (!prepared) prepared = prepare(db, statement, &code);
    if (!prepared && (code & 0xFF) != SQLITE_ERROR && code != SQLITE_AUTH) {
        /* The file could not be read: db_step says so. */
        return (struct db_run){.db = db, .statement = statement, .failed = db_failed(db, statement->name, code)};
    }
    if (!prepared) BUG("%s (%s): %s", statement->name, statement->place, why_not(db));
    if (sqlite3_stmt_busy(prepared)) BUG("%s runs inside itself", statement->name);
    db->row_damaged = false;
    return (struct db_run){.db = db, .statement = statement, .prepared = prepared};
}

void db_end(struct db_run *run)
{
    if (!run->prepared) return;
    sqlite3_reset(run->prepared); /* its result was given by db_step */
    if (run->statement->parameters) sqlite3_clear_bindings(run->prepared);
    run->prepared = NULL;
}

static void bound(const struct db_run *run, int at, int code)
{
    if (code == SQLITE_TOOBIG) BUG("%s: parameter %d is larger than any input may be", run->statement->name, at);
    if (code != SQLITE_OK) BUG("%s: parameter %d can't be bound (%d)", run->statement->name, at, code);
}

void db_bind_int(struct db_run *run, int at, int64_t value)
{
    if (run->prepared) bound(run, at, sqlite3_bind_int64(run->prepared, at, value));
}

void db_bind_real(struct db_run *run, int at, double value)
{
    if (run->prepared) bound(run, at, sqlite3_bind_double(run->prepared, at, value));
}

void db_bind_text(struct db_run *run, int at, struct str value)
{
    if (run->prepared)
        bound(run, at, sqlite3_bind_text64(run->prepared, at, value.p, value.n, SQLITE_STATIC, SQLITE_UTF8));
}

void db_bind_blob(struct db_run *run, int at, const void *bytes, size_t n)
{
    if (run->prepared) bound(run, at, sqlite3_bind_blob64(run->prepared, at, bytes, n, SQLITE_STATIC));
}

void db_bind_null(struct db_run *run, int at)
{
    if (run->prepared) bound(run, at, sqlite3_bind_null(run->prepared, at));
}

void db_bind_int_unless(struct db_run *run, int at, int64_t value, int64_t none)
{
    if (value == none)
        db_bind_null(run, at);
    else
        db_bind_int(run, at, value);
}

void db_bind_uuid(struct db_run *run, int at, const struct uuid *value)
{
    if (uuid_is_set(*value))
        db_bind_blob(run, at, value->bytes, sizeof value->bytes);
    else
        db_bind_null(run, at);
}

void db_bind_maybe_int(struct db_run *run, int at, struct db_maybe_int value)
{
    if (value.set)
        db_bind_int(run, at, value.v);
    else
        db_bind_null(run, at);
}

void db_bind_maybe_real(struct db_run *run, int at, struct db_maybe_real value)
{
    if (value.set)
        db_bind_real(run, at, value.v);
    else
        db_bind_null(run, at);
}

void db_bind_maybe_bool(struct db_run *run, int at, struct db_maybe_bool value)
{
    db_bind_maybe_int(run, at, (struct db_maybe_int){value.set, value.v});
}

enum err db_step(struct db_run *run)
{
    run->row = false;
    if (!run->prepared) return run->failed;
    int code = db_fault();
    if (!code) code = sqlite3_step(run->prepared);
    if (code == SQLITE_ROW) {
        run->row = true;
        return ERR_NONE;
    }
    return code == SQLITE_DONE ? ERR_NONE : db_failed(run->db, run->statement->name, code);
}

/* ---- reading ---- */

static bool is_type(const struct db_run *run, int column, int type)
{
    if (sqlite3_column_type(run->prepared, column) == type) return true;
    run->db->row_damaged = true;
    return false;
}

bool db_is_null(const struct db_run *run, int column)
{
    return sqlite3_column_type(run->prepared, column) == SQLITE_NULL;
}

int64_t db_int(const struct db_run *run, int column)
{
    return is_type(run, column, SQLITE_INTEGER) ? sqlite3_column_int64(run->prepared, column) : 0;
}

int64_t db_int_or(const struct db_run *run, int column, int64_t none)
{
    return db_is_null(run, column) ? none : db_int(run, column);
}

int32_t db_int32(const struct db_run *run, int column)
{
    int64_t value = db_int(run, column);
    if (value >= INT32_MIN && value <= INT32_MAX) return (int32_t)value;
    run->db->row_damaged = true;
    return 0;
}

int32_t db_int32_or(const struct db_run *run, int column, int32_t none)
{
    return db_is_null(run, column) ? none : db_int32(run, column);
}

bool db_bool(const struct db_run *run, int column)
{
    int64_t value = db_int(run, column);
    if (value != 0 && value != 1) run->db->row_damaged = true;
    return value == 1;
}

double db_real(const struct db_run *run, int column)
{
    return is_type(run, column, SQLITE_FLOAT) ? sqlite3_column_double(run->prepared, column) : 0;
}

static struct str copy(const struct db_run *run, const void *bytes, int column)
{
    size_t n = (size_t)sqlite3_column_bytes(run->prepared, column);
    if (!n) return STR(""); /* SQLite gives NULL for an empty blob */
    if (!bytes) BUG("out of memory in SQLite");
    char *p = arena_alloc(db_arena(run->db), n, 1);
    memcpy(p, bytes, n);
    return (struct str){p, n};
}

struct str db_text_needed(const struct db_run *run, int column)
{
    if (!is_type(run, column, SQLITE_TEXT)) return STR_NONE;
    struct str text = copy(run, sqlite3_column_text(run->prepared, column), column);
    if (utf8_is_valid(text, NULL) && !(text.n && memchr(text.p, 0, text.n))) return text;
    run->db->row_damaged = true; /* every text was checked on its way in: a bit has flipped since */
    return STR("");
}

struct str db_blob_needed(const struct db_run *run, int column)
{
    if (!is_type(run, column, SQLITE_BLOB)) return STR_NONE;
    return copy(run, sqlite3_column_blob(run->prepared, column), column);
}

struct str db_text(const struct db_run *run, int column)
{
    return db_is_null(run, column) ? STR_NONE : db_text_needed(run, column);
}

struct str db_blob(const struct db_run *run, int column)
{
    return db_is_null(run, column) ? STR_NONE : db_blob_needed(run, column);
}

struct uuid db_uuid(const struct db_run *run, int column)
{
    struct uuid uuid = {0};
    if (!is_type(run, column, SQLITE_BLOB)) return uuid;
    const void *bytes = sqlite3_column_blob(run->prepared, column);
    if (bytes && sqlite3_column_bytes(run->prepared, column) == (int)sizeof uuid.bytes)
        memcpy(uuid.bytes, bytes, sizeof uuid.bytes);
    else
        run->db->row_damaged = true;
    return uuid;
}

struct uuid db_uuid_or_none(const struct db_run *run, int column)
{
    if (db_is_null(run, column)) return (struct uuid){0};
    return db_uuid(run, column);
}

struct db_maybe_int db_maybe_int(const struct db_run *run, int column)
{
    if (db_is_null(run, column)) return (struct db_maybe_int){0};
    return (struct db_maybe_int){true, db_int(run, column)};
}

struct db_maybe_real db_maybe_real(const struct db_run *run, int column)
{
    if (db_is_null(run, column)) return (struct db_maybe_real){0};
    return (struct db_maybe_real){true, db_real(run, column)};
}

struct db_maybe_bool db_maybe_bool(const struct db_run *run, int column)
{
    if (db_is_null(run, column)) return (struct db_maybe_bool){0};
    return (struct db_maybe_bool){true, db_bool(run, column)};
}

enum err db_row_check(const struct db_run *run)
{
    if (!run->db->row_damaged) return ERR_NONE;
    log_event(LOG_ERROR, "db.row_damaged", LOG_WORD("statement", run->statement->name));
    return ERR_DAMAGED;
}

void db_saw(const struct db_run *run, struct person_id person)
{
    const struct db *db = run->db;
    if (db->trace)
        trace_saw(db->trace, person);
    else if (!db->guard.scope || !db->guard.scope->everybody)
        BUG("%s shows people, but nobody notes whom", run->statement->name);
}

void *db_more_rows(const struct db_run *run, void *items, size_t n, size_t *room, size_t each, size_t align)
{
    if (n < *room) return items;
    *room = *room ? *room * 2 : 16;
    void *more = arena_array(db_arena(run->db), *room, each, align);
    if (n) memcpy(more, items, n * each);
    return more;
}

int64_t db_last_id(const struct db *db)
{
    return sqlite3_last_insert_rowid(db->sqlite);
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->sqlite);
}

struct arena *db_arena(const struct db *db)
{
    if (!db->arena) BUG("rows are read on a connection that is bound to nothing");
    return db->arena;
}

struct trace *db_trace(const struct db *db)
{
    return db->trace;
}
