/*
 * How far a long command is, on standard error: a bar on a terminal, a line every few seconds elsewhere, nothing
 * at all where a program reads the answer. Quick work shows nothing.
 */
#ifndef CAIRN_APP_PROGRESS_H
#define CAIRN_APP_PROGRESS_H

#include "base/base.h"

struct progress {
    const char *what; /* "Sealing" */
    bool silent, terminal, shown;
    int64_t next_us;
};
void progress_begin(struct progress *p, const char *what, bool silent);
void progress_at(void *progress, int64_t done, int64_t of); /* bytes; of type backup_progress.at */
void progress_end(struct progress *p);                      /* takes the bar away */

#endif
