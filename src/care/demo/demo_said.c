/* What the people with a story say of themselves, who is around them, and that they died: written by whoever
 * supports them. */
#include "care/about/about_me.h"
#include "care/appointments/appointment.h"
#include "care/circle/circle.h"
#include "care/demo/demo_write.h"

struct saying {
    const struct demo_client *client;
    struct random_seeded keys;
    struct date today;
};

static struct str optional(const char *text)
{
    return text ? str_from_cstr(text) : STR_NONE;
}

static struct str tick(bool yes)
{
    return yes ? STR("yes") : STR_NONE;
}

static bool is_about(struct arena *a, const struct saying *s, const char *whose)
{
    const struct demo_story *story = s->client->story;
    return story && str_eq(str_printf(a, "%s %s", story->given, story->family), str_from_cstr(whose));
}

static enum err write_about(struct ctx *c, const struct saying *s, const struct demo_told *t)
{
    const struct document_word words[] = {{"most_important", optional(t->important)},
        {"people", optional(t->people)}, {"communication", optional(t->communication)},
        {"please", optional(t->please)}, {"support", optional(t->support)}, {"also", optional(t->also)},
        {"whose", t->helper ? STR("helped") : STR("own")}, {"helper", optional(t->helper)},
        {"written_on", date_iso(c->arena, date_add_days(s->today, -t->days_ago))}};
    return about_write(c, s->client->person, words, COUNT_OF(words));
}

static enum err write_around(struct ctx *c, const struct saying *s, const struct demo_around *e, struct uuid key)
{
    const struct document_word both[] = {{"name", optional(e->name)}, {"relation", optional(e->relation)},
        {"does", optional(e->does)}, {"phone", optional(e->phone)}, {"times", optional(e->times)},
        {"tie", optional(e->tie)}};
    const struct document_word family[] = {{"told", optional(e->told)}, {"needs", optional(e->needs)},
        {"contingency", optional(e->contingency)}, {"cares", tick(e->cares)}, {"first", tick(e->first)},
        {"lives_with", tick(e->together)}};
    const struct document_word service[] = {
        {"kind", optional(e->kind)}, {"organisation", optional(e->organisation)}, {"leads", tick(e->leads)}};
    struct document_word words[COUNT_OF(both) + COUNT_OF(family)];
    size_t more = e->service ? COUNT_OF(service) : COUNT_OF(family);
    memcpy(words, both, sizeof both);
    memcpy(words + COUNT_OF(both), e->service ? service : family, more * sizeof *words);
    return circle_write(c, s->client->person, e->service, key, words, COUNT_OF(both) + more);
}

/* What nothing is said of is not written: it waits to be prepared, or to be followed up. */
static enum err write_appointment(
    struct ctx *c, const struct saying *s, const struct demo_appointment *e, struct uuid key)
{
    struct person_id of = s->client->person;
    const struct document_word booking[] = {{"with", optional(e->with)}, {"service", optional(e->service)},
        {"day", date_iso(c->arena, date_add_days(s->today, e->days))}, {"time", optional(e->time)},
        {"way", optional(e->way)}, {"place", optional(e->place)}, {"purpose", optional(e->purpose)},
        {"transport", optional(e->transport)}, {"needs", optional(e->needs)}, {"remind", optional(e->remind)}};
    const struct document_word preparing[] = {{"questions", optional(e->questions)}, {"hopes", optional(e->hopes)},
        {"aids", optional(e->aids)}, {"comes", optional(e->comes)}, {"bring", optional(e->bring)}};
    const struct document_word follow_up[] = {{"outcome", optional(e->outcome)}, {"why", optional(e->why)},
        {"options", optional(e->options)}, {"chosen", optional(e->chosen)}, {"whose", optional(e->whose)},
        {"told", optional(e->told)}};
    enum err err = appointment_write(c, of, APPOINTMENT_BOOKING, key, booking, COUNT_OF(booking));
    if (!err && e->questions)
        err = appointment_write(c, of, APPOINTMENT_PREPARING, key, preparing, COUNT_OF(preparing));
    if (!err && e->outcome)
        err = appointment_write(c, of, APPOINTMENT_FOLLOW_UP, key, follow_up, COUNT_OF(follow_up));
    return err;
}

static enum err say(struct ctx *c, void *arg)
{
    const struct saying *s = arg;
    struct random_seeded keys = s->keys; /* a copy: the action may be run again */
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < demo_told_count; i++)
        if (is_about(c->arena, s, demo_told[i].whose)) err = write_about(c, s, &demo_told[i]);
    for (size_t i = 0; !err && i < demo_around_count; i++)
        if (is_about(c->arena, s, demo_around[i].of))
            err = write_around(c, s, &demo_around[i], uuid_seeded(clock_now(c->clock), &keys));
    for (size_t i = 0; !err && i < demo_appointment_count; i++)
        if (is_about(c->arena, s, demo_appointments[i].of))
            err = write_appointment(c, s, &demo_appointments[i], uuid_seeded(clock_now(c->clock), &keys));
    trace_saw(c->trace, s->client->person);
    return err;
}

enum err demo_write_words(struct demo_writing *w, const struct demo_plan *plan)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < demo_staff_count; i++) {
        const struct demo_caseload *load = &plan->caseloads[i];
        for (size_t k = 0; !err && k < load->n; k++) {
            struct saying s = {.client = &load->clients[k], .today = w->order->day};
            if (!s.client->story) continue;
            random_seed(&s.keys, w->order->seed ^ (0x5A1Du + i * 1000 + k));
            err = demo_run(w, &w->staff[i], s.client->since, STR("demo.words"), say, &s);
            arena_reset(&w->work);
        }
    }
    return err;
}

static enum err die(struct ctx *c, void *arg)
{
    const struct saying *s = arg;
    struct person p;
    enum err err = person_get_whole(c, s->client->person, &p);
    p.died_known = true;
    p.died = date_add_days(s->today, -s->client->story->died_days_ago);
    return err ? err : person_save(c, &p);
}

enum err demo_write_deaths(struct demo_writing *w, const struct demo_plan *plan)
{
    enum { HOUR = 10 };
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < demo_staff_count; i++) {
        const struct demo_caseload *load = &plan->caseloads[i];
        for (size_t k = 0; !err && k < load->n; k++) {
            struct saying s = {.client = &load->clients[k], .today = w->order->day};
            if (!s.client->story || !s.client->story->died_days_ago) continue;
            struct date day = date_add_days(s.today, 1 - s.client->story->died_days_ago);
            err = demo_run(w, &w->staff[i], instant_from_local(day, HOUR, 0), STR("demo.death"), die, &s);
            arena_reset(&w->work);
        }
    }
    return err;
}
