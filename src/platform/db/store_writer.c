#include "platform/db/store_internal.h"

#include <errno.h>
#include <unistd.h>

/* Nobody can know what the disk holds now: the parent starts the process again and the database recovers. */
NORETURN static void die(const char *doing, enum err err)
{
    log_event(LOG_ERROR, "store.stopped", LOG_WORD("doing", doing), LOG_WORD("why", err_text(err)));
    _exit(STORE_EXIT_STATUS);
}

/* After one of these SQLite may have undone the whole transaction, or it is about to be impossible to end it. */
static bool group_is_lost(struct store *s, enum err err)
{
    return err == ERR_FULL || err == ERR_IO || !db_in_transaction(s->writer);
}

static void bind(struct store *s, struct ctx *c, struct trace *trace)
{
    c->db = s->writer;
    db_bind(s->writer, c->arena, c->actor ? &c->actor->scope : NULL, trace);
}

static void unbind(struct store *s, struct ctx *c)
{
    db_unbind(s->writer);
    c->db = NULL;
}

#ifdef CAIRN_DEV
/* Runs the action once and undoes all of it: an action that can't be run again shows that here. */
static enum err rehearse(struct store *s, struct store_job *job)
{
    struct ctx *c = job->ctx;
    struct trace *trace = c->trace, scratch = {.arena = c->arena};
    struct audit_entry entry = c->audit ? *c->audit : (struct audit_entry){0};
    struct arena_mark mark = arena_mark(c->arena);
    if (trace) c->trace = &scratch;
    bind(s, c, c->trace);
    enum err err = job->action(c, job->arg);
    unbind(s, c);
    c->trace = trace;
    if (c->audit) *c->audit = entry;
    arena_rewind(c->arena, mark);
    if (group_is_lost(s, err)) return err ? err : ERR_IO;
    return db_run_command(s->writer, DB_ROLLBACK_TO);
}
#else
static enum err rehearse(struct store *s, struct store_job *job)
{
    (void)s, (void)job;
    return ERR_NONE;
}
#endif

/* What this thread itself has used: far less than the clock says means that it waited, for a core or the disk. */
static int64_t own_us(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0) return 0;
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void note_time(struct store *s, const struct store_job *job, int64_t took_us, int64_t own)
{
    pthread_mutex_lock(&s->told);
    if (took_us > s->figures.slowest_action_us) s->figures.slowest_action_us = took_us;
    pthread_mutex_unlock(&s->told);
    if (took_us <= LIMIT_WRITER_HOLD_US) return;
    char action[64] = "";
    if (job->ctx->audit) snprintf(action, sizeof action, "%.*s", STR_ARG(job->ctx->audit->action));
    log_event(
        LOG_WARN, "writer.held", LOG_WORD("action", action), LOG_NUMBER("us", took_us), LOG_NUMBER("own_us", own));
}

/* The action's own failure goes to job->result; what is returned is the failure of the whole group. */
static enum err act(struct store *s, struct store_job *job)
{
    enum err err = db_run_command(s->writer, DB_SAVEPOINT);
    if (!err) err = rehearse(s, job);
    if (err) return err;
    int64_t began = clock_monotonic_us(), own = own_us();
    bind(s, job->ctx, job->ctx->trace);
    job->result = job->action(job->ctx, job->arg);
    unbind(s, job->ctx);
    note_time(s, job, clock_monotonic_us() - began, own_us() - own);
    if (group_is_lost(s, job->result)) return job->result ? job->result : ERR_IO;
    if (job->result) err = db_run_command(s->writer, DB_ROLLBACK_TO);
    return err ? err : db_run_command(s->writer, DB_RELEASE);
}

static enum audit_outcome outcome_of(enum err result)
{
    switch (result) {
    case ERR_NONE: return AUDIT_DONE;
    case ERR_NOT_FOUND:
    case ERR_REFUSED: return AUDIT_REFUSED;
    case ERR_CONFLICT:
    case ERR_EXISTS: return AUDIT_CONFLICT;
    case ERR_INVALID:
    case ERR_TOO_LARGE: return AUDIT_INVALID;
    default: return AUDIT_FAILED;
    }
}

static enum err leave_audit(struct store *s, struct store_job *job)
{
    struct ctx *c = job->ctx;
    if (!c->audit) return ERR_NONE;
    if (job->result || c->audit->outcome == AUDIT_NOT_SET) c->audit->outcome = outcome_of(job->result);
    bind(s, c, NULL);
    enum err err = audit_append(s->writer, &s->keys.audit, clock_now(c->clock), c->audit, c->trace, &s->head);
    unbind(s, c);
    return err;
}

static enum err run_job(struct store *s, struct store_job *job)
{
    job->result = ERR_NONE;
    enum err err = job->action ? act(s, job) : ERR_NONE;
    return err ? err : leave_audit(s, job);
}

/* ---- the queue ---- */

