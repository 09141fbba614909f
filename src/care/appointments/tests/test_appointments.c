/* The rules of appointments: which stage, which reminder, what a form begins with. */
#include "base/limits.h"
#include "base/tests/check.h"
#include "care/appointments/appointment_parts.h"

static struct arena arena;
static const struct date TODAY = {20783}; /* Thursday 26 November 2026 */

static struct date day(int days_from_today)
{
    return date_add_days(TODAY, days_from_today);
}

static void what_is_over_is_followed_up_until_it_is_known_what_happened(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int days;
        const char *outcome;
        bool died;
        enum appointment_stage stage;
    } CASES[] = {{"tomorrow", 1, "", false, APPOINTMENT_COMING}, {"today", 0, "", false, APPOINTMENT_COMING},
        {"yesterday", -1, "", false, APPOINTMENT_TO_FOLLOW_UP},
        {"yesterday, and they went", -1, "attended", false, APPOINTMENT_PAST},
        {"tomorrow, and it was cancelled", 1, "cancelled", false, APPOINTMENT_PAST},
        {"tomorrow, and they have died", 1, "", true, APPOINTMENT_PAST},
        {"yesterday, and they have died", -1, "", true, APPOINTMENT_PAST}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(appointment_stage(day(CASES[i].days), str_from_cstr(CASES[i].outcome), CASES[i].died, TODAY) ==
                CASES[i].stage,
            str_from_cstr(CASES[i].name));
}

static void a_reminder_is_due_the_day_before_in_the_way_they_like(void **state)
{
    (void)state;
    static const struct {
        const char *booking;
        int days;
        const char *outcome, *title; /* NULL: none */
        int due;
    } CASES[] = {
        {"{\"with\":\"Dr Patel\",\"remind\":\"telephone\",\"time\":\"10:40am\"}", 5, "",
            "Ring to remind: Tuesday 1 December 2026 at 10:40am, Dr Patel", 4},
        {"{\"with\":\"Dr Patel\",\"service\":\"Memory clinic\",\"remind\":\"letter\"}", 5, "",
            "Write to remind: Tuesday 1 December 2026, Dr Patel, Memory clinic", 4},
        {"{\"with\":\"Dr Patel\",\"remind\":\"visit\"}", 0, "",
            "Tell them to remind: Thursday 26 November 2026, Dr Patel", 0},
        {"{\"with\":\"Dr Patel\",\"remind\":\"text\"}", -1, "", NULL, 0},
        {"{\"with\":\"Dr Patel\",\"remind\":\"text\"}", 5, "cancelled", NULL, 0},
        {"{\"with\":\"Dr Patel\",\"remind\":\"no\"}", 5, "", NULL, 0},
        {"{\"with\":\"Dr Patel\"}", 5, "", NULL, 0},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct appointment_reminder one = appointment_reminder(
            &arena, str_from_cstr(CASES[i].booking), day(CASES[i].days), str_from_cstr(CASES[i].outcome), TODAY);
        struct str title = CASES[i].title ? str_from_cstr(CASES[i].title) : STR_NONE;
        check_case(str_eq(one.title, title), str_from_cstr(CASES[i].booking));
        check_case(!title.n || date_eq(one.due, day(CASES[i].due)), str_from_cstr(CASES[i].booking));
    }
}

static void a_form_begins_with_what_is_known_and_nothing_else(void **state)
{
    (void)state;
    const struct appointment_known known = {
        .needs = STR("Bengali interpreter needed"), .remind = STR("telephone")};
    assert_true(str_eq(appointment_first(&arena, &known),
        STR("{\"needs\":\"Bengali interpreter needed\",\"remind\":\"telephone\"}")));
    assert_true(str_eq(appointment_first(&arena, &(struct appointment_known){.day = STR_NONE}), STR("{}")));
}

static void nobody_is_reminded_in_a_way_they_refused(void **state)
{
    (void)state;
    assert_true(str_eq(appointment_remind_by(CONTACT_METHOD_TELEPHONE, false), STR("telephone")));
    assert_true(str_eq(appointment_remind_by(CONTACT_METHOD_LETTER, false), STR("letter")));
    assert_int_equal(appointment_remind_by(CONTACT_METHOD_LETTER, true).n, 0);
    assert_int_equal(appointment_remind_by(CONTACT_METHOD_NO_TELEPHONE, false).n, 0);
    assert_int_equal(appointment_remind_by(CONTACT_METHOD_NONE, false).n, 0);
}

static void what_is_to_be_checked_has_a_day_or_none(void **state)
{
    (void)state;
    struct str said = STR("{\"check_1\":\"The tablets came\",\"by_1\":\"2026-12-01\",\"check_2\":\"The letter\"}");
    struct date by;
    assert_true(str_eq(appointment_check(&arena, said, 1, &by), STR("The tablets came")));
    assert_true(date_eq(by, day(5)));
    assert_true(str_eq(appointment_check(&arena, said, 2, &by), STR("The letter")));
    assert_false(date_is_set(by));
    assert_int_equal(appointment_check(&arena, said, 3, &by).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_over_is_followed_up_until_it_is_known_what_happened),
        cmocka_unit_test(a_reminder_is_due_the_day_before_in_the_way_they_like),
        cmocka_unit_test(a_form_begins_with_what_is_known_and_nothing_else),
        cmocka_unit_test(nobody_is_reminded_in_a_way_they_refused),
        cmocka_unit_test(what_is_to_be_checked_has_a_day_or_none),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("care-appointments", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
