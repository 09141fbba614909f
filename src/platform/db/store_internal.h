/*
 * The parts of the store, for store*.c only.
 *
 * Three locks, never held together: `queue` guards the list of waiting jobs, `gate` the readers and the gate
 * before a checkpoint, `told` the figures and the head that others may ask for. The writer connection and `head`
 * belong to the writer thread.
 */
#ifndef CAIRN_PLATFORM_STORE_INTERNAL_H
#define CAIRN_PLATFORM_STORE_INTERNAL_H

#include "base/limits.h"
#include "base/log.h"
#include "platform/db/sqlite_internal.h"
#include "platform/db/store.h"

#include <pthread.h>

enum {
    GROUP_JOBS = 256,                /* the most jobs in one commit */
    GROUP_US = 5000,                 /* the longest a first job waits for others to join its commit, */
    GROUP_PATIENT_US = 200000,       /* and the longest where nobody waits for any of them */
    HEAD_SAVED_EVERY_S = 60,         /* the signed head is written to audit.head so often, and at the end */
    GATE_AGAIN_US = 2 * 1000 * 1000, /* after a checkpoint that a long snapshot prevented */
};

struct reader {
    struct db *db;
    int64_t began_us;
    struct reader *next_free;
};

struct store {
    const char *directory;
    struct crypto_keys keys;
    const struct clock *clock;
    struct arena arena; /* what lives as long as the store */
    int lock_file;
    struct db *writer;

    pthread_t thread;
    bool started;
    pthread_mutex_t queue;
    pthread_cond_t queue_filled;
    struct waiting {
        struct store_job *first, *last;
    } prompt, patient; /* in the order they came; the prompt ones go first */
    int queued;
    bool hurry; /* whoever handed over patient jobs waits for them now */
    bool stopping;

    pthread_mutex_t gate;
    pthread_cond_t gate_changed;
    struct reader *readers, *free_readers;
    int reader_count, snapshots;
    bool gate_closed;
    int64_t gate_not_before_us;

    struct audit_head head; /* the writer's: after the last row written */
    int64_t head_saved_us, head_saved_seq;

    pthread_mutex_t told;
    struct audit_head told_head;
    struct store_figures figures;
};

void *writer_main(void *store);
/* For the last moments before and after the writer thread: its connection is the caller's then. */
MUST_USE enum err writer_start(struct store *s);
void writer_save_head(struct store *s);

MUST_USE enum err readers_open(struct store *s, const char *path, int n);
void readers_close(struct store *s);
void readers_init(struct store *s);
/* Closes the gate, waits for the snapshots to end, checkpoints, opens it. */
enum err gate_checkpoint(struct store *s);

/* A condition variable that counts monotonic time. */
void wait_init(pthread_cond_t *changed);
/* False once the monotonic time (microseconds) has come. */
bool wait_until(pthread_cond_t *changed, pthread_mutex_t *mutex, int64_t until_us);

#endif
