/*
 * A migration as PostgreSQL wants it, made from the file that SQLite runs: one set of files, one order.
 *
 * Token by token, at build time, so that the program carries both texts and a test can read them side by side.
 * Types get their names, tables lose STRICT and WITHOUT ROWID, a whole number as primary key becomes an identity,
 * views see with their reader's rights, and each scoped_ view makes the same condition the row-level policy of its
 * table. A reference to a table that a later migration makes is added there. What has no exact counterpart (a
 * trigger, PRAGMA, INSERT OR) is refused with its line; the file then says it twice:
 *
 *     -- [sqlite]          what stands up to [end] is for SQLite alone
 *     CREATE TRIGGER ...
 *     -- [end]
 *     -- [postgres]        what stands in comments up to [end] is for PostgreSQL alone, as it is
 *     -- CREATE TRIGGER ...
 *     -- [end]
 */
#ifndef CAIRN_TOOLS_MIGRATIONS_TRANSLATE_H
#define CAIRN_TOOLS_MIGRATIONS_TRANSLATE_H

#include "sqlc.h"

struct scoped_view {
    struct str table, text; /* text: from AS on */
};

/* What earlier migrations leave behind for later ones. */
struct translation {
    struct arena *arena;
    struct problems *problems;
    LIST(struct str) tables; /* those that are there */
    LIST(struct scoped_view) views;
    struct reference {
        struct str table, column, to; /* to: "import" or "import (import_id)" */
        bool made;
    } * references; /* to tables that weren't there yet */
    size_t reference_count;
};
struct translation translation_new(struct arena *a, struct problems *ps);

/* The text, or STR_NONE after problems. */
struct str translate(struct translation *t, struct str file, struct str sql);
/* After the last file: a reference to a table that never came is a problem. */
void translation_end(struct translation *t, struct str file);

#endif
