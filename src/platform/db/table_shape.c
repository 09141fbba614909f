#include "platform/db/table_shape.h"

#include "base/buf.h"

struct shape_list shape_list_new(struct arena *a)
{
    return (struct shape_list){ARENA_ARRAY(a, struct shape, SHAPE_TABLES), 0};
}

static struct shape *find(const struct shape_list *list, struct str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i].name, name)) return list->items + i;
    return NULL;
}

/* Names stand in statements between double quotes. */
static bool is_plain(struct str name)
{
    return name.n && !str_has(name, STR("\""));
}

enum err shape_add_column(
    struct shape_list *list, struct arena *a, struct str table, const struct shape_column *column)
{
    struct shape *t = find(list, table);
    if (!is_plain(table) || !is_plain(column->name)) return ERR_DAMAGED;
    if (!t) {
        if (list->n == SHAPE_TABLES) return ERR_TOO_LARGE;
        t = list->items + list->n++;
        t->name = str_dup(a, table);
        t->columns = ARENA_ARRAY(a, struct shape_column, SHAPE_COLUMNS);
    }
    if (t->column_count == SHAPE_COLUMNS) return ERR_TOO_LARGE;
    t->columns[t->column_count] = *column;
    t->columns[t->column_count++].name = str_dup(a, column->name);
    return ERR_NONE;
}

enum err shape_add_parent(struct shape_list *list, struct arena *a, struct str table, struct str parent)
{
    struct shape *t = find(list, table);
    if (!t || !find(list, parent)) return ERR_DAMAGED;
    if (str_eq(table, parent)) return ERR_NONE;
    if (t->parent_count == SHAPE_PARENTS) return ERR_TOO_LARGE;
    t->parents[t->parent_count++] = str_dup(a, parent);
    return ERR_NONE;
}

static bool is_ready(const struct shape *t, const struct shape_list *done)
{
    for (size_t i = 0; i < t->parent_count; i++)
        if (!find(done, t->parents[i])) return false;
    return true;
}

enum err shape_sort(struct shape_list *list, struct arena *a, struct str *ret_table)
{
    struct shape_list done = shape_list_new(a);
    while (done.n < list->n) {
        size_t before = done.n;
        for (size_t i = 0; i < list->n; i++) {
            const struct shape *t = list->items + i;
            if (!find(&done, t->name) && is_ready(t, &done)) done.items[done.n++] = *t;
            if (done.n == before) *ret_table = t->name;
        }
        if (done.n == before) return ERR_INVALID;
    }
    *list = done;
    return ERR_NONE;
}

static struct str table_difference(struct arena *a, const struct shape *x, const struct shape *y)
{
    bool has_key = false;
    if (!y) return str_printf(a, "the table %.*s is on one side alone", STR_ARG(x->name));
    if (x->column_count != y->column_count)
        return str_printf(a, "the table %.*s has other columns on the two sides", STR_ARG(x->name));
    for (size_t i = 0; i < x->column_count; i++) {
        const struct shape_column *c = x->columns + i, *d = y->columns + i;
        has_key = has_key || c->key;
        if (c->kind == DB_NULL)
            return str_printf(a, "%.*s.%.*s is of a type that is not moved", STR_ARG(x->name), STR_ARG(c->name));
        if (!str_eq(c->name, d->name) || c->kind != d->kind || c->key != d->key)
            return str_printf(
                a, "%.*s.%.*s is another column on the other side", STR_ARG(x->name), STR_ARG(c->name));
    }
    if (!has_key) return str_printf(a, "the table %.*s has no primary key", STR_ARG(x->name));
    return STR("");
}

struct str shape_difference(struct arena *a, const struct shape_list *x, const struct shape_list *y)
{
    for (size_t i = 0; i < x->n; i++) {
        struct str why = table_difference(a, x->items + i, find(y, x->items[i].name));
        if (why.n) return why;
    }
    for (size_t i = 0; i < y->n; i++)
        if (!find(x, y->items[i].name)) return table_difference(a, y->items + i, NULL);
    return STR("");
}

/* The columns of the key in its order, which need not be that of the table. */
static const struct shape_column *column_at(const struct shape *t, size_t at, bool key_only)
{
    if (!key_only) return at < t->column_count ? t->columns + at : NULL;
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].key == (int)at + 1) return t->columns + i;
    return NULL;
}

struct str shape_names(struct arena *a, const struct shape *t, bool key_only)
{
    struct buf out = buf_new(a, 512, 64 * 1024);
    const struct shape_column *c;
    for (size_t i = 0; (c = column_at(t, i, key_only)); i++)
        buf_printf(&out, "%s\"%.*s\"", i ? ", " : "", STR_ARG(c->name));
    MUST(!out.overflow);
    return buf_str(&out);
}

static void add_number(struct crypto_hasher *h, int64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    crypto_hasher_add(h, bytes, sizeof bytes);
}

void shape_hash_row(struct crypto_hasher *h, const struct shape *t, const struct db_value *row)
{
    static const uint8_t kinds[] = {[DB_NULL] = 5, [DB_INT] = 1, [DB_REAL] = 2, [DB_TEXT] = 3, [DB_BLOB] = 4};
    for (size_t i = 0; i < t->column_count; i++) {
        const struct db_value *v = row + i;
        int64_t bits = v->i;
        crypto_hasher_add(h, kinds + v->kind, 1);
        if (v->kind == DB_NULL) continue;
        if (v->kind == DB_REAL) memcpy(&bits, &v->r, sizeof bits);
        if (v->kind == DB_TEXT || v->kind == DB_BLOB) bits = (int64_t)v->bytes.n;
        add_number(h, bits);
        if ((v->kind == DB_TEXT || v->kind == DB_BLOB) && v->bytes.n) crypto_hasher_add(h, v->bytes.p, v->bytes.n);
    }
}
