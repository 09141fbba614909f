/* Counting working days, as tables. The holidays are given, so these are rules of counting, not of the calendar.
 */
#include "base/tests/check.h"

#include "base/arena.h"
#include "nhs/working_days.h"

static struct date day(const char *iso)
{
    struct date d = DATE_NONE;
    assert_true(date_from_iso(str_from_cstr(iso), &d));
    return d;
}

/* Christmas 2027 falls on a weekend: its days are taken on Monday 27 and Tuesday 28; New Year's Day 2028 on the
 * 3rd. */
static struct holidays at_christmas(void)
{
    static struct date days[3];
    days[0] = day("2027-12-27"), days[1] = day("2027-12-28"), days[2] = day("2028-01-03");
    return (struct holidays){days, 3, day("2027-01-01"), day("2028-12-31")};
}

static void working_days_leave_out_weekends_and_bank_holidays(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        int days;
    } CASES[] = {{"2027-11-29", "2027-11-29", 0}, {"2027-11-29", "2027-11-30", 1}, {"2027-11-26", "2027-11-29", 1},
        {"2027-11-26", "2027-11-27", 0}, {"2027-12-24", "2027-12-28", 0}, {"2027-12-24", "2027-12-29", 1},
        {"2027-12-23", "2028-01-04", 5}, {"2027-12-25", "2027-12-26", 0}, {"2028-01-04", "2027-12-23", -5},
        {"2027-12-29", "2027-12-24", -1}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(working_days_between(at_christmas(), day(CASES[i].from), day(CASES[i].to)) == CASES[i].days,
            str_from_cstr(CASES[i].to));
}

static void so_many_working_days_on_is_a_working_day(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int days;
        const char *to;
    } CASES[] = {{"2027-11-29", 1, "2027-11-30"}, {"2027-11-26", 1, "2027-11-29"}, {"2027-12-24", 1, "2027-12-29"},
        {"2027-12-24", 7, "2028-01-07"}, {"2027-12-29", -1, "2027-12-24"}, {"2027-12-26", 0, "2027-12-29"},
        {"2027-12-24", 0, "2027-12-24"}, {"2027-12-25", 1, "2027-12-29"}, {"2028-01-01", -1, "2027-12-31"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(date_eq(add_working_days(at_christmas(), day(CASES[i].from), CASES[i].days), day(CASES[i].to)),
            str_from_cstr(CASES[i].from));
}

static void adding_and_counting_agree(void **state)
{
    (void)state;
    struct date from = day("2027-12-01");
    for (int n = 1; n < 60; n++) {
        struct date to = add_working_days(at_christmas(), from, n);
        assert_int_equal(working_days_between(at_christmas(), from, to), n);
        assert_true(is_working_day(at_christmas(), to));
    }
}

static void outside_its_years_a_table_is_not_known(void **state)
{
    (void)state;
    assert_true(holidays_known(at_christmas(), day("2027-01-01"), day("2028-12-31")));
    assert_false(holidays_known(at_christmas(), day("2026-12-31"), day("2027-02-01")));
    assert_false(holidays_known(at_christmas(), day("2028-12-01"), day("2029-01-01")));
    assert_false(holidays_known((struct holidays){0}, day("2027-01-01"), day("2027-01-02")));
    assert_int_equal(working_days_between((struct holidays){0}, day("2027-12-24"), day("2027-12-29")), 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_leave_out_weekends_and_bank_holidays),
        cmocka_unit_test(so_many_working_days_on_is_a_working_day),
        cmocka_unit_test(adding_and_counting_agree),
        cmocka_unit_test(outside_its_years_a_table_is_not_known),
    };
    return cmocka_run_group_tests_name("working days", tests, NULL, NULL);
}