static struct store_job *take_queued(struct store *s)
{
    struct waiting *line = s->prompt.first ? &s->prompt : &s->patient;
    struct store_job *job = line->first;
    if (job) {
        line->first = job->next;
        if (!line->first) line->last = NULL;
        s->queued--;
        job->next = NULL;
    }
    return job;
}

static struct store_job *take(struct store *s)
{
    pthread_mutex_lock(&s->queue);
    struct store_job *job = take_queued(s);
    pthread_mutex_unlock(&s->queue);
    return job;
}

/* For a group in which nobody waits for an answer: a page that several of its jobs change is written once, so it
 * is worth waiting for the next one, as long as it isn't said that somebody waits after all. */
static struct store_job *take_patiently(struct store *s, int64_t until_us)
{
    bool in_time = true;
    pthread_mutex_lock(&s->queue);
    while (!s->queued && !s->hurry && !s->stopping && in_time)
        in_time = wait_until(&s->queue_filled, &s->queue, until_us);
    struct store_job *job = take_queued(s);
    if (!job) s->hurry = false;
    pthread_mutex_unlock(&s->queue);
    return job;
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
    while (job) {
        join(g, job);
        if (!job->patient) longest = GROUP_US;
        err = run_job(s, job);
        if (job->result) g->refused++;
        if (err || g->n >= GROUP_JOBS || clock_monotonic_us() - began >= longest) break;
        job = longest == GROUP_US ? take(s) : take_patiently(s, began + longest);
    }
    return err;
}

static void run_group(struct store *s, struct store_job *job)
{
    struct group g = {.end = &g.first};
    enum err err = db_run_command(s->writer, DB_BEGIN_WRITE);
    if (err) { /* another program holds the lock, and was waited for: whoever waits now has waited long enough */
        for (; job; job = take(s)) join(&g, job);
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

void writer_save_head(struct store *s)
{
    s->head_saved_us = clock_monotonic_us();
    if (s->head.seq == s->head_saved_seq) return;
    struct arena a;
    arena_init(&a, LIMIT_ARENA_BLOCK);
    enum err err = audit_head_save(s->directory, audit_head_line(&a, &s->keys.audit_sign, &s->head));
    arena_release(&a);
    if (err)
        log_event(LOG_ERROR, "audit.head_not_saved", LOG_WORD("why", err_text(err)));
    else
        s->head_saved_seq = s->head.seq;
}

static int64_t next_head_us(const struct store *s)
{
    return s->head_saved_us + (int64_t)HEAD_SAVED_EVERY_S * 1000000;
}

/* NULL: nothing came until the head is due, or the store stops and the queue is empty. */
static struct store_job *wait_for_job(struct store *s, bool *ret_stop)
{
    pthread_mutex_lock(&s->queue);
    while (!s->queued && !s->stopping && wait_until(&s->queue_filled, &s->queue, next_head_us(s))) continue;
    *ret_stop = s->stopping && !s->queued;
    pthread_mutex_unlock(&s->queue);
    return take(s);
}

void *writer_main(void *store)
{
    struct store *s = store;
    for (bool stop = false; !stop;) {
        struct store_job *job = wait_for_job(s, &stop);
        if (job) {
            run_group(s, job);
            look_after_log(s);
        }
        if (clock_monotonic_us() >= next_head_us(s)) writer_save_head(s);
    }
    return NULL;
}

/* ---- at the start ---- */

/* The head saved before doesn't belong to this chain: an older copy was put back, or rows were changed. It is kept
 * under another name for `cairn audit verify`, since it would be replaced by the next one. */
static void keep_disputed(struct store *s, struct arena *a)
{
    const char *from = str_cstr(a, str_printf(a, "%s/audit.head", s->directory));
    const char *to = str_cstr(a, str_printf(a, "%s/audit.head.disputed", s->directory));
    log_event(LOG_ERROR, "audit.head_disputed", LOG_NUMBER("rows", s->head.seq));
    if (rename(from, to) != 0) log_event(LOG_ERROR, "audit.head_not_kept", LOG_NUMBER("system_error", errno));
}

static enum err compare_head(struct store *s, struct arena *a)
{
    struct str line;
    bool same;
    struct crypto_public_key by = crypto_public(&s->keys.audit_sign);
    struct audit_head saved;
    enum err err = audit_head_file(a, s->directory, &line);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    err = audit_head_read(line, &by, &saved);
    same = !err;
    if (same) err = audit_has_head(s->writer, &saved, &same);
    if (!same) keep_disputed(s, a);
    return same ? err : ERR_NONE;
}

enum err writer_start(struct store *s)
{
    struct arena a;
    struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    db_bind(s->writer, &a, &system, NULL);
    enum err err = audit_head_load(s->writer, &s->head);
    if (!err) err = compare_head(s, &a);
    db_unbind(s->writer);
    arena_release(&a);
    s->told_head = s->head;
    s->head_saved_us = clock_monotonic_us();
    return err;
}
