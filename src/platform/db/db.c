/* What is alike on every engine: values, rows, the cache of prepared statements. */
#include "platform/db/driver.h"

#include "base/log.h"
#include "base/utf8.h"

/* ---- the cache ---- */

static size_t slot_of(const struct db_cache *c, const struct db_statement *statement)
{
    size_t at = (size_t)((uint64_t)(uintptr_t)statement * 0x9E3779B97F4A7C15u >> 32) & (c->count - 1);
    while (c->slots[at].statement && c->slots[at].statement != statement) at = (at + 1) & (c->count - 1);
    return at;
}

void *db_cache_find(const struct db_cache *c, const struct db_statement *statement)
{
    return c->count ? c->slots[slot_of(c, statement)].prepared : NULL;
}

static void grow(struct db_cache *c)
{
    struct db_cache old = *c;
    c->count = old.count ? old.count * 2 : 128;
    c->slots = calloc(c->count, sizeof *c->slots);
    if (!c->slots) BUG("out of memory");
    for (size_t i = 0; i < old.count; i++)
        if (old.slots[i].statement) c->slots[slot_of(c, old.slots[i].statement)] = old.slots[i];
    free(old.slots);
}

void db_cache_add(struct db_cache *c, const struct db_statement *statement, void *prepared)
{
    if (c->used * 2 >= c->count) grow(c);
    c->slots[slot_of(c, statement)] = (struct db_slot){statement, prepared};
    c->used++;
}

void db_cache_clear(struct db_cache *c)
{
    free(c->slots);
    *c = (struct db_cache){0};
}

/* ---- a connection ---- */

void db_bind(struct db *db, struct arena *arena, const struct scope *scope, struct trace *trace)
{
    bool same = db->scope == scope;
    db->arena = arena;
    db->scope = scope;
    db->trace = trace;
    if (!same) db->engine->bound(db);
}

void db_unbind(struct db *db)
{
    db_bind(db, NULL, NULL, NULL);
}

void db_close(struct db *db)
{
    if (db) db->engine->close(db);
}

enum err db_run_command(struct db *db, enum db_command command)
{
    bool writes = command == DB_BEGIN_WRITE || command == DB_BEGIN_ADD;
    MUST((size_t)command < DB_COMMANDS && (db->role != DB_READER || !writes));
    return db->engine->command(db, command);
}

bool db_in_transaction(const struct db *db)
{
    return db->engine->in_transaction(db);
}

bool db_must_retry(const struct db *db)
{
    return db->retry;
}

bool db_collided(struct db *db)
{
    bool collided = db->collided;
    db->collided = false;
    return collided;
}

void db_write_behind(struct db *db, bool on)
{
    db->engine->behind(db, on);
}

void db_set_deadline(struct db *db, int64_t monotonic_us)
{
    /* An interrupted change can undo the whole transaction, and with it other people's actions. */
    MUST(db->role == DB_READER);
    db->deadline_us = monotonic_us;
    db->engine->deadline_set(db);
}

enum err db_run_script(struct db *db, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why)
{
    MUST(db->role != DB_READER);
    return db->engine->script(db, arena, sql, ret_line, ret_why);
}

enum err db_prepare_all(struct db *db, const struct db_statement_file *const *files, size_t n)
{
    enum err err = ERR_NONE;
    for (size_t f = 0; f < n; f++) {
        for (size_t i = 0; i < files[f]->n; i++) {
            const struct db_statement *s = files[f]->statements[i];
            enum err failed = ERR_NONE;
            const char *why = "the database can't be read";
            void *prepared = db->engine->running->prepare(db, s, &failed, &why);
            if (prepared) why = db->engine->running->differs(db, s, prepared);
            if (!why) continue;
            log_event(LOG_ERROR, "db.statement_refused", LOG_WORD("statement", s->name),
                LOG_WORD("place", s->place), LOG_WORD("why", why));
            err = ERR_INVALID;
        }
    }
    return err;
}

/* ---- running ---- */

struct db_run db_begin(struct db *db, const struct db_statement *statement)
{
    if (db->role == DB_READER && statement->effect == DB_WRITES) BUG("%s writes on a reader", statement->name);
    struct db_run run = {.db = db, .statement = statement};
    const char *why = "";
    run.prepared = db->engine->running->prepare(db, statement, &run.failed, &why);
    if (!run.prepared && run.failed == ERR_INVALID) BUG("%s (%s): %s", statement->name, statement->place, why);
    db->row_damaged = false;
    if (run.prepared) db->engine->running->begin(&run);
    return run;
}

