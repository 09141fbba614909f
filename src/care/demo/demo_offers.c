/* Promises that their owners ask a colleague to do, the afternoon before: most wait for an answer, some came back. */
#include "care/demo/demo_write.h"

enum { ONE_OF = 30, OFFERS_MOST = 24, CAN_T = 4 /* one of so many */ };

struct offer {
    struct task task;
    const struct actor *to;
};

static enum err ask(struct ctx *c, void *arg)
{
    const struct offer *o = arg;
    return task_offer(c, &o->task, o->to->account, STR("I am on leave next week, and you know the family"));
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

static enum err offer_one(struct demo_writing *w, const struct demo_event *e, bool can_t)
{
    const struct actor *owner = &w->staff[e->staff];
    struct offer o = {.task = e->saving.next, .to = colleague_of(w, owner)};
    struct instant asked = instant_from_local(date_add_days(w->order->day, -1), 16, 5);
    struct instant answered = instant_from_local(date_add_days(w->order->day, -1), 16, 40);
    if (!o.to) return ERR_NONE;
    o.task.owner = owner->account;
    enum err err = demo_run(w, owner, asked, STR("task.offer"), ask, &o);
    if (err || !can_t) return err;
    return demo_run(w, o.to, answered, STR("task.answer"), say_no, &o);
}

enum err demo_write_offers(struct demo_writing *w, struct demo_events events)
{
    bool *kept = ARENA_ARRAY(w->c->arena, bool, events.n + 1); /* by the event's number: a later contact kept it */
    for (size_t i = 0; i < events.n; i++)
        if (events.items[i]->before) kept[events.items[i]->before->order] = true;
    enum err err = ERR_NONE;
    size_t open = 0, offers = 0;
    for (size_t i = 0; !err && i < events.n && offers < OFFERS_MOST; i++) {
        const struct demo_event *e = events.items[i];
        if (!e->saving.next.id.v || kept[e->order] || open++ % ONE_OF) continue;
        err = offer_one(w, e, offers++ % CAN_T == 0);
    }
    return err;
}
