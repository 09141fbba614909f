/*
 * Moving an installation from SQLite to PostgreSQL, or back, with the same rows on both sides.
 *
 * Nothing may run on either side meanwhile. The source's audit is verified, every table that its catalog knows is
 * read in the order of its key and written to the other side in one transaction, and both sides are hashed
 * (table_shape.h): where one hash differs nothing is kept. The source stays as it is and is marked, so that no
 * server starts on it by mistake: beside the file as cairn.db.moved, on PostgreSQL as the comment of the schema. A
 * move that was interrupted leaves the source as it was, and a target that no server starts on and the next move
 * clears away (docs/adr/0027).
 */
#ifndef CAIRN_PLATFORM_DB_STORE_MOVE_H
#define CAIRN_PLATFORM_DB_STORE_MOVE_H

#include "base/clock.h"
#include "platform/crypto.h"

struct moved_table {
    struct str name;
    int64_t rows, rows_there;
    struct crypto_hash hash, hash_there;
};

struct store_move_order {
    const char *directory;
    struct str database, owner; /* PostgreSQL's addresses: of the role that serves, and of the tables' owner */
    bool to_sqlite;
    const struct crypto_keys *keys;
    const struct clock *clock;
    /* After each table. */
    void (*table)(void *arg, const struct moved_table *t);
    /* All is there and proven: from now on commands find it. What fails undoes the move. */
    enum err (*switch_over)(void *arg);
    void *arg;
};
struct store_moved {
    int64_t tables, rows, audit_rows;
    struct str why; /* it failed: a sentence */
};
/* ERR_BUSY: something runs on one of the two. ERR_EXISTS: the target holds an installation. */
MUST_USE enum err store_move(const struct store_move_order *order, struct arena *a, struct store_moved *ret);

/* The mark beside a file that was moved: where it went and when; STR_NONE if there is none. */
struct str store_moved_to(struct arena *a, const char *directory);

#endif
