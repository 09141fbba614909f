/* What happened between workers and those they support, and what is due. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_plan.h"

enum { MINUTE_MS = 60 * 1000, STEPS_MOST = 8 };

struct making {
    struct demo_plan *plan;
    struct demo_event *events;
    size_t n;
};

/* ---- days ---- */

static struct date weekday_before(struct date day)
{
    int weekday = date_weekday(day);
    return weekday > 4 ? date_add_days(day, 4 - weekday) : day;
}

static struct date weekday_after(struct date day)
{
    int weekday = date_weekday(day);
    return weekday > 4 ? date_add_days(day, 7 - weekday) : day;
}

/* When the last promise of a thread falls due: some are overdue, some are for today, most are coming. */
static struct date draw_due(struct demo_plan *plan, enum demo_pace pace)
{
    static const int overdue[] = {[DEMO_STEADY] = 110, [DEMO_AHEAD] = 0, [DEMO_OVERLOADED] = 380, [DEMO_CALM] = 0};
    static const int late[] = {[DEMO_STEADY] = 6, [DEMO_AHEAD] = 1, [DEMO_OVERLOADED] = 32, [DEMO_CALM] = 1};
    struct random_seeded *r = &plan->random;
    if (pace == DEMO_CALM) return weekday_after(date_add_days(plan->today, demo_between(r, 4, 30)));
    if (demo_chance(r, overdue[pace]))
        return weekday_before(date_add_days(plan->today, -demo_nearer(r, 1, late[pace])));
    if (demo_chance(r, pace == DEMO_AHEAD ? 110 : 190)) return plan->today;
    return weekday_after(date_add_days(plan->today, demo_nearer(r, 1, 24)));
}

/* Of those contacted every two or three months: a few are overdue, a few for today. */
static struct date draw_light_due(struct demo_plan *plan)
{
    struct random_seeded *r = &plan->random;
    if (demo_chance(r, 14)) return weekday_before(date_add_days(plan->today, -demo_nearer(r, 1, 10)));
    if (demo_chance(r, 8)) return plan->today;
    return weekday_after(date_add_days(plan->today, demo_between(r, 1, 75)));
}

/* ---- one contact ---- */

/* One of those who are not GPs and work in the whole network. */
static struct str draw_clinician(struct random_seeded *r, struct arena *a)
{
    for (;;) {
        const struct demo_staff *s = &demo_staff[random_below(r, (uint32_t)demo_staff_count)];
        if (s->profession && s->practice < 0) return str_printf(a, "%s, %s", s->name, s->profession);
    }
}

static struct demo_kin draw_kin(struct random_seeded *r, struct arena *a, const struct demo_client *c)
{
    static const struct str women[] = {STR_INIT("daughter"), STR_INIT("sister")};
    static const struct str men[] = {STR_INIT("son"), STR_INIT("brother")};
    bool woman = demo_chance(r, 600);
    int younger = c->age >= 55 ? 0 : 1;
    const struct demo_words *names = woman ? c->community->women : c->community->men;
    struct str name = demo_common(r, names[c->age >= 75 ? 1 : younger ? 2 : 1]);
    return (struct demo_kin){name, woman ? women[younger] : men[younger], draw_clinician(r, a)};
}

static void put_contact(struct demo_event *e, const struct demo_step *step, const struct demo_client *client,
    struct arena *a, struct demo_kin kin)
{
    struct contact *k = &e->saving.contact;
    *k = (struct contact){.person = client->person,
        .outcome = step->outcome,
        .with = step->with,
        .mode = step->mode ? step->mode : contact_usual_mode(step->outcome),
        .incoming = step->incoming,
        .with_name = demo_fill(a, step->with_name, client, kin),
        .note = demo_fill(a, step->note, client, kin),
        .minutes = step->minutes,
        .struck_at = INSTANT_NONE};
}

/* day: when it happened; due: when what was promised falls due. */
static struct demo_event *put_event(struct making *m, size_t staff, const struct demo_step *step,
    const struct demo_client *client, struct demo_kin kin, struct date day, struct date due)
{
    struct arena *a = m->plan->arena;
    struct random_seeded *r = &m->plan->random;
    struct demo_event *e = &m->events[m->n];
    *e = (struct demo_event){.order = m->n++, .staff = staff};
    put_contact(e, step, client, a, kin);
    int hour = step->hour ? step->hour : demo_between(r, 9, 16);
    int minute = step->hour ? step->minute : demo_between(r, 0, 59);
    struct contact *k = &e->saving.contact;
    k->happened_at = instant_from_local(day, hour, minute);
    e->recorded_at.v = k->happened_at.v + (int64_t)(step->minutes + demo_between(r, 1, 6)) * MINUTE_MS;
    k->key = uuid_seeded(e->recorded_at, r);
    e->saving.nonce = uuid_seeded(e->recorded_at, r);
    e->saving.next = (struct task){.key = uuid_seeded(e->recorded_at, r),
        .person = client->person,
        .kind = step->promise,
        .title = demo_fill(a, step->task, client, kin),
        .promised_on = day,
        .due = step->promise ? due : DATE_NONE};
    return e;
}

