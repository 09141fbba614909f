#include "platform/jobs/jobs.h"

#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <pthread.h>

struct jobs {
    struct arena arena; /* what lives as long as the jobs, this struct included */
    struct store *store;
    const struct clock *clock;
    const struct app *app;
    const struct periodic_job *table;
    int64_t *due_us; /* monotonic, one for each row of the table */
    size_t n;

    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool stopping;
};

static void run_one(struct jobs *j, const struct periodic_job *job)
{
    struct arena a;
    struct actor system = {.name = STR("Cairn"), .scope = {.everybody = true}};
    struct str name = str_from_cstr(job->name);
    struct audit_entry entry = audit_entry_by(&system, name, STR("job"));
    arena_init(&a, LIMIT_JOB_ARENA);
    struct trace trace = {.arena = &a};
    struct ctx c = {.arena = &a,
        .actor = &system,
        .clock = j->clock,
        .app = j->app,
        .trace = &trace,
        .audit = job->audited ? &entry : NULL};
    enum err err = store_run(j->store, job->action, NULL, &c);
    if (err) log_event(LOG_WARN, "job.failed", LOG_WORD("job", job->name), LOG_WORD("why", err_text(err)));
    arena_release(&a);
}

static size_t soonest(const struct jobs *j)
{
    size_t at = 0;
    for (size_t i = 1; i < j->n; i++)
        if (j->due_us[i] < j->due_us[at]) at = i;
    return at;
}

/* False when it is time to stop. */
static bool wait_until_due(struct jobs *j, int64_t due_us)
{
    struct timespec until = {.tv_sec = due_us / 1000000, .tv_nsec = due_us % 1000000 * 1000};
    pthread_mutex_lock(&j->mutex);
    int waited = 0;
    while (!j->stopping && waited != ETIMEDOUT) waited = pthread_cond_timedwait(&j->changed, &j->mutex, &until);
    bool stopping = j->stopping;
    pthread_mutex_unlock(&j->mutex);
    return !stopping;
}

static int64_t interval_us(const struct periodic_job *job)
{
    return (int64_t)job->every_seconds * 1000000;
}

static void *main_loop(void *jobs)
{
    struct jobs *j = jobs;
    for (;;) {
        size_t i = soonest(j);
        if (!wait_until_due(j, j->due_us[i])) return NULL;
        run_one(j, j->table + i);
        j->due_us[i] = clock_monotonic_us() + interval_us(j->table + i);
    }
}

struct jobs *jobs_start(struct store *store, const struct clock *clock, const struct app *app,
    const struct periodic_job *table, size_t n)
{
    struct arena a;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct jobs *j = ARENA_NEW(&a, struct jobs);
    int64_t *due_us = ARENA_ARRAY(&a, int64_t, n);
    MUST(n > 0);
    for (size_t i = 0; i < n; i++) {
        MUST(table[i].every_seconds > 0 && table[i].action);
        due_us[i] = clock_monotonic_us() + interval_us(table + i);
    }
    *j = (struct jobs){.arena = a,
        .store = store,
        .clock = clock,
        .app = app,
        .table = table,
        .n = n,
        .due_us = due_us,
        .mutex = PTHREAD_MUTEX_INITIALIZER};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&j->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&j->thread, NULL, main_loop, j) != 0) BUG("no thread for the periodic jobs");
    return j;
}

void jobs_stop(struct jobs *j)
{
    if (!j) return;
    pthread_mutex_lock(&j->mutex);
    j->stopping = true;
    pthread_cond_signal(&j->changed);
    pthread_mutex_unlock(&j->mutex);
    pthread_join(j->thread, NULL);
    pthread_cond_destroy(&j->changed);
    pthread_mutex_destroy(&j->mutex);
    struct arena a = j->arena;
    arena_release(&a);
}
