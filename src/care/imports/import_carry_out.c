/* What was approved is imported: its rows go through the importer like those of any file. */
#include "care/imports/import_working.h"

#include "base/buf.h"
#include "care/imports/reviews.sql.h"
#include "wire/fhir_rows.h"

#include <fcntl.h>
#include <unistd.h>

enum { FED_AT_A_TIME = 100, EMPTIED_AT_A_TIME = 500, PIECES_AT_A_TIME = 4 };

struct approved {
    struct working *k;
    int to;
    struct pool_job job;
};

static enum err read_some(
    struct approved *f, struct arena *a, int64_t after, struct import_rows_approved_list *ret)
{
    struct ctx c;
    arena_reset(a);
    enum err err = working_read(f->k, a, &c);
    if (err) return err;
    err = import_rows_approved(c.db, f->k->review.id, f->k->review.groups, after, FED_AT_A_TIME, ret);
    working_read_end(f->k, &c);
    return err;
}

/* Whoever reads them knows by the last row that there were no more. */
static void send_end(struct arena *a, int to)
{
    struct buf b = buf_new(a, 64, 1024);
    const struct fhir_row end = {.kind = FHIR_ROW_END};
    fhir_row_write(&b, &end);
    (void)working_write(to, buf_str(&b));
}

static void feed(void *arg)
{
    struct approved *f = arg;
    struct arena arena CLEANUP(arena_release);
    struct import_rows_approved_list rows;
    bool heard = true;
    arena_init(&arena, LIMIT_JOB_ARENA);
    for (int64_t after = 0; heard && !f->k->w->stopping;) {
        if (read_some(f, &arena, after, &rows)) break;
        for (size_t i = 0; heard && i < rows.n; i++) heard = working_write(f->to, rows.items[i].body);
        if (!rows.n && heard) send_end(&arena, f->to);
        if (!rows.n) break;
        after = rows.items[rows.n - 1].number;
    }
    close(f->to); /* the last that is touched: who reads to the end of it may forget f */
}

static enum err import_rows(struct working *k, struct refusals *refusals)
{
    int rows[2];
    struct import_result result = {0};
    const struct import_options options = working_options(k);
    const struct import_events events = {refusals, refusals_add, import_no_progress};
    if (pipe2(rows, O_CLOEXEC)) return ERR_IO;
    struct approved *f = ARENA_NEW(&k->w->arena, struct approved);
    *f = (struct approved){.k = k, .to = rows[1], .job = {.run = feed, .arg = f}};
    pool_add(k->w->feeder, &f->job);
    enum err err = import_run(&options, rows[0], &events, &result);
    char rest[4096];
    while (read(rows[0], rest, sizeof rest) > 0) continue; /* until the feeder has closed its end */
    close(rows[0]);
    refusals_flush(refusals);
    return err ? err : refusals->err;
}

/* ---- what stood in the file isn't needed any more ---- */

struct emptying {
    struct working *k;
    int64_t after;
};

static enum err empty_some(struct ctx *c, void *arg)
{
    const struct emptying *e = arg;
    int64_t changed;
    return import_rows_empty(c->db, e->k->review.id, e->after, e->after + EMPTIED_AT_A_TIME, &changed);
}

static enum err drop_pieces(struct ctx *c, void *arg)
{
    struct dropping *d = arg;
    return import_pieces_drop(c->db, d->k->review.id, PIECES_AT_A_TIME, &d->dropped);
}

static enum err forget_file(struct working *k)
{
    struct dropping d = {.k = k};
    enum err err;
    do err = working_run(k, STR("import.review"), drop_pieces, &d);
    while (!err && d.dropped);
    return err;
}

enum err import_discard(struct working *k)
{
    enum err err = import_rows_forget(k);
    if (k->w->stopping) return ERR_NONE;
    if (!err) err = forget_file(k);
    return err ? err : working_go(k, IMPORT_IS_DISCARDED, STR_NONE);
}

static enum err empty_rows(struct working *k)
{
    struct import_rows_last_row last = {0};
    struct arena arena CLEANUP(arena_release);
    struct ctx c;
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    enum err err = working_read(k, &arena, &c);
    if (err) return err;
    err = import_rows_last(c.db, k->review.id, &last);
    working_read_end(k, &c);
    struct emptying e = {k, 0};
    for (; !err && e.after < last.number; e.after += EMPTIED_AT_A_TIME)
        err = working_run(k, STR("import.review"), empty_some, &e);
    return err ? err : forget_file(k);
}

enum err import_carry_out(struct working *k)
{
    struct refusals *refusals = ARENA_NEW(&k->w->arena, struct refusals);
    *refusals = (struct refusals){.k = k};
    arena_init(&refusals->arena, LIMIT_REQUEST_ARENA);
    enum err err = import_rows(k, refusals);
    arena_release(&refusals->arena);
    if (k->w->stopping) return ERR_NONE;
    if (!err) err = empty_rows(k);
    return err ? err : working_go(k, IMPORT_IS_DONE, STR_NONE);
}
