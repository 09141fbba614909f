/*
 * The store on PostgreSQL: several writers, each job in a serializable transaction of its own, run again when the
 * database says that a neighbour was in its way (docs/adr/0019).
 */
#include "platform/db/store_postgres.h"

#include "base/random.h"
#include "platform/db/migrate.h"
#include "platform/db/postgres_schema.h"

#include <unistd.h>

enum {
    WRITERS = 4,
    MOST_ATTEMPTS = 12,
    ATTEMPTS_TOGETHER = 4, /* after so many in vain a job has this server's writers to itself */
    FIRST_PAUSE_US = 500,  /* at most; twice as long each time, up to */
    LONGEST_PAUSE_US = 64000,
};

struct worker {
    struct store *store;
    struct db *db;
    pthread_t thread;
    bool started;
    struct random_seeded random;
};

struct postgres_store {
    struct worker workers[WRITERS];
    pthread_rwlock_t turn; /* held for reading by all attempts, for writing by one that has waited long enough */
    struct sealer *sealer;
};

/* ---- one job ---- */

/* What a run may have left in the request, so that the next begins as the first did. */
struct beginning {
    struct audit_entry entry;
    size_t seen;
    struct arena_mark mark;
};

static struct beginning note_beginning(const struct ctx *c)
{
    struct beginning b = {.seen = c->trace ? c->trace->n : 0, .mark = arena_mark(c->arena)};
    if (c->audit) b.entry = *c->audit;
    return b;
}

static void go_back(struct ctx *c, const struct beginning *b)
{
    if (c->audit) *c->audit = b->entry;
    if (c->trace) trace_keep(c->trace, b->seen);
    arena_rewind(c->arena, b->mark);
}

static enum err inside(struct store *s, struct db *db, struct store_job *job)
{
    enum err err = job->action ? action_run(s, db, job) : ERR_NONE;
    if (err) return err;
    struct ctx *c = job->ctx;
    struct audit_entry *entry = action_entry(job);
    if (!entry) return ERR_NONE;
    action_bind(db, c, NULL);
    err = audit_append_alone(db, &s->keys.audit, clock_now(c->clock), entry, c->trace);
    action_unbind(db, c);
    return err;
}

/* Somebody else wrote what this action had looked for in vain: looking again, it finds it. So the first time it is
 * undone, with its audit row. */
static bool should_look_again(const struct db *db, const struct store_job *job, int attempts)
{
    return attempts == 0 && db_collided(db) && job->result == ERR_EXISTS;
}

/* A commit whose answer never came is ERR_BUSY: it may have been kept, and nobody is told that it was. */
static enum err attempt(struct store *s, struct db *db, struct store_job *job, int attempts)
{
    job->result = ERR_NONE;
    action_bind(db, job->ctx, NULL);
    enum err err = db_run_command(db, DB_BEGIN_WRITE);
    action_unbind(db, job->ctx);
    if (err) return err;
    err = inside(s, db, job);
    if (!err && should_look_again(db, job, attempts)) err = ERR_EXISTS;
    if (!err) err = db_run_command(db, DB_COMMIT);
    if (db_in_transaction(db) && db_run_command(db, DB_ROLLBACK))
        log_event(LOG_ERROR, "store.rollback_failed", LOG_WORD("why", err_text(err)));
    return err;
}

static bool should_repeat(const struct db *db, enum err err, int attempts)
{
    if (!err || attempts >= MOST_ATTEMPTS) return false;
    return db_must_retry(db) || (attempts == 1 && err == ERR_EXISTS);
}

static void pause_before(struct worker *w, int attempts)
{
    uint32_t most = FIRST_PAUSE_US;
    for (int i = 1; i < attempts && most < LONGEST_PAUSE_US; i++) most *= 2;
    usleep(random_below(&w->random, most) + 1);
}

static void count(struct store *s, const struct store_job *job, enum err err, int attempts)
{
    pthread_mutex_lock(&s->told);
    s->figures.jobs++;
    s->figures.retries += attempts - 1;
    if (!err) {
        s->figures.commits++;
        if (job->result) s->figures.refused++;
        if (job->ctx->audit) s->figures.audit_rows++;
    }
    pthread_mutex_unlock(&s->told);
}

static enum err attempt_in_turn(struct worker *w, struct store_job *job, int attempts)
{
    pthread_rwlock_t *turn = &w->store->postgres->turn;
    if (attempts < ATTEMPTS_TOGETHER)
        pthread_rwlock_rdlock(turn);
    else
        pthread_rwlock_wrlock(turn);
    enum err err = attempt(w->store, w->db, job, attempts);
    pthread_rwlock_unlock(turn);
    return err;
}

static void run_job(struct worker *w, struct store_job *job)
{
    struct store *s = w->store;
    struct beginning b = note_beginning(job->ctx);
    enum err err = attempt_in_turn(w, job, 0);
    int attempts = 1;
    for (; should_repeat(w->db, err, attempts); attempts++) {
        go_back(job->ctx, &b);
        pause_before(w, attempts);
        err = attempt_in_turn(w, job, attempts);
    }
    if (err && db_must_retry(w->db)) log_event(LOG_WARN, "store.gave_up", LOG_NUMBER("attempts", attempts));
    count(s, job, err, attempts);
    if (err) job->result = err;
    job->audited = !err && job->ctx->audit != NULL;
    job->done(job);
}

