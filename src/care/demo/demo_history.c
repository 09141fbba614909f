#include "care/demo/demo_history.h"

#include "care/demo/demo_draw.h"

enum { YEARS_LEAST = 3, YEARS_MOST = 8, ROOM = 64, RECENT_DAYS = 180 };

struct date demo_working_day(struct date day)
{
    int weekday = date_weekday(day);
    return weekday > 4 ? date_add_days(day, 4 - weekday) : day;
}

struct date demo_day_within(struct demo_history *h, int years)
{
    return demo_working_day(date_add_days(h->last, -demo_between(h->r, 1, years * 365)));
}

static struct demo_record *more(struct demo_history *h)
{
    if (h->n == h->room) {
        struct demo_record *items = ARENA_ARRAY(h->arena, struct demo_record, h->room ? 2 * h->room : ROOM);
        if (h->n) memcpy(items, h->items, h->n * sizeof *items);
        h->items = items;
        h->room = h->room ? 2 * h->room : ROOM;
    }
    return &h->items[h->n++];
}

struct demo_record *demo_record_add(
    struct demo_history *h, enum coded_kind kind, const struct demo_code *code, struct date day)
{
    if (date_before(day, h->person->person.born) || date_before(h->last, day)) return NULL;
    struct demo_record *record = more(h);
    *record = (struct demo_record){.code = code,
        .kind = kind,
        .status = kind == CODED_OBSERVATION ? CODED_STATUS_NOT_SAID : CODED_STATUS_DONE,
        .precision = CODED_DAY,
        .at = instant_from_local(day, 0, 0),
        .ended = DATE_NONE,
        .order = (uint32_t)h->n};
    return record;
}

struct demo_record *demo_visit_add(struct demo_history *h, const struct demo_code *code, struct date day)
{
    struct demo_record *record = demo_record_add(h, CODED_ENCOUNTER, code, day);
    if (!record) return NULL;
    record->precision = CODED_TIME;
    record->at.v += (int64_t)demo_between(h->r, 16, 35) * 30 * 60 * 1000; /* 8am to 5:30pm, to the half-hour */
    return record;
}

void demo_history_conditions(struct demo_history *h)
{
    const struct demo_health *health = &h->person->health;
    for (int id = 0; id < DEMO_CONDITIONS; id++) {
        if (!demo_has(health, (enum demo_condition_id)id)) continue;
        const struct demo_code *code = demo_condition_code(health, (enum demo_condition_id)id);
        struct demo_record *record = demo_record_add(h, CODED_CONDITION, code, health->since[id]);
        if (record) record->status = CODED_STATUS_CURRENT;
    }
}

/* Who they live with, and whom they look after: facts without a value. */
static void add_circumstances(struct demo_history *h)
{
    const struct demo_person *d = h->person;
    if (d->health.carer) demo_record_add(h, CODED_OBSERVATION, &demo_is_carer, demo_day_within(h, 4));
    if (d->care_home) demo_record_add(h, CODED_OBSERVATION, &demo_in_care_home, demo_day_within(h, 3));
    if (d->at_home == 1 && !d->care_home && demo_chance(h->r, d->age >= 65 ? 450 : 40))
        demo_record_add(h, CODED_OBSERVATION, &demo_lives_alone, demo_day_within(h, 4));
    if (d->age < 16) return;
    const struct demo_code *smoking = d->health.smoking == DEMO_SMOKER ? &demo_smoker :
        d->health.smoking == DEMO_EX_SMOKER                            ? &demo_ex_smoker :
                                                                         &demo_never_smoked;
    demo_record_add(h, CODED_OBSERVATION, smoking, demo_day_within(h, 5));
}

/* What the story says, in its own words and on its own days. */
static void add_facts(struct demo_history *h, const struct demo_facts *facts)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct demo_fact *fact = &facts->items[i];
        struct date day = date_add_days(h->today, -fact->days_ago);
        if (fact->friday) day = date_add_days(demo_friday(day), -fact->nights);
        struct demo_record *record =
            demo_record_add(h, fact->kind, &fact->code, fact->days_ago < 0 ? h->last : day);
        if (!record) BUG("a story's %s is before birth or after death", fact->code.display);
        record->at = instant_from_local(day, fact->hour, 0);
        if (fact->hour) record->precision = CODED_TIME;
        if (fact->status) record->status = fact->status;
        record->value = str_from_cstr(fact->value);
        if (fact->nights) record->ended = date_add_days(day, fact->nights);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct demo_record *x = a, *y = b;
    if (x->at.v != y->at.v) return x->at.v < y->at.v ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Of somebody who died on a day that isn't known nothing is told of the last year. */
static struct date last_day(struct date today, const struct person *p)
{
    return !p->died_known ? today : date_is_set(p->died) ? p->died : date_add_days(today, -365);
}

void demo_history_draw(
    struct demo_history *h, struct random_seeded *r, struct arena *a, struct date today, struct demo_person *d)
{
    *h = (struct demo_history){
        .r = r, .arena = a, .today = today, .last = last_day(today, &d->person), .person = d};
    int ill = d->health.long_term;
    h->years = YEARS_LEAST + ill > YEARS_MOST ? YEARS_MOST : YEARS_LEAST + ill;
    demo_history_conditions(h);
    demo_history_medicines(h);
    demo_health_count(&d->health, h->medicines);
    add_circumstances(h);
    demo_history_visits(h);
    demo_history_measures(h);
    demo_history_prevention(h);
    if (d->story) add_facts(h, &d->story->facts);
    if (h->n) qsort(h->items, h->n, sizeof *h->items, by_time);
}
