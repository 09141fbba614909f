#include "care/imports/import_working.h"

#include "base/log.h"
#include "care/imports/reviews.sql.h"

#include <errno.h>
#include <unistd.h>

enum { LOOK_MS = 400, AGAIN_MS = 5000 };

/* ---- what its parts need ---- */

enum err working_run(struct working *k, struct str word, enum err (*action)(struct ctx *, void *), void *arg)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct audit_entry entry = audit_entry_by(&k->actor, word, STR("imports that were reviewed"));
    struct trace trace = {.arena = &arena};
    entry.object_kind = STR("import");
    entry.object_id = k->review.import.v;
    struct ctx c = {.arena = &arena, .actor = &k->actor, .clock = k->w->clock, .audit = &entry, .trace = &trace};
    return store_run(k->w->store, action, arg, &c);
}

enum err working_read(struct working *k, struct arena *a, struct ctx *ret)
{
    *ret = (struct ctx){.arena = a, .actor = &k->actor, .clock = k->w->clock};
    return store_read_begin(k->w->store, a, &k->actor.scope, NULL, &ret->db);
}

void working_read_end(struct working *k, struct ctx *c)
{
    store_read_end(k->w->store, c->db);
}

struct going {
    const struct import_review *review;
    enum import_state from, to;
};

static enum err go(struct ctx *c, void *arg)
{
    const struct going *g = arg;
    return import_review_go(c, g->review, g->from, g->to);
}

enum err working_go(struct working *k, enum import_state to, struct str why)
{
    struct going going = {&k->review, k->review.state, to};
    k->review.why = why;
    return working_run(k, STR("import.review"), go, &going);
}

struct import_options working_options(const struct working *k)
{
    return (struct import_options){.store = k->w->store,
        .clock = k->w->clock,
        .actor = &k->actor,
        .source = k->review.source,
        .named = k->review.named,
        .files = 1,
        .review = k->review.id,
        .only = k->review.practice};
}

bool working_write(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes = str_skip(bytes, (size_t)n);
    }
    return true;
}

void import_no_progress(void *owner, int64_t bytes, const struct import_figures *figures)
{
    (void)owner, (void)bytes, (void)figures;
}

/* ---- refusals ---- */

static enum err write_refusals(struct ctx *c, void *arg)
{
    const struct refusals *r = arg;
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < r->n; i++) {
        const struct refusal_row *row = &r->rows[i];
        err = import_refusal_add(
            c->db, r->k->review.id, row->number, row->place, false, row->kind, row->reason, &changed);
    }
    return err;
}

void refusals_flush(struct refusals *r)
{
    if (r->n && !r->err) r->err = working_run(r->k, STR("import.review"), write_refusals, r);
    r->n = 0;
    arena_reset(&r->arena);
}

/* The reader's refusals have numbers of their own, beyond those of rows; an approved row is called by its own. */
void refusals_add(void *owner, const struct import_refusal *refusal)
{
    struct refusals *r = owner;
    const int64_t beyond = INT64_C(1) << 40;
    if (!refusal->place && !r->whole.p) r->whole = str_dup(&r->k->w->arena, refusal->reason);
    r->rows[r->n++] = (struct refusal_row){.number = refusal->file ? refusal->file : beyond + ++r->told,
        .place = (int64_t)refusal->place,
        .kind = refusal->type.n ? str_dup(&r->arena, refusal->type) : STR(""),
        .reason = str_dup(&r->arena, refusal->reason)};
    if (r->n == COUNT_OF(r->rows)) refusals_flush(r);
}

/* ---- one file after the other ---- */

static enum err next(struct import_worker *w, struct import_review *ret)
{
    const struct actor system = {.scope = {.everybody = true}};
    struct ctx c = {.arena = &w->arena, .actor = &system, .clock = w->clock};
    enum err err = store_read_begin(w->store, &w->arena, &system.scope, NULL, &c.db);
    if (err) return err;
    err = import_review_to_do(&c, ret);
    store_read_end(w->store, c.db);
    return err;
}

static enum err work_on(struct import_worker *w, const struct import_review *review)
{
    bool approved = review->state == IMPORT_IS_APPROVED, undone = review->state == IMPORT_IS_UNDOING;
    struct working k = {.w = w,
        .review = *review,
        .actor = {.account = undone ? review->undone_by :
                approved            ? review->decided_by :
                                      review->account,
            .name = review->who,
            .role = review->role,
            .pcn = review->pcn,
            .practice = review->practice,
            .scope = {.everybody = true}},
        .seen = {.arena = &w->arena}};
    if (undone) return import_undo(&k);
    if (review->state == IMPORT_IS_DISCARDING) return import_discard(&k);
    return approved ? import_carry_out(&k) : import_check(&k);
}

static void wait_a_while(struct import_worker *w, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_mutex_lock(&w->lock);
    if (!w->stopping) pthread_cond_timedwait(&w->told, &w->lock, &until);
    pthread_mutex_unlock(&w->lock);
}

static void *work(void *arg)
{
    struct import_worker *w = arg;
    while (!w->stopping) {
        struct import_review review;
        arena_reset(&w->arena);
        enum err err = next(w, &review);
        if (!err) err = work_on(w, &review);
        if (err == ERR_NOT_FOUND) wait_a_while(w, LOOK_MS);
        if (!err || err == ERR_NOT_FOUND || w->stopping) continue;
        log_event(LOG_ERROR, "import.review_failed", LOG_WORD("why", err_text(err)));
        wait_a_while(w, AGAIN_MS);
    }
    return NULL;
}

struct import_worker *import_worker_start(
    struct store *store, const struct clock *clock, const struct import_starter *starter)
{
    struct import_worker *w = calloc(1, sizeof *w);
    if (!w) BUG("no memory");
    w->store = store;
    w->clock = clock;
    w->starter = *starter;
    arena_init(&w->arena, LIMIT_JOB_ARENA);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->told, NULL);
    w->feeder = pool_start(1);
    if (pthread_create(&w->thread, NULL, work, w)) BUG("no thread");
    return w;
}

void import_worker_stop(struct import_worker *w)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->told);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pool_stop(w->feeder);
    arena_release(&w->arena);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->told);
    free(w);
}
