/*
 * The parts of the store on PostgreSQL, for store_postgres*.c and store_sealer.c only.
 *
 * Workers are threads with a connection of their own: the writers, and one that leaves the rows of pages that were
 * read.
 *
 * The sealer is a thread with a connection of its own. Of all servers on one database one at a time is the sealer:
 * it holds an advisory lock for as long as its connection lives. Several times a second it chains the audit rows
 * that were committed since, and now and then saves the signed head in its server's data directory.
 */
#ifndef CAIRN_PLATFORM_STORE_POSTGRES_H
#define CAIRN_PLATFORM_STORE_POSTGRES_H

#include "base/random.h"
#include "platform/db/store_internal.h"

enum { WRITERS = 4 };

struct worker {
    struct store *store;
    struct db *db;
    struct arena arena; /* for what is written together, emptied after each transaction */
    pthread_t thread;
    bool started;
    struct random_seeded random;
};

struct postgres_store {
    struct worker writers[WRITERS], pages;
    pthread_rwlock_t turn; /* held for reading by all attempts, for writing by one that has waited long enough */
    int allowed, working, clean; /* under s->queue: writers that may work, that do, batches without a collision */
    struct sealer *sealer;
};

/* Each until the store stops and its queue is empty. */
void *writer_main(void *worker);
void *pages_main(void *worker);

struct sealer;
MUST_USE enum err sealer_start(struct store *s, struct sealer **ret);
void sealer_stop(struct sealer *sealer); /* after a last round; NULL is fine */

#endif
