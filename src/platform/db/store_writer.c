/* The store on SQLite: the one writer and its group commits. */
#include "platform/db/store_internal.h"

#include "platform/db/migrate.h"
#include "platform/db/sqlite_fit.h"

#include <unistd.h>

/* Nobody can know what the disk holds now: the parent starts the process again and the database recovers. */
NORETURN static void die(const char *doing, enum err err)
{
    log_event(LOG_ERROR, "store.stopped", LOG_WORD("doing", doing), LOG_WORD("why", err_text(err)));
    _exit(STORE_EXIT_STATUS);
}

static enum err leave_audit(struct store *s, struct store_job *job)
{
    struct ctx *c = job->ctx;
    struct audit_entry *entry = action_entry(job);
    if (!entry) return ERR_NONE;
    action_bind(s->writer, c, NULL);
    enum err err = audit_append(s->writer, &s->keys.audit, clock_now(c->clock), entry, c->trace, &s->head);
    action_unbind(s->writer, c);
    return err;
}

static enum err run_job(struct store *s, struct store_job *job)
{
    job->result = ERR_NONE;
    enum err err = job->action ? action_run(s, s->writer, job) : ERR_NONE;
    return err ? err : leave_audit(s, job);
}

/* ---- a group ---- */

/* The next job if one comes in time. For a group in which nobody waits for an answer (patient) it is worth waiting
 * as long as it isn't said that somebody waits after all: a page that several of its jobs change is written once.
 */
static struct store_job *take_in_time(struct store *s, bool patient, int64_t until_us)
{
    bool in_time = true;
    pthread_mutex_lock(&s->queue);
    while (!s->queued && !(patient && s->hurry) && !s->stopping && in_time)
        in_time = wait_until(&s->queue_filled, &s->queue, until_us);
    struct store_job *job = queue_take_locked(s, true);
    if (!job && patient) s->hurry = false;
    pthread_mutex_unlock(&s->queue);
    return job;
}

/* Where many are served at once the next one is on its way. Waiting for it costs nobody much and saves much: a
 * flush for each commit, and after each commit the readers fetch every page of the database anew. */
static struct store_job *take_from_crowd(struct store *s, int64_t began_us)
{
    if (s->prompt_before < CROWD_JOBS) return queue_take(s, true);
    int64_t now_us = clock_monotonic_us(), until_us = began_us + CROWD_US;
    return take_in_time(s, false, now_us + CROWD_GAP_US < until_us ? now_us + CROWD_GAP_US : until_us);
}

struct group {
    struct store_job *first, **end;
    int n, refused, audited;
};

static void join(struct group *g, struct store_job *job)
{
    *g->end = job;
    g->end = &job->next;
    g->n++;
}

/* From the last callback on the job is its owner's again, so the next one is read before. */
static void answer(struct group *g, enum err err)
{
    for (struct store_job *job = g->first, *next; job; job = next) {
        next = job->next;
        if (err) job->result = err;
        job->audited = !err && job->ctx->audit != NULL;
        job->done(job);
    }
}

static void count(struct store *s, const struct group *g, enum err err)
{
    pthread_mutex_lock(&s->told);
    s->figures.jobs += g->n;
    if (!err) {
        s->figures.commits++;
        s->figures.refused += g->refused;
        s->figures.audit_rows += s->head.seq - s->told_head.seq;
        s->told_head = s->head;
    }
    pthread_mutex_unlock(&s->told);
}

/* Undoes what is left of the transaction. The head goes back to the last one that was committed. */
static void undo(struct store *s)
{
    if (db_in_transaction(s->writer)) {
        enum err err = db_run_command(s->writer, DB_ROLLBACK);
        if (err || db_in_transaction(s->writer)) die("rollback", err);
    }
    s->head = s->told_head;
}

static enum err run_all(struct store *s, struct group *g, struct store_job *job)
{
    int64_t began = clock_monotonic_us(), longest = GROUP_PATIENT_US;
    enum err err = ERR_NONE;
    int prompt = 0;
    while (job) {
        join(g, job);
        prompt += !job->patient;
        if (prompt) longest = GROUP_US;
        err = run_job(s, job);
        if (job->result) g->refused++;
        if (err || g->n >= GROUP_JOBS || clock_monotonic_us() - began >= longest) break;
        job = longest == GROUP_US ? take_from_crowd(s, began) : take_in_time(s, true, began + longest);
    }
    s->prompt_before = prompt;
    return err;
}

