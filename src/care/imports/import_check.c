/* A file that was uploaded is checked: read by the sandboxed reader, its rows put down in groups. */
#include "care/imports/import_working.h"

#include "care/imports/reviews.sql.h"

#include <fcntl.h>
#include <unistd.h>

enum { DROPPED_AT_A_TIME = 500, GONE_AT_A_TIME = 200 };

/* ---- the file to the reader, once for each pass ---- */

struct feeding {
    struct working *k;
    int to;
    struct pool_job job;
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool done;
};

static bool send_block(struct feeding *f, struct import_block block, struct str bytes)
{
    block.bytes = (uint32_t)bytes.n;
    return working_write(f->to, (struct str){(const char *)&block, sizeof block}) && working_write(f->to, bytes);
}

static bool send_piece(struct feeding *f, const struct import_block *block, struct str body)
{
    while (body.n) {
        size_t n = body.n < IMPORT_BLOCK_BYTES ? body.n : IMPORT_BLOCK_BYTES;
        if (f->k->w->stopping || !send_block(f, *block, str_slice(body, 0, n))) return false;
        body = str_skip(body, n);
    }
    return true;
}

static bool send_pass(struct feeding *f, uint32_t pass)
{
    struct arena arena CLEANUP(arena_release);
    struct import_block block = {.pass = pass, .flags = IMPORT_BLOCK_TABLES};
    struct str named = f->k->review.named;
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    if (str_ends(named, STR(".ndjson")) || str_ends(named, STR(".jsonl"))) block.flags |= IMPORT_BLOCK_LINES;
    for (int64_t number = 0;; number++) {
        struct import_piece_read_row piece;
        struct ctx c;
        arena_reset(&arena);
        enum err err = working_read(f->k, &arena, &c);
        if (!err) err = import_piece_read(c.db, f->k->review.id, number, &piece);
        if (c.db) working_read_end(f->k, &c);
        if (err == ERR_NOT_FOUND) return send_block(f, block, STR_NONE);
        struct str body;
        if (!err) err = import_unpack(&arena, piece.body, &body);
        if (err || !send_piece(f, &block, body)) return false;
    }
}

static void feed(void *arg)
{
    struct feeding *f = arg;
    const struct import_block columns = {.pass = IMPORT_PASS_ACTORS, .flags = IMPORT_BLOCK_COLUMNS};
    bool heard = !f->k->review.columns.n || send_block(f, columns, f->k->review.columns);
    for (uint32_t pass = IMPORT_PASS_ACTORS; heard && pass <= IMPORT_PASS_RECORDS; pass++)
        heard = send_pass(f, pass);
    if (heard) (void)send_block(f, (struct import_block){0}, STR_NONE);
    close(f->to);
    pthread_mutex_lock(&f->lock);
    f->done = true;
    pthread_cond_signal(&f->told);
    pthread_mutex_unlock(&f->lock);
}

static void wait_for_feed(struct feeding *f)
{
    pthread_mutex_lock(&f->lock);
    while (!f->done) pthread_cond_wait(&f->told, &f->lock);
    pthread_mutex_unlock(&f->lock);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->told);
}

static enum err read_file(struct working *k, struct refusals *refusals)
{
    int in[2], out[2];
    struct import_result result = {0};
    struct import_options options = working_options(k);
    const struct import_events events = {refusals, refusals_add, import_no_progress};
    if (pipe2(in, O_CLOEXEC)) return ERR_IO;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return ERR_IO;
    }
    enum err err = k->w->starter.start(k->w->starter.owner, in[0], out[1]);
    close(in[0]), close(out[1]);
    if (err) {
        close(in[1]), close(out[0]);
        return err;
    }
    struct feeding f = {.k = k, .to = in[1], .job = {.run = feed}};
    f.job.arg = &f;
    pthread_mutex_init(&f.lock, NULL);
    pthread_cond_init(&f.told, NULL);
    pool_add(k->w->feeder, &f.job);
    options.stage = true;
    options.seen = &k->seen;
    err = import_run(&options, out[0], &events, &result);
    close(out[0]);
    wait_for_feed(&f);
    refusals_flush(refusals);
    enum err ended = k->w->starter.end(k->w->starter.owner);
    return err ? err : ended ? ended : refusals->err;
}

