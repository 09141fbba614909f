/* What SQLite knows: the schema that the migrations make, in memory, and each statement prepared on it under the
 * same guard as at run time. */
#include "sqlc.h"

#include "platform/db/sqlite_driver.h"

#include <dirent.h>

#include "base/limits.h"

struct schema {
    struct arena *arena;
    struct db *db;
};

static sqlite3 *sqlite_in(const struct schema *schema)
{
    return sqlite_of(schema->db)->sqlite;
}

static struct guard *guard_in(const struct schema *schema)
{
    return &sqlite_of(schema->db)->guard;
}

/* ---- migrations ---- */

static int is_migration(const struct dirent *entry)
{
    return str_ends(str_from_cstr(entry->d_name), STR(".sql"));
}

/* An action is a savepoint in a commit that it shares: nothing in the schema may wait for the commit or undo it.
 */
static void check_migration_text(struct schema *schema, struct str file, struct str text, struct problems *ps)
{
    struct tokens ts = lex_sql(schema->arena, text, 1);
    for (size_t i = 0; i < ts.n; i++) {
        int line = ts.items[i].line;
        if (ts.items[i].kind == TOKEN_BROKEN) problem_add(ps, file, line, "%.*s", STR_ARG(ts.items[i].text));
        if (token_is_key(&ts, i, "deferrable") || token_is_key(&ts, i, "deferred"))
            problem_add(ps, file, line, "constraints are checked at once, not deferred to the commit");
        if (token_is_key(&ts, i, "rollback"))
            problem_add(
                ps, file, line, "ROLLBACK would undo other people's actions in the same commit; use ABORT");
        if (token_is_key(&ts, i, "conflict") && token_is_key(&ts, i + 1, "replace"))
            problem_add(ps, file, line, "ON CONFLICT REPLACE deletes rows unseen");
    }
}

static void run_migration(struct schema *schema, const char *folder, const char *name, struct problems *ps)
{
    struct str file = str_printf(schema->arena, "%s/%s", folder, name), text, why;
    if (!read_whole_file(schema->arena, file.p, SQLC_MOST_BYTES, &text)) {
        problem_add(ps, file, 1, "can't be read, or is larger than %d bytes", SQLC_MOST_BYTES);
        return;
    }
    if (memchr(text.p, 0, text.n)) {
        problem_add(ps, file, 1, "holds a NUL byte");
        return;
    }
    check_migration_text(schema, file, text, ps);
    int line = 1;
    if (!ps->n && db_run_script(schema->db, schema->arena, text, &line, &why) != ERR_NONE)
        problem_add(ps, file, line, "%.*s", STR_ARG(why));
}

/* Runs a query of ours; each row's first column is put into a message about the schema as a whole. */
static void check_schema(
    struct schema *schema, struct str folder, const char *sql, const char *rule, struct problems *ps)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(sqlite_in(schema), sql, -1, &s, NULL) != SQLITE_OK)
        BUG("%s: %s", sql, sqlite3_errmsg(sqlite_in(schema)));
    while (sqlite3_step(s) == SQLITE_ROW)
        problem_add(ps, folder, 1, "%s %s", (const char *)sqlite3_column_text(s, 0), rule);
    sqlite3_finalize(s);
}

struct schema *schema_open(struct arena *a, const char *folder, struct problems *ps)
{
    struct schema *schema = ARENA_NEW(a, struct schema);
    schema->arena = a;
    struct dirent **entries;
    int n = scandir(folder, &entries, is_migration, alphasort);
    if (n <= 0) {
        problem_add(ps, str_from_cstr(folder), 1, "there are no migrations (*.sql) in this folder");
        return schema;
    }
    if (db_open(":memory:", DB_WRITER, &schema->db)) BUG("no database in memory");
    for (int i = 0; i < n; i++) {
        if (!ps->n) run_migration(schema, folder, entries[i]->d_name, ps);
        free(entries[i]);
    }
    free(entries);
    if (ps->n) return schema;
    struct str where = str_from_cstr(folder);
    check_schema(schema, where,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite^_%' ESCAPE '^'",
        "is a table that isn't STRICT", ps);
    check_schema(schema, where,
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND lower(name) LIKE 'scoped^_%' ESCAPE '^'"
        " AND instr(lower(sql), 'in_scope(') = 0"
        " AND instr(substr(lower(sql), instr(lower(sql), ' as')), 'scoped_') = 0",
        "is a scoped view that asks neither in_scope() nor another scoped view", ps);
    check_schema(schema, where,
        "SELECT name FROM sqlite_schema WHERE type <> 'view' AND lower(name) LIKE 'scoped^_%' ESCAPE '^'",
        "would pass for a scoped view", ps);
    if (guard_read_schema(guard_in(schema)) != SQLITE_OK) BUG("the schema can't be read");
    return schema;
}