/* ---- the queue ---- */

/* Of those who wait patiently one is served at a time, so that the others never wait for them. */
static struct store_job *wait_for_job(struct store *s, bool *ret_stop)
{
    pthread_mutex_lock(&s->queue);
    while (!s->stopping && !s->prompt.first && (!s->patient.first || s->patient_running))
        pthread_cond_wait(&s->queue_filled, &s->queue);
    bool patient_too = !s->patient_running;
    *ret_stop = s->stopping && !s->prompt.first && (!s->patient.first || s->patient_running);
    struct store_job *job = queue_take_locked(s, patient_too);
    if (job && job->patient) s->patient_running++;
    pthread_mutex_unlock(&s->queue);
    return job;
}

static void patient_done(struct store *s)
{
    pthread_mutex_lock(&s->queue);
    s->patient_running--;
    pthread_cond_broadcast(&s->queue_filled);
    pthread_mutex_unlock(&s->queue);
}

static void *worker_main(void *worker)
{
    struct worker *w = worker;
    for (bool stop = false; !stop;) {
        struct store_job *job = wait_for_job(w->store, &stop);
        bool patient = job && job->patient; /* after run_job the job is its owner's again */
        if (job) run_job(w, job);
        if (patient) patient_done(w->store);
        if (job) stop = false;
    }
    return NULL;
}

/* ---- the engine ---- */

static enum err with_system(struct db *db, const struct store_options *o, struct str *role,
    enum err (*work)(struct db *db, const struct store_options *o, struct str *role))
{
    struct arena a;
    struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    db_bind(db, &a, &system, NULL);
    enum err err = work(db, o, role);
    db_unbind(db);
    arena_release(&a);
    return err;
}

static const struct migration_list *list_of(const struct store_options *o)
{
    return o->migrations ? o->migrations : &migrations_built_in;
}

static enum err ask_role(struct db *db, const struct store_options *o, struct str *role)
{
    static char name[128];
    struct str answer;
    (void)o;
    enum err err = postgres_ask(db, "SELECT current_user::text", &answer);
    if (err) return err;
    if (answer.n >= sizeof name) return ERR_INVALID;
    memcpy(name, answer.p, answer.n);
    *role = (struct str){name, answer.n};
    return ERR_NONE;
}

static enum err migrate_as_owner(struct db *db, const struct store_options *o, struct str *role)
{
    return postgres_migrate(db, *role, o->clock, list_of(o));
}

static enum err check(struct db *db, const struct store_options *o, struct str *role)
{
    (void)role;
    enum err err = postgres_check(db, list_of(o));
    return err ? err : db_prepare_all(db, o->statements, o->statement_files);
}

static enum err bring_up_to_date(struct store *s, const struct store_options *o, struct db *runtime)
{
    struct str role = STR("");
    struct db *owner;
    if (!o->database_owner.n) return ERR_NONE;
    enum err err = with_system(runtime, o, &role, ask_role);
    if (!err) err = postgres_open(str_cstr(&s->arena, o->database_owner), DB_OWNER, &owner);
    if (err) return err;
    err = with_system(owner, o, &role, migrate_as_owner);
    db_close(owner);
    return err;
}

/* Whoever waits for the turn alone goes before those who come after. */
static void make_turn(pthread_rwlock_t *turn)
{
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(turn, &attributes);
    pthread_rwlockattr_destroy(&attributes);
}

static enum err open_parts(struct store *s, const struct store_options *o)
{
    struct postgres_store *p = s->postgres = ARENA_NEW(&s->arena, struct postgres_store);
    make_turn(&p->turn);
    for (size_t i = 0; i < WRITERS; i++) {
        struct worker *w = p->workers + i;
        w->store = s;
        random_seed(&w->random, (uint64_t)clock_monotonic_us() + i);
        enum err err = postgres_open(s->address, DB_WRITER, &w->db);
        if (!err && i == 0) err = bring_up_to_date(s, o, w->db);
        if (!err && i == 0) err = with_system(w->db, o, NULL, check);
        if (err) return err;
    }
    enum err err = readers_open(s, s->address, o->readers);
    if (!err) err = sealer_start(s, &p->sealer);
    for (size_t i = 0; !err && i < WRITERS; i++) {
        struct worker *w = p->workers + i;
        w->started = pthread_create(&w->thread, NULL, worker_main, w) == 0;
        if (!w->started) err = ERR_FULL;
    }
    return err;
}

static void finish(struct store *s)
{
    struct postgres_store *p = s->postgres;
    for (size_t i = 0; p && i < WRITERS; i++)
        if (p->workers[i].started) pthread_join(p->workers[i].thread, NULL);
    if (p) sealer_stop(p->sealer); /* last, so that what was written is sealed */
}

static void close_parts(struct store *s)
{
    struct postgres_store *p = s->postgres;
    for (size_t i = 0; p && i < WRITERS; i++) db_close(p->workers[i].db);
    if (p) pthread_rwlock_destroy(&p->turn);
}

const struct store_engine store_on_postgres = {open_parts, finish, close_parts, audit_seal_has_head};
