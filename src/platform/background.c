#include "platform/background.h"

#include "base/log.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { LOOK_AGAIN_S = 3600, RETRY_S = 5 };

struct background {
    const struct background_job *jobs;
    size_t n;
    pthread_mutex_t lock;
    pthread_cond_t told;
    pthread_t thread;
    bool woken;
    _Atomic bool stop;
};

static void wait_for(struct background *b, int64_t seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&b->lock);
    while (!b->woken && !b->stop)
        if (pthread_cond_timedwait(&b->told, &b->lock, &until) == ETIMEDOUT) break;
    b->woken = false;
    pthread_mutex_unlock(&b->lock);
}

static void *run(void *arg)
{
    struct background *b = arg;
    while (!b->stop) {
        bool did = false, failed = false;
        for (size_t i = 0; i < b->n && !b->stop; i++) {
            enum err err = b->jobs[i].some(b->jobs[i].owner, &b->stop);
            if (err && err != ERR_NOT_FOUND && !b->stop)
                log_event(LOG_ERROR, "background.failed", LOG_WORD("job", b->jobs[i].name),
                    LOG_WORD("why", err_text(err)));
            did |= !err;
            failed |= err && err != ERR_NOT_FOUND;
        }
        if (failed || !did) wait_for(b, failed ? RETRY_S : LOOK_AGAIN_S);
    }
    return NULL;
}

struct background *background_start(struct arena *a, const struct background_job *jobs, size_t n)
{
    struct background *b = ARENA_NEW(a, struct background);
    b->jobs = jobs;
    b->n = n;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->told, NULL);
    if (pthread_create(&b->thread, NULL, run, b)) BUG("no thread");
    return b;
}

void background_wake(struct background *b)
{
    if (!b) return;
    pthread_mutex_lock(&b->lock);
    b->woken = true;
    pthread_cond_broadcast(&b->told);
    pthread_mutex_unlock(&b->lock);
}

void background_stop(struct background *b)
{
    if (!b) return;
    b->stop = true;
    background_wake(b);
    pthread_join(b->thread, NULL);
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->told);
}
