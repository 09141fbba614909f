#include "platform/pool.h"

#include <pthread.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct pool_job *first, **last;
    bool stopping;
    unsigned n;
    pthread_t threads[];
};

static struct pool_job *next_job(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->first && !p->stopping) pthread_cond_wait(&p->more, &p->lock);
    struct pool_job *job = p->first;
    if (job && !(p->first = job->next)) p->last = &p->first;
    pthread_mutex_unlock(&p->lock);
    return job;
}

static void *work(void *arg)
{
    struct pool_job *job;
    while ((job = next_job(arg))) job->run(job->arg);
    return NULL;
}

struct pool *pool_start(unsigned threads)
{
    struct pool *p = calloc(1, sizeof *p + threads * sizeof *p->threads);
    if (!p) BUG("out of memory");
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    p->last = &p->first;
    for (p->n = 0; p->n < threads; p->n++)
        if (pthread_create(&p->threads[p->n], NULL, work, p) != 0) BUG("cannot start a thread");
    return p;
}

void pool_add(struct pool *p, struct pool_job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&p->lock);
    MUST(!p->stopping);
    *p->last = job;
    p->last = &job->next;
    pthread_cond_signal(&p->more);
    pthread_mutex_unlock(&p->lock);
}

void pool_stop(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n; i++) pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->more);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
