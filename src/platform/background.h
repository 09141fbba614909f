/*
 * What the server does by itself when something is due: one thread that takes its jobs by turns, sleeps while
 * none has anything to do, and is woken when somebody asks for something.
 *
 * It is started before the server is confined, since no thread can be after. A job does a bit and returns; what
 * takes long looks at *stop now and then. What was under way when the server stopped is done when it is back: a
 * job finds in the database what is due.
 */
#ifndef CAIRN_PLATFORM_BACKGROUND_H
#define CAIRN_PLATFORM_BACKGROUND_H

#include "base/arena.h"
#include "base/err.h"

struct background_job {
    const char *name; /* in the log, when it fails: then all are tried again in some seconds */
    enum err (*some)(void *owner, const _Atomic bool *stop); /* ERR_NOT_FOUND: nothing is due */
    void *owner;
};
struct background;

/* Lives in the arena, which must outlive it, as must jobs. */
struct background *background_start(struct arena *a, const struct background_job *jobs, size_t n);
void background_wake(struct background *b); /* NULL is fine: nothing is done by itself here */
void background_stop(struct background *b); /* the same */

#endif
