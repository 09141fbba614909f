/*
 * The jobs of the store on PostgreSQL: several to a transaction, and the whole of it again when the database says
 * that a neighbour was in its way (docs/adr/0034).
 *
 * Pages that were read leave their rows through a connection of their own, as many at once as wait: nothing is in
 * their way. Changes go through the writers, each of which takes as many as fit into a few milliseconds. How many
 * writers work at once follows from how often they were in each other's way.
 */
#include "platform/db/store_postgres.h"

#include <unistd.h>

enum {
    BATCH_JOBS = 32,    /* more savepoints than 64 slow PostgreSQL down */
    BATCH_US = 4000,    /* the longest that a batch goes on taking jobs */
    ROWS_AT_ONCE = 256, /* of pages that were read */
    GATHER_US = 1500,   /* how long such rows wait for others, where several came at once before */
    GATHER_FROM = 2,
    CLEAN_BEFORE_MORE = 64, /* batches in which nobody was in the way, before one more writer works */
    MOST_ATTEMPTS = 12,
    ATTEMPTS_TOGETHER = 4, /* after so many in vain a job has this server's writers to itself */
    FIRST_PAUSE_US = 500,  /* at most; twice as long each time, up to */
    LONGEST_PAUSE_US = 64000,
};

/* ---- one job ---- */

/* What a run may have left in the request, so that the next begins as the first did. */
struct beginning {
    struct audit_entry entry;
    size_t seen;
    struct arena_mark mark;
};

struct batch {
    struct store_job *jobs[BATCH_JOBS];
    struct beginning began[BATCH_JOBS];
    bool again[BATCH_JOBS]; /* it met what a neighbour may have written a moment ago, and was undone */
    size_t n;
    int attempts;
    bool committing; /* what fails from here on may have been kept */
};

static void join(struct batch *b, struct store_job *job)
{
    const struct ctx *c = job->ctx;
    b->began[b->n] = (struct beginning){.seen = c->trace ? c->trace->n : 0, .mark = arena_mark(c->arena)};
    if (c->audit) b->began[b->n].entry = *c->audit;
    b->jobs[b->n++] = job;
}

static void go_back(struct ctx *c, const struct beginning *b)
{
    if (c->audit) *c->audit = b->entry;
    if (c->trace) trace_keep(c->trace, b->seen);
    arena_rewind(c->arena, b->mark);
}

/* Somebody else wrote what this action had looked for in vain: looking again, it finds it. So the first time it is
 * undone, with its audit row. */
static enum err run_one(struct worker *w, struct batch *b, size_t i)
{
    struct store_job *job = b->jobs[i];
    job->result = ERR_NONE;
    b->again[i] = false;
    (void)db_collided(w->db);
    enum err err = job->action ? action_run(w->store, w->db, job) : ERR_NONE;
    if (!err) b->again[i] = b->attempts == 0 && job->result == ERR_EXISTS && db_collided(w->db);
    return err;
}

/* The audit rows of all that ran. */
static enum err leave_audit(struct worker *w, const struct batch *b)
{
    struct audit_due due[BATCH_JOBS];
    const struct ctx *c = NULL;
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        struct audit_entry *entry = b->again[i] ? NULL : action_entry(b->jobs[i]);
        if (!entry) continue;
        c = b->jobs[i]->ctx;
        due[n++] = (struct audit_due){clock_now(c->clock), entry, c->trace};
    }
    if (!n) return ERR_NONE;
    db_bind(w->db, &w->arena, c->actor ? &c->actor->scope : NULL, NULL);
    enum err err = audit_append_together(w->db, &w->store->keys.audit, due, n);
    db_unbind(w->db);
    return err;
}

/* A commit whose answer never came is ERR_BUSY: it may have been kept, and nobody is told that it was. */
static enum err attempt(struct worker *w, struct batch *b)
{
    b->committing = false;
    enum err err = db_run_command(w->db, DB_BEGIN_WRITE);
    if (err) return err;
    for (size_t i = 0; !err && i < b->n; i++) err = run_one(w, b, i);
    if (!err) err = leave_audit(w, b);
    if (!err) {
        b->committing = true;
        err = db_run_command(w->db, DB_COMMIT);
    }
    if (db_in_transaction(w->db) && db_run_command(w->db, DB_ROLLBACK))
        log_event(LOG_ERROR, "store.rollback_failed", LOG_WORD("why", err_text(err)));
    arena_reset(&w->arena);
    return err;
}

