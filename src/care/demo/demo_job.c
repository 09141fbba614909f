#include "care/demo/demo_job.h"

#include "base/limits.h"
#include "care/demo/demo_write.h"

void demo_job_init(struct demo_job *j, struct store *store)
{
    *j = (struct demo_job){.store = store};
    arena_init(&j->arena, LIMIT_JOB_ARENA);
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->told, NULL);
}

void demo_job_release(struct demo_job *j)
{
    arena_release(&j->arena);
    pthread_mutex_destroy(&j->lock);
    pthread_cond_destroy(&j->told);
}

static void job_done(struct store_job *job)
{
    struct demo_job *j = job->owner;
    pthread_mutex_lock(&j->lock);
    j->under_way = false;
    pthread_cond_signal(&j->told);
    pthread_mutex_unlock(&j->lock);
}

void demo_job_start(struct demo_job *j, const struct demo_writing *w, const struct actor *actor, struct instant at,
    struct str name, enum err (*action)(struct ctx *c, void *arg), void *arg)
{
    MUST(!j->under_way);
    arena_reset(&j->arena);
    j->clock = clock_fixed(at);
    j->trace = (struct trace){.arena = &j->arena};
    j->entry = audit_entry_by(actor, name, STR("cairn demo"));
    j->ctx = (struct ctx){.arena = &j->arena,
        .actor = actor,
        .clock = &j->clock,
        .app = w->c->app,
        .trace = &j->trace,
        .audit = &j->entry};
    j->job = (struct store_job){.action = action, .arg = arg, .ctx = &j->ctx, .done = job_done, .owner = j};
    j->under_way = true;
    store_submit(j->store, &j->job);
}

enum err demo_job_wait(struct demo_job *j)
{
    pthread_mutex_lock(&j->lock);
    while (j->under_way) pthread_cond_wait(&j->told, &j->lock);
    pthread_mutex_unlock(&j->lock);
    enum err err = j->job.result;
    j->job.result = ERR_NONE;
    return err;
}