void schema_close(struct schema *schema)
{
    db_close(schema->db);
}

/* ---- questions about tables ---- */

static bool asks(const struct schema *schema, const char *sql, const struct str *values, int n)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(sqlite_in(schema), sql, -1, &s, NULL) != SQLITE_OK)
        BUG("%s: %s", sql, sqlite3_errmsg(sqlite_in(schema)));
    for (int i = 0; i < n; i++)
        sqlite3_bind_text64(s, i + 1, values[i].p, values[i].n, SQLITE_STATIC, SQLITE_UTF8);
    bool yes = sqlite3_step(s) == SQLITE_ROW;
    sqlite3_finalize(s);
    return yes;
}

bool schema_has(const struct schema *schema, struct str name)
{
    return asks(schema, "SELECT 1 FROM sqlite_schema WHERE lower(name) = lower(?1)", &name, 1);
}

bool schema_is_people(const struct schema *schema, struct str table)
{
    return guard_is_people_table(guard_in(schema), str_cstr(schema->arena, table));
}

bool schema_is_key(const struct schema *schema, struct str table, struct str column)
{
    return asks(schema,
        "SELECT 1 FROM pragma_table_info(?1) WHERE lower(name) = lower(?2) AND pk = 1"
        " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE pk > 1)",
        (const struct str[]){table, column}, 2);
}

bool schema_is_reference(
    const struct schema *schema, struct str table, struct str column, struct str to_table, struct str to_column)
{
    return schema_is_key(schema, to_table, to_column) &&
        asks(schema,
            "SELECT 1 FROM pragma_foreign_key_list(?1) k WHERE lower(k.\"from\") = lower(?2)"
            " AND lower(k.\"table\") = lower(?3) AND lower(coalesce(k.\"to\", ?4)) = lower(?4)",
            (const struct str[]){table, column, to_table, to_column}, 4);
}

