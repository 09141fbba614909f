/* What was measured, with values that fit the person: their size, their conditions, and how those go on. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_history.h"

static const struct {
    struct demo_code code;
    struct str unit;
} measures[] = {
#define MEASURE(name, id, display, its_unit) {{id, display}, STR_INIT(its_unit)},
    DEMO_MEASURE_LIST(MEASURE)
#undef MEASURE
};

/* Where the person's values lie; drawn once, so that one measurement resembles the next. */
struct build {
    int height_cm, mass_tenths; /* body mass index, in tenths */
    int systolic, glucose, kidneys, cholesterol_tenths, haemoglobin, activation;
};

static bool has(const struct demo_history *h, enum demo_condition_id id)
{
    return demo_has(&h->person->health, id);
}

static int height_of(struct random_seeded *r, const struct demo_person *d)
{
    static const int child[] = {60, 78, 88, 96, 103, 110, 116, 122, 128, 133, 138, 144, 150, 156, 162, 167, 170};
    bool man = d->person.gender == GENDER_MALE;
    if (d->age < (int)COUNT_OF(child)) return child[d->age] + demo_between(r, -5, 5);
    return (man ? 176 : 163) - (d->age > 60 ? (d->age - 60) / 8 : 0) + demo_between(r, -7, 7) +
        demo_between(r, -4, 4);
}

static int mass_of(const struct demo_history *h)
{
    if (h->person->age < 16) return 150 + h->person->age * 4 + demo_between(h->r, -10, 30);
    if (has(h, DEMO_OBESITY)) return demo_nearer(h->r, 301, 430);
    if (has(h, DEMO_WEIGHT_LOSS)) return demo_between(h->r, 168, 212);
    return demo_between(h->r, 205, 298);
}

static int glucose_of(const struct demo_history *h)
{
    if (has(h, DEMO_DIABETES_1)) return demo_between(h->r, 52, 84);
    if (has(h, DEMO_DIABETES_2)) return demo_nearer(h->r, 46, 92);
    return has(h, DEMO_PREDIABETES) ? demo_between(h->r, 42, 47) : demo_between(h->r, 32, 41);
}

static int kidneys_of(const struct demo_history *h)
{
    if (has(h, DEMO_KIDNEY_DISEASE))
        return h->person->health.others[DEMO_KIDNEY_DISEASE / 64] >> DEMO_KIDNEY_DISEASE % 64 & 1 ?
            demo_between(h->r, 18, 28) :
            demo_between(h->r, 34, 57);
    int fit = 112 - h->person->age / 2 + demo_between(h->r, -10, 8);
    return fit > 90 ? 90 : fit < 62 ? 62 : fit;
}

static struct build draw_build(struct demo_history *h)
{
    struct random_seeded *r = h->r;
    int age = h->person->age;
    return (struct build){.height_cm = height_of(r, h->person),
        .mass_tenths = mass_of(h),
        .systolic = 108 + age / 4 + (has(h, DEMO_HYPERTENSION) ? 10 : 0) + demo_between(r, -9, 12),
        .glucose = glucose_of(h),
        .kidneys = kidneys_of(h),
        .cholesterol_tenths =
            has(h, DEMO_CHD) || has(h, DEMO_STROKE) ? demo_between(r, 32, 46) : demo_between(r, 42, 66),
        .haemoglobin = (has(h, DEMO_ANAEMIA)                           ? 104 :
                               h->person->person.gender == GENDER_MALE ? 146 :
                                                                         132) +
            demo_between(r, -8, 8),
        .activation = 1 + (int)demo_weighted(r, (const int[]){22, 28, 36, 14}, 4)};
}

static struct str tenths(struct arena *a, int value)
{
    return str_printf(a, "%d.%d", value / 10, value % 10);
}

static struct str pressure(struct demo_history *h, const struct build *b)
{
    int upper = b->systolic + demo_between(h->r, -9, 9);
    int lower = upper / 3 + 34 - (h->person->age > 70 ? 6 : 0) + demo_between(h->r, -6, 6);
    return str_printf(h->arena, "%d/%d", upper, lower);
}

