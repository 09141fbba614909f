/*
 * Is the invented network like England? Measured against what is published (demo/SOURCES.md), with room for chance
 * and for rounding: a change that makes it unlike fails here.
 */
#include "base/limits.h"
#include "care/demo/demo_draw.h"
#include "care/demo/demo_history.h"

#include <setjmp.h>
#include <cmocka.h>

enum { MANY = 30000, SIZES = 6, BANDS = 10 };
static const struct date TODAY = {20780}; /* 23 November 2026 */

struct one {
    struct demo_health health;
    int age, decile, household, medicines, records;
    enum gender gender;
    enum ethnicity ethnicity;
    bool care_home, alone, died, interpreter, home_language;
};
static struct one people[MANY];
static int households, sizes[SIZES], homes;

static void keep(const struct demo_person *d, int household, const struct demo_history *h, struct one *to)
{
    *to = (struct one){.health = d->health,
        .age = d->age,
        .decile = d->decile,
        .household = household,
        .medicines = h->medicines,
        .records = (int)h->n,
        .gender = d->person.gender,
        .ethnicity = d->person.ethnicity,
        .care_home = d->care_home,
        .alone = d->at_home == 1 && !d->care_home,
        .died = d->person.died_known,
        .interpreter = d->person.interpreter,
        .home_language = !str_eq(d->person.language, STR("en"))};
}

static int set_up(void **state)
{
    (void)state;
    struct demo_people g;
    struct demo_person some[DEMO_HOUSEHOLD_MOST];
    struct arena arena;
    struct demo_history h;
    size_t got;
    int n = 0;
    clock_use_english_time();
    arena_init(&arena, LIMIT_JOB_ARENA);
    demo_people_start(&g, 3, TODAY, MANY);
    for (; (got = demo_people_next(&g, &arena, some)); households++) {
        bool home = some[0].care_home || some[0].story;
        homes += !home;
        if (!home) sizes[got > SIZES ? SIZES - 1 : got - 1]++;
        for (size_t i = 0; i < got; i++) {
            demo_history_draw(&h, &g.random, &arena, TODAY, &some[i]);
            keep(&some[i], households, &h, &people[n++]);
        }
        arena_reset(&arena);
    }
    arena_release(&arena);
    assert_int_equal(n, MANY);
    return 0;
}

/* ---- measuring ---- */

typedef bool (*asks)(const struct one *p, int what);

static double percent(asks part, int what, asks of, int of_what)
{
    int n = 0, all = 0;
    for (int i = 0; i < MANY; i++) {
        if (!of(&people[i], of_what)) continue;
        all++;
        n += part(&people[i], what);
    }
    return all ? 100.0 * n / all : 0;
}

static bool anybody(const struct one *p, int what)
{
    (void)p;
    (void)what;
    return true;
}
static bool aged_from(const struct one *p, int age)
{
    return p->age >= age;
}
static bool has(const struct one *p, int what)
{
    return demo_has(&p->health, (enum demo_condition_id)what);
}
static bool has_many(const struct one *p, int n)
{
    return p->health.long_term >= n;
}
/* Ages from and to in one number: 6574 is 65 to 74. */
static bool aged(const struct one *p, int band)
{
    return p->age >= band / 100 && p->age <= band % 100;
}
static bool adult_woman(const struct one *p, int what)
{
    (void)what;
    return p->age >= 18 && p->gender == GENDER_FEMALE;
}
static bool adult_man(const struct one *p, int what)
{
    (void)what;
    return p->age >= 18 && p->gender == GENDER_MALE;
}
static bool old_of_gender(const struct one *p, int gender)
{
    return p->age >= 65 && !p->care_home && (int)p->gender == gender;
}
static bool alone(const struct one *p, int what)
{
    (void)what;
    return p->alone;
}
static bool in_care_home(const struct one *p, int what)
{
    (void)what;
    return p->care_home;
}
static bool carer(const struct one *p, int what)
{
    (void)what;
    return p->health.carer;
}
static bool smokes(const struct one *p, int what)
{
    (void)what;
    return p->health.smoking == DEMO_SMOKER;
}
static bool of_ethnicity(const struct one *p, int ethnicity)
{
    return (int)p->ethnicity == ethnicity;
}
static bool interpreter(const struct one *p, int what)
{
    (void)what;
    return p->interpreter;
}
static bool other_language(const struct one *p, int what)
{
    (void)what;
    return p->home_language;
}
static bool takes(const struct one *p, int medicines)
{
    return p->medicines >= medicines;
}
/* 0 fit, 1 mild, 2 moderate, 3 severe, by the count of deficits (Clegg 2016). */
static bool frail(const struct one *p, int band)
{
    int deficits = p->health.deficits;
    return band == (deficits >= 13 ? 3 : deficits >= 9 ? 2 : deficits >= 5 ? 1 : 0);
}
static bool cancer(const struct one *p, int what)
{
    (void)what;
    for (int id = DEMO_BREAST_CANCER; id <= DEMO_OTHER_CANCER; id++)
        if (has(p, id)) return true;
    return false;
}

