/*
 * The store on PostgreSQL: its connections, their threads, and what is asked of the server before it is served
 * (docs/adr/0019).
 */
#include "platform/db/store_postgres.h"

#include "platform/db/migrate.h"
#include "platform/db/postgres_schema.h"

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

static enum err worker_open(struct store *s, struct worker *w, int number)
{
    w->store = s;
    arena_init(&w->arena, LIMIT_JOB_ARENA);
    random_seed(&w->random, (uint64_t)clock_monotonic_us() + (uint64_t)number);
    return postgres_open(s->address, DB_WRITER, &w->db);
}

static enum err worker_start(struct worker *w, void *(*work)(void *worker))
{
    w->started = pthread_create(&w->thread, NULL, work, w) == 0;
    return w->started ? ERR_NONE : ERR_FULL;
}

static void worker_close(struct worker *w)
{
    db_close(w->db);
    arena_release(&w->arena);
}

static enum err open_parts(struct store *s, const struct store_options *o)
{
    struct postgres_store *p = s->postgres = ARENA_NEW(&s->arena, struct postgres_store);
    make_turn(&p->turn);
    p->allowed = WRITERS;
    for (int i = 0; i < WRITERS; i++) {
        enum err err = worker_open(s, p->writers + i, i);
        if (!err && i == 0) err = bring_up_to_date(s, o, p->writers[i].db);
        if (!err && i == 0) err = with_system(p->writers[i].db, o, NULL, check);
        if (err) return err;
    }
    enum err err = worker_open(s, &p->pages, WRITERS);
    if (!err) err = readers_open(s, s->address, o->readers);
    if (!err) err = sealer_start(s, &p->sealer);
    if (!err) err = worker_start(&p->pages, pages_main);
    for (size_t i = 0; !err && i < WRITERS; i++) err = worker_start(p->writers + i, writer_main);
    return err;
}

static void finish(struct store *s)
{
    struct postgres_store *p = s->postgres;
    for (size_t i = 0; p && i < WRITERS; i++)
        if (p->writers[i].started) pthread_join(p->writers[i].thread, NULL);
    if (p && p->pages.started) pthread_join(p->pages.thread, NULL);
    if (p) sealer_stop(p->sealer); /* last, so that what was written is sealed */
}

static void close_parts(struct store *s)
{
    struct postgres_store *p = s->postgres;
    for (size_t i = 0; p && i < WRITERS; i++) worker_close(p->writers + i);
    if (p) worker_close(&p->pages);
    if (p) pthread_rwlock_destroy(&p->turn);
}

const struct store_engine store_on_postgres = {open_parts, finish, close_parts, audit_seal_has_head};