static void run_group(struct store *s, struct store_job *job)
{
    struct group g = {.end = &g.first};
    enum err err = db_run_command(s->writer, DB_BEGIN_WRITE);
    if (err) { /* another program holds the lock, and was waited for: whoever waits now has waited long enough */
        for (; job; job = queue_take(s, true)) join(&g, job);
    } else {
        err = run_all(s, &g, job);
        if (!err) {
            err = db_run_command(s->writer, DB_COMMIT);
            if (err == ERR_IO || err == ERR_DAMAGED) die("commit", err);
        }
    }
    if (err) undo(s);
    count(s, &g, err);
    answer(&g, err);
}

/* ---- between groups ---- */

static void look_after_log(struct store *s)
{
    int64_t bytes = db_wal_bytes(s->writer);
    pthread_mutex_lock(&s->told);
    if (bytes > s->figures.wal_bytes_most) s->figures.wal_bytes_most = bytes;
    pthread_mutex_unlock(&s->told);
    if (bytes >= LIMIT_WAL_BYTES && clock_monotonic_us() >= s->gate_not_before_us) {
        if (gate_checkpoint(s) == ERR_IO) die("checkpoint", ERR_IO);
    }
}

/* NULL: nothing came until the head is due, or the store stops and the queue is empty. */
static struct store_job *wait_for_job(struct store *s, bool *ret_stop)
{
    pthread_mutex_lock(&s->queue);
    while (!s->queued && !s->stopping && wait_until(&s->queue_filled, &s->queue, head_due_us(s))) continue;
    *ret_stop = s->stopping && !s->queued;
    pthread_mutex_unlock(&s->queue);
    return queue_take(s, true);
}

static void *writer_main(void *store)
{
    struct store *s = store;
    for (bool stop = false; !stop;) {
        struct store_job *job = wait_for_job(s, &stop);
        if (job) {
            run_group(s, job);
            look_after_log(s);
        }
        if (clock_monotonic_us() >= head_due_us(s)) head_save(s);
    }
    return NULL;
}

/* ---- at the start ---- */

static enum err writer_start(struct store *s)
{
    struct arena a;
    struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    db_bind(s->writer, &a, &system, NULL);
    enum err err = audit_head_load(s->writer, &s->head);
    if (!err) err = head_compare(s, s->writer, &a);
    db_unbind(s->writer);
    arena_release(&a);
    s->told_head = s->head;
    s->head_saved_us = clock_monotonic_us();
    return err;
}

/* ---- the engine ---- */

static enum err bring_up_to_date(struct store *s, const struct store_options *o)
{
    struct arena a;
    struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    db_bind(s->writer, &a, &system, NULL);
    const struct migration_list *list = o->migrations ? o->migrations : &migrations_built_in;
    enum err err = migrate(s->writer, s->directory, s->clock, list);
    if (!err) err = sqlite_check_statements(s->writer, &a, o->statements, o->statement_files);
    db_unbind(s->writer);
    arena_release(&a);
    return err;
}

static enum err open_parts(struct store *s, const struct store_options *o)
{
    const char *path = str_cstr(&s->arena, str_printf(&s->arena, "%s/cairn.db", s->directory));
    enum err err = db_open(path, DB_WRITER, &s->writer);
    if (!err) err = bring_up_to_date(s, o);
    if (!err) err = writer_start(s);
    if (!err) err = readers_open(s, path, o->readers);
    if (err) return err;
    s->started = pthread_create(&s->thread, NULL, writer_main, s) == 0;
    return s->started ? ERR_NONE : ERR_FULL;
}

static void finish(struct store *s)
{
    if (!s->started) return;
    pthread_join(s->thread, NULL);
    head_save(s);
}

static void close_parts(struct store *s)
{
    db_close(s->writer); /* last: it alone may checkpoint */
}

const struct store_engine store_on_sqlite = {open_parts, finish, close_parts, audit_has_head};
