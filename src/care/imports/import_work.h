/*
 * What checks and imports uploaded files, in the background: a job (platform/background.h), and a thread of its
 * own.
 *
 * The job runs the imports, one after the other; the thread feeds the reader meanwhile. It is started before the
 * server is confined, since no thread can be after. The reader is a process that the caller starts (it takes both
 * descriptors); what it reads comes from the database, piece by piece. What was under way when the server stopped
 * is done again when it is back: importing the same again changes nothing.
 */
#ifndef CAIRN_CARE_IMPORT_WORK_H
#define CAIRN_CARE_IMPORT_WORK_H

#include "base/arena.h"
#include "base/err.h"

struct app;
struct import_work;

/* Lives in the arena, which must outlive it. */
struct import_work *import_work_start(
    struct arena *a, const struct app *app, enum err (*start_reader)(int input, int rows));
/* The job; its owner is what was started. */
MUST_USE enum err import_work_some(void *owner, const _Atomic bool *stop);
void import_work_stop(struct import_work *work); /* after what runs the job; NULL is fine */

#endif
