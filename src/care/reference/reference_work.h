/*
 * What reads and loads uploaded tables, in the background: a job (platform/background.h).
 *
 * The reader is a process that the caller starts (it takes both descriptors). What was under way when the server
 * stopped is done again when it is back: a list that was half loaded counts for nothing.
 */
#ifndef CAIRN_CARE_REFERENCE_WORK_H
#define CAIRN_CARE_REFERENCE_WORK_H

#include "base/err.h"

struct app;

struct reference_work {
    const struct app *app;
    enum err (*start_reader)(int input, int rows);
};
/* The job; its owner is a struct reference_work. */
MUST_USE enum err reference_work_some(void *owner, const _Atomic bool *stop);

#endif
