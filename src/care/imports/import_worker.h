/*
 * The thread that checks, imports and undoes what people decided on a page, one file after the other.
 *
 * It looks twice a second for what is to be done (import_review.h), so whoever decides only has to write it down.
 * It is started before the server gives up what it doesn't need, since no thread may be started afterwards. A file
 * is read by the sandboxed reader (import_reader.h), which the process above the server starts: `struct
 * import_starter`. What is interrupted is done again, or gone on with, at the next start.
 */
#ifndef CAIRN_CARE_IMPORT_WORKER_H
#define CAIRN_CARE_IMPORT_WORKER_H

#include "platform/db/store.h"

struct import_starter {
    void *owner;
    enum err (*start)(void *owner, int input, int rows); /* both stay the caller's */
    enum err (*end)(void *owner); /* waits for the reader; ERR_DAMAGED unless it ended in the regular way */
};

struct import_worker;
struct import_worker *import_worker_start(
    struct store *store, const struct clock *clock, const struct import_starter *starter);
void import_worker_stop(struct import_worker *worker); /* NULL is fine */

#endif
