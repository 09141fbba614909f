/* The shapes of tables on SQLite, and their rows. */
#include "platform/db/sqlite_driver.h"
#include "platform/db/table_shape.h"

static struct str text_at(sqlite3_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    return p ? (struct str){p, (size_t)sqlite3_column_bytes(s, column)} : STR("");
}

static enum db_kind kind_of(struct str declared)
{
    static const struct {
        struct str word;
        enum db_kind kind;
    } kinds[] = {{STR_INIT("INTEGER"), DB_INT}, {STR_INIT("INT"), DB_INT}, {STR_INIT("REAL"), DB_REAL},
        {STR_INIT("TEXT"), DB_TEXT}, {STR_INIT("BLOB"), DB_BLOB}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq_nocase(kinds[i].word, declared)) return kinds[i].kind;
    return DB_NULL;
}

static enum err column(struct shape_list *list, struct arena *a, sqlite3_stmt *s)
{
    const struct shape_column c = {text_at(s, 1), kind_of(text_at(s, 2)), sqlite3_column_int(s, 3)};
    return shape_add_column(list, a, text_at(s, 0), &c);
}

static enum err parent(struct shape_list *list, struct arena *a, sqlite3_stmt *s)
{
    return shape_add_parent(list, a, text_at(s, 0), text_at(s, 1));
}

static enum err each(struct db *db, const char *sql, struct shape_list *list, struct arena *a,
    enum err (*row)(struct shape_list *list, struct arena *a, sqlite3_stmt *s))
{
    sqlite3_stmt *s = NULL;
    enum err err = ERR_NONE;
    int code = sqlite3_prepare_v2(sqlite_of(db)->sqlite, sql, -1, &s, NULL);
    while (code == SQLITE_OK && !err && (code = sqlite3_step(s)) == SQLITE_ROW) {
        err = row(list, a, s);
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return err || code == SQLITE_DONE ? err : db_failed(sqlite_of(db), "shapes", code);
}

static enum err read_shapes(struct db *db, struct arena *a, struct shape_list *ret)
{
    static const char columns[] =
        "SELECT m.name, x.name, x.type, x.pk FROM sqlite_schema m, pragma_table_xinfo(m.name) x"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY m.name, x.cid";
    static const char parents[] =
        "SELECT m.name, x.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) x"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY m.name, x.id";
    *ret = shape_list_new(a);
    enum err err = each(db, columns, ret, a, column);
    return err ? err : each(db, parents, ret, a, parent);
}

static struct db_value value_at(sqlite3_stmt *s, int column)
{
    static const enum db_kind kinds[] = {[SQLITE_INTEGER] = DB_INT,
        [SQLITE_FLOAT] = DB_REAL,
        [SQLITE_TEXT] = DB_TEXT,
        [SQLITE_BLOB] = DB_BLOB,
        [SQLITE_NULL] = DB_NULL};
    struct db_value v = {.kind = kinds[sqlite3_column_type(s, column)]};
    if (v.kind == DB_INT) v.i = sqlite3_column_int64(s, column);
    if (v.kind == DB_REAL) v.r = sqlite3_column_double(s, column);
    if (v.kind != DB_TEXT && v.kind != DB_BLOB) return v;
    const char *bytes = sqlite3_column_blob(s, column);
    v.bytes = (struct str){bytes ? bytes : "", (size_t)sqlite3_column_bytes(s, column)};
    return v;
}

static enum err walk(struct db *db, struct arena *a, const struct shape *t, shape_row_fn *row, void *arg)
{
    struct db_value values[SHAPE_COLUMNS];
    struct str columns = shape_names(a, t, false), key = shape_names(a, t, true);
    struct str sql =
        str_printf(a, "SELECT %.*s FROM \"%.*s\" ORDER BY %.*s", STR_ARG(columns), STR_ARG(t->name), STR_ARG(key));
    sqlite3_stmt *s = NULL;
    enum err err = ERR_NONE;
    int code = sqlite3_prepare_v2(sqlite_of(db)->sqlite, str_cstr(a, sql), -1, &s, NULL);
    while (code == SQLITE_OK && !err && (code = sqlite3_step(s)) == SQLITE_ROW) {
        for (size_t i = 0; i < t->column_count; i++) values[i] = value_at(s, (int)i);
        err = row(arg, values);
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return err || code == SQLITE_DONE ? err : db_failed(sqlite_of(db), "walk", code);
}

static enum err empty(struct db *db, struct arena *a, const struct shape *t)
{
    struct str why;
    int line;
    struct str sql = str_printf(a, "DELETE FROM \"%.*s\"", STR_ARG(t->name));
    return db_run_script(db, a, sql, &line, &why);
}

struct insert {
    struct sqlite_db *db;
    sqlite3_stmt *statement;
    int columns;
};

static enum err insert_begin(struct db *db, struct arena *a, const struct shape *t, void **ret)
{
    struct insert *i = *ret = ARENA_NEW(a, struct insert);
    struct str columns = shape_names(a, t, false);
    struct str sql = str_printf(a, "INSERT INTO \"%.*s\" (%.*s) VALUES (?", STR_ARG(t->name), STR_ARG(columns));
    for (size_t k = 1; k < t->column_count; k++) sql = str_printf(a, "%.*s, ?", STR_ARG(sql));
    sql = str_printf(a, "%.*s)", STR_ARG(sql));
    *i = (struct insert){.db = sqlite_of(db), .columns = (int)t->column_count};
    int code = sqlite3_prepare_v2(i->db->sqlite, str_cstr(a, sql), -1, &i->statement, NULL);
    return code == SQLITE_OK ? ERR_NONE : db_failed(i->db, "insert", code);
}

static int bind_value(sqlite3_stmt *s, int at, const struct db_value *v)
{
    switch (v->kind) {
    case DB_INT: return sqlite3_bind_int64(s, at, v->i);
    case DB_REAL: return sqlite3_bind_double(s, at, v->r);
    case DB_TEXT: return sqlite3_bind_text64(s, at, v->bytes.p, v->bytes.n, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB: return sqlite3_bind_blob64(s, at, v->bytes.n ? v->bytes.p : "", v->bytes.n, SQLITE_STATIC);
    case DB_NULL: break;
    }
    return sqlite3_bind_null(s, at);
}

static enum err insert(void *insert, const struct db_value *row)
{
    struct insert *i = insert;
    int code = SQLITE_OK;
    for (int k = 0; code == SQLITE_OK && k < i->columns; k++) code = bind_value(i->statement, k + 1, row + k);
    if (code == SQLITE_OK) {
        sqlite3_step(i->statement);
        code = sqlite3_reset(i->statement);
    }
    return code == SQLITE_OK ? ERR_NONE : db_failed(i->db, "insert", code);
}

static enum err insert_end(void *insert)
{
    struct insert *i = insert;
    sqlite3_finalize(i->statement);
    return ERR_NONE;
}

/* SQLite itself takes the highest and one more. */
static enum err numbers(struct db *db, struct arena *a, const struct shape *t)
{
    (void)db, (void)a, (void)t;
    return ERR_NONE;
}

const struct shape_engine shape_on_sqlite = {read_shapes, walk, empty, insert_begin, insert, insert_end, numbers};
