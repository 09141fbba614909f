#include "base/date.h"
#include "base/tests/check.h"

static struct arena arena;

static struct date day(int year, int month, int day_of_month)
{
    struct date d = DATE_NONE;
    if (!date_from_parts((struct date_parts){year, month, day_of_month}, &d))
        fail_msg("no such day: %d-%d-%d", year, month, day_of_month);
    return d;
}

static void every_day_from_year_1_to_9999_goes_there_and_back(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t expected = day(1, 1, 1).v;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int length = lengths[month - 1] + (month == 2 && leap);
            for (int d = 1; d <= length; d++, expected++) {
                struct date date = day(year, month, d);
                struct date_parts parts = date_parts(date);
                if (date.v != expected || parts.year != year || parts.month != month || parts.day != d)
                    fail_msg("%d-%d-%d became %d: %d-%d-%d", year, month, d, (int)date.v, parts.year, parts.month,
                        parts.day);
            }
            struct date none = {5};
            assert_false(date_from_parts((struct date_parts){year, month, length + 1}, &none));
            assert_int_equal(none.v, 5);
        }
    assert_int_equal(expected, day(9999, 12, 31).v + 1);
}

static void known_days_have_known_numbers_and_weekdays(void **state)
{
    (void)state;
    assert_int_equal(day(1970, 1, 1).v, 0);
    assert_int_equal(day(1969, 12, 31).v, -1);
    assert_int_equal(day(2000, 3, 1).v, 11017);
    assert_int_equal(day(1, 1, 1).v, -719162);
    assert_int_equal(day(9999, 12, 31).v, 2932896);
    assert_int_equal(date_weekday(day(1970, 1, 1)), 3);
    assert_int_equal(date_weekday(day(1948, 7, 5)), 0);
    assert_int_equal(date_weekday(day(2026, 11, 22)), 6);
    assert_int_equal(date_weekday(day(1, 1, 1)), 0);
}

static void impossible_days_are_refused(void **state)
{
    (void)state;
    static const struct date_parts impossible[] = {{2025, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2024, 2, 30},
        {2024, 4, 31}, {2024, 0, 1}, {2024, 13, 1}, {2024, 1, 0}, {2024, 1, 32}, {0, 1, 1}, {10000, 1, 1},
        {-4, 1, 1}, {2024, -1, 1}, {2024, 1, -1}, {INT32_MAX, INT32_MAX, INT32_MAX},
        {INT32_MIN, INT32_MIN, INT32_MIN}};
    for (size_t i = 0; i < COUNT_OF(impossible); i++) {
        struct date d = {77};
        assert_false(date_from_parts(impossible[i], &d));
        assert_int_equal(d.v, 77);
    }
    day(2000, 2, 29);
    day(2024, 2, 29);
}

static void ages_turn_on_the_birthday(void **state)
{
    (void)state;
    static const struct {
        struct date_parts born, today;
        int age;
    } cases[] = {
        {{1943, 3, 4}, {2026, 3, 3}, 82},
        {{1943, 3, 4}, {2026, 3, 4}, 83},
        {{1943, 3, 4}, {2026, 12, 31}, 83},
        {{2004, 2, 29}, {2005, 2, 28}, 0},
        {{2004, 2, 29}, {2005, 3, 1}, 1},
        {{2004, 2, 29}, {2008, 2, 28}, 3},
        {{2004, 2, 29}, {2008, 2, 29}, 4},
        {{2026, 11, 22}, {2026, 11, 22}, 0},
        {{1900, 1, 1}, {2026, 1, 1}, 126},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct date_parts b = cases[i].born, t = cases[i].today;
        assert_int_equal(date_age(day(b.year, b.month, b.day), day(t.year, t.month, t.day)), cases[i].age);
    }
}

static void dates_compare_and_count_as_days(void **state)
{
    (void)state;
    struct date a = day(2026, 2, 28), b = day(2026, 3, 1);
    assert_true(date_before(a, b));
    assert_false(date_before(b, a));
    assert_true(date_eq(date_add_days(a, 1), b));
    assert_int_equal(date_days_between(a, b), 1);
    assert_int_equal(date_days_between(b, a), -1);
    assert_false(date_is_set(DATE_NONE));
    assert_true(date_is_set(a));
}

static void machines_dates_are_read_exactly(void **state)
{
    (void)state;
    struct date d = {5};
    assert_true(date_from_iso(STR("1943-03-04"), &d));
    assert_int_equal(d.v, day(1943, 3, 4).v);
    static const struct str wrong[] = {STR_INIT(""), STR_INIT("1943-3-4"), STR_INIT("1943-03-4 "),
        STR_INIT("1943/03/04"), STR_INIT("943-03-041"), STR_INIT("1943-02-29"), STR_INIT("0000-01-01"),
        STR_INIT("-943-03-04"), STR_INIT("1943--3-04"), STR_INIT("1943-03--4"), STR_INIT("1943-03-04T"),
        STR_INIT(" 1943-03-0"), STR_INIT("19a3-03-04"),
        STR_INIT("1943-03\0"
                 "04"),
        {NULL, 0}};
    d.v = 5;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check_case(!date_from_iso(wrong[i], &d), wrong[i]);
    assert_int_equal(d.v, 5);
}

