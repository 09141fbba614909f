#include "care/demo/demo_write.h"

enum { SLICE_PEOPLE = 1000, PROGRESS_EVENTS = 50 };

/* ---- people, a slice to an action ---- */

struct slice {
    struct demo_writing *w;
    struct demo_person *people;
    size_t n;
};

static enum err write_slice(struct ctx *c, void *arg)
{
    struct slice *s = arg;
    for (size_t i = 0; i < s->n; i++) {
        struct clock since = clock_fixed(s->people[i].known_since);
        struct ctx then = *c;
        then.clock = &since;
        enum err err = person_add(&then, &s->people[i].person);
        if (err) return err;
    }
    return ERR_NONE;
}

/* Whole households until the slice is full; false when nobody is left. */
static bool fill_slice(struct demo_writing *w, struct demo_people *g, struct slice *s)
{
    s->people = ARENA_ARRAY(&w->work, struct demo_person, SLICE_PEOPLE + DEMO_HOUSEHOLD_MOST);
    s->n = 0;
    for (size_t got = 1; got && s->n < SLICE_PEOPLE; s->n += got)
        got = demo_people_next(g, &w->work, &s->people[s->n]);
    for (size_t i = 0; i < s->n; i++) {
        const struct practice *practice = &w->practices[s->people[i].practice];
        s->people[i].person.practice = practice->id;
        s->people[i].person.practice_name = practice->name;
    }
    return s->n > 0;
}

enum err demo_write_people(struct demo_writing *w, struct demo_plan *plan, int64_t *ret_written)
{
    struct demo_people g;
    struct slice s = {.w = w};
    demo_people_start(&g, w->order->seed, w->order->day, w->order->people);
    while (fill_slice(w, &g, &s)) {
        enum err err = demo_run(w, w->c->actor, w->began, STR("demo.people"), write_slice, &s);
        if (err) return err;
        for (size_t i = 0; i < s.n; i++) demo_plan_offer(plan, &s.people[i]);
        arena_reset(&w->work);
        demo_progress(w, "people", g.made, g.wanted);
    }
    *ret_written = g.made;
    return ERR_NONE;
}

/* ---- contacts, each by who made it and when ---- */

static enum err write_event(struct ctx *c, void *arg)
{
    struct demo_event *e = arg;
    e->saving.finishes = (struct task_list){e->before ? &e->before->saving.next : NULL, e->before ? 1 : 0};
    e->saving.next.owner = c->actor->account;
    return contact_save(c, &e->saving);
}

enum err demo_write_events(struct demo_writing *w, struct demo_events events)
{
    for (size_t i = 0; i < events.n; i++) {
        struct demo_event *e = events.items[i];
        enum err err = demo_run(w, &w->staff[e->staff], e->recorded_at, STR("contact.record"), write_event, e);
        if (err) return err;
        arena_reset(&w->work);
        if (i % PROGRESS_EVENTS == 0 || i + 1 == events.n)
            demo_progress(w, "contacts", (int64_t)i + 1, (int64_t)events.n);
    }
    return ERR_NONE;
}