static void pause_before(struct worker *w, int attempts)
{
    uint32_t most = FIRST_PAUSE_US;
    for (int i = 1; i < attempts && most < LONGEST_PAUSE_US; i++) most *= 2;
    usleep(random_below(&w->random, most) + 1);
}

static enum err attempt_in_turn(struct worker *w, struct batch *b, bool alone)
{
    pthread_rwlock_t *turn = &w->store->postgres->turn;
    if (alone)
        pthread_rwlock_wrlock(turn);
    else
        pthread_rwlock_rdlock(turn);
    enum err err = attempt(w, b);
    pthread_rwlock_unlock(turn);
    b->attempts++;
    return err;
}

/* ---- what became of them ---- */

static void count(struct store *s, const struct store_job *job, bool kept, int retries)
{
    pthread_mutex_lock(&s->told);
    s->figures.jobs++;
    s->figures.retries += retries;
    if (kept) {
        if (job->result) s->figures.refused++;
        if (job->ctx->audit) s->figures.audit_rows++;
    }
    pthread_mutex_unlock(&s->told);
}

static void count_commit(struct store *s)
{
    pthread_mutex_lock(&s->told);
    s->figures.commits++;
    pthread_mutex_unlock(&s->told);
}

/* From the callback on the job is its owner's again. */
static void answer(struct store *s, struct store_job *job, enum err err, int retries)
{
    count(s, job, !err, retries);
    if (err) job->result = err;
    job->audited = !err && job->ctx->audit != NULL;
    job->done(job);
}

static bool should_repeat(const struct worker *w, enum err err, const struct batch *b)
{
    return err && db_must_retry(w->db) && b->attempts < MOST_ATTEMPTS;
}

/* One job in transactions of its own, `attempts` of which were in vain already. True if a neighbour was in the
 * way. */
static bool run_alone(struct worker *w, struct store_job *job, int attempts)
{
    struct batch b = {.attempts = attempts};
    join(&b, job);
    bool in_the_way = false;
    enum err err;
    for (;;) {
        err = attempt_in_turn(w, &b, b.attempts >= ATTEMPTS_TOGETHER);
        if (!err && !b.again[0]) break;
        in_the_way = in_the_way || err;
        if (err && !should_repeat(w, err, &b)) break;
        go_back(job->ctx, &b.began[0]);
        pause_before(w, b.attempts);
    }
    if (err && db_must_retry(w->db)) log_event(LOG_WARN, "store.gave_up", LOG_NUMBER("attempts", b.attempts));
    if (!err) count_commit(w->store);
    answer(w->store, job, err, b.attempts - 1);
    return in_the_way;
}

static void undo_all(struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) go_back(b->jobs[i]->ctx, &b->began[i]);
}

/* Each by itself, so that one which can't succeed takes nobody with it. */
static void run_each(struct worker *w, struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) (void)run_alone(w, b->jobs[i], 0);
}

static void answer_all(struct worker *w, struct batch *b, enum err err)
{
    if (!err) count_commit(w->store);
    for (size_t i = 0; i < b->n; i++) {
        if (err || !b->again[i]) {
            answer(w->store, b->jobs[i], err, i ? 0 : b->attempts - 1);
            continue;
        }
        go_back(b->jobs[i]->ctx, &b->began[i]);
        (void)run_alone(w, b->jobs[i], 1);
    }
}

/* True if a neighbour was in the way. What was in doubt is not run again: it may have been kept. */
static bool run_batch(struct worker *w, struct batch *b)
{
    if (b->n == 1) return run_alone(w, b->jobs[0], 0);
    enum err err = attempt_in_turn(w, b, false);
    bool in_the_way = err && db_must_retry(w->db);
    if (in_the_way) {
        undo_all(b);
        err = attempt_in_turn(w, b, true);
    }
    bool each = err && (!b->committing || db_must_retry(w->db));
    if (each) {
        undo_all(b);
        run_each(w, b);
    } else {
        answer_all(w, b, err);
    }
    return in_the_way;
}

/* ---- the writers' queue ---- */

