/* Contacts, each by who made it and when: several under way at a time, so that they share a commit. */
#include "care/demo/demo_job.h"
#include "care/demo/demo_write.h"

enum { UNDER_WAY = 48, PROGRESS_EVENTS = 50 };

static enum err write_event(struct ctx *c, void *arg)
{
    struct demo_event *e = arg;
    struct contact_saving saving = e->saving; /* what the action fills in counts when it is kept below */
    saving.finishes = (struct task_list){e->before ? &e->before->saving.next : NULL, e->before ? 1 : 0};
    saving.next.owner = c->actor->account;
    enum err err = contact_save(c, &saving);
    e->saving.next.id = saving.next.id;
    e->saving.next.version = saving.next.version;
    return err;
}

struct window {
    struct demo_job jobs[UNDER_WAY];
    size_t started;
};

static enum err wait_for_all(struct window *v)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; i < v->started; i++) {
        enum err one = demo_job_wait(&v->jobs[i]);
        if (!err) err = one;
    }
    v->started = 0;
    return err;
}

/* Whether it finishes what was promised in one of those that are under way. */
static bool builds_on(const struct window *v, const struct demo_event *e)
{
    for (size_t i = 0; i < v->started; i++)
        if (v->jobs[i].job.arg == e->before) return true;
    return false;
}

static enum err write_all(struct demo_writing *w, struct window *v, struct demo_events events)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < events.n; i++) {
        struct demo_event *e = events.items[i];
        if (v->started == UNDER_WAY || (e->before && builds_on(v, e))) err = wait_for_all(v);
        if (err) break;
        demo_job_start(
            &v->jobs[v->started++], w, &w->staff[e->staff], e->recorded_at, STR("contact.record"), write_event, e);
        if (i % PROGRESS_EVENTS == 0) demo_progress(w, "contacts", (int64_t)i + 1, (int64_t)events.n);
    }
    enum err last = wait_for_all(v);
    if (!err && !last) demo_progress(w, "contacts", (int64_t)events.n, (int64_t)events.n);
    return err ? err : last;
}

enum err demo_write_events(struct demo_writing *w, struct demo_events events)
{
    struct window *v = ARENA_NEW(w->c->arena, struct window);
    v->started = 0;
    for (size_t i = 0; i < UNDER_WAY; i++) demo_job_init(&v->jobs[i], w->store);
    enum err err = write_all(w, v, events);
    for (size_t i = 0; i < UNDER_WAY; i++) demo_job_release(&v->jobs[i]);
    return err;
}
