#include "platform/db/store_copy.h"

#include "platform/db/sqlite_driver.h"
#include "platform/db/store_internal.h"

#include <fcntl.h>
#include <unistd.h>

/* Pages of 4 KB in one step: about two milliseconds that the writer spends between two commits. */
enum { STEP_PAGES = 256, RESTARTS_MOST = 20 };

/* A job that changes nothing and comes round again and again; what it is for happens after each of its commits. */
struct copying {
    struct store *store;
    sqlite3 *to;
    sqlite3_backup *backup;
    struct store_copy_figures *figures;
    int left; /* pages, after the last step */
    int code;
    struct arena arena;
    struct ctx ctx;
    struct store_job job;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool finished;
};

static enum err nothing(struct ctx *c, void *arg)
{
    (void)c, (void)arg;
    return ERR_NONE;
}

static void finish(struct copying *c)
{
    pthread_mutex_lock(&c->mutex);
    c->finished = true;
    pthread_cond_signal(&c->changed);
    pthread_mutex_unlock(&c->mutex);
}

/* On the writer thread, outside of any transaction. */
static void step(struct store_job *job)
{
    struct copying *c = job->owner;
    int64_t began = clock_monotonic_us();
    if (!c->backup) c->backup = sqlite3_backup_init(c->to, "main", sqlite_of(c->store->writer)->sqlite, "main");
    c->code = c->backup ? sqlite3_backup_step(c->backup, STEP_PAGES) : sqlite3_errcode(c->to);
    int left = c->backup ? sqlite3_backup_remaining(c->backup) : 0;
    int all = c->backup ? sqlite3_backup_pagecount(c->backup) : 0;
    if (left > c->left && c->figures->steps)
        c->figures->restarts++; /* a commit that failed makes it begin again */
    c->left = left;
    c->figures->pages = all;
    c->figures->steps++;
    bool more = (c->code == SQLITE_OK || c->code == SQLITE_BUSY || c->code == SQLITE_LOCKED) &&
        c->figures->restarts < RESTARTS_MOST;
    if (!more && c->backup) {
        int ended = sqlite3_backup_finish(c->backup);
        if (c->code == SQLITE_DONE && ended != SQLITE_OK) c->code = ended;
    }
    int64_t took = clock_monotonic_us() - began;
    if (took > c->figures->longest_step_us) c->figures->longest_step_us = took;
    if (more)
        store_submit(c->store, &c->job);
    else
        finish(c);
}

static int open_target(const char *to, sqlite3 **ret)
{
    int fd = open(to, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return SQLITE_CANTOPEN;
    close(fd);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int code = sqlite3_open_v2(to, ret, flags, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(*ret, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL, NULL, NULL);
    return code;
}

static void run(struct copying *c)
{
    c->job = (struct store_job){.action = nothing, .ctx = &c->ctx, .done = step, .owner = c};
    store_submit(c->store, &c->job);
    pthread_mutex_lock(&c->mutex);
    while (!c->finished) pthread_cond_wait(&c->changed, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
}

enum err store_copy(struct store *store, const char *to, struct store_copy_figures *ret)
{
    struct copying c = {
        .store = store, .figures = ret, .mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    *ret = (struct store_copy_figures){0};
    if (store->address) return ERR_REFUSED; /* PostgreSQL is backed up by its own means */
    arena_init(&c.arena, LIMIT_REQUEST_ARENA);
    c.ctx = (struct ctx){.arena = &c.arena, .clock = store->clock};
    int code = open_target(to, &c.to);
    if (code == SQLITE_OK) {
        run(&c);
        code = c.code;
    }
    sqlite3_close(c.to);
    arena_release(&c.arena);
    pthread_cond_destroy(&c.changed);
    pthread_mutex_destroy(&c.mutex);
    if (code == SQLITE_DONE) return ERR_NONE;
    unlink(to);
    log_event(LOG_ERROR, "store.copy_failed", LOG_NUMBER("code", code));
    return (code & 0xFF) == SQLITE_FULL ? ERR_FULL : (code & 0xFF) == SQLITE_CORRUPT ? ERR_DAMAGED : ERR_IO;
}
