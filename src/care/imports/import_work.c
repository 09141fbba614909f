/* What is due: checked, or imported; and the thread that feeds the reader meanwhile. */
#include "care/imports/import_work.h"

#include "care/imports/import_reviewing.h"
#include "care/imports/import_undo.h"
#include "platform/app.h"
#include "platform/sandbox/reader.h"
#include "wire/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { STALE_DAYS = 14 };
_Static_assert((int)PIECE_BYTES <= (int)IMPORT_BLOCK_BYTES, "a piece goes to the reader as one block");

struct import_work {
    const struct app *app;
    enum err (*start_reader)(int input, int rows);
    pthread_mutex_t lock;
    pthread_cond_t told;
    pthread_t feeder;
    bool stopping;
    struct reviewing reviewing; /* of who does what is due */
    struct feeding {
        bool due, under_way;
        struct upload_id upload;
        bool lines; /* its name says NDJSON */
        struct str columns;
        int to;
    } feeding;
    _Atomic bool enough; /* nobody reads what the feeder sends any more */
};

/* ---- the feeder ---- */

static bool send_block(int to, struct import_block block, struct str bytes)
{
    block.bytes = (uint32_t)bytes.n;
    return reader_send(to, (struct str){(const char *)&block, sizeof block}) && reader_send(to, bytes);
}

/* ERR_NOT_FOUND: there are no more. */
static enum err read_piece(
    const struct import_work *w, struct arena *a, struct upload_id upload, int64_t number, struct str *ret)
{
    static const struct scope EVERYBODY = {.everybody = true};
    struct db *db;
    struct trace trace = {.arena = a};
    struct upload_piece_row row;
    enum err err = store_read_begin(w->app->store, a, &EVERYBODY, &trace, &db);
    if (err) return err;
    err = upload_piece(db, upload, number, &row);
    store_read_end(w->app->store, db);
    return err ? err : piece_unpack(a, row.bytes, ret);
}

static bool send_pass(const struct import_work *w, struct arena *a, uint32_t pass)
{
    const struct feeding *f = &w->feeding;
    struct import_block block = {.pass = pass, .flags = IMPORT_BLOCK_TABLES | (f->lines ? IMPORT_BLOCK_LINES : 0)};
    enum err err = ERR_NONE;
    bool heard = true;
    for (int64_t number = 0; heard && !err && !w->enough; number++) {
        struct str piece;
        arena_reset(a);
        err = read_piece(w, a, f->upload, number, &piece);
        if (!err) heard = send_block(f->to, block, piece);
    }
    if (err != ERR_NOT_FOUND) block.flags |= IMPORT_BLOCK_FAULT;
    return heard && !w->enough && send_block(f->to, block, STR_NONE);
}

static void feed(const struct import_work *w)
{
    const struct feeding *f = &w->feeding;
    struct arena arena CLEANUP(arena_release);
    const struct import_block columns = {.pass = IMPORT_PASS_ACTORS, .flags = IMPORT_BLOCK_COLUMNS};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    bool heard = !f->columns.n || send_block(f->to, columns, f->columns);
    for (uint32_t pass = IMPORT_PASS_ACTORS; heard && pass <= IMPORT_PASS_RECORDS; pass++)
        heard = send_pass(w, &arena, pass);
    if (heard)
        (void)send_block(f->to, (struct import_block){0}, STR_NONE); /* a reader that is gone is found out */
    close(f->to);
}

static void *run_feeder(void *arg)
{
    struct import_work *w = arg;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->feeding.due && !w->stopping) pthread_cond_wait(&w->told, &w->lock);
        if (!w->feeding.due) break;
        w->feeding.due = false;
        pthread_mutex_unlock(&w->lock);
        feed(w);
        pthread_mutex_lock(&w->lock);
        w->feeding.under_way = false;
        pthread_cond_broadcast(&w->told);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* ---- one file, through the reader ---- */

static enum err start(struct import_work *w, const struct upload_find_row *u, struct str columns, int *ret_rows)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC)) return ERR_IO;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return ERR_IO;
    }
    enum err err = w->start_reader(in[0], out[1]);
    if (err) {
        close(in[1]), close(out[0]);
        return err;
    }
    bool lines = str_ends(u->named, STR(".ndjson")) || str_ends(u->named, STR(".jsonl"));
    w->enough = false;
    pthread_mutex_lock(&w->lock);
    w->feeding = (struct feeding){
        .due = true, .under_way = true, .upload = u->upload_id, .lines = lines, .columns = columns, .to = in[1]};
    pthread_cond_broadcast(&w->told);
    pthread_mutex_unlock(&w->lock);
    *ret_rows = out[0];
    return ERR_NONE;
}

static void end(struct import_work *w, int rows)
{
    w->enough = true;
    close(rows);
    pthread_mutex_lock(&w->lock);
    while (w->feeding.under_way) pthread_cond_wait(&w->told, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static enum err run_import(struct import_work *w, struct reviewing *r, const _Atomic bool *stop)
{
    int rows;
    const struct import_events events = reviewing_events(r);
    struct import_options o = r->options;
    o.stop = stop;
    enum err err = start(w, &r->upload, r->upload.columns_given ? r->upload.columns : STR_NONE, &rows);
    if (err) return err;
    err = import_run(&o, rows, &events, &r->result);
    end(w, rows);
    return err;
}

/* ERR_NOT_FOUND: nothing is due. */
static enum err do_one(struct import_work *w, const _Atomic bool *stop)
{
    struct reviewing *r = &w->reviewing;
    enum err err = reviewing_begin(w->app, r);
    if (err) return err;
    err = run_import(w, r, stop);
    if (!*stop) err = reviewing_end(r, err); /* else it is done when the server is back */
    reviewing_free(r);
    return err;
}

/* ---- what is due ---- */

enum err import_work_some(void *owner, const _Atomic bool *stop)
{
    struct import_work *w = owner;
    enum err err = do_one(w, stop);
    if (err == ERR_NOT_FOUND) err = import_undo_some(w->app, stop);
    if (err == ERR_NOT_FOUND) err = reviewing_tidy(w->app, STALE_DAYS);
    return err;
}

struct import_work *import_work_start(
    struct arena *a, const struct app *app, enum err (*start_reader)(int input, int rows))
{
    struct import_work *w = ARENA_NEW(a, struct import_work);
    w->app = app;
    w->start_reader = start_reader;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->told, NULL);
    if (pthread_create(&w->feeder, NULL, run_feeder, w)) BUG("no thread");
    return w;
}

void import_work_stop(struct import_work *w)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->told);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->feeder, NULL);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->told);
}
