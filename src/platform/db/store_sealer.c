#include "platform/db/store_postgres.h"

#include "platform/audit/audit.sql.h"
#include "platform/db/postgres_internal.h"

enum { ROUND_US = 250 * 1000 };

struct sealer {
    struct store *store;
    struct db *db;
    struct arena arena;
    pthread_t thread;
    bool started, stopping, was_sealer;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
};

static const struct scope everybody = {.everybody = true};

/* ---- a round ---- */

/* A connection that becomes the sealer takes up the chain where the one before left it. */
static enum err take_over(struct sealer *x)
{
    int64_t found = 0;
    enum err err = audit_seal_head_load(x->db, &x->store->head);
    if (!err) err = audit_find_unsealed(x->db, &found);
    if (!err && found) log_event(LOG_WARN, "audit.unsealed_found", LOG_NUMBER("rows", found));
    return err;
}

static enum err seal_once(struct sealer *x, bool *ret_more)
{
    struct store *s = x->store;
    struct audit_head before = s->head;
    size_t sealed = 0;
    enum err err = db_run_command(x->db, DB_BEGIN_WRITE);
    if (err) return err;
    if (!x->was_sealer) err = take_over(x);
    if (!err) err = audit_seal_some(x->db, &s->keys.audit, &s->head, &sealed, ret_more);
    if (!err) err = db_run_command(x->db, DB_COMMIT);
    if (db_in_transaction(x->db) && db_run_command(x->db, DB_ROLLBACK))
        log_event(LOG_ERROR, "audit.rollback_failed", LOG_WORD("why", err_text(err)));
    x->was_sealer = !err; /* after a failure the chain is read again */
    if (err) {
        s->head = before;
        return err;
    }
    pthread_mutex_lock(&s->told);
    s->told_head = s->head;
    s->figures.sealed += (int64_t)sealed;
    pthread_mutex_unlock(&s->told);
    return ERR_NONE;
}

/* Another server's sealer moves the head on as well: what is told and saved here is what the database holds. */
static enum err read_head(struct sealer *x)
{
    struct store *s = x->store;
    enum err err = audit_seal_head_load(x->db, &s->head);
    if (err) return err;
    pthread_mutex_lock(&s->told);
    s->told_head = s->head;
    pthread_mutex_unlock(&s->told);
    return ERR_NONE;
}

static enum err seal_all(struct sealer *x)
{
    bool is = false;
    enum err err = postgres_be_sealer(x->db, &is);
    if (!is) x->was_sealer = false;
    if (err || !is) return err ? err : read_head(x);
    for (bool more = true; !err && more;) {
        struct arena_mark mark = arena_mark(&x->arena);
        err = seal_once(x, &more);
        arena_rewind(&x->arena, mark);
    }
    return err;
}

static void round_of(struct sealer *x)
{
    db_bind(x->db, &x->arena, &everybody, NULL);
    enum err err = seal_all(x);
    db_unbind(x->db);
    arena_reset(&x->arena);
    if (err && err != ERR_BUSY) log_event(LOG_ERROR, "audit.not_sealed", LOG_WORD("why", err_text(err)));
    if (clock_monotonic_us() >= head_due_us(x->store)) head_save(x->store);
}

/* ---- the thread ---- */

static void *sealer_main(void *sealer)
{
    struct sealer *x = sealer;
    pthread_mutex_lock(&x->mutex);
    while (!x->stopping) {
        pthread_mutex_unlock(&x->mutex);
        round_of(x);
        pthread_mutex_lock(&x->mutex);
        int64_t next = clock_monotonic_us() + ROUND_US;
        while (!x->stopping && wait_until(&x->changed, &x->mutex, next)) continue;
    }
    pthread_mutex_unlock(&x->mutex);
    round_of(x);
    head_save(x->store);
    return NULL;
}

static enum err begin(struct sealer *x)
{
    struct store *s = x->store;
    db_bind(x->db, &x->arena, &everybody, NULL);
    enum err err = audit_seal_head_load(x->db, &s->head);
    if (!err) err = head_compare(s, x->db, &x->arena);
    db_unbind(x->db);
    s->told_head = s->head;
    s->head_saved_us = clock_monotonic_us();
    return err;
}

enum err sealer_start(struct store *s, struct sealer **ret)
{
    struct sealer *x = *ret = ARENA_NEW(&s->arena, struct sealer);
    x->store = s;
    arena_init(&x->arena, LIMIT_REQUEST_ARENA);
    pthread_mutex_init(&x->mutex, NULL);
    wait_init(&x->changed);
    enum err err = postgres_open(s->address, DB_SEALER, &x->db);
    if (!err) err = begin(x);
    if (err) return err;
    x->started = pthread_create(&x->thread, NULL, sealer_main, x) == 0;
    return x->started ? ERR_NONE : ERR_FULL;
}

void sealer_stop(struct sealer *x)
{
    if (!x) return;
    pthread_mutex_lock(&x->mutex);
    x->stopping = true;
    pthread_cond_signal(&x->changed);
    pthread_mutex_unlock(&x->mutex);
    if (x->started) pthread_join(x->thread, NULL);
    db_close(x->db);
    pthread_cond_destroy(&x->changed);
    pthread_mutex_destroy(&x->mutex);
    arena_release(&x->arena);
}
