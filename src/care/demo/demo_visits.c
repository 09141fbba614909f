/* Whom somebody saw about their health, and what for: surgeries, clinics, casualty, nights in hospital. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_history.h"

enum { CHOICES_MOST = 128, FRAIL_FROM = 9, EVENING_MS = 9 * 60 * 60 * 1000 };

static int at_age(const int points[DEMO_AGE_POINTS], int age)
{
    const int last = DEMO_AGE_POINTS - 1;
    if (age / 10 >= last) return points[last];
    return points[age / 10] + (points[age / 10 + 1] - points[age / 10]) * (age % 10) / 10;
}

/* How many of what happens so often a year, of a thousand, in the years looked back over. */
static int draw_count(struct demo_history *h, int a_year)
{
    int64_t expected = (int64_t)a_year * h->years;
    int whole = (int)(expected / 1000), n = whole + demo_chance(h->r, (int)(expected % 1000));
    return n < 2 ? n : demo_between(h->r, n * 6 / 10, n * 14 / 10);
}

/* What is drawn for a day before birth is refused when it is added. */
static int age_on(const struct demo_history *h, struct date day)
{
    int age = h->person->age - date_days_between(day, h->today) / 365;
    return age < 0 ? 0 : age;
}

static const char *draw_reason(struct demo_history *h, const struct demo_reason *list, size_t n, int age)
{
    int weights[CHOICES_MOST], total = 0;
    MUST(n <= CHOICES_MOST);
    for (size_t i = 0; i < n; i++) {
        weights[i] = demo_is_for(h, list[i].of, list[i].age_from, list[i].age_to, age) ? list[i].weight : 0;
        total += weights[i];
    }
    return total ? list[demo_weighted(h->r, weights, n)].text : NULL;
}

static const struct demo_code *draw_way(struct demo_history *h)
{
    int weights[CHOICES_MOST];
    bool frail = h->person->health.deficits >= FRAIL_FROM || h->person->care_home;
    for (size_t i = 0; i < demo_way_count; i++)
        weights[i] = frail ? demo_ways[i].weight_if_frail : demo_ways[i].weight;
    return &demo_ways[demo_weighted(h->r, weights, demo_way_count)].code;
}

static void add_consultation(struct demo_history *h)
{
    struct date day = demo_day_within(h, h->years);
    int age = age_on(h, day);
    if (demo_chance(h->r, age >= 15 && age < 45 ? 70 : 35)) {
        demo_visit_add(h, &demo_did_not_attend, day);
        return;
    }
    struct demo_record *record = demo_visit_add(h, draw_way(h), day);
    if (record) record->value = str_from_cstr(draw_reason(h, demo_reasons, demo_reason_count, age));
}

/* What passes again, with what was given for it. */
static void add_illness(struct demo_history *h)
{
    int weights[CHOICES_MOST];
    struct date day = demo_day_within(h, h->years);
    int age = age_on(h, day);
    for (size_t i = 0; i < demo_illness_count; i++)
        weights[i] =
            age >= demo_illnesses[i].age_from && age <= demo_illnesses[i].age_to ? demo_illnesses[i].weight : 0;
    const struct demo_illness *illness = &demo_illnesses[demo_weighted(h->r, weights, demo_illness_count)];
    struct demo_record *record = demo_record_add(h, CODED_CONDITION, &illness->code, day);
    if (!record) return;
    record->status = CODED_STATUS_ENDED;
    record->ended = date_add_days(day, demo_between(h->r, 5, 20));
    if (!illness->medicine || demo_chance(h->r, 350)) return;
    record = demo_record_add(h, CODED_MEDICINE, NULL, day);
    record->words = illness->medicine;
    record->value = str_from_cstr(illness->dose);
    record->status = CODED_STATUS_ENDED;
    record->ended = date_add_days(day, 7);
}

static void add_casualty(struct demo_history *h, struct date day)
{
    struct demo_record *record =
        demo_visit_add(h, demo_chance(h->r, 700) ? &demo_casualty : &demo_urgent_care, day);
    if (record) record->at.v += demo_chance(h->r, 400) ? EVENING_MS / 2 : 0;
}

static void add_admission(struct demo_history *h)
{
    struct date day = date_add_days(h->last, -demo_between(h->r, 12, h->years * 365));
    int age = age_on(h, day), nights = age < 16 ? demo_between(h->r, 0, 3) : demo_nearer(h->r, 0, 6 + age / 5);
    const char *reason = draw_reason(h, demo_admission_reasons, demo_admission_reason_count, age);
    struct demo_record *record = demo_visit_add(h, &demo_emergency, day);
    if (!record) return;
    record->value = str_from_cstr(reason);
    record->status = CODED_STATUS_ENDED;
    record->ended = date_add_days(day, nights);
    if (demo_chance(h->r, 800)) add_casualty(h, day);
}

static void add_clinic(struct demo_history *h)
{
    const char *what = draw_reason(h, demo_clinics, demo_clinic_count, h->person->age);
    struct demo_record *record = demo_visit_add(h, &demo_outpatient, demo_day_within(h, h->years));
    if (record) record->value = str_from_cstr(what);
}

/* Two of five who go to a clinic have the next date. */
static void add_appointment(struct demo_history *h)
{
    if (h->person->person.died_known || !demo_chance(h->r, 400)) return;
    struct demo_record *record = demo_visit_add(h, &demo_outpatient, h->last);
    struct date day = demo_working_day(date_add_days(h->today, demo_between(h->r, 9, 120)));
    if (!record) return;
    record->at = instant_from_local(day, demo_between(h->r, 9, 15), demo_between(h->r, 0, 5) * 10);
    record->status = CODED_STATUS_PLANNED;
    record->value = str_from_cstr(draw_reason(h, demo_clinics, demo_clinic_count, h->person->age));
}

/* More often for those with more conditions and where life is hard; on average what the table says. */
static int emergencies(const struct demo_history *h)
{
    const struct demo_health *health = &h->person->health;
    int rate = at_age(demo_rates.emergencies, h->person->age);
    int illness = 45 + 24 * health->long_term + 8 * health->deficits;
    int usual = 45 + 24 * h->person->age * h->person->age / 1500 + 8 * h->person->age * h->person->age / 1400;
    rate = rate * illness / usual;
    return rate * (900 + (demo_rates.emergencies_in_decile_1 - 100) * (11 - 2 * h->person->decile)) / 900;
}

void demo_history_visits(struct demo_history *h)
{
    const struct demo_person *d = h->person;
    int conditions = d->health.long_term;
    int seen = at_age(demo_rates.consultations, d->age) + demo_rates.for_each_condition * conditions;
    int clinics = draw_count(h, demo_rates.outpatients_for_each_condition * conditions);
    for (int n = draw_count(h, seen * 8 / 10); n > 0; n--) add_consultation(h);
    for (int n = draw_count(h, d->age < 10 ? 900 : 420); n > 0; n--) add_illness(h);
    if (!d->story) { /* a story says itself when somebody was in hospital */
        for (int n = draw_count(h, at_age(demo_rates.casualty, d->age) * 6 / 10); n > 0; n--)
            add_casualty(h, demo_day_within(h, h->years));
        for (int n = draw_count(h, emergencies(h)); n > 0; n--) add_admission(h);
    }
    for (int n = clinics; n > 0; n--) add_clinic(h);
    if (clinics) add_appointment(h);
}
