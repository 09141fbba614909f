/*
 * The tables as the database itself describes them, and their rows one after the other: what moving needs of both
 * engines.
 *
 * A shape comes from the catalog, never from a list of ours, so a table that is added later is there too. Rows are
 * read in the order of the primary key, hashed alike on both engines (each value with its kind and length, as in
 * sqlite_tables.h), and written as they were read. Values are numbers, texts and blobs; a column of another type
 * is refused.
 */
#ifndef CAIRN_PLATFORM_DB_TABLE_SHAPE_H
#define CAIRN_PLATFORM_DB_TABLE_SHAPE_H

#include "platform/crypto_box.h"
#include "platform/db/driver.h"

enum { SHAPE_TABLES = 300, SHAPE_COLUMNS = 100, SHAPE_PARENTS = 20 };

struct shape_column {
    struct str name;
    enum db_kind kind; /* DB_NULL: a type that nobody knows here */
    int key;           /* its place in the primary key, from 1; 0: not part of it */
};
struct shape {
    struct str name;
    struct shape_column *columns;
    size_t column_count;
    struct str parents[SHAPE_PARENTS]; /* the tables that its rows point to, without itself */
    size_t parent_count;
};
struct shape_list {
    struct shape *items;
    size_t n;
};

typedef enum err shape_row_fn(void *arg, const struct db_value *row);

/* What each engine does its own way; on a connection that is bound and, to write, in a transaction. */
struct shape_engine {
    MUST_USE enum err (*read)(struct db *db, struct arena *a, struct shape_list *ret); /* by name */
    /* Ends with the first row that is not ERR_NONE. The bytes are there until the next row. */
    MUST_USE enum err (*walk)(struct db *db, struct arena *a, const struct shape *t, shape_row_fn *row, void *arg);
    MUST_USE enum err (*empty)(struct db *db, struct arena *a, const struct shape *t);
    MUST_USE enum err (*insert_begin)(struct db *db, struct arena *a, const struct shape *t, void **ret);
    MUST_USE enum err (*insert)(void *insert, const struct db_value *row);
    MUST_USE enum err (*insert_end)(void *insert); /* always follows; writes what is left */
    /* Numbers that the database gives go on after the highest that is there. */
    MUST_USE enum err (*numbers)(struct db *db, struct arena *a, const struct shape *t);
};
extern const struct shape_engine shape_on_sqlite, shape_on_postgres;

/* ---- table_shape.c: alike on both ---- */

struct shape_list shape_list_new(struct arena *a);
/* Columns of one table follow each other. ERR_TOO_LARGE: more than there is room for. */
MUST_USE enum err shape_add_column(
    struct shape_list *list, struct arena *a, struct str table, const struct shape_column *column);
MUST_USE enum err shape_add_parent(struct shape_list *list, struct arena *a, struct str table, struct str parent);
/* Parents before children. ERR_INVALID and the table's name: they point at each other in a circle. */
MUST_USE enum err shape_sort(struct shape_list *list, struct arena *a, struct str *ret_table);
/* Where two lists differ, or a table has no primary key or a type that isn't moved: a sentence; else empty. */
struct str shape_difference(struct arena *a, const struct shape_list *x, const struct shape_list *y);
/* "a", "b", "c": names in double quotes. */
struct str shape_names(struct arena *a, const struct shape *t, bool key_only);

void shape_hash_row(struct crypto_hasher *h, const struct shape *t, const struct db_value *row);

#endif
