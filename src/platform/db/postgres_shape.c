/* The shapes of tables on PostgreSQL, and their rows: read through a cursor, written many at a time. */
#include "platform/db/postgres_driver.h"
#include "platform/db/table_shape.h"

#include "base/buf.h"
#include "base/limits.h"

#include <endian.h>

enum {
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_TEXT = 25,
    OID_FLOAT8 = 701,
    ROWS_AT_ONCE = 200, /* read */
    VALUES_AT_ONCE = 4000,
    BYTES_AT_ONCE = 2 * 1024 * 1024, /* written; a single row may be larger */
};

static PGresult *query(struct postgres_db *p, const char *sql, int format)
{
    (void)postgres_plain(p); /* what failed fails this as well */
    return PQexecParams(p->connection, sql, 0, NULL, NULL, NULL, NULL, format);
}

static enum err run(struct db *db, struct arena *a, struct str sql)
{
    struct postgres_db *p = postgres_of(db);
    return postgres_result(p, "move", query(p, str_cstr(a, sql), 0));
}

static struct str text_at(const PGresult *r, int row, int column)
{
    return (struct str){PQgetvalue(r, row, column), (size_t)PQgetlength(r, row, column)};
}

static enum db_kind kind_of(struct str oid)
{
    int64_t number = 0;
    if (!str_int(oid, 0, UINT32_MAX, &number)) return DB_NULL;
    switch (number) {
    case OID_INT8: return DB_INT;
    case OID_FLOAT8: return DB_REAL;
    case OID_TEXT: return DB_TEXT;
    case OID_BYTEA: return DB_BLOB;
    default: return DB_NULL;
    }
}

static enum err column(struct shape_list *list, struct arena *a, const PGresult *r, int row)
{
    int64_t key = 0;
    if (!str_int(text_at(r, row, 3), 0, SHAPE_COLUMNS, &key)) return ERR_DAMAGED;
    const struct shape_column c = {text_at(r, row, 1), kind_of(text_at(r, row, 2)), (int)key};
    return shape_add_column(list, a, text_at(r, row, 0), &c);
}

static enum err parent(struct shape_list *list, struct arena *a, const PGresult *r, int row)
{
    return shape_add_parent(list, a, text_at(r, row, 0), text_at(r, row, 1));
}

static enum err each(struct db *db, const char *sql, struct shape_list *list, struct arena *a,
    enum err (*add)(struct shape_list *list, struct arena *a, const PGresult *r, int row))
{
    struct postgres_db *p = postgres_of(db);
    PGresult *r = query(p, sql, 0);
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < PQntuples(r); i++) err = add(list, a, r, i);
    enum err failed = postgres_result(p, "shapes", r);
    return failed ? failed : err;
}

static enum err read_shapes(struct db *db, struct arena *a, struct shape_list *ret)
{
    static const char columns[] =
        "SELECT c.relname, a.attname, a.atttypid::bigint, coalesce(array_position(k.conkey, a.attnum), 0)"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'"
        " WHERE c.relnamespace = 'cairn'::regnamespace AND c.relkind IN ('r', 'p')"
        " ORDER BY c.relname COLLATE \"C\", a.attnum";
    static const char parents[] =
        "SELECT c.relname, p.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
        " JOIN pg_class p ON p.oid = k.confrelid"
        " WHERE k.contype = 'f' AND c.relnamespace = 'cairn'::regnamespace";
    *ret = shape_list_new(a);
    enum err err = each(db, columns, ret, a, column);
    return err ? err : each(db, parents, ret, a, parent);
}

/* ---- reading ---- */

static struct db_value value_at(const PGresult *r, int row, int column, enum db_kind kind)
{
    struct db_value v = {.kind = PQgetisnull(r, row, column) ? DB_NULL : kind};
    uint64_t bits;
    if (v.kind == DB_NULL) return v;
    v.bytes = text_at(r, row, column);
    if (kind == DB_TEXT || kind == DB_BLOB) return v;
    MUST(v.bytes.n == sizeof bits);
    memcpy(&bits, v.bytes.p, sizeof bits);
    bits = be64toh(bits);
    if (kind == DB_REAL)
        memcpy(&v.r, &bits, sizeof bits);
    else
        v.i = (int64_t)bits;
    v.bytes = STR_NONE;
    return v;
}

static enum err rows_of(const PGresult *r, const struct shape *t, shape_row_fn *row, void *arg)
{
    struct db_value values[SHAPE_COLUMNS];
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < PQntuples(r); i++) {
        for (size_t k = 0; k < t->column_count; k++) values[k] = value_at(r, i, (int)k, t->columns[k].kind);
        err = row(arg, values);
    }
    return err;
}

static enum err walk(struct db *db, struct arena *a, const struct shape *t, shape_row_fn *row, void *arg)
{
    struct postgres_db *p = postgres_of(db);
    struct str columns = shape_names(a, t, false), key = shape_names(a, t, true);
    enum err err = run(db, a,
        str_printf(a, "DECLARE walk NO SCROLL CURSOR FOR SELECT %.*s FROM \"%.*s\" ORDER BY %.*s",
            STR_ARG(columns), STR_ARG(t->name), STR_ARG(key)));
    const char *fetch = str_cstr(a, str_printf(a, "FETCH %d FROM walk", ROWS_AT_ONCE));
    for (bool more = true; !err && more;) {
        PGresult *r = query(p, fetch, 1);
        more = PQntuples(r) == ROWS_AT_ONCE;
        err = rows_of(r, t, row, arg);
        enum err failed = postgres_result(p, "walk", r);
        if (failed) err = failed;
    }
    return err ? err : run(db, a, STR("CLOSE walk"));
}