struct str schema_number_key(const struct schema *schema, struct str table)
{
    sqlite3_stmt *s;
    struct str key = STR_NONE;
    const char *sql = "SELECT name FROM pragma_table_info(?1) WHERE pk = 1 AND type = 'INTEGER'"
                      " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE pk > 1)";
    if (sqlite3_prepare_v2(sqlite_in(schema), sql, -1, &s, NULL) != SQLITE_OK)
        BUG("%s: %s", sql, sqlite3_errmsg(sqlite_in(schema)));
    sqlite3_bind_text64(s, 1, table.p, table.n, SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(s) == SQLITE_ROW)
        key = str_dup(schema->arena, str_from_cstr((const char *)sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    return key;
}

/* ---- one statement ---- */

struct check {
    const struct schema *schema;
    struct statement *s;
    struct str file;
    struct problems *ps;
    sqlite3_stmt *prepared;
};

static int line_at(const struct statement *s, int offset)
{
    int line = s->sql_line;
    for (int i = 0; i < offset && (size_t)i < s->sql.n; i++) line += s->sql.p[i] == '\n';
    return line;
}

static bool prepare(struct check *c)
{
    struct guard *g = guard_in(c->schema);
    struct arena *a = c->schema->arena;
    const struct db_statement statement = {
        .name = str_cstr(a, c->s->name),
        .sql = str_cstr(a, c->s->sql),
        .place = "",
        .target = c->s->target.p ? str_cstr(a, c->s->target) : NULL,
        .effect = kind_reads(c->s->kind) ? DB_READS : DB_WRITES,
        .unscoped = c->s->unscoped,
    };
    int code = guard_prepare(g, &statement, &c->prepared);
    if (code == SQLITE_OK) return true;
    int offset = sqlite3_error_offset(g->sqlite);
    int line = c->s->tokens.items[0].line;
    if (g->refused[0])
        problem_add(c->ps, c->file, line, "%s", g->refused);
    else
        problem_add(c->ps, c->file, offset >= 0 ? line_at(c->s, offset) : line, "%s", sqlite3_errmsg(g->sqlite));
    return false;
}

static void check_parameters(struct check *c)
{
    struct statement *s = c->s;
    int in_sql = sqlite3_bind_parameter_count(c->prepared);
    for (int at = 1; at <= in_sql; at++) {
        const char *name = sqlite3_bind_parameter_name(c->prepared, at);
        bool declared = false;
        for (size_t i = 0; name && i < s->parameter_count; i++) {
            if (!str_eq(s->parameters[i].name, str_from_cstr(name + 1))) continue;
            s->parameters[i].bind_at = at;
            declared = true;
        }
        if (!declared) problem_add(c->ps, c->file, s->line, "the parameter %s is not declared", name ? name : "?");
    }
    for (size_t i = 0; i < s->parameter_count; i++)
        if (!s->parameters[i].bind_at)
            problem_add(c->ps, c->file, s->line, "the parameter :%.*s is declared but not used",
                STR_ARG(s->parameters[i].name));
}

/* What STRICT tables call the column that such a value comes from. */
static const char *stored_as(const struct type *type)
{
    switch (type->form) {
    case FORM_TEXT: return "TEXT";
    case FORM_REAL: return "REAL";
    case FORM_BLOB:
    case FORM_UUID: return "BLOB";
    default: return "INTEGER";
    }
}

static bool may_be_null(struct check *c, int column)
{
    const char *table = sqlite3_column_table_name(c->prepared, column);
    const char *name = sqlite3_column_origin_name(c->prepared, column);
    int not_null = 0, key = 0;
    if (!table || !name) return false; /* an expression: nobody knows */
    if (sqlite3_table_column_metadata(
            sqlite_in(c->schema), "main", table, name, NULL, NULL, &not_null, &key, NULL))
        return false;
    return !not_null && !key;
}

static void check_columns(struct check *c)
{
    const struct statement *s = c->s;
    size_t n = (size_t)sqlite3_column_count(c->prepared);
    if (n != s->column_count) {
        problem_add(c->ps, c->file, s->line, "%zu columns are declared, the SELECT gives %zu", s->column_count, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &s->columns[i];
        const char *stored = sqlite3_column_decltype(c->prepared, (int)i);
        if (stored && sqlite3_stricmp(stored, stored_as(f->type)) != 0 && sqlite3_stricmp(stored, "ANY") != 0 &&
            !(sqlite3_stricmp(stored, "INT") == 0 && strcmp(stored_as(f->type), "INTEGER") == 0))
            problem_add(c->ps, c->file, s->line, "'%.*s' is declared %s, but its column is %s", STR_ARG(f->name),
                f->type->name, stored);
        else if (!f->maybe && may_be_null(c, (int)i))
            problem_add(c->ps, c->file, s->line, "'%.*s' comes from a column that may be NULL: declare it %s?",
                STR_ARG(f->name), f->type->name);
    }
}

static void check_shows(struct check *c)
{
    const struct statement *s = c->s;
    if (!kind_reads(s->kind) || s->unscoped || s->shows.p || s->shows_nobody) return;
    if (guard_in(c->schema)->reads_people)
        problem_add(c->ps, c->file, s->line,
            "it reads people's data: say 'shows COLUMN' or 'shows nobody because REASON' under the declaration");
}

void check_statement(struct schema *schema, struct statement *s, struct str file, struct problems *ps)
{
    struct check c = {.schema = schema, .s = s, .file = file, .ps = ps};
    if (!prepare(&c)) return;
    if ((sqlite3_stmt_readonly(c.prepared) != 0) != kind_reads(s->kind))
        problem_add(ps, file, s->line, "the statement's kind doesn't say whether it changes anything");
    check_parameters(&c);
    check_columns(&c);
    check_shows(&c);
    if (s->kind == KIND_INSERT) s->key = schema_number_key(schema, s->target);
    sqlite3_finalize(c.prepared);
}
