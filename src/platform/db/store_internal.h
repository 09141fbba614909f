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
    CROWD_JOBS = 4,                  /* after so many jobs in one commit for which somebody waited, */
    CROWD_US = 3000,                 /* the next one waits so long at most for others to come, */
    CROWD_GAP_US = 500,              /* and not longer than this for each */
    HEAD_SAVED_EVERY_S = 60,         /* the signed head is written to audit.head so often, and at the end */
    GATE_AGAIN_US = 2 * 1000 * 1000, /* after a checkpoint that a long snapshot prevented */
};

struct reader {
    struct db *db;
    int64_t began_us;
    struct reader *next_free;
};

/* What differs between the databases; the queue, the readers and the figures are alike. */
struct store_engine {
    enum err (*open)(struct store *s, const struct store_options *o); /* its threads run afterwards */
    void (*finish)(struct store *s); /* after `stopping` was set: waits until the queue is empty */
    void (*close)(struct store *s);  /* after open() too, if that failed; the readers are closed already */
    enum err (*has_head)(struct db *db, const struct audit_head *head, bool *ret_has);
};
extern const struct store_engine store_on_sqlite, store_on_postgres;

struct store {
    const struct store_engine *engine;
    const char *directory;
    struct crypto_keys keys;
    const struct clock *clock;
    struct arena arena; /* what lives as long as the store */
    int lock_file;
    struct db *writer;               /* on SQLite */
    struct postgres_store *postgres; /* on PostgreSQL */
    const char *address;             /* of the database server; NULL: SQLite */

    pthread_t thread;
    bool started;
    pthread_mutex_t queue;
    pthread_cond_t queue_filled;
    struct waiting {
        struct store_job *first, *last;
    } prompt, patient, pages; /* in the order they came; the prompt ones go first; pages only on PostgreSQL */
    pthread_cond_t pages_filled;
    size_t pages_waiting; /* rows of pages that were read: they depend on nothing and have a connection of their
                             own */
    int queued, patient_running;
    bool hurry; /* whoever handed over patient jobs waits for them now */
    bool stopping;

    pthread_mutex_t gate;
    pthread_cond_t gate_changed;
    struct reader *readers, *free_readers;
    int reader_count, snapshots;
    bool gate_closed;
    int64_t gate_not_before_us;

    int prompt_before;      /* the writer's: jobs in its last commit for which somebody waited */
    struct audit_head head; /* the writer's: after the last row written */
    int64_t head_saved_us, head_saved_seq;

    pthread_mutex_t told;
    struct audit_head told_head;
    struct store_figures figures;
};

/* ---- store.c ---- */

/* The next job in line, NULL if there is none; without patient_too one that waits patiently is left there. */
struct store_job *queue_take(struct store *s, bool patient_too);
struct store_job *queue_take_locked(struct store *s, bool patient_too); /* for those who hold s->queue */
struct store_job *pages_take_locked(struct store *s);

/* ---- store_action.c ---- */

void action_bind(struct db *db, struct ctx *c, struct trace *trace);
void action_unbind(struct db *db, struct ctx *c);
/* Inside a transaction. The action's own failure goes to job->result, and what it wrote is undone; what is
 * returned is the failure of the whole transaction. */
MUST_USE enum err action_run(struct store *s, struct db *db, struct store_job *job);
/* The job's audit entry with its outcome; NULL if it leaves none. */
struct audit_entry *action_entry(const struct store_job *job);

/* ---- store_head.c: by the thread that owns s->head ---- */

void head_save(struct store *s);
int64_t head_due_us(const struct store *s);
/* A saved head that the chain doesn't have is kept as evidence. */
MUST_USE enum err head_compare(struct store *s, struct db *db, struct arena *a);

/* ---- store_readers.c ---- */

MUST_USE enum err readers_open(struct store *s, const char *path_or_address, int n);
void readers_close(struct store *s);
void readers_init(struct store *s);
/* Closes the gate, waits for the snapshots to end, checkpoints, opens it. */
enum err gate_checkpoint(struct store *s);

/* A condition variable that counts monotonic time. */
void wait_init(pthread_cond_t *changed);
/* False once the monotonic time (microseconds) has come. */
bool wait_until(pthread_cond_t *changed, pthread_mutex_t *mutex, int64_t until_us);

#endif