/* What is published is in demo/SOURCES.md; from and to leave room for chance among so few and for rounding. */
static const struct {
    const char *what;
    asks part;
    int which;
    asks of;
    int of_which;
    double from, to;
} FIGURES[] = {
    /* mid-year estimates 2022 and census 2021 */
    {"aged 0 to 14", aged, 14, anybody, 0, 16.0, 18.8},
    {"aged 15 to 39", aged, 1539, anybody, 0, 30.0, 34.5},
    {"aged 65 and over", aged_from, 65, anybody, 0, 17.4, 20.2},
    {"aged 85 and over", aged_from, 85, anybody, 0, 2.0, 3.0},
    {"women of 65 living alone", alone, 0, old_of_gender, GENDER_FEMALE, 31.0, 42.0},
    {"men of 65 living alone", alone, 0, old_of_gender, GENDER_MALE, 18.0, 28.0},
    {"of 65 and over in care homes", in_care_home, 0, aged_from, 65, 2.0, 3.2},
    {"of 85 and over in care homes", in_care_home, 0, aged_from, 85, 9.0, 15.0},
    {"carers, of 5 and over", carer, 0, aged_from, 5, 7.6, 10.2},
    {"White British", of_ethnicity, ETHNICITY_WHITE_BRITISH, anybody, 0, 66.0, 75.0},
    {"Black African", of_ethnicity, ETHNICITY_BLACK_AFRICAN, anybody, 0, 1.9, 3.6},
    {"main language not English", other_language, 0, anybody, 0, 7.5, 11.0},
    {"need an interpreter", interpreter, 0, anybody, 0, 1.4, 2.8},
    {"smoke, of adults", smokes, 0, aged_from, 18, 11.0, 15.0},
    /* QOF registers 2022/23 */
    {"hypertension", has, DEMO_HYPERTENSION, anybody, 0, 13.2, 16.2},
    {"type 2 diabetes, of 17 and over", has, DEMO_DIABETES_2, aged_from, 17, 7.0, 10.2},
    {"coronary heart disease", has, DEMO_CHD, anybody, 0, 2.5, 3.7},
    {"atrial fibrillation", has, DEMO_ATRIAL_FIBRILLATION, anybody, 0, 1.8, 2.6},
    {"heart failure", has, DEMO_HEART_FAILURE, anybody, 0, 0.8, 1.4},
    {"stroke or TIA", has, DEMO_STROKE, anybody, 0, 1.5, 2.3},
    {"COPD", has, DEMO_COPD, anybody, 0, 1.5, 2.3},
    {"asthma, of 6 and over", has, DEMO_ASTHMA, aged_from, 6, 5.8, 7.5},
    {"kidney disease, of adults", has, DEMO_KIDNEY_DISEASE, aged_from, 18, 3.8, 5.4},
    {"dementia, of 65 and over", has, DEMO_DEMENTIA, aged_from, 65, 3.6, 5.2},
    {"depression, of adults", has, DEMO_DEPRESSION, aged_from, 18, 12.0, 15.0},
    {"severe mental illness", has, DEMO_SEVERE_MENTAL_ILLNESS, anybody, 0, 0.75, 1.3},
    {"learning disability", has, DEMO_LEARNING_DISABILITY, anybody, 0, 0.4, 0.75},
    {"epilepsy, of adults", has, DEMO_EPILEPSY, aged_from, 18, 0.65, 1.15},
    {"cancer", cancer, 0, anybody, 0, 3.0, 4.5},
    {"rheumatoid arthritis, of 16 and over", has, DEMO_RHEUMATOID, aged_from, 16, 0.55, 1.1},
    {"on a palliative register", has, DEMO_PALLIATIVE, anybody, 0, 0.3, 0.7},
    /* the same by age */
    {"hypertension under 40", has, DEMO_HYPERTENSION, aged, 1839, 0.5, 2.5},
    {"hypertension at 75 and over", has, DEMO_HYPERTENSION, aged_from, 75, 45.0, 58.0},
    {"atrial fibrillation at 85 and over", has, DEMO_ATRIAL_FIBRILLATION, aged_from, 85, 14.0, 26.0},
    {"COPD under 40", has, DEMO_COPD, aged, 39, 0.0, 0.2},
    /* several conditions: Cassell 2018, McLean 2014, Barnett 2012 */
    {"two or more, of adults", has_many, 2, aged_from, 18, 25.0, 33.0},
    {"two or more at 25 to 34", has_many, 2, aged, 2534, 6.0, 12.0},
    {"two or more at 65 to 84", has_many, 2, aged, 6584, 60.0, 71.0},
    {"two or more at 75 and over", has_many, 2, aged_from, 75, 70.0, 83.0},
    /* electronic frailty index at 65 and over: Clegg 2016 */
    {"fit", frail, 0, aged_from, 65, 50.0, 66.0},
    {"mildly frail", frail, 1, aged_from, 65, 22.0, 36.0},
    {"moderately frail", frail, 2, aged_from, 65, 7.0, 14.0},
    {"severely frail", frail, 3, aged_from, 65, 2.0, 5.5},
    {"moderately frail at 85 and over", frail, 2, aged_from, 85, 14.0, 30.0},
    /* medicines: Health Survey for England 2016 */
    {"three or more medicines at 75 and over", takes, 3, aged_from, 75, 52.0, 75.0},
    {"three or more medicines at 65 to 74", takes, 3, aged, 6574, 38.0, 58.0},
};

