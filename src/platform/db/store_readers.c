#include "platform/db/store_internal.h"

#include "platform/db/migrate.sql.h"
#include "platform/db/postgres_internal.h"

#include <errno.h>

void wait_init(pthread_cond_t *changed)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

bool wait_until(pthread_cond_t *changed, pthread_mutex_t *mutex, int64_t until_us)
{
    struct timespec until = {.tv_sec = until_us / 1000000, .tv_nsec = until_us % 1000000 * 1000};
    return pthread_cond_timedwait(changed, mutex, &until) != ETIMEDOUT;
}

void readers_init(struct store *s)
{
    pthread_mutex_init(&s->gate, NULL);
    wait_init(&s->gate_changed);
}

enum err readers_open(struct store *s, const char *path_or_address, int n)
{
    s->readers = ARENA_ARRAY(&s->arena, struct reader, (size_t)n);
    for (; s->reader_count < n; s->reader_count++) {
        struct reader *r = s->readers + s->reader_count;
        enum err err = s->address ? postgres_open(path_or_address, DB_READER, &r->db) :
                                    db_open(path_or_address, DB_READER, &r->db);
        if (err) return err;
        r->next_free = s->free_readers;
        s->free_readers = r;
    }
    return ERR_NONE;
}

void readers_close(struct store *s)
{
    for (int i = 0; i < s->reader_count; i++) db_close(s->readers[i].db);
    pthread_cond_destroy(&s->gate_changed);
    pthread_mutex_destroy(&s->gate);
}

static struct reader *reader_take(struct store *s)
{
    pthread_mutex_lock(&s->gate);
    while (s->gate_closed || !s->free_readers) pthread_cond_wait(&s->gate_changed, &s->gate);
    struct reader *r = s->free_readers;
    s->free_readers = r->next_free;
    s->snapshots++;
    r->began_us = clock_monotonic_us();
    pthread_mutex_unlock(&s->gate);
    return r;
}

static void reader_return(struct store *s, struct reader *r)
{
    pthread_mutex_lock(&s->gate);
    r->next_free = s->free_readers;
    s->free_readers = r;
    s->snapshots--;
    pthread_cond_broadcast(&s->gate_changed);
    pthread_mutex_unlock(&s->gate);
}

/* SQLite takes the snapshot at the first read after BEGIN: made here, so that it dates from when it was asked for.
 */
static enum err snapshot_begin(const struct store *s, struct db *db)
{
    struct migration_last_row row;
    enum err err = db_run_command(db, DB_BEGIN);
    if (err || s->address) return err;
    err = migration_last(db, &row);
    if (err && db_in_transaction(db) && db_run_command(db, DB_ROLLBACK)) BUG("a snapshot did not end");
    return err;
}

enum err store_read_begin(
    struct store *s, struct arena *a, const struct scope *scope, struct trace *trace, struct db **ret)
{
    struct reader *r = reader_take(s);
    db_bind(r->db, a, scope, trace);
    db_set_deadline(r->db, r->began_us + LIMIT_SNAPSHOT_MS * 1000);
    enum err err = snapshot_begin(s, r->db);
    if (err) {
        db_unbind(r->db);
        reader_return(s, r);
        return err;
    }
    *ret = r->db;
    return ERR_NONE;
}

static struct reader *reader_of(struct store *s, const struct db *db)
{
    for (int i = 0; i < s->reader_count; i++)
        if (s->readers[i].db == db) return s->readers + i;
    BUG("not a connection that was lent");
}

void store_read_end(struct store *s, struct db *db)
{
    struct reader *r = reader_of(s, db);
    db_set_deadline(db, 0);
    /* A connection that was lost meanwhile is in no transaction any more. */
    if (db_in_transaction(db) && db_run_command(db, DB_COMMIT) && db_in_transaction(db))
        BUG("a snapshot did not end");
    db_unbind(db);
    int64_t held_us = clock_monotonic_us() - r->began_us;
    if (held_us > LIMIT_SNAPSHOT_MS * 1000) log_event(LOG_WARN, "snapshot.long", LOG_NUMBER("ms", held_us / 1000));
    reader_return(s, r);
}

/* New snapshots wait; those that are open end within LIMIT_SNAPSHOT_MS, or this time there is no checkpoint. */
static bool gate_close(struct store *s, int64_t until_us)
{
    pthread_mutex_lock(&s->gate);
    s->gate_closed = true;
    bool in_time = true;
    while (s->snapshots && in_time) in_time = wait_until(&s->gate_changed, &s->gate, until_us);
    bool empty = s->snapshots == 0;
    pthread_mutex_unlock(&s->gate);
    return empty;
}

static void gate_open(struct store *s)
{
    pthread_mutex_lock(&s->gate);
    s->gate_closed = false;
    pthread_cond_broadcast(&s->gate_changed);
    pthread_mutex_unlock(&s->gate);
}

enum err gate_checkpoint(struct store *s)
{
    int64_t began = clock_monotonic_us();
    bool empty = gate_close(s, began + LIMIT_SNAPSHOT_MS * 1000);
    enum err err = empty ? db_checkpoint(s->writer) : ERR_BUSY;
    gate_open(s);
    int64_t took = clock_monotonic_us() - began;
    if (err) {
        s->gate_not_before_us = clock_monotonic_us() + GATE_AGAIN_US;
        log_event(LOG_WARN, "checkpoint.not_done", LOG_WORD("why", err_text(err)), LOG_NUMBER("ms", took / 1000));
    }
    pthread_mutex_lock(&s->told);
    if (!err) s->figures.checkpoints++;
    if (took > s->figures.longest_gate_us) s->figures.longest_gate_us = took;
    pthread_mutex_unlock(&s->told);
    return err;
}
