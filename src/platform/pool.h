/*
 * A few threads for work that may take a while and touches no data: hashing passwords, making answers after a
 * commit. Jobs run in the order given, each on whichever thread is free.
 */
#ifndef CAIRN_PLATFORM_POOL_H
#define CAIRN_PLATFORM_POOL_H

#include "base/base.h"

struct pool_job {
    void (*run)(void *arg);
    void *arg;
    struct pool_job *next; /* the pool's */
};

struct pool;

struct pool *pool_start(unsigned threads);
void pool_add(struct pool *p, struct pool_job *job); /* job stays the caller's memory, until it runs */
void pool_stop(struct pool *p);                      /* runs what is waiting, then ends the threads */

#endif
