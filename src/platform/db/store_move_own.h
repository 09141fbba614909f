/*
 * The parts of a move, for store_move*.c only: what both directions share.
 *
 * A step that fails says why in a sentence (move_failed) and the caller goes back; the first reason counts.
 */
#ifndef CAIRN_PLATFORM_DB_STORE_MOVE_OWN_H
#define CAIRN_PLATFORM_DB_STORE_MOVE_OWN_H

#include "platform/audit/audit.h"
#include "platform/db/store_move.h"
#include "platform/db/table_shape.h"

struct move {
    const struct store_move_order *order;
    struct arena *a;
    struct store_moved *ret;
    int lock_file;
    struct db *owner; /* on PostgreSQL */
    struct db *file;  /* on SQLite */
    struct str runtime_role;
};

MUST_USE enum err move_failed(struct move *m, enum err err, const char *format, ...) PRINTF_LIKE(3, 4);
const char *move_path(const struct move *m, const char *name); /* in the data directory */

/* ---- store_move_copy.c ---- */

/* Both bound, the source in a snapshot, the target in a transaction: every table, emptied, written, compared. */
MUST_USE enum err move_tables(struct move *m);
struct audit_entry move_audit_entry(const struct move *m);
MUST_USE enum err move_verify(struct move *m, bool on_postgres, const char *which);

/* ---- store_move_postgres.c: the side of PostgreSQL ---- */

/* Opens m->owner and proves that the two addresses are of one database on which nothing else runs. */
MUST_USE enum err move_open_postgres(struct move *m);
MUST_USE enum err move_nobody_there(struct move *m);
/* As a target: empty tables of ours, marked as unfinished. */
MUST_USE enum err move_prepare_postgres(struct move *m);
void move_drop_postgres(struct move *m);
/* Within or outside a transaction: the comment that a server looks at; STR_NONE takes it away. */
MUST_USE enum err move_mark_postgres(struct move *m, struct str words);
/* As a source: all of the audit has its seal. */
MUST_USE enum err move_seal_rest(struct move *m);
/* The last commit of the source: nothing was written since, and it is marked. */
MUST_USE enum err move_leave_postgres(struct move *m, struct str words);

#endif