/* ---- what a check before this one put down ---- */

static enum err drop_some(struct ctx *c, void *arg)
{
    const struct working *k = ((struct dropping *)arg)->k;
    int64_t rows = 0, refusals = 0;
    enum err err = import_rows_drop(c->db, k->review.id, DROPPED_AT_A_TIME, &rows);
    if (!err) err = import_refusals_drop(c->db, k->review.id, DROPPED_AT_A_TIME, &refusals);
    ((struct dropping *)arg)->dropped = rows + refusals;
    return err;
}

enum err import_rows_forget(struct working *k)
{
    struct dropping d = {.k = k};
    enum err err;
    do err = working_run(k, STR("import.review"), drop_some, &d);
    while (!err && d.dropped && !k->w->stopping);
    return err;
}

/* ---- who is in the list no more ---- */

struct leaving {
    struct working *k;
    struct import_rows_gone_list list;
    int64_t number;
};

static enum err add_gone(struct ctx *c, void *arg)
{
    const struct leaving *l = arg;
    enum err err = ERR_NONE;
    int64_t changed, number = l->number;
    for (size_t i = 0; !err && i < l->list.n; i++) {
        const struct import_rows_gone_row *gone = &l->list.items[i];
        if (gone->here) continue;
        const struct import_row_add_params row = {.review = l->k->review.id,
            .number = ++number,
            .group_is = IMPORT_GONE,
            .practice_id = gone->practice_id,
            .person_id = gone->person_id};
        err = import_row_add(c->db, &row, &changed);
    }
    return err;
}

/* Rows of the list before, some at a time; those that are gone are put behind the rows of this one. */
static enum err find_gone(struct working *k)
{
    struct import_review_before_row earlier;
    struct import_rows_last_row last;
    struct ctx c;
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_JOB_ARENA);
    enum err err = working_read(k, &arena, &c);
    if (err) return err;
    err = import_review_before(c.db, k->review.id, &earlier);
    if (!err) err = import_rows_last(c.db, k->review.id, &last);
    working_read_end(k, &c);
    struct leaving l = {.k = k, .number = last.number};
    for (int64_t after = 0; !err && !k->w->stopping;) {
        arena_reset(&arena);
        if ((err = working_read(k, &arena, &c))) break;
        err = import_rows_gone(c.db, k->review.id, earlier.id, after, GONE_AT_A_TIME, &l.list);
        working_read_end(k, &c);
        if (err || !l.list.n) break;
        after = l.list.items[l.list.n - 1].number;
        err = working_run(k, STR("import.review"), add_gone, &l);
        l.number += (int64_t)l.list.n;
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* ---- how it ends ---- */

/* A file of which nothing could be taken says why in one sentence, not in a list of one. */
static enum err settle(struct working *k, const struct refusals *refusals)
{
    struct import_counts counts;
    struct ctx c;
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    enum err err = working_read(k, &arena, &c);
    if (err) return err;
    err = import_review_counts(&c, k->review.id, &counts);
    working_read_end(k, &c);
    if (err) return err;
    int64_t rows = counts.records;
    for (int group = 1; group < IMPORT_GROUPS; group++) rows += counts.of[group];
    k->review.columns = k->seen.columns;
    if (k->seen.lack.n) return working_go(k, IMPORT_IS_COLUMNS, k->seen.lack);
    if (!rows && refusals->whole.p) return working_go(k, IMPORT_IS_UNREADABLE, refusals->whole);
    err = find_gone(k);
    return err || k->w->stopping ? err : working_go(k, IMPORT_IS_WAITING, STR_NONE);
}

enum err import_check(struct working *k)
{
    struct refusals *refusals = ARENA_NEW(&k->w->arena, struct refusals);
    *refusals = (struct refusals){.k = k};
    arena_init(&refusals->arena, LIMIT_REQUEST_ARENA);
    enum err err = import_rows_forget(k);
    if (!err && !k->w->stopping) err = read_file(k, refusals);
    arena_release(&refusals->arena);
    if (k->w->stopping) return ERR_NONE;
    if (err == ERR_DAMAGED)
        return working_go(k, IMPORT_IS_UNREADABLE,
            STR("The reader stopped over this file. Please report it, and import it in parts meanwhile"));
    return err ? err : settle(k, refusals);
}
