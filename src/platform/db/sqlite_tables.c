#include "platform/db/sqlite_tables.h"

#include "platform/crypto_box.h"
#include "platform/db/sqlite_driver.h"

enum { TABLES_MOST = 500 };

static void add_number(struct crypto_hasher *h, int64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    crypto_hasher_add(h, bytes, sizeof bytes);
}

static void add_value(struct crypto_hasher *h, sqlite3_stmt *s, int column)
{
    int type = sqlite3_column_type(s, column);
    uint8_t kind = (uint8_t)type;
    crypto_hasher_add(h, &kind, 1);
    if (type == SQLITE_NULL) return;
    if (type == SQLITE_INTEGER) {
        add_number(h, sqlite3_column_int64(s, column));
    } else if (type == SQLITE_FLOAT) {
        double real = sqlite3_column_double(s, column);
        int64_t bits;
        memcpy(&bits, &real, sizeof bits);
        add_number(h, bits);
    } else {
        const void *bytes = sqlite3_column_blob(s, column);
        int n = sqlite3_column_bytes(s, column);
        add_number(h, n);
        if (n) crypto_hasher_add(h, bytes, (size_t)n);
    }
}

/* NOT INDEXED walks the table itself, and so in the order of its key. */
static enum err read_table(struct db *db, struct arena *a, struct db_table *t)
{
    struct crypto_hasher h;
    sqlite3_stmt *s = NULL;
    const char *sql = str_cstr(a, str_printf(a, "SELECT * FROM \"%.*s\" NOT INDEXED", STR_ARG(t->name)));
    crypto_hasher_begin(&h);
    int code = sqlite3_prepare_v2(sqlite_of(db)->sqlite, sql, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++) add_value(&h, s, i);
        t->rows++;
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    t->hash = crypto_hasher_end(&h);
    return code == SQLITE_DONE ? ERR_NONE : db_failed(sqlite_of(db), "tables", code);
}

static enum err names(struct db *db, struct arena *a, struct db_table_list *list)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(sqlite_of(db)->sqlite,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY "
        "name",
        -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(s, 0);
        if (list->n == TABLES_MOST || !name || strchr(name, '"')) {
            sqlite3_finalize(s);
            return ERR_DAMAGED;
        }
        list->items[list->n++] = (struct db_table){.name = str_dup(a, str_from_cstr(name))};
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? ERR_NONE : db_failed(sqlite_of(db), "tables", code);
}

enum err db_tables(struct db *db, struct arena *a, struct db_table_list *ret)
{
    struct db_table_list list = {ARENA_ARRAY(a, struct db_table, TABLES_MOST), 0};
    enum err err = names(db, a, &list);
    for (size_t i = 0; !err && i < list.n; i++) err = read_table(db, a, list.items + i);
    if (!err) *ret = list;
    return err;
}
