/* What is compiled in: each code is a concept, and each bank holiday follows from the law as worked out here
 * another way. */
#include "base/tests/check.h"

#include "care/reference/reference.h"
#include "care/reference/reference_seed.h"

static void check_list(struct seed_list list, size_t n)
{
    assert_int_equal(list.n, n);
    for (size_t i = 0; i < list.n; i++) {
        struct snomed_id id;
        const struct seed_code *row = &list.rows[i];
        check_case(snomed_from_int(row->code, &id), str_from_cstr(row->term));
        check_case(row->category[0] && row->term[0], str_from_cstr(row->term));
        for (size_t k = 0; k < i; k++)
            check_case(list.rows[k].code != row->code || strcmp(list.rows[k].category, row->category) != 0,
                str_from_cstr(row->term));
    }
}

static void every_code_is_a_concept_with_a_right_check_digit_and_stands_once_in_its_category(void **state)
{
    (void)state;
    check_list(SEED_CODES, 235);
    check_list(SEED_ADJUSTMENTS, 346);
}

static void codes_that_are_known_to_be_wrong_are_not_there(void **state)
{
    (void)state;
    static const int64_t WRONG[] = {1082661000000100, 1082551000000100, 184156006, 325761000000101};
    const struct seed_list lists[] = {SEED_CODES, SEED_ADJUSTMENTS};
    for (size_t l = 0; l < COUNT_OF(lists); l++)
        for (size_t i = 0; i < lists[l].n; i++)
            for (size_t k = 0; k < COUNT_OF(WRONG); k++) assert_true(lists[l].rows[i].code != WRONG[k]);
}

/* ---- bank holidays, worked out ---- */

static struct date on(int year, int month, int day)
{
    struct date d = DATE_NONE;
    assert_true(date_from_parts((struct date_parts){year, month, day}, &d));
    return d;
}

/* Easter Sunday by the full moon (Gauss, with Lichtenberg's correction), not by the method that made the table. */
static struct date easter(int year)
{
    int k = year / 100, m = 15 + (3 * k + 3) / 4 - (8 * k + 13) / 25, s = 2 - (3 * k + 3) / 4;
    int a = year % 19, d = (19 * a + m) % 30, r = (d + a / 11) / 29, og = 21 + d - r;
    int sz = 7 - (year + year / 4 + s) % 7, oe = 7 - (og - sz) % 7;
    return date_add_days(on(year, 3, 1), og + oe - 1);
}

static struct date monday_from(struct date d)
{
    while (date_weekday(d) != 0) d = date_add_days(d, 1);
    return d;
}

struct expected {
    struct date days[16];
    size_t n;
};

static void put(struct expected *e, struct date d)
{
    size_t at = e->n++;
    for (; at > 0 && date_before(d, e->days[at - 1]); at--) e->days[at] = e->days[at - 1];
    e->days[at] = d;
}

static bool taken(const struct expected *e, struct date d)
{
    for (size_t i = 0; i < e->n; i++)
        if (date_eq(e->days[i], d)) return true;
    return false;
}

/* A day on a weekend is taken on the next day that is neither a weekend's nor taken already. */
static void put_or_later(struct expected *e, struct date d)
{
    while (date_weekday(d) > 4 || taken(e, d)) d = date_add_days(d, 1);
    put(e, d);
}

static struct expected by_law(int year)
{
    struct expected e = {.n = 0};
    put_or_later(&e, on(year, 1, 1));
    put(&e, date_add_days(easter(year), -2));
    put(&e, date_add_days(easter(year), 1));
    put(&e, year == 2020 ? on(2020, 5, 8) : monday_from(on(year, 5, 1)));
    put(&e, year == 2022 ? on(2022, 6, 2) : monday_from(on(year, 5, 25)));
    put(&e, monday_from(on(year, 8, 25)));
    if (year == 2022) put(&e, on(2022, 6, 3)), put(&e, on(2022, 9, 19));
    if (year == 2023) put(&e, on(2023, 5, 8));
    /* Of 25 and 26 December, what is no weekend stays where it is; what is one moves behind both. */
    struct date christmas = on(year, 12, 25), boxing = on(year, 12, 26);
    if (date_weekday(boxing) <= 4) put(&e, boxing);
    put_or_later(&e, christmas);
    if (date_weekday(boxing) > 4) put_or_later(&e, boxing);
    return e;
}

static void bank_holidays_of_2020_to_2032_are_those_of_the_law(void **state)
{
    (void)state;
    size_t at = 0;
    for (int year = 2020; year <= 2032; year++) {
        struct expected e = by_law(year);
        for (size_t i = 0; i < e.n; i++, at++) {
            struct date day = DATE_NONE;
            assert_true(at < SEED_HOLIDAYS.n);
            assert_true(date_from_parts(SEED_HOLIDAYS.rows[at].day, &day));
            if (!date_eq(day, e.days[i])) print_error("%d, the %zuth\n", year, i + 1);
            assert_int_equal(day.v, e.days[i].v);
        }
    }
    assert_int_equal(at, SEED_HOLIDAYS.n);
}

static void days_that_everybody_remembers_are_there(void **state)
{
    (void)state;
    static const struct {
        struct date_parts day;
        const char *name;
    } KNOWN[] = {{{2020, 5, 8}, "Early May bank holiday (VE day)"},
        {{2021, 12, 28}, "Boxing Day (substitute day)"}, {{2022, 6, 3}, "Platinum Jubilee bank holiday"},
        {{2022, 12, 27}, "Christmas Day (substitute day)"},
        {{2023, 5, 8}, "Bank holiday for the coronation of King Charles III"}, {{2024, 4, 1}, "Easter Monday"},
        {{2025, 4, 18}, "Good Friday"}, {{2026, 4, 6}, "Easter Monday"}};
    for (size_t k = 0; k < COUNT_OF(KNOWN); k++) {
        bool there = false;
        for (size_t i = 0; i < SEED_HOLIDAYS.n; i++)
            there = there ||
                (memcmp(&SEED_HOLIDAYS.rows[i].day, &KNOWN[k].day, sizeof KNOWN[k].day) == 0 &&
                    strcmp(SEED_HOLIDAYS.rows[i].name, KNOWN[k].name) == 0);
        check_case(there, str_from_cstr(KNOWN[k].name));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_a_concept_with_a_right_check_digit_and_stands_once_in_its_category),
        cmocka_unit_test(codes_that_are_known_to_be_wrong_are_not_there),
        cmocka_unit_test(bank_holidays_of_2020_to_2032_are_those_of_the_law),
        cmocka_unit_test(days_that_everybody_remembers_are_there),
    };
    return cmocka_run_group_tests_name("reference seed", tests, NULL, NULL);
}