static void shares_are_those_of_england(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < COUNT_OF(FIGURES); i++) {
        double is = percent(FIGURES[i].part, FIGURES[i].which, FIGURES[i].of, FIGURES[i].of_which);
        if (is >= FIGURES[i].from && is <= FIGURES[i].to) continue;
        print_error(
            "%s: %.2f%%, not between %.2f and %.2f\n", FIGURES[i].what, is, FIGURES[i].from, FIGURES[i].to);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void women_have_several_conditions_oftener_than_men(void **state)
{
    (void)state;
    double women = percent(has_many, 2, adult_woman, 0), men = percent(has_many, 2, adult_man, 0);
    assert_true(women > men * 1.08 && women < men * 1.45);
}

/* ---- households and neighbourhoods ---- */

static void households_are_as_large_as_in_the_census(void **state)
{
    (void)state;
    static const double published[SIZES] = {30.1, 34.0, 16.0, 13.0, 4.6, 2.3};
    for (int i = 0; i < SIZES; i++) {
        double is = 100.0 * sizes[i] / homes, room = published[i] > 10 ? 3.5 : 1.5;
        if (is < published[i] - room || is > published[i] + room)
            fail_msg("%.1f%% of households are of %d, not about %.1f%%", is, i + 1, published[i]);
    }
}

static bool in_decile(const struct one *p, int decile)
{
    return p->decile == decile;
}

static void a_tenth_live_in_each_decile_of_deprivation(void **state)
{
    (void)state;
    for (int decile = 1; decile <= 10; decile++) {
        double is = percent(in_decile, decile, anybody, 0);
        if (is < 8.0 || is > 12.2) fail_msg("%.1f%% live in decile %d", is, decile);
    }
}

/* The age from which half have two conditions or more: ten-year windows, some deciles alone. */
static int age_when_half_have_two(int first_decile, int last_decile)
{
    for (int age = 25; age < 90; age++) {
        int n = 0, all = 0;
        for (int i = 0; i < MANY; i++) {
            const struct one *p = &people[i];
            if (p->decile < first_decile || p->decile > last_decile || abs(p->age - age) > 5) continue;
            all++;
            n += has_many(p, 2);
        }
        if (2 * n >= all) return age;
    }
    return 99;
}

static void the_most_deprived_are_ill_ten_to_fifteen_years_earlier(void **state)
{
    (void)state;
    int earlier = age_when_half_have_two(9, 10) - age_when_half_have_two(1, 2);
    if (earlier < 8 || earlier > 18) fail_msg("%d years earlier", earlier);
}

/* ---- what comes together ---- */

static bool has_at_age(const struct one *p, int what)
{
    return p->age >= 50 && p->age < 80 && has(p, what);
}

static bool middle_aged(const struct one *p, int what)
{
    (void)what;
    return p->age >= 50 && p->age < 80;
}

/* How much more often at 50 to 79 those with the one have the other than all of that age. */
static const struct {
    enum demo_condition_id one, other;
    double from, to;
} TOGETHER[] = {
    {DEMO_DIABETES_2, DEMO_HYPERTENSION, 1.15, 2.0},
    {DEMO_DIABETES_2, DEMO_OBESITY, 1.3, 2.6},
    {DEMO_HYPERTENSION, DEMO_KIDNEY_DISEASE, 1.15, 2.2},
    {DEMO_CHD, DEMO_HEART_FAILURE, 2.5, 8.5},
    {DEMO_ATRIAL_FIBRILLATION, DEMO_HEART_FAILURE, 2.0, 10.0},
    {DEMO_DEPRESSION, DEMO_ANXIETY, 1.8, 4.0},
    {DEMO_CHRONIC_PAIN, DEMO_DEPRESSION, 1.25, 2.4},
    {DEMO_DIABETES_2, DEMO_MIGRAINE, 0.6, 1.5},
};

static void conditions_come_together_as_they_do_in_life(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(TOGETHER); i++) {
        int one = (int)TOGETHER[i].one, other = (int)TOGETHER[i].other;
        double ratio = percent(has, other, has_at_age, one) / percent(has, other, middle_aged, 0);
        if (ratio < TOGETHER[i].from || ratio > TOGETHER[i].to)
            fail_msg("%s with %s: %.2f times as often", demo_conditions[other].code.display,
                demo_conditions[one].code.display, ratio);
    }
}