static void a_date_is_understood_as_people_type_it(void **state)
{
    (void)state;
    static const struct str right[] = {STR_INIT("4/3/1943"), STR_INIT("04/03/1943"), STR_INIT("04-03-1943"),
        STR_INIT("4.3.1943"), STR_INIT("4 3 1943"), STR_INIT("4 Mar 1943"), STR_INIT("4 March 1943"),
        STR_INIT("4 march, 1943"), STR_INIT("04-MAR-1943"), STR_INIT("04031943"), STR_INIT("1943-03-04"),
        STR_INIT("  4  March  1943  "), STR_INIT("4 Marc 1943"), STR_INIT("\t4/3/1943\n")};
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        struct date d = DATE_NONE;
        check_case(date_from_typed(right[i], &d) && d.v == day(1943, 3, 4).v, right[i]);
    }
    for (int month = 1; month <= 12; month++) {
        struct date d = DATE_NONE;
        assert_true(date_from_typed(date_long(&arena, day(2026, month, 28)), &d));
        assert_int_equal(d.v, day(2026, month, 28).v);
        assert_true(date_from_typed(date_short(&arena, day(2026, month, 28)), &d));
        assert_true(date_from_typed(date_banner(&arena, day(2026, month, 28)), &d));
        assert_int_equal(d.v, day(2026, month, 28).v);
    }
}

static void a_date_that_could_be_two_or_none_is_refused(void **state)
{
    (void)state;
    static const struct str wrong[] = {STR_INIT(""), STR_INIT(" "), STR_INIT("4/3/43"), STR_INIT("4/3"),
        STR_INIT("4/3/1943/1"), STR_INIT("31/4/1943"), STR_INIT("29/2/2025"), STR_INIT("4/13/1943"),
        STR_INIT("0/3/1943"), STR_INIT("32/3/1943"), STR_INIT("4 Ma 1943"), STR_INIT("4 Marchy 1943"),
        STR_INIT("March 4 1943"), STR_INIT("040343"), STR_INIT("4031943"), STR_INIT("004031943"),
        STR_INIT("-4/3/1943"), STR_INIT("4/3/-943"), STR_INIT("4/3/01943"), STR_INIT("4/3/0000"),
        STR_INIT("4//1943"), STR_INIT("today"), STR_INIT("-4031943"), STR_INIT("+4031943"), STR_INIT("004/3/1943"),
        STR_INIT("4/003/1943"), STR_INIT("1943/03/04"), {NULL, 0}};
    struct date d = {5};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check_case(!date_from_typed(wrong[i], &d), wrong[i]);
    assert_int_equal(d.v, 5);
}

static void a_date_is_written_in_each_form(void **state)
{
    (void)state;
    struct date d = day(1943, 3, 4), last = day(2026, 9, 30);
    check_text(date_iso(&arena, d), "1943-03-04");
    check_text(date_long(&arena, d), "4 March 1943");
    check_text(date_short(&arena, d), "4 Mar 1943");
    check_text(date_banner(&arena, d), "04-Mar-1943");
    check_text(date_long(&arena, last), "30 September 2026");
    check_text(date_with_weekday(&arena, last), "Wednesday 30 September 2026");
    check_text(date_short(&arena, last), "30 Sep 2026");
    check_text(date_brief(&arena, last), "Wed 30 Sep");
    check_text(date_near(&arena, last, date_add_days(last, 90)), "30 September");
    check_text(date_near(&arena, last, date_add_days(last, 93)), "30 September 2026");
    check_str(date_near(&arena, DATE_NONE, last), STR_NONE);
    check_text(date_banner(&arena, last), "30-Sep-2026");
    check_text(date_iso(&arena, day(1, 1, 1)), "0001-01-01");
    check_str(date_iso(&arena, DATE_NONE), STR_NONE);
    check_str(date_long(&arena, DATE_NONE), STR_NONE);
    check_str(date_with_weekday(&arena, DATE_NONE), STR_NONE);
    check_str(date_short(&arena, DATE_NONE), STR_NONE);
    check_str(date_brief(&arena, DATE_NONE), STR_NONE);
    check_str(date_banner(&arena, DATE_NONE), STR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("every day from year 1 to 9999 goes there and back",
            every_day_from_year_1_to_9999_goes_there_and_back),
        SENTENCE("known days have known numbers and weekdays", known_days_have_known_numbers_and_weekdays),
        SENTENCE("impossible days are refused", impossible_days_are_refused),
        SENTENCE("ages turn on the birthday, 1 March for 29 February", ages_turn_on_the_birthday),
        SENTENCE("dates compare and count as days", dates_compare_and_count_as_days),
        SENTENCE("machines' dates are read exactly", machines_dates_are_read_exactly),
        SENTENCE("a date is understood as people type it", a_date_is_understood_as_people_type_it),
        SENTENCE("a date that could be two, or none, is refused", a_date_that_could_be_two_or_none_is_refused),
        SENTENCE("a date is written in each form", a_date_is_written_in_each_form),
    };
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests_name("date", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