static bool may_take(const struct store *s)
{
    const struct postgres_store *p = s->postgres;
    if (p->working >= p->allowed) return false;
    return s->prompt.first || (s->patient.first && !s->patient_running);
}

/* Of those who wait patiently one is served at a time, so that the others never wait for them. */
static struct store_job *wait_for_job(struct store *s)
{
    pthread_mutex_lock(&s->queue);
    while (!may_take(s) && !(s->stopping && !s->prompt.first && !s->patient.first))
        pthread_cond_wait(&s->queue_filled, &s->queue);
    struct store_job *job = may_take(s) ? queue_take_locked(s, !s->patient_running) : NULL;
    if (job) s->postgres->working++;
    if (job && job->patient) s->patient_running++;
    pthread_mutex_unlock(&s->queue);
    return job;
}

/* One writer fewer for each time that they were in each other's way, one more after a while without. */
static void batch_done(struct store *s, bool patient, bool in_the_way)
{
    struct postgres_store *p = s->postgres;
    pthread_mutex_lock(&s->queue);
    p->working--;
    p->clean = in_the_way ? 0 : p->clean + 1;
    if (in_the_way && p->allowed > 1) p->allowed--;
    if (p->clean >= CLEAN_BEFORE_MORE && p->allowed < WRITERS) {
        p->allowed++;
        p->clean = 0;
    }
    if (patient) s->patient_running--;
    pthread_cond_broadcast(&s->queue_filled);
    pthread_mutex_unlock(&s->queue);
}

void *writer_main(void *worker)
{
    struct worker *w = worker;
    struct store *s = w->store;
    for (struct store_job *job; (job = wait_for_job(s));) {
        struct batch b = {.n = 0};
        int64_t until = clock_monotonic_us() + BATCH_US;
        bool patient = job->patient; /* after the batch the job is its owner's again */
        join(&b, job);
        while (!patient && b.n < BATCH_JOBS && clock_monotonic_us() < until && (job = queue_take(s, false)))
            join(&b, job);
        batch_done(s, patient, run_batch(w, &b));
    }
    return NULL;
}

/* ---- rows of pages that were read ---- */

/* All that wait, up to a most; where several came at once before, it is worth waiting a moment for more. */
static size_t take_rows(struct store *s, struct store_job **jobs, size_t before)
{
    size_t n = 0;
    pthread_mutex_lock(&s->queue);
    while (!s->pages.first && !s->stopping) pthread_cond_wait(&s->pages_filled, &s->queue);
    int64_t until = clock_monotonic_us() + GATHER_US;
    bool more = before >= GATHER_FROM;
    while (more && !s->stopping && s->pages_waiting < before)
        more = wait_until(&s->pages_filled, &s->queue, until);
    for (struct store_job *job; n < ROWS_AT_ONCE && (job = pages_take_locked(s)); n++) jobs[n] = job;
    pthread_mutex_unlock(&s->queue);
    return n;
}

static enum err add_rows(struct worker *w, struct store_job *const *jobs, size_t n)
{
    struct audit_due due[ROWS_AT_ONCE];
    for (size_t i = 0; i < n; i++) {
        const struct ctx *c = jobs[i]->ctx;
        jobs[i]->result = ERR_NONE;
        due[i] = (struct audit_due){clock_now(c->clock), action_entry(jobs[i]), c->trace};
    }
    db_bind(w->db, &w->arena, NULL, NULL);
    enum err err = db_run_command(w->db, DB_BEGIN_ADD);
    if (!err) err = audit_append_together(w->db, &w->store->keys.audit, due, n);
    if (!err) err = db_run_command(w->db, DB_COMMIT);
    if (db_in_transaction(w->db) && db_run_command(w->db, DB_ROLLBACK))
        log_event(LOG_ERROR, "store.rollback_failed", LOG_WORD("why", err_text(err)));
    db_unbind(w->db);
    arena_reset(&w->arena);
    return err;
}

void *pages_main(void *worker)
{
    struct worker *w = worker;
    struct store_job *jobs[ROWS_AT_ONCE];
    for (size_t n = 0; (n = take_rows(w->store, jobs, n));) {
        enum err err = add_rows(w, jobs, n);
        if (!err) count_commit(w->store);
        for (size_t i = 0; i < n; i++) answer(w->store, jobs[i], err, 0);
    }
    return NULL;
}