/* ---- how much is recorded ---- */

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void the_well_have_a_dozen_records_and_the_ill_hundreds(void **state)
{
    (void)state;
    static int of_well[MANY];
    int64_t all = 0, ill = 0, of_ill = 0;
    size_t well = 0;
    for (int i = 0; i < MANY; i++) {
        all += people[i].records;
        if (!people[i].health.long_term) of_well[well++] = people[i].records;
        if (people[i].health.long_term < 9) continue;
        ill++;
        of_ill += people[i].records;
    }
    qsort(of_well, well, sizeof *of_well, by_number);
    assert_in_range(of_well[well / 2], 5, 20);
    assert_in_range(all / MANY, 40, 60);
    assert_true(ill > 20 && of_ill / ill >= 300);
}

static void nobody_has_what_they_cannot_have(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++) {
        const struct one *p = &people[i];
        bool woman = p->gender == GENDER_FEMALE;
        if (woman) assert_false(has(p, DEMO_PROSTATE_CANCER) || has(p, DEMO_PROSTATE_ENLARGED));
        if (p->age < 40) assert_false(has(p, DEMO_DEMENTIA) || has(p, DEMO_MACULAR) || has(p, DEMO_FALLS));
        if (p->age < 16) assert_false(p->health.smoking || has(p, DEMO_DIABETES_2) || has(p, DEMO_ALCOHOL));
        assert_false(has(p, DEMO_DIABETES_1) && has(p, DEMO_DIABETES_2));
        if (p->care_home) assert_true(p->age >= 40 && !p->health.carer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_those_of_england),
        cmocka_unit_test(women_have_several_conditions_oftener_than_men),
        cmocka_unit_test(households_are_as_large_as_in_the_census),
        cmocka_unit_test(a_tenth_live_in_each_decile_of_deprivation),
        cmocka_unit_test(the_most_deprived_are_ill_ten_to_fifteen_years_earlier),
        cmocka_unit_test(conditions_come_together_as_they_do_in_life),
        cmocka_unit_test(the_well_have_a_dozen_records_and_the_ill_hundreds),
        cmocka_unit_test(nobody_has_what_they_cannot_have),
    };
    return cmocka_run_group_tests_name("demo figures", tests, set_up, NULL);
}