void db_end(struct db_run *run)
{
    if (!run->prepared) return;
    run->db->engine->running->end(run);
    run->prepared = NULL;
}

enum err db_step(struct db_run *run)
{
    run->row = false;
    return run->prepared ? run->db->engine->running->step(run) : run->failed;
}

static void bind(struct db_run *run, int at, struct db_value value)
{
    if (run->prepared) run->db->engine->running->bind(run, at, &value);
}

void db_bind_int(struct db_run *run, int at, int64_t value)
{
    bind(run, at, (struct db_value){.kind = DB_INT, .i = value});
}

void db_bind_real(struct db_run *run, int at, double value)
{
    bind(run, at, (struct db_value){.kind = DB_REAL, .r = value});
}

void db_bind_text(struct db_run *run, int at, struct str value)
{
    bind(run, at, (struct db_value){.kind = value.p ? DB_TEXT : DB_NULL, .bytes = value});
}

void db_bind_blob(struct db_run *run, int at, const void *bytes, size_t n)
{
    bind(run, at, (struct db_value){.kind = bytes ? DB_BLOB : DB_NULL, .bytes = {bytes, n}});
}

void db_bind_null(struct db_run *run, int at)
{
    bind(run, at, (struct db_value){.kind = DB_NULL});
}

void db_bind_int_unless(struct db_run *run, int at, int64_t value, int64_t none)
{
    bind(run, at, (struct db_value){.kind = value == none ? DB_NULL : DB_INT, .i = value});
}

void db_bind_uuid(struct db_run *run, int at, const struct uuid *value)
{
    db_bind_blob(run, at, uuid_is_set(*value) ? value->bytes : NULL, sizeof value->bytes);
}

void db_bind_maybe_int(struct db_run *run, int at, struct db_maybe_int value)
{
    bind(run, at, (struct db_value){.kind = value.set ? DB_INT : DB_NULL, .i = value.v});
}

void db_bind_maybe_real(struct db_run *run, int at, struct db_maybe_real value)
{
    bind(run, at, (struct db_value){.kind = value.set ? DB_REAL : DB_NULL, .r = value.v});
}

void db_bind_maybe_bool(struct db_run *run, int at, struct db_maybe_bool value)
{
    bind(run, at, (struct db_value){.kind = value.set ? DB_INT : DB_NULL, .i = value.v});
}

/* ---- reading ---- */

static struct db_value column_of(const struct db_run *run, int column)
{
    return run->db->engine->running->column(run, column);
}

static struct db_value needed(const struct db_run *run, int column, enum db_kind kind)
{
    struct db_value value = column_of(run, column);
    if (value.kind == kind) return value;
    run->db->row_damaged = true;
    return (struct db_value){.kind = DB_NULL};
}

bool db_is_null(const struct db_run *run, int column)
{
    return column_of(run, column).kind == DB_NULL;
}

int64_t db_int(const struct db_run *run, int column)
{
    return needed(run, column, DB_INT).i;
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
    return needed(run, column, DB_REAL).r;
}

static struct str copied(const struct db_run *run, int column, enum db_kind kind)
{
    struct db_value value = needed(run, column, kind);
    if (value.kind == DB_NULL) return STR_NONE;
    if (!value.bytes.n) return STR("");
    return str_dup(db_arena(run->db), value.bytes);
}

struct str db_text_needed(const struct db_run *run, int column)
{
    struct str text = copied(run, column, DB_TEXT);
    if (!text.n || (utf8_is_valid(text, NULL) && !memchr(text.p, 0, text.n))) return text;
    run->db->row_damaged = true; /* every text was checked on its way in: a bit has flipped since */
    return STR("");
}

struct str db_blob_needed(const struct db_run *run, int column)
{
    return copied(run, column, DB_BLOB);
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
    struct db_value value = needed(run, column, DB_BLOB);
    if (value.bytes.n == sizeof uuid.bytes)
        memcpy(uuid.bytes, value.bytes.p, sizeof uuid.bytes);
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
    else if (!db->scope || !db->scope->everybody)
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
    return db->engine->running->last_id(db);
}

int64_t db_changes(const struct db *db)
{
    return db->engine->running->changes(db);
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
