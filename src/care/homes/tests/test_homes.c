/* The rules of care homes: seasons, reviews, the day of the round, and who is on its list. */
#include "base/limits.h"
#include "base/tests/check.h"
#include "care/homes/homes_pages.h"

static struct arena arena;
static const struct date TODAY = {20783}; /* Thursday 26 November 2026 */

static struct date day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(str_from_cstr(iso), &d));
    return d;
}

static void a_season_begins_on_the_first_of_september(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {{"2026-11-26", "2026-09-01"}, {"2026-09-01", "2026-09-01"},
        {"2026-08-31", "2025-09-01"}, {"2027-01-02", "2026-09-01"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(date_eq(care_home_season(day(CASES[i][0])), day(CASES[i][1])), str_from_cstr(CASES[i][0]));
}

static void a_review_is_due_a_year_after_the_last(void **state)
{
    (void)state;
    assert_true(care_home_review_is_due(DATE_NONE, TODAY));
    assert_true(care_home_review_is_due(day("2025-11-26"), TODAY));
    assert_false(care_home_review_is_due(day("2025-11-27"), TODAY));
}

static void the_next_round_is_the_next_such_day_and_never_today(void **state)
{
    (void)state;
    static const struct {
        int round_day;
        const char *next;
    } CASES[] = {{1, "2026-11-30"}, {3, "2026-12-02"}, {4, "2026-12-03"}, {5, "2026-11-27"}, {7, "2026-11-29"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(date_eq(care_home_next_round(CASES[i].round_day, TODAY), day(CASES[i].next)),
            str_from_cstr(CASES[i].next));
    assert_false(date_is_set(care_home_next_round(0, TODAY)));
}

static void days_are_short_and_have_a_year_where_it_is_another(void **state)
{
    (void)state;
    check_text(care_home_day(&arena, day("2026-10-02"), TODAY), "2 Oct");
    check_text(care_home_day(&arena, day("2025-10-02"), TODAY), "2 Oct 2025");
    check_str(care_home_day(&arena, DATE_NONE, TODAY), STR_NONE);
}

static void only_what_is_asked_now_puts_somebody_on_the_list(void **state)
{
    (void)state;
    assert_int_equal(care_home_asked(&arena, STR("{\"ask\":\"soon\"}")), 2);
    assert_int_equal(care_home_asked(&arena, STR("{\"ask\":\"round\"}")), 1);
    assert_int_equal(care_home_asked(&arena, STR("{\"ask\":\"no\"}")), 0);
    assert_int_equal(care_home_asked(&arena, STR("{}")), 0);
}

/* By name as they are read; on the list by what can't wait. */
static void those_who_cannot_wait_stand_first_and_the_dead_nowhere(void **state)
{
    (void)state;
    struct resident all[] = {
        {.stay_version = 1, .last_contact = TODAY, .next_due = DATE_NONE, .moved_in = DATE_NONE},
        {.stay_version = 2, .last_contact = DATE_NONE, .next_due = DATE_NONE, .moved_in = DATE_NONE},
        {.stay_version = 3, .last_contact = TODAY, .next_due = TODAY, .moved_in = DATE_NONE},
        {.stay_version = 4, .last_contact = TODAY, .next_due = DATE_NONE, .moved_in = {TODAY.v - 14}},
        {.stay_version = 5, .last_contact = TODAY, .next_due = DATE_NONE, .moved_in = DATE_NONE, .asked = 1},
        {.stay_version = 6, .last_contact = TODAY, .next_due = DATE_NONE, .moved_in = DATE_NONE, .asked = 2},
        {.stay_version = 7, .asked = 2, .moved_in = DATE_NONE, .person.died_known = true},
        {.stay_version = 8, .last_contact = {TODAY.v - 27}, .next_due = {TODAY.v + 1}, .moved_in = {TODAY.v - 15}},
    };
    static const int64_t ORDER[] = {6, 5, 4, 3, 2, 1, 8};
    struct on_round_list on = residents_on_round(&arena, (struct residents){all, COUNT_OF(all)}, TODAY);
    assert_int_equal(on.n, COUNT_OF(ORDER));
    for (size_t i = 0; i < on.n; i++) assert_int_equal(on.items[i].resident->stay_version, ORDER[i]);
    assert_int_equal(on.listed, 4);
    assert_int_equal(on.named, 5);
    check_text(on.items[0].why, "Today or tomorrow");
    check_text(on.items[4].why, "Not seen for 4 weeks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("a season begins on the first of September", a_season_begins_on_the_first_of_september),
        SENTENCE("a review is due a year after the last", a_review_is_due_a_year_after_the_last),
        SENTENCE("the next round is the next such day, and never today",
            the_next_round_is_the_next_such_day_and_never_today),
        SENTENCE("days are short, and have a year where it is another",
            days_are_short_and_have_a_year_where_it_is_another),
        SENTENCE(
            "only what is asked now puts somebody on the list", only_what_is_asked_now_puts_somebody_on_the_list),
        SENTENCE("those who cannot wait stand first, and the dead nowhere",
            those_who_cannot_wait_stand_first_and_the_dead_nowhere),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
