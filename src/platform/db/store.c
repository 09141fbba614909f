#include "platform/db/store_internal.h"

#include "platform/db/postgres_schema.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- opening and closing ---- */

static const char *in_directory(struct store *s, const char *name)
{
    return str_cstr(&s->arena, str_printf(&s->arena, "%s/%s", s->directory, name));
}

/* The lock goes with the process, however it ends. */
static enum err lock_directory(struct store *s)
{
    s->lock_file = open(in_directory(s, "cairn.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_file < 0) return errno == ENOENT ? ERR_NOT_FOUND : errno == ENOSPC ? ERR_FULL : ERR_IO;
    if (flock(s->lock_file, LOCK_EX | LOCK_NB) == 0) return ERR_NONE;
    return errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
}

enum err store_open(const struct store_options *options, struct store **ret)
{
    MUST(options->readers > 0);
    struct arena a;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct store *s = ARENA_NEW(&a, struct store);
    *s = (struct store){.keys = *options->keys, .clock = options->clock, .arena = a, .lock_file = -1};
    s->engine = options->database.n ? &store_on_postgres : &store_on_sqlite;
    if (options->database.n) s->address = str_cstr(&s->arena, options->database);
    s->directory = str_cstr(&s->arena, str_from_cstr(options->directory));
    pthread_mutex_init(&s->queue, NULL);
    pthread_mutex_init(&s->told, NULL);
    wait_init(&s->queue_filled);
    wait_init(&s->pages_filled);
    readers_init(s);
    enum err err = lock_directory(s);
    if (!err) err = s->engine->open(s, options);
    if (err)
        store_close(s);
    else
        *ret = s;
    return err;
}

void store_close(struct store *s)
{
    if (!s) return;
    pthread_mutex_lock(&s->queue);
    s->stopping = true;
    pthread_cond_broadcast(&s->queue_filled);
    pthread_cond_broadcast(&s->pages_filled);
    pthread_mutex_unlock(&s->queue);
    s->engine->finish(s);
    readers_close(s);
    s->engine->close(s);
    if (s->lock_file >= 0) close(s->lock_file);
    pthread_cond_destroy(&s->queue_filled);
    pthread_cond_destroy(&s->pages_filled);
    pthread_mutex_destroy(&s->queue);
    pthread_mutex_destroy(&s->told);
    crypto_keys_forget(&s->keys);
    struct arena a = s->arena; /* the store itself lies in it */
    arena_release(&a);
}

/* ---- handing over work ---- */

static void line_add(struct waiting *line, struct store_job *job)
{
    job->next = NULL;
    if (line->last)
        line->last->next = job;
    else
        line->first = job;
    line->last = job;
}

static struct store_job *line_take(struct waiting *line)
{
    struct store_job *job = line->first;
    if (!job) return NULL;
    line->first = job->next;
    if (!line->first) line->last = NULL;
    job->next = NULL;
    return job;
}

void store_submit(struct store *s, struct store_job *job)
{
    MUST(job->ctx && job->ctx->arena && job->done && (job->action || job->ctx->audit));
    bool page = s->address && !job->action;
    pthread_mutex_lock(&s->queue);
    line_add(page ? &s->pages : job->patient ? &s->patient : &s->prompt, job);
    s->queued++;
    s->pages_waiting += page;
    pthread_cond_signal(page ? &s->pages_filled : &s->queue_filled);
    pthread_mutex_unlock(&s->queue);
}

void store_hurry(struct store *s)
{
    pthread_mutex_lock(&s->queue);
    s->hurry = true;
    pthread_cond_signal(&s->queue_filled);
    pthread_mutex_unlock(&s->queue);
}

struct store_job *queue_take_locked(struct store *s, bool patient_too)
{
    struct waiting *line = s->prompt.first ? &s->prompt : &s->patient;
    struct store_job *job = line == &s->prompt || patient_too ? line_take(line) : NULL;
    s->queued -= job != NULL;
    return job;
}

struct store_job *pages_take_locked(struct store *s)
{
    struct store_job *job = line_take(&s->pages);
    s->queued -= job != NULL;
    s->pages_waiting -= job != NULL;
    return job;
}

struct store_job *queue_take(struct store *s, bool patient_too)
{
    pthread_mutex_lock(&s->queue);
    struct store_job *job = queue_take_locked(s, patient_too);
    pthread_mutex_unlock(&s->queue);
    return job;
}

struct waiter {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool done;
};

static void wake(struct store_job *job)
{
    struct waiter *w = job->owner;
    pthread_mutex_lock(&w->mutex);
    w->done = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->mutex);
}

enum err store_run(struct store *s, enum err (*action)(struct ctx *c, void *arg), void *arg, struct ctx *ctx)
{
    struct waiter w = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    struct store_job job = {.action = action, .arg = arg, .ctx = ctx, .done = wake, .owner = &w};
    store_submit(s, &job);
    pthread_mutex_lock(&w.mutex);
    while (!w.done) pthread_cond_wait(&w.changed, &w.mutex);
    pthread_mutex_unlock(&w.mutex);
    pthread_cond_destroy(&w.changed);
    pthread_mutex_destroy(&w.mutex);
    return job.result;
}

/* ---- asking ---- */

struct str store_audit_head(struct store *s, struct arena *a)
{
    pthread_mutex_lock(&s->told);
    struct audit_head head = s->told_head;
    pthread_mutex_unlock(&s->told);
    return audit_head_line(a, &s->keys.audit_sign, &head);
}

struct store_figures store_figures(struct store *s)
{
    pthread_mutex_lock(&s->told);
    struct store_figures figures = s->figures;
    pthread_mutex_unlock(&s->told);
    pthread_mutex_lock(&s->queue);
    figures.queued = s->queued;
    pthread_mutex_unlock(&s->queue);
    return figures;
}

enum err store_audit_verify(const char *directory, struct str database, const struct crypto_keys *keys,
    struct str head_line, struct audit_finding *ret)
{
    struct arena a;
    struct db *db;
    struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_JOB_ARENA);
    enum err err = store_look(directory, database, &a, &db);
    if (!err) {
        db_bind(db, &a, &system, NULL);
        struct str line = head_line;
        if (!line.p) err = audit_head_file(&a, directory, &line);
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
        if (!err) err = database.n ? audit_verify_seals(db, keys, line, ret) : audit_verify(db, keys, line, ret);
        db_unbind(db);
        db_close(db);
    }
    arena_release(&a);
    return err;
}

enum err store_address_check(struct arena *a, struct str address, struct str *ret_why)
{
    return postgres_address_check(a, address, ret_why);
}

void store_address_files(struct arena *a, struct str address, const char **ret_paths, size_t most)
{
    postgres_address_files(a, address, ret_paths, most);
}

enum err store_look(const char *directory, struct str database, struct arena *a, struct db **ret)
{
    if (database.n) return postgres_open(str_cstr(a, database), DB_SEALER, ret);
    return db_open(str_cstr(a, str_printf(a, "%s/cairn.db", directory)), DB_READER, ret);
}

enum err store_check(struct db *db, struct str database, struct arena *a, struct db_problem_list *ret_problems)
{
    struct scope system = {.everybody = true};
    *ret_problems = (struct db_problem_list){0};
    if (!database.n) return db_check(db, a, ret_problems);
    db_bind(db, a, &system, NULL);
    enum err err = postgres_check(db, &migrations_built_in);
    db_unbind(db);
    return err;
}
