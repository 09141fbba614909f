#include "base/clock.h"
#include "base/tests/check.h"

static struct arena arena;

static struct date day(int year, int month, int day_of_month)
{
    struct date d = DATE_NONE;
    if (!date_from_parts((struct date_parts){year, month, day_of_month}, &d)) fail_msg("no such day");
    return d;
}

/* What is said in England of an instant given as the machine writes it. */
struct moment {
    int64_t ms;
    struct str iso, local;
};

/* Summer time in 2026: from 29 March 01:00 UTC to 25 October 01:00 UTC. */
static const struct moment MOMENTS[] = {
    {1774746000000 - 1, STR_INIT("2026-03-29T00:59:59.999Z"), STR_INIT("29 March 2026 at 12:59am")},
    {1774746000000, STR_INIT("2026-03-29T01:00:00.000Z"), STR_INIT("29 March 2026 at 2:00am")},
    {1792886400000, STR_INIT("2026-10-25T00:00:00.000Z"), STR_INIT("25 October 2026 at 1:00am")},
    {1792890000000 - 1, STR_INIT("2026-10-25T00:59:59.999Z"), STR_INIT("25 October 2026 at 1:59am")},
    {1792890000000, STR_INIT("2026-10-25T01:00:00.000Z"), STR_INIT("25 October 2026 at 1:00am")},
    {1792893600000, STR_INIT("2026-10-25T02:00:00.000Z"), STR_INIT("25 October 2026 at 2:00am")},
    {1794915720000, STR_INIT("2026-11-17T11:42:00.000Z"), STR_INIT("17 November 2026 at 11:42am")},
    {1782860400000, STR_INIT("2026-06-30T23:00:00.000Z"), STR_INIT("1 July 2026 at 12:00am")},
    {1782903600000, STR_INIT("2026-07-01T11:00:00.000Z"), STR_INIT("1 July 2026 at 12:00pm")},
    {0, STR_INIT("1970-01-01T00:00:00.000Z"), STR_INIT("1 January 1970 at 1:00am")},
    {-1, STR_INIT("1969-12-31T23:59:59.999Z"), STR_INIT("1 January 1970 at 12:59am")},
    {-1000, STR_INIT("1969-12-31T23:59:59.000Z"), STR_INIT("1 January 1970 at 12:59am")},
    {-1001, STR_INIT("1969-12-31T23:59:58.999Z"), STR_INIT("1 January 1970 at 12:59am")},
    {4102444800000, STR_INIT("2100-01-01T00:00:00.000Z"), STR_INIT("1 January 2100 at 12:00am")},
};

static void an_instant_is_written_for_machines_in_utc_and_for_people_in_english_time(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++) {
        struct instant t = {MOMENTS[i].ms};
        check_str(instant_iso(&arena, t), MOMENTS[i].iso);
        check_str(instant_long(&arena, t), MOMENTS[i].local);
    }
    check_str(instant_iso(&arena, INSTANT_NONE), STR_NONE);
    check_str(instant_long(&arena, INSTANT_NONE), STR_NONE);
    check_str(instant_time(&arena, INSTANT_NONE), STR_NONE);
}

static void the_day_turns_at_english_midnight_in_summer_and_winter(void **state)
{
    (void)state;
    static const struct {
        int64_t midnight;
        struct date_parts next;
    } cases[] = {{1782860400000, {2026, 7, 1}}, {1774742400000, {2026, 3, 29}}, {1774825200000, {2026, 3, 30}},
        {1792882800000, {2026, 10, 25}}, {1792972800000, {2026, 10, 26}}, {1798761600000, {2027, 1, 1}}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct date next = day(cases[i].next.year, cases[i].next.month, cases[i].next.day);
        assert_int_equal(instant_date((struct instant){cases[i].midnight}).v, next.v);
        assert_int_equal(instant_date((struct instant){cases[i].midnight - 1}).v, next.v - 1);
        struct clock c = clock_fixed((struct instant){cases[i].midnight - 1});
        assert_int_equal(clock_today(&c).v, next.v - 1);
        assert_int_equal(instant_from_local(next, 0, 0).v, cases[i].midnight);
    }
}

static void local_times_become_instants_also_on_the_days_the_clocks_change(void **state)
{
    (void)state;
    struct date spring = day(2026, 3, 29), autumn = day(2026, 10, 25);
    assert_int_equal(instant_from_local(spring, 0, 59).v, 1774746000000 - 60000);
    assert_int_equal(instant_from_local(spring, 2, 0).v, 1774746000000);
    assert_int_equal(instant_from_local(spring, 12, 0).v, 1774782000000);
    assert_int_equal(instant_from_local(autumn, 0, 59).v, 1792886400000 - 60000);
    assert_int_equal(instant_from_local(autumn, 2, 0).v, 1792893600000);
    assert_int_equal(instant_from_local(day(2026, 11, 17), 11, 42).v, 1794915720000);
    assert_int_equal(instant_from_local(autumn, 24, 0).v, instant_from_local(day(2026, 10, 26), 0, 0).v);
    int64_t missing = instant_from_local(spring, 1, 30).v;
    assert_true(missing == 1774746000000 - 1800000 || missing == 1774746000000 + 1800000);
    int64_t doubled = instant_from_local(autumn, 1, 30).v;
    assert_true(doubled == 1792890000000 - 1800000 || doubled == 1792890000000 + 1800000);
}

static void a_fixed_clock_stands_still_and_the_real_one_does_not(void **state)
{
    (void)state;
    struct clock fixed = clock_fixed((struct instant){42}), real = clock_real();
    assert_int_equal(clock_now(&fixed).v, 42);
    assert_true(clock_now(&real).v > 1750000000000);
    int64_t from = clock_monotonic_us();
    usleep(2000);
    assert_true(clock_monotonic_us() - from >= 2000);
    assert_false(instant_is_set(INSTANT_NONE));
    assert_true(instant_is_set((struct instant){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("an instant is written for machines in UTC, and for people in English time",
            an_instant_is_written_for_machines_in_utc_and_for_people_in_english_time),
        SENTENCE("the day turns at English midnight, in summer and winter",
            the_day_turns_at_english_midnight_in_summer_and_winter),
        SENTENCE("local times become instants, also on the days the clocks change",
            local_times_become_instants_also_on_the_days_the_clocks_change),
        SENTENCE("a fixed clock stands still, and the real one does not",
            a_fixed_clock_stands_still_and_the_real_one_does_not),
    };
    arena_init(&arena, 1 << 20);
    clock_use_english_time();
    int failed = cmocka_run_group_tests_name("clock", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
