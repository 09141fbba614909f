/* Training, supervision and hours of those who take referrals, each written down by whoever would have. */
#include "care/demo/demo_write.h"
#include "care/workforce/workforce.h"

struct writing {
    const struct workforce_event *event;
    struct random_seeded keys;
};

static enum err write_one(struct ctx *c, void *arg)
{
    struct writing *one = arg;
    struct random_seeded keys = one->keys; /* a copy: the action may be run again */
    return workforce_invent(c, one->event, &keys);
}

/* Somebody in that role where they work, or in the whole network; never they themselves. */
static const struct actor *near(
    const struct demo_writing *w, size_t whose, enum staff_role role, const char *profession)
{
    const struct actor *found = NULL;
    for (size_t i = 0; i < demo_staff_count; i++) {
        const struct demo_staff *s = &demo_staff[i];
        if (s->role != role || w->staff[i].account.v == w->staff[whose].account.v) continue;
        if (profession && !str_eq(str_from_cstr(s->profession), str_from_cstr(profession))) continue;
        if (s->practice == demo_staff[whose].practice) return &w->staff[i];
        if (!found || s->practice < 0) found = &w->staff[i];
    }
    return found;
}

static struct workforce_colleague colleague(const struct actor *actor)
{
    return (struct workforce_colleague){actor->account, actor->name};
}

static enum err write_all(struct demo_writing *w, size_t i, size_t nth)
{
    const struct actor *supervisor = near(w, i, STAFF_ROLE_SUPERVISOR, NULL);
    const struct workforce_invented invented = {.account = w->staff[i].account,
        .role = demo_staff[i].role,
        .nth = nth,
        .today = w->order->day,
        .supervisor = colleague(supervisor),
        .clinician = colleague(near(w, i, STAFF_ROLE_CLINICIAN, "community matron")),
        .gp = colleague(near(w, i, STAFF_ROLE_CLINICIAN, "GP"))};
    struct arena_mark mark = arena_mark(w->c->arena);
    struct workforce_events events = workforce_invented_events(w->c->arena, &invented);
    enum err err = ERR_NONE;
    for (size_t k = 0; !err && k < events.n; k++) {
        struct writing one = {.event = &events.items[k]};
        struct instant at = instant_from_local(events.items[k].written, 15, 30);
        random_seed(&one.keys, w->order->seed ^ (0x3EADFu + nth * 64 + k));
        err = demo_run(w, events.items[k].by_themselves ? &w->staff[i] : supervisor, at, STR("demo.workforce"),
            write_one, &one);
        arena_reset(&w->work);
    }
    arena_rewind(w->c->arena, mark);
    return err;
}

enum err demo_write_workforce(struct demo_writing *w)
{
    enum err err = ERR_NONE;
    size_t nth = 0;
    for (size_t i = 0; !err && i < demo_staff_count; i++) {
        enum staff_role role = demo_staff[i].role;
        bool takes = role == STAFF_ROLE_CARE_COORDINATOR || role == STAFF_ROLE_LINK_WORKER ||
            role == STAFF_ROLE_HEALTH_COACH;
        if (takes) err = write_all(w, i, nth++);
    }
    return err;
}
