/* The authorizer, in_scope() and the defences of one connection. Used by the runtime and by tools/sqlc alike. */
#include "platform/db/sqlite_driver.h"

#include "base/limits.h"

static bool is_one_of(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; name && i < n; i++)
        if (sqlite3_stricmp(names[i], name) == 0) return true;
    return false;
}

bool guard_is_people_table(const struct guard *g, const char *table)
{
    return is_one_of(g->people.items, g->people.n, table);
}

/* ---- in_scope(practice_id, person_id, restricted) ---- */

static bool has(const int64_t *sorted, size_t n, int64_t id)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && sorted[low] == id;
}

/* A restricted record isn't the practice's any more: only a relation to the person opens it (docs/adr/0022). */
static bool scope_has(const struct scope *s, int64_t practice_id, int64_t person_id, bool restricted)
{
    if (!s) return false;
    if (s->everybody) return true;
    if (!restricted && has(s->practice_ids, s->n, practice_id)) return true;
    return has(s->person_ids, s->person_count, person_id);
}

static void in_scope(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct guard *g = sqlite3_user_data(context);
    bool known = count == 3;
    for (int i = 0; i < count; i++) known &= sqlite3_value_type(values[i]) == SQLITE_INTEGER;
    sqlite3_result_int(context,
        known &&
            scope_has(g->db->scope, sqlite3_value_int64(values[0]), sqlite3_value_int64(values[1]),
                sqlite3_value_int64(values[2]) != 0));
}

/* ---- the authorizer ---- */

static int refuse(struct guard *g, const char *before, const char *what, const char *after)
{
    if (!g->refused[0]) snprintf(g->refused, sizeof g->refused, "%s%s%s", before, what ? what : "", after);
    return SQLITE_DENY;
}

static bool are_linked(const struct guard *g, const char *a, const char *b)
{
    for (size_t i = 0; i < g->links.n; i++) {
        const struct guard_link *l = &g->links.items[i];
        if (sqlite3_stricmp(l->child, a) == 0 && sqlite3_stricmp(l->parent, b) == 0) return true;
        if (sqlite3_stricmp(l->child, b) == 0 && sqlite3_stricmp(l->parent, a) == 0) return true;
    }
    return false;
}

/* The table that the statement changes, and those that its foreign keys make SQLite read or change with it. sqlc
 * sees to it that the text of such a statement names no other table with people's data, nor this one twice. */
static bool is_touched_by_change(const struct guard *g, const char *table)
{
    const struct db_statement *s = g->preparing;
    if (s->effect != DB_WRITES || !s->target) return false;
    return sqlite3_stricmp(s->target, table) == 0 || are_linked(g, s->target, table);
}

static int may_read(struct guard *g, const char *table, const char *inner)
{
    if (sqlite3_strnicmp(table, "sqlite_", 7) == 0 || sqlite3_strnicmp(table, "pragma_", 7) == 0)
        return refuse(g, "it reads ", table, ", which is SQLite's own");
    if (!guard_is_people_table(g, table)) return SQLITE_OK;
    g->reads_people = true;
    if (g->preparing->unscoped) return SQLITE_OK;
    if (is_one_of(g->views.items, g->views.n, inner)) return SQLITE_OK;
    if (g->preparing->effect == DB_WRITES && is_one_of(g->triggers.items, g->triggers.n, inner)) return SQLITE_OK;
    if (!inner && is_touched_by_change(g, table)) return SQLITE_OK;
    return refuse(g, "it reads the table ", table, ", which holds people's data, without its scoped_ view");
}

static int may_change(struct guard *g, const char *table, const char *inner)
{
    if (g->preparing->effect != DB_WRITES) return refuse(g, "it changes ", table, " but is declared to read");
    if (sqlite3_strnicmp(table, "sqlite_", 7) == 0)
        return refuse(g, "it changes ", table, ", which is SQLite's own");
    if (is_one_of(g->triggers.items, g->triggers.n, inner) || is_touched_by_change(g, table)) return SQLITE_OK;
    return refuse(g, "it changes ", table, ", which is not the table it was declared to change");
}