/* From the conditions' count alone: the levels of the scale in the order of frailty. */
static int frailty_scale(const struct demo_health *health)
{
    int deficits = health->deficits;
    if (demo_has(health, DEMO_PALLIATIVE) && deficits >= 9) return 8;
    return deficits >= 13 ? 7 : deficits >= 9 ? 6 : deficits >= 7 ? 5 : deficits >= 5 ? 4 : deficits >= 2 ? 3 : 2;
}

/* Weight in the tenths of a kilogram that the mass makes of the height. */
static int weight_tenths(struct demo_history *h, const struct build *b)
{
    int mass = b->mass_tenths + demo_between(h->r, -5, 5);
    return mass * b->height_cm / 100 * b->height_cm / 100;
}

static struct str value_of(struct demo_history *h, const struct build *b, enum demo_measure measure)
{
    struct random_seeded *r = h->r;
    struct arena *a = h->arena;
    switch (measure) {
    case DEMO_MEASURE_PRESSURE: return pressure(h, b);
    case DEMO_MEASURE_WEIGHT: return tenths(a, weight_tenths(h, b));
    case DEMO_MEASURE_HEIGHT: return str_printf(a, "%d", b->height_cm);
    case DEMO_MEASURE_BODY_MASS: return tenths(a, b->mass_tenths + demo_between(r, -4, 4));
    case DEMO_MEASURE_GLUCOSE: return str_printf(a, "%d", b->glucose + demo_between(r, -3, 3));
    case DEMO_MEASURE_KIDNEYS: return str_printf(a, "%d", b->kidneys + demo_between(r, -4, 4));
    case DEMO_MEASURE_CREATININE: return str_printf(a, "%d", 6600 / (b->kidneys + demo_between(r, 0, 6)));
    case DEMO_MEASURE_CHOLESTEROL: return tenths(a, b->cholesterol_tenths + demo_between(r, -4, 4));
    case DEMO_MEASURE_HAEMOGLOBIN: return str_printf(a, "%d", b->haemoglobin + demo_between(r, -5, 5));
    case DEMO_MEASURE_PULSE: return str_printf(a, "%d", demo_between(r, 58, 92));
    case DEMO_MEASURE_OXYGEN: return str_printf(a, "%d", demo_between(r, 90, 96));
    case DEMO_MEASURE_PEAK_FLOW: return str_printf(a, "%d", demo_between(r, 28, 52) * 10);
    case DEMO_MEASURE_FRAILTY_SCALE: return str_printf(a, "%d", frailty_scale(&h->person->health));
    case DEMO_MEASURE_ACTIVATION: return str_printf(a, "%d", b->activation);
    case DEMO_MEASURE_FRAILTY_INDEX: {
        int score = h->person->health.deficits * 1000 / 36;
        return str_printf(a, "0.%03d", score);
    }
    case DEMO_MEASURES: break;
    }
    BUG("measure %d", (int)measure);
}

/* Those that are counted from the record as it is now are told once, and so is whatever a child is growing out of.
 */
static bool once(const struct demo_history *h, enum demo_measure measure)
{
    return measure == DEMO_MEASURE_FRAILTY_INDEX || measure == DEMO_MEASURE_FRAILTY_SCALE || h->person->age < 16;
}

static void measure(struct demo_history *h, const struct build *b, const struct demo_check *check)
{
    int expected = check->in_ten_years * h->years, n = expected / 10 + demo_chance(h->r, expected % 10 * 100);
    if (once(h, check->measure) && n > 1) n = 1;
    for (int i = 0; i < n; i++) {
        struct date day = demo_day_within(h, once(h, check->measure) ? 1 : h->years);
        struct demo_record *record = demo_record_add(h, CODED_OBSERVATION, &measures[check->measure].code, day);
        if (!record) continue;
        record->value = value_of(h, b, check->measure);
        record->unit = measures[check->measure].unit;
    }
}

void demo_history_measures(struct demo_history *h)
{
    struct build b = draw_build(h);
    for (size_t i = 0; i < demo_check_count; i++)
        if (demo_is_for(h, demo_checks[i].of, demo_checks[i].age_from, demo_checks[i].age_to, h->person->age))
            measure(h, &b, &demo_checks[i]);
}
