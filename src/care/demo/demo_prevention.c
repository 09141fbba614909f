/* Vaccinations, screening, reviews: what is offered at an age, each autumn, or again and again. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_history.h"

enum { SEASONS = 4, MANY_MEDICINES = 8, FRAIL_FROM = 9, MEDICINES_FOR_REVIEW = 1 };

static void add_vaccinations(struct demo_history *h, const struct demo_vaccine *v)
{
    for (size_t i = 0; i < COUNT_OF(v->months) && v->months[i]; i++) {
        int late = demo_between(h->r, 0, v->months[i] < 24 ? 20 : 120);
        struct date day = date_add_days(h->person->person.born, v->months[i] * 30437 / 1000 + late);
        if (!demo_chance(h->r, v->uptake * 10) || date_parts(day).year < v->since) continue;
        if (date_days_between(day, h->today) > 365 * 22) continue; /* on paper, and never typed in */
        if (v->months[i] == 150 && h->person->person.gender != GENDER_FEMALE && date_parts(day).year < 2020)
            continue;
        demo_record_add(h, CODED_IMMUNISATION, &v->code, demo_working_day(day));
    }
}

static bool is_at_risk(const struct demo_health *h)
{
    static const enum demo_condition_id risks[] = {DEMO_DIABETES_1, DEMO_DIABETES_2, DEMO_COPD, DEMO_ASTHMA,
        DEMO_CHD, DEMO_HEART_FAILURE, DEMO_KIDNEY_DISEASE, DEMO_STROKE, DEMO_LEARNING_DISABILITY,
        DEMO_MULTIPLE_SCLEROSIS};
    for (size_t i = 0; i < COUNT_OF(risks); i++)
        if (demo_has(h, risks[i])) return true;
    return h->carer;
}

/* A season goes from the end of September to December; who comes one year mostly comes the next. */
static void add_seasons(struct demo_history *h, const struct demo_season *s)
{
    int uptake = h->person->age >= s->age_from || h->person->care_home ? s->uptake :
        is_at_risk(&h->person->health)                                 ? s->at_risk :
                                                                         0;
    bool comes = demo_chance(h->r, uptake * 10);
    if (!uptake) return;
    for (int ago = 0; ago < SEASONS; ago++) {
        struct date_parts parts = {date_parts(h->today).year - ago, 9, 22};
        struct date first;
        if (!date_from_parts(parts, &first)) BUG("no such day");
        struct date day = demo_working_day(date_add_days(first, demo_nearer(h->r, 0, 80)));
        bool came = demo_chance(h->r, comes ? 930 : 60);
        if (came)
            demo_record_add(h, CODED_IMMUNISATION, &s->code, day);
        else if (s->at_risk && demo_chance(h->r, 200)) {
            struct demo_record *no = demo_record_add(h, CODED_IMMUNISATION, &demo_flu_declined, day);
            if (no) no->status = CODED_STATUS_NOT_DONE;
        }
    }
}

static bool is_whom(const struct demo_round *round, enum gender gender)
{
    return round->whom == DEMO_FOR_ALL || (round->whom == DEMO_FOR_WOMEN && gender == GENDER_FEMALE) ||
        (round->whom == DEMO_FOR_MEN && gender == GENDER_MALE);
}

/* Backwards from the last time, while the person was of the age for it. */
static void add_rounds(struct demo_history *h, const struct demo_round *round)
{
    if (!is_whom(round, h->person->person.gender)) return;
    int ago = demo_between(h->r, 3, round->every_months * 30);
    for (; ago < h->years * 365; ago += round->every_months * 30 + demo_between(h->r, -10, 40)) {
        int age = h->person->age - ago / 365;
        if (!demo_is_for(h, round->of, round->age_from, round->age_to, age)) continue;
        struct date day = demo_working_day(date_add_days(h->last, -ago));
        if (round->of && date_before(day, h->person->health.since[round->of - 1])) continue;
        if (demo_chance(h->r, round->uptake * 10)) demo_record_add(h, CODED_PROCEDURE, &round->code, day);
    }
}

static void add_yearly(struct demo_history *h, const struct demo_code *code, int uptake)
{
    for (int year = 0; year < h->years && year < 4; year++)
        if (demo_chance(h->r, uptake * 10))
            demo_record_add(h, CODED_PROCEDURE, code,
                demo_working_day(date_add_days(h->last, -year * 365 - demo_between(h->r, 5, 340))));
}

/* A plan is agreed with those who are frail or have many conditions, and looked at again some months later. */
static void add_plan(struct demo_history *h)
{
    const struct demo_health *health = &h->person->health;
    if (!demo_chance(h->r, health->deficits >= FRAIL_FROM ? 420 : health->long_term >= 4 ? 120 : 0)) return;
    int ago = demo_between(h->r, 20, 600);
    demo_record_add(h, CODED_PROCEDURE, &demo_plan_agreed, demo_working_day(date_add_days(h->last, -ago)));
    if (ago > 240)
        demo_record_add(h, CODED_PROCEDURE, &demo_plan_reviewed,
            demo_working_day(date_add_days(h->last, -ago + demo_between(h->r, 150, 230))));
}

void demo_history_prevention(struct demo_history *h)
{
    for (size_t i = 0; i < demo_vaccine_count; i++) add_vaccinations(h, &demo_vaccines[i]);
    for (size_t i = 0; i < demo_season_count; i++) add_seasons(h, &demo_seasons[i]);
    for (size_t i = 0; i < demo_round_count; i++) add_rounds(h, &demo_rounds[i]);
    bool structured = h->medicines >= MANY_MEDICINES || h->person->care_home;
    if (structured) add_yearly(h, &demo_structured_review, 55);
    if (h->medicines >= MEDICINES_FOR_REVIEW) add_yearly(h, &demo_medication_review, structured ? 35 : 62);
    add_plan(h);
}
