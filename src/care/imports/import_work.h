/*
 * What checks and imports uploaded files, in the background: two threads of the server.
 *
 * One runs the imports, one after the other; the other feeds the reader meanwhile. Both are started before the
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
void import_work_wake(struct import_work *work); /* NULL is fine: nothing reads files here */
void import_work_stop(struct import_work *work);

#endif
