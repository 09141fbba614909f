/* One action, inside a transaction of either engine. */
#include "platform/db/store_internal.h"

/* After one of these the database may have undone the whole transaction, or it can't be ended, or has to run
 * again. */
static bool transaction_is_lost(struct db *db, enum err err)
{
    return err == ERR_FULL || err == ERR_IO || !db_in_transaction(db) || db_must_retry(db);
}

void action_bind(struct db *db, struct ctx *c, struct trace *trace)
{
    c->db = db;
    db_bind(db, c->arena, c->actor ? &c->actor->scope : NULL, trace);
}

void action_unbind(struct db *db, struct ctx *c)
{
    db_unbind(db);
    c->db = NULL;
}

#ifdef CAIRN_DEV
/* Runs the action once and undoes all of it: an action that can't be run again shows that here. */
static enum err rehearse(struct db *db, struct store_job *job)
{
    struct ctx *c = job->ctx;
    struct trace *trace = c->trace, scratch = {.arena = c->arena};
    struct audit_entry entry = c->audit ? *c->audit : (struct audit_entry){0};
    struct arena_mark mark = arena_mark(c->arena);
    if (trace) c->trace = &scratch;
    action_bind(db, c, c->trace);
    enum err err = job->action(c, job->arg);
    action_unbind(db, c);
    c->trace = trace;
    if (c->audit) *c->audit = entry;
    arena_rewind(c->arena, mark);
    if (transaction_is_lost(db, err)) return err ? err : ERR_IO;
    return db_run_command(db, DB_ROLLBACK_TO);
}
#else
static enum err rehearse(struct db *db, struct store_job *job)
{
    (void)db, (void)job;
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

enum err action_run(struct store *s, struct db *db, struct store_job *job)
{
    enum err err = db_run_command(db, DB_SAVEPOINT);
    if (!err) err = rehearse(db, job);
    if (err) return err;
    int64_t began = clock_monotonic_us(), own = own_us();
    action_bind(db, job->ctx, job->ctx->trace);
    job->result = job->action(job->ctx, job->arg);
    action_unbind(db, job->ctx);
    note_time(s, job, clock_monotonic_us() - began, own_us() - own);
    if (transaction_is_lost(db, job->result)) return job->result ? job->result : ERR_IO;
    if (job->result) err = db_run_command(db, DB_ROLLBACK_TO);
    return err ? err : db_run_command(db, DB_RELEASE);
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

struct audit_entry *action_entry(const struct store_job *job)
{
    struct audit_entry *entry = job->ctx->audit;
    if (entry && (job->result || entry->outcome == AUDIT_NOT_SET)) entry->outcome = outcome_of(job->result);
    return entry;
}