/* ---- a thread ---- */

static void plan_story(struct making *m, size_t staff, struct demo_client *client)
{
    const struct demo_steps *steps = &client->story->steps;
    struct demo_event *before = NULL;
    for (size_t i = 0; i < steps->n; i++) {
        const struct demo_step *step = &steps->items[i];
        struct date day = weekday_before(date_add_days(m->plan->today, -step->days_ago));
        if (step->friday) day = demo_friday(day);
        struct date due = date_add_days(m->plan->today, step->due_in);
        if (step->due_in > 0) due = weekday_after(due);
        struct demo_event *e = put_event(m, staff, step, client, (struct demo_kin){0}, day, due);
        e->before = step->leaves_open ? NULL : before;
        before = e;
        if (!i) client->since = e->recorded_at;
    }
}

/* Somebody for whom there is no topic is never taken on. Two of three have one that is about what they have. */
static const struct demo_topic *draw_topic(
    struct random_seeded *r, enum staff_role role, const struct demo_client *client, bool light)
{
    for (int tries = 0;; tries++) {
        const struct demo_topic *t = &demo_topics[random_below(r, (uint32_t)demo_topic_count)];
        if (!demo_topic_fits(t, role, client->age, &client->health, light)) continue;
        if (t->of || tries > 60 || demo_chance(r, 330)) return t;
    }
}

static void plan_topic(struct making *m, size_t staff, struct demo_client *client, bool light)
{
    struct random_seeded *r = &m->plan->random;
    const struct demo_topic *topic = draw_topic(r, demo_staff[staff].role, client, light);
    size_t n = 1 + random_below(r, (uint32_t)topic->steps.n);
    struct date due = light ? draw_light_due(m->plan) : draw_due(m->plan, demo_staff[staff].pace);
    struct date today = m->plan->today, days[STEPS_MOST];
    struct demo_kin kin = draw_kin(r, m->plan->arena, client);
    struct demo_event *before = NULL;
    MUST(topic->steps.n <= STEPS_MOST);
    days[n - 1] =
        weekday_before(date_add_days(date_before(due, today) ? due : today, -demo_between(r, 1, light ? 70 : 11)));
    for (size_t i = n - 1; i > 0; i--)
        days[i - 1] =
            weekday_before(date_add_days(days[i], -(light ? demo_between(r, 50, 80) : demo_between(r, 5, 24))));
    for (size_t i = 0; i < n; i++) {
        struct date next = i + 1 < n ? date_add_days(days[i + 1], -demo_between(r, -2, 1)) : due;
        struct demo_event *e = put_event(
            m, staff, &topic->steps.items[i], client, kin, days[i], date_before(next, days[i]) ? days[i] : next);
        e->saving.contact.explained = i == 0 && e->saving.contact.with == CONTACT_WITH_PERSON;
        e->before = before;
        before = e;
        if (!i) client->since = e->recorded_at;
    }
}

/* A contact keeps a promise only where there was one. */
static void keep_promises(struct making *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct demo_event *e = &m->events[i];
        if (e->before && !e->before->saving.next.kind) e->before = NULL;
    }
}

static int by_time(const void *a, const void *b)
{
    const struct demo_event *x = *(struct demo_event *const *)a, *y = *(struct demo_event *const *)b;
    if (x->recorded_at.v != y->recorded_at.v) return x->recorded_at.v < y->recorded_at.v ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

struct demo_events demo_plan_events(struct demo_plan *plan)
{
    size_t clients = 0;
    for (size_t s = 0; s < demo_staff_count; s++) clients += plan->caseloads[s].n;
    struct making m = {
        .plan = plan, .events = ARENA_ARRAY(plan->arena, struct demo_event, clients * STEPS_MOST + 1)};
    for (size_t s = 0; s < demo_staff_count; s++)
        for (size_t i = 0; i < plan->caseloads[s].n; i++) {
            struct demo_client *client = &plan->caseloads[s].clients[i];
            if (client->story)
                plan_story(&m, s, client);
            else
                plan_topic(&m, s, client, i >= plan->caseloads[s].close);
        }
    keep_promises(&m);
    struct demo_events events = {ARENA_ARRAY(plan->arena, struct demo_event *, m.n + 1), m.n};
    for (size_t i = 0; i < m.n; i++) events.items[i] = &m.events[i];
    qsort(events.items, events.n, sizeof *events.items, by_time);
    return events;
}