/* Time is a parameter, actions may run twice with one result, and nothing reaches outside the database. */
static int may_call(struct guard *g, const char *function)
{
    static const char *const refused[] = {"random", "randomblob", "date", "time", "datetime", "julianday",
        "strftime", "unixepoch", "current_date", "current_time", "current_timestamp", "load_extension",
        "fts3_tokenizer", "readfile", "writefile", "edit", "sqlite_compileoption_get", "sqlite_compileoption_used",
        "last_insert_rowid", "changes", "total_changes"};
    if (is_one_of(refused, COUNT_OF(refused), function))
        return refuse(g, "the function ", function, "() is not allowed");
    return SQLITE_OK;
}

static int authorise(
    void *user, int action, const char *one, const char *two, const char *schema, const char *inner)
{
    struct guard *g = user;
    /* SQLite asks on its own account when it prepares again after a schema change and when FTS5 opens its tables;
     * nobody else reaches sqlite3_prepare but guard_prepare, the fixed commands and the migrations. */
    if (!g->preparing) return SQLITE_OK;
    if (schema && strcmp(schema, "main") != 0)
        return refuse(g, "only the schema main may be used, not ", schema, "");
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ: return may_read(g, one, inner);
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE: return may_change(g, one, inner);
    case SQLITE_FUNCTION: return may_call(g, two);
    default: return refuse(g, "a statement may only SELECT, INSERT, UPDATE or DELETE", NULL, "");
    }
}

/* ---- reading the schema ---- */

