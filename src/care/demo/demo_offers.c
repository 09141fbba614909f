/* Tasks that their owners ask a colleague to do, the afternoon before: most wait for an answer, some came back. */
#include "care/demo/demo_write.h"

enum { OFFERS_MOST = 24, EACH = 3, SOON = 14, CAN_T = 4 /* one of so many */ };

struct offer {
    struct task task;
    const struct actor *to;
    struct str words;
};

static enum err ask(struct ctx *c, void *arg)
{
    const struct offer *o = arg;
    return task_offer(c, &o->task, o->to->account, o->words);
}

static enum err say_no(struct ctx *c, void *arg)
{
    const struct offer *o = arg;
    struct task asked = o->task;
    asked.version++;
    return task_decline(c, &asked, STR("My week is full. Ask me again after Wednesday"));
}

/* Somebody else who does the same work at the same place; NULL: nobody. */
static const struct actor *colleague_of(const struct demo_writing *w, const struct actor *one)
{
    for (size_t i = 0; i < demo_staff_count; i++) {
        const struct actor *other = &w->staff[i];
        if (other->account.v == one->account.v || other->role != one->role) continue;
        if (other->practice.v == one->practice.v) return other;
    }
    return NULL;
}

static enum err offer_one(struct demo_writing *w, const struct demo_event *e, size_t nth)
{
    static const struct str words[] = {STR_INIT("I am on leave that week, and you know the family"),
        STR_INIT("It needs a visit, and you are there on that day"),
        STR_INIT("They asked for you: you spoke with them before"),
        STR_INIT("My clinic was moved to that morning"),
        STR_INIT("You speak their language, and I would need an interpreter")};
    const struct actor *owner = &w->staff[e->staff];
    struct offer o = {.task = e->saving.next, .to = colleague_of(w, owner), .words = words[nth % COUNT_OF(words)]};
    struct instant asked = instant_from_local(date_add_days(w->order->day, -1), 16, 5);
    struct instant answered = instant_from_local(date_add_days(w->order->day, -1), 16, 40);
    if (!o.to) return ERR_NONE;
    o.task.owner = owner->account;
    enum err err = demo_run(w, owner, asked, STR("task.offer"), ask, &o);
    if (err || nth % CAN_T) return err;
    return demo_run(w, o.to, answered, STR("task.answer"), say_no, &o);
}

/* Open still, and so near that its owner may have to ask. */
static bool is_near(const struct demo_writing *w, const struct demo_event *e)
{
    int days = date_days_between(w->order->day, e->saving.next.due);
    return e->saving.next.id.v && days >= 0 && days <= SOON;
}

enum err demo_write_offers(struct demo_writing *w, struct demo_events events)
{
    bool *kept = ARENA_ARRAY(w->c->arena, bool, events.n + 1); /* by the event's number: a later contact kept it */
    for (size_t i = 0; i < events.n; i++)
        if (events.items[i]->before) kept[events.items[i]->before->order] = true;
    enum err err = ERR_NONE;
    size_t offers = 0;
    int by[DEMO_STAFF_MOST] = {0};
    for (size_t i = 0; !err && i < events.n && offers < OFFERS_MOST; i++) {
        const struct demo_event *e = events.items[i];
        if (!is_near(w, e) || kept[e->order] || by[e->staff]++ >= EACH) continue;
        err = offer_one(w, e, offers++);
    }
    return err;
}
