/* What the files of the worker share. Private to care/imports. */
#ifndef CAIRN_CARE_IMPORT_WORKING_H
#define CAIRN_CARE_IMPORT_WORKING_H

#include "care/imports/import_review.h"
#include "care/imports/import_worker.h"
#include "care/imports/imports.h"
#include "platform/pool.h"

#include <pthread.h>
#include <stdatomic.h>

struct import_worker {
    struct store *store;
    const struct clock *clock;
    struct import_starter starter;
    struct arena arena; /* of the file at hand */
    struct pool *feeder;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t told;
    atomic_bool stopping;
};

/* One file that is worked on. */
struct working {
    struct import_worker *w;
    struct import_review review;
    struct actor actor; /* whose work it is, with the system's reach */
    struct import_table_seen seen;
};

/* An action of this file's, audited under a word. */
MUST_USE enum err working_run(
    struct working *k, struct str word, enum err (*action)(struct ctx *, void *), void *arg);
/* A snapshot for the arena given; working_read_end gives it back. */
MUST_USE enum err working_read(struct working *k, struct arena *a, struct ctx *ret);
void working_read_end(struct working *k, struct ctx *c);
MUST_USE enum err working_go(struct working *k, enum import_state to, struct str why);
struct import_options working_options(const struct working *k);
/* A piece of the file as it is kept. */
enum { IMPORT_PIECE_BYTES = 1 << 20 };
struct str import_pack(struct arena *a, struct str piece);
MUST_USE enum err import_unpack(struct arena *a, struct str packed, struct str *ret);
bool working_write(int fd, struct str bytes);

/* Rows that were refused, put down some at a time. */
struct refusals {
    struct working *k;
    struct arena arena;
    struct refusal_row {
        int64_t number, place;
        struct str kind, reason;
    } rows[64];
    size_t n;
    int64_t told;
    struct str whole; /* why the file as a whole can't be taken */
    enum err err;
};
void refusals_add(void *owner, const struct import_refusal *refusal);
void refusals_flush(struct refusals *r);

/* What a check put down goes, some rows at a time. */
struct dropping {
    struct working *k;
    int64_t dropped;
};
MUST_USE enum err import_rows_forget(struct working *k);
/* For struct import_events: a page says how it stands, nobody listens meanwhile. */
void import_no_progress(void *owner, int64_t bytes, const struct import_figures *figures);

MUST_USE enum err import_check(struct working *k);
MUST_USE enum err import_carry_out(struct working *k);
MUST_USE enum err import_discard(struct working *k); /* nobody wants it: its rows and the file go */
MUST_USE enum err import_undo(struct working *k);

#endif