static int count_rows(struct guard *g, const char *sql, size_t *ret_n)
{
    sqlite3_stmt *s;
    int code = sqlite3_prepare_v2(g->sqlite, sql, -1, &s, NULL);
    size_t n = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        n++;
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    *ret_n = n;
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static const char *column_copy(struct guard *g, sqlite3_stmt *s, int column)
{
    return str_cstr(&g->arena, str_from_cstr((const char *)sqlite3_column_text(s, column)));
}

/* The first one or two columns of a query as C strings, row after row. */
static int read_names(struct guard *g, const char *sql, size_t columns, const char ***ret_items, size_t *ret_rows)
{
    size_t rows;
    int code = count_rows(g, sql, &rows);
    if (code != SQLITE_OK) return code;
    const char **items = ARENA_ARRAY(&g->arena, const char *, rows *columns + 1);
    sqlite3_stmt *s;
    code = sqlite3_prepare_v2(g->sqlite, sql, -1, &s, NULL);
    size_t n = 0;
    while (code == SQLITE_OK && n < rows && (code = sqlite3_step(s)) == SQLITE_ROW) {
        for (size_t c = 0; c < columns; c++) items[n * columns + c] = column_copy(g, s, (int)c);
        n++;
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    *ret_items = items;
    *ret_rows = n;
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int read_version(struct guard *g, int64_t *ret_version)
{
    sqlite3_stmt *s;
    int code = sqlite3_prepare_v2(g->sqlite, "PRAGMA schema_version", -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        *ret_version = sqlite3_column_int64(s, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return code;
}

static int read_links(struct guard *g)
{
    const char **names;
    size_t n;
    int code = read_names(g,
        "SELECT t.name, k.\"table\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = "
        "'table'",
        2, &names, &n);
    if (code != SQLITE_OK) return code;
    g->links.items = ARENA_ARRAY(&g->arena, struct guard_link, n + 1);
    g->links.n = n;
    for (size_t i = 0; i < n; i++) g->links.items[i] = (struct guard_link){names[2 * i], names[2 * i + 1]};
    return SQLITE_OK;
}

int guard_read_schema(struct guard *g)
{
    int64_t version = -1;
    int code = read_version(g, &version);
    if (code != SQLITE_OK || version == g->schema_version) return code;
    arena_reset(&g->arena);
    g->schema_version = -1;
    code = read_names(g,
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND lower(substr(name, 1, 7)) = 'scoped_'", 1,
        &g->views.items, &g->views.n);
    if (code == SQLITE_OK)
        code = read_names(g,
            "SELECT name FROM sqlite_schema t WHERE type = 'table' AND EXISTS (SELECT 1 FROM sqlite_schema v"
            " WHERE v.type = 'view' AND lower(v.name) = 'scoped_' || lower(t.name))",
            1, &g->people.items, &g->people.n);
    if (code == SQLITE_OK)
        code = read_names(
            g, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", 1, &g->triggers.items, &g->triggers.n);
    if (code == SQLITE_OK) code = read_links(g);
    if (code == SQLITE_OK) g->schema_version = version;
    return code;
}

/* ---- installing ---- */

static int set_defences(sqlite3 *sqlite)
{
    static const struct {
        int option, on;
    } settings[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1}, {SQLITE_DBCONFIG_ENABLE_VIEW, 1},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0}, {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0}};
    int code = SQLITE_OK;
    for (size_t i = 0; i < COUNT_OF(settings) && code == SQLITE_OK; i++)
        code = sqlite3_db_config(sqlite, settings[i].option, settings[i].on, NULL);
    return code;
}

static void set_limits(sqlite3 *sqlite)
{
    static const struct {
        int limit, most;
    } limits[] = {{SQLITE_LIMIT_LENGTH, LIMIT_JSON_DOCUMENT}, {SQLITE_LIMIT_SQL_LENGTH, 256 * 1024},
        {SQLITE_LIMIT_COLUMN, 200}, {SQLITE_LIMIT_EXPR_DEPTH, 100}, {SQLITE_LIMIT_COMPOUND_SELECT, 50},
        {SQLITE_LIMIT_FUNCTION_ARG, 20}, {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 200}, {SQLITE_LIMIT_TRIGGER_DEPTH, 10}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < COUNT_OF(limits); i++) sqlite3_limit(sqlite, limits[i].limit, limits[i].most);
}

int guard_install(struct guard *g, sqlite3 *sqlite, const struct db *db)
{
    *g = (struct guard){.sqlite = sqlite, .db = db, .schema_version = -1};
    arena_init(&g->arena, LIMIT_REQUEST_ARENA);
    set_limits(sqlite);
    int code = set_defences(sqlite);
    /* INNOCUOUS: without it a view may not call the function while the schema is not trusted. */
    if (code == SQLITE_OK)
        code = sqlite3_create_function_v2(
            sqlite, "in_scope", 3, SQLITE_UTF8 | SQLITE_INNOCUOUS, g, in_scope, NULL, NULL, NULL);
    if (code == SQLITE_OK) code = sqlite3_set_authorizer(sqlite, authorise, g);
    return code;
}

void guard_release(struct guard *g)
{
    arena_release(&g->arena);
}

int guard_prepare(struct guard *g, const struct db_statement *statement, sqlite3_stmt **ret_prepared)
{
    int code = guard_read_schema(g);
    if (code != SQLITE_OK) return code;
    const char *rest = NULL;
    sqlite3_stmt *prepared = NULL;
    g->refused[0] = 0;
    g->reads_people = false;
    g->preparing = statement;
    code = sqlite3_prepare_v3(g->sqlite, statement->sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, &rest);
    g->preparing = NULL;
    if (code == SQLITE_OK && (!prepared || (rest && rest[strspn(rest, " \t\r\n;")]))) {
        sqlite3_finalize(prepared);
        refuse(g, "it is not exactly one statement", NULL, "");
        return SQLITE_ERROR;
    }
    if (code == SQLITE_OK) *ret_prepared = prepared;
    return code;
}
