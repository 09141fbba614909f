/*
 * The thread that sends: the next that is due is made, marked as under way, handed to the child, and marked with
 * what became of it. Each mark is durable before the next step, so whatever ends in between is known to be in
 * doubt, and is tried once more under the same Message-ID.
 */
#include "care/messages/message_own.h"

#include "base/log.h"
#include "care/messages/messages.sql.h"
#include "platform/app.h"
#include "platform/db/store.h"

#include <errno.h>
#include <pthread.h>

enum { LOOK_AGAIN_S = 2, RETRY_S = 10, SUBJECT_MOST = 120, ID_MOST = 40 };

struct message_work {
    const struct app *app;
    mail_door *door;
    int64_t timeout_s;
    pthread_mutex_t lock;
    pthread_cond_t told;
    pthread_t thread;
    _Atomic bool stopping;
    /* the one under way */
    struct uuid key;
    struct actor actor;
    bool goes;
    struct mail_result result;
    char to[256], subject[SUBJECT_MOST + 1], id[ID_MOST + 1], text[LIMIT_MAIL_TEXT];
    size_t text_n;
};

/* ---- reading and writing, without a request ---- */

static enum err write_as(struct message_work *w, const char *word, enum err (*action)(struct ctx *, void *))
{
    struct arena arena CLEANUP(arena_release);
    struct trace trace = {.arena = &arena};
    struct audit_entry entry = audit_entry_by(&w->actor, str_from_cstr(word), STR("messages"));
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct ctx c = {.arena = &arena,
        .actor = &w->actor,
        .clock = w->app->clock,
        .app = w->app,
        .trace = &trace,
        .audit = &entry};
    return store_run(w->app->store, action, w, &c);
}

/* ERR_NOT_FOUND: there is none. */
static enum err find(struct message_work *w, bool broken_off)
{
    static const struct scope EVERYBODY = {.everybody = true};
    struct arena arena CLEANUP(arena_release);
    struct trace trace = {.arena = &arena};
    struct message_due_row due = {0};
    struct message_broken_off_row broken;
    struct db *db;
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    enum err err = store_read_begin(w->app->store, &arena, &EVERYBODY, &trace, &db);
    if (err) return err;
    if (broken_off)
        err = message_broken_off(db, &broken);
    else
        err = message_due(db, clock_now(w->app->clock), &due);
    store_read_end(w->app->store, db);
    if (err) return err;
    w->key = broken_off ? broken.key : due.key;
    w->actor = (struct actor){
        .name = STR("Cairn itself"), .pcn = broken_off ? broken.pcn_id : due.pcn_id, .scope = {.everybody = true}};
    return ERR_NONE;
}

/* ---- one message ---- */

static void keep(char *to, size_t room, struct str words)
{
    MUST(words.n < room);
    memcpy(to, words.p, words.n);
    to[words.n] = 0;
}

static void keep_made(
    struct ctx *c, struct message_work *w, const struct message *m, const struct message_made *made)
{
    keep(w->to, sizeof w->to, m->to);
    keep(w->subject, sizeof w->subject, made->subject);
    keep(w->id, sizeof w->id, uuid_text(c->arena, m->key));
    keep(w->text, sizeof w->text, made->text);
    w->text_n = made->text.n;
}

/* In an action: made from what stands now, and marked as under way, or stopped. */
static enum err begin(struct ctx *c, void *arg)
{
    struct message_work *w = arg;
    struct message m;
    struct message_made made = {.subject = STR("")};
    w->goes = false;
    enum err err = message_by_key(c, w->key, &m);
    if (!err && m.state != MESSAGE_IS_WAITING) err = ERR_NOT_FOUND; /* cancelled meanwhile */
    if (!err) err = message_maker_of(m.kind)->make(c, &m, &made);
    if (err) return err;
    struct message_change to = {.state = MESSAGE_IS_SENDING, .doubtful = m.doubtful, .tries = m.tries + 1};
    if (made.why_not.n)
        to = (struct message_change){
            .state = MESSAGE_IS_CANCELLED, .doubtful = m.doubtful, .tries = m.tries, .said = made.why_not};
    w->goes = !made.why_not.n;
    if (w->goes) keep_made(c, w, &m, &made);
    return message_change(c, &m, &to);
}

/* In an action: what became of it. */
static enum err conclude(struct ctx *c, void *arg)
{
    const struct message_work *w = arg;
    struct message m;
    enum err err = message_by_key(c, w->key, &m);
    if (!err && m.state != MESSAGE_IS_SENDING) err = ERR_NOT_FOUND;
    if (err) return err;
    struct message_next next = message_after(&m, w->result.outcome);
    const struct message_change to = {.state = next.state,
        .doubtful = next.doubtful,
        .tries = m.tries,
        .code = w->result.code,
        .said = str_from_cstr(w->result.said),
        .next_at = {clock_now(c->clock).v + 1000 * next.wait_s}};
    return message_change(c, &m, &to);
}

static enum err send_one(struct message_work *w)
{
    enum err err = find(w, false);
    if (!err) err = write_as(w, "message.begin", begin);
    if (err || !w->goes) return err;
    const struct mail_message message = {.to = str_from_cstr(w->to),
        .subject = str_from_cstr(w->subject),
        .id = str_from_cstr(w->id),
        .text = {w->text, w->text_n},
        .at = clock_now(w->app->clock)};
    mail_ask(w->door, &message, w->timeout_s, &w->stopping, &w->result);
    if (w->stopping && w->result.outcome == MAIL_NOT_KNOWN)
        return ERR_NONE; /* looked at when the server is back */
    return write_as(w, "message.done", conclude);
}

/* What was under way when the server ended: nobody knows whether it was taken. */
static enum err take_up(struct message_work *w)
{
    enum err err;
    while (!(err = find(w, true))) {
        mail_result_set(&w->result, MAIL_NOT_KNOWN, 0, STR("The server stopped while it was being sent"));
        err = write_as(w, "message.done", conclude);
        if (err) return err;
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* ---- the thread ---- */

static void wait_for(struct message_work *w, int64_t seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&w->lock);
    while (!w->stopping)
        if (pthread_cond_timedwait(&w->told, &w->lock, &until) == ETIMEDOUT) break;
    pthread_mutex_unlock(&w->lock);
}

static void *run(void *arg)
{
    struct message_work *w = arg;
    bool taken_up = false;
    while (!w->stopping) {
        enum err err = taken_up ? ERR_NONE : take_up(w);
        taken_up = !err;
        if (!err) err = send_one(w);
        if (err && err != ERR_NOT_FOUND) log_event(LOG_ERROR, "messages.failed", LOG_WORD("why", err_text(err)));
        if (err) wait_for(w, err == ERR_NOT_FOUND ? LOOK_AGAIN_S : RETRY_S);
    }
    return NULL;
}

struct message_work *message_work_start(struct arena *a, const struct app *app, mail_door *door, int64_t timeout_s)
{
    struct message_work *w = ARENA_NEW(a, struct message_work);
    w->app = app;
    w->door = door;
    w->timeout_s = timeout_s;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->told, NULL);
    if (pthread_create(&w->thread, NULL, run, w)) BUG("no thread");
    return w;
}

void message_work_stop(struct message_work *w)
{
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->told);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->told);
}
