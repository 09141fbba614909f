/* The keys of resources, between the tables and what an import remembers. */
#include "care/imports/import_internal.h"

enum { KEYS_A_JOB = 512 }; /* a millisecond or two */

/* ---- reading ---- */

static enum err read_some(
    struct run *run, enum err (*read)(struct ctx *c, struct coded_keys *keys, bool *ret_more), bool *ret_more)
{
    const struct import_options *o = run->im.options;
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct ctx c = {.arena = &arena, .actor = o->actor, .clock = o->clock};
    enum err err = store_read_begin(o->store, &arena, &o->actor->scope, NULL, &c.db);
    if (err) return err;
    err = read(&c, &run->im.coded.keys, ret_more);
    store_read_end(o->store, c.db);
    return err;
}

static enum err begin(struct ctx *c, struct coded_keys *keys, bool *ret_more)
{
    *ret_more = true;
    return coded_keys_begin(c, keys);
}

static enum err caught_up(struct ctx *c, struct coded_keys *keys, bool *ret_more)
{
    *ret_more = false;
    return coded_keys_caught_up(c, keys);
}

/* ---- writing ---- */

struct writing {
    pthread_mutex_t lock;
    pthread_cond_t told;
    size_t left;
    enum err err; /* of the first that failed */
};
struct key_job {
    struct writing *writing;
    const struct coded_key *items;
    size_t n;
    struct arena arena;
    struct ctx ctx;
    struct store_job job;
};

static enum err write_some(struct ctx *c, void *arg)
{
    const struct key_job *k = arg;
    return coded_keys_write(c, k->items, k->n);
}

static void job_done(struct store_job *job)
{
    struct writing *w = ((struct key_job *)job->owner)->writing;
    pthread_mutex_lock(&w->lock);
    if (!w->err) w->err = job->result;
    if (--w->left == 0) pthread_cond_signal(&w->told);
    pthread_mutex_unlock(&w->lock);
}

/* They leave no audit row: whose the records are is in those of the slices. */
static void submit(struct run *run, struct key_job *k)
{
    const struct import_options *o = run->im.options;
    arena_init(&k->arena, LIMIT_REQUEST_ARENA);
    k->ctx = (struct ctx){.arena = &k->arena, .actor = o->actor, .clock = o->clock};
    k->job = (struct store_job){
        .action = write_some, .arg = k, .ctx = &k->ctx, .done = job_done, .owner = k, .patient = true};
    store_submit(o->store, &k->job);
}

static enum err write_all(struct run *run, struct arena *a, const struct coded_key *items, size_t n)
{
    size_t n_jobs = (n + KEYS_A_JOB - 1) / KEYS_A_JOB;
    struct writing w = {.lock = PTHREAD_MUTEX_INITIALIZER, .told = PTHREAD_COND_INITIALIZER, .left = n_jobs};
    struct key_job *jobs = ARENA_ARRAY(a, struct key_job, n_jobs + 1);
    for (size_t i = 0; i < n_jobs; i++) {
        size_t from = i * KEYS_A_JOB, rest = n - from;
        jobs[i] =
            (struct key_job){.writing = &w, .items = items + from, .n = rest < KEYS_A_JOB ? rest : KEYS_A_JOB};
        submit(run, &jobs[i]);
    }
    store_hurry(run->im.options->store);
    pthread_mutex_lock(&w.lock);
    while (w.left) pthread_cond_wait(&w.told, &w.lock);
    pthread_mutex_unlock(&w.lock);
    for (size_t i = 0; i < n_jobs; i++) arena_release(&jobs[i].arena);
    pthread_cond_destroy(&w.told);
    pthread_mutex_destroy(&w.lock);
    return w.err;
}

static enum err write_upto(struct ctx *c, void *arg)
{
    const struct coded_keys *keys = arg;
    return coded_keys_written(c, keys->upto);
}

/* Everything that keys->upto includes. That is said last, so what is interrupted is done again. */
static enum err write_known(struct run *run)
{
    const struct import_options *o = run->im.options;
    struct coded_keys *keys = &run->im.coded.keys;
    if (!keys->n) return ERR_NONE;
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_JOB_ARENA);
    enum err err = write_all(run, &arena, coded_keys_sorted(keys, &arena), keys->n);
    struct ctx c = {.arena = &arena, .actor = o->actor, .clock = o->clock};
    if (!err) err = store_run(o->store, write_upto, keys, &c);
    if (!err) coded_keys_clear(keys);
    return err;
}

enum err keys_write(struct run *run)
{
    bool more;
    run->records = 0;
    enum err err = read_some(run, caught_up, &more);
    return err ? err : write_known(run);
}

enum err keys_read(struct run *run)
{
    bool more = false;
    enum err err = read_some(run, begin, &more);
    while (!err && more) {
        err = read_some(run, coded_keys_read, &more);
        if (!err && coded_keys_are_many(&run->im.coded.keys) && !run->im.options->dry_run) err = write_known(run);
    }
    run->records = run->im.coded.keys.n;
    return err;
}
