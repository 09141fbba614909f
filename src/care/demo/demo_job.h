/*
 * Work for the writer that goes on while the next is made ready. Private to the slice.
 *
 * A job has memory, clock, trace and audit row of its own. It is started, and waited for before its memory is used
 * again; jobs started one after the other are written in that order on SQLite, where they share commits. On
 * PostgreSQL they may run side by side: what builds on another waits for it first.
 */
#ifndef CAIRN_CARE_DEMO_JOB_H
#define CAIRN_CARE_DEMO_JOB_H

#include <pthread.h>

#include "platform/audit/audit.h"
#include "platform/db/store.h"

struct demo_job {
    struct store *store;
    struct arena arena; /* of the action */
    struct clock clock;
    struct trace trace;
    struct audit_entry entry;
    struct ctx ctx;
    struct store_job job;
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool under_way;
};
void demo_job_init(struct demo_job *j, struct store *store);
void demo_job_release(struct demo_job *j);

struct demo_writing;
/* Not under way: waits for nothing. arg stays the caller's until demo_job_wait. */
void demo_job_start(struct demo_job *j, const struct demo_writing *w, const struct actor *actor, struct instant at,
    struct str name, enum err (*action)(struct ctx *c, void *arg), void *arg);
/* Until it is durable; at once if it isn't under way. */
MUST_USE enum err demo_job_wait(struct demo_job *j);

#endif
