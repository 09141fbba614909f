/*
 * Work that nobody asks for: small things done every so often, each through the writer like any other action.
 *
 * The application gives one const table. A thread of its own wakes up, submits what is due and waits for it; a job
 * that fails is logged and tried again at its next turn. Intervals are counted in monotonic time, so no change of
 * the clock makes a job run twice or never. Each run has an arena that ends with it, and an actor whose account is
 * 0.
 */
#ifndef CAIRN_PLATFORM_JOBS_H
#define CAIRN_PLATFORM_JOBS_H

#include "platform/db/store.h"

struct periodic_job {
    const char *name;  /* "session.cleanup": also the audit's action word */
    int every_seconds; /* the first run is one interval after the start */
    bool audited;      /* leaves an audit row at each run; false where it touches nobody's record */
    enum err (*action)(struct ctx *c, void *arg); /* arg is NULL */
};

struct jobs;
/* clock and app are handed on in each run's ctx. */
struct jobs *jobs_start(struct store *store, const struct clock *clock, const struct app *app,
    const struct periodic_job *table, size_t n);
void jobs_stop(struct jobs *jobs); /* waits for a job that is running; NULL is fine */

#endif
