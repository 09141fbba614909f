/*
 * A whole copy of the database while people work: in steps of a few milliseconds, between other people's commits.
 *
 * The writer's own connection makes the copy, because only its changes flow into a copy that is under way; so the
 * copy is of one moment, that of its last step: it holds every commit before and nothing after. The new file is
 * readable by its owner alone and replaces an older one of that name; it isn't durable, since its maker reads it
 * at once.
 */
#ifndef CAIRN_PLATFORM_DB_STORE_COPY_H
#define CAIRN_PLATFORM_DB_STORE_COPY_H

#include "platform/db/store.h"

struct store_copy_figures {
    int64_t pages, steps, longest_step_us, restarts;
};
/* Waits until it is done: never on an HTTP thread or the writer. ERR_FULL, ERR_IO; then no file is left. */
MUST_USE enum err store_copy(struct store *store, const char *to, struct store_copy_figures *ret);

#endif