static enum err empty(struct db *db, struct arena *a, const struct shape *t)
{
    return run(db, a, str_printf(a, "DELETE FROM \"%.*s\"", STR_ARG(t->name)));
}

/* ---- writing ---- */

struct insert {
    struct postgres_db *p;
    struct arena bytes; /* of the rows that wait */
    struct str beginning;
    const struct shape *t;
    size_t rows, rows_most, waiting;
    const char *values[VALUES_AT_ONCE];
    int lengths[VALUES_AT_ONCE], formats[VALUES_AT_ONCE];
    Oid types[VALUES_AT_ONCE];
};

static enum err insert_begin(struct db *db, struct arena *a, const struct shape *t, void **ret)
{
    struct insert *i = *ret = ARENA_NEW(a, struct insert);
    struct str columns = shape_names(a, t, false);
    *i = (struct insert){.p = postgres_of(db), .t = t, .rows_most = VALUES_AT_ONCE / t->column_count};
    arena_init(&i->bytes, LIMIT_JOB_ARENA);
    i->beginning = str_printf(a, "INSERT INTO \"%.*s\" (%.*s) VALUES ", STR_ARG(t->name), STR_ARG(columns));
    return ERR_NONE;
}

static enum err flush(struct insert *i)
{
    size_t columns = i->t->column_count;
    if (!i->rows) return ERR_NONE;
    struct buf sql = buf_new(&i->bytes, 32 * 1024, 256 * 1024);
    buf_add(&sql, i->beginning);
    for (size_t k = 0; k < i->rows * columns; k++)
        buf_printf(&sql, "%s$%zu%s",
            k % columns ? ", " :
                k       ? ", (" :
                          "(",
            k + 1, k % columns == columns - 1 ? ")" : "");
    MUST(!sql.overflow);
    PGresult *r = PQexecParams(i->p->connection, str_cstr(&i->bytes, buf_str(&sql)), (int)(i->rows * columns),
        i->types, i->values, i->lengths, i->formats, 1);
    enum err err = postgres_result(i->p, "insert", r);
    i->rows = i->waiting = 0;
    arena_reset(&i->bytes);
    return err;
}

static void keep_value(struct insert *i, size_t at, const struct db_value *v, enum db_kind kind)
{
    static const Oid types[] = {
        [DB_INT] = OID_INT8, [DB_REAL] = OID_FLOAT8, [DB_TEXT] = OID_TEXT, [DB_BLOB] = OID_BYTEA};
    uint64_t bits = (uint64_t)v->i;
    i->types[at] = types[kind];
    i->formats[at] = 1;
    i->values[at] = NULL;
    if (v->kind == DB_NULL) return;
    if (v->kind == DB_REAL) memcpy(&bits, &v->r, sizeof bits);
    bits = htobe64(bits);
    struct str bytes = v->kind == DB_TEXT || v->kind == DB_BLOB ? v->bytes : (struct str){(char *)&bits, 8};
    char *copy = arena_alloc(&i->bytes, bytes.n + 1, 1);
    if (bytes.n) memcpy(copy, bytes.p, bytes.n);
    i->values[at] = copy;
    i->lengths[at] = (int)bytes.n;
    i->waiting += bytes.n;
}

static enum err insert(void *insert, const struct db_value *row)
{
    struct insert *i = insert;
    for (size_t k = 0; k < i->t->column_count; k++) {
        enum db_kind kind = i->t->columns[k].kind;
        if (row[k].kind != DB_NULL && row[k].kind != kind) return ERR_DAMAGED;
        if (row[k].bytes.n > BYTES_AT_ONCE * 16) return ERR_TOO_LARGE;
        keep_value(i, i->rows * i->t->column_count + k, row + k, kind);
    }
    i->rows++;
    return i->rows == i->rows_most || i->waiting > BYTES_AT_ONCE ? flush(i) : ERR_NONE;
}

static enum err insert_end(void *insert)
{
    struct insert *i = insert;
    enum err err = i->p->failed ? ERR_NONE : flush(i);
    arena_release(&i->bytes);
    return err;
}

static enum err numbers(struct db *db, struct arena *a, const struct shape *t)
{
    const struct shape_column *c = t->columns;
    while (c->key != 1) c++;
    if (c->kind != DB_INT) return ERR_NONE;
    struct str sequence =
        str_printf(a, "pg_get_serial_sequence('\"%.*s\"', '%.*s')", STR_ARG(t->name), STR_ARG(c->name));
    return run(db, a,
        str_printf(a,
            "SELECT setval(s, coalesce((SELECT max(\"%.*s\") FROM \"%.*s\"), 0) + 1, false)"
            " FROM (SELECT %.*s AS s) x WHERE s IS NOT NULL",
            STR_ARG(c->name), STR_ARG(t->name), STR_ARG(sequence)));
}

const struct shape_engine shape_on_postgres = {
    read_shapes, walk, empty, insert_begin, insert, insert_end, numbers};
