/* The rules of a referral: which step may follow which state, by when, and whom they suggest. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/tests/check.h"
#include "care/referrals/referral_rules.h"

static struct arena a;

static struct date day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(str_from_cstr(iso), &d));
    return d;
}

static void what_has_ended_stays_as_it_is(void **state)
{
    (void)state;
    for (int s = REFERRAL_IS_REDIRECTED; s < REFERRAL_STATE_COUNT; s++)
        for (int step = REFERRAL_STEP_RECEIVED; step < REFERRAL_STEP_TOLD; step++)
            check_case(!referral_may((enum referral_state)s, (enum referral_step)step, true),
                vocabulary_label(&referral_states, s));
}

static void nobody_is_given_somebody_unknown(void **state)
{
    (void)state;
    for (int s = REFERRAL_IS_RECEIVED; s < REFERRAL_STATE_COUNT; s++) {
        assert_false(referral_may((enum referral_state)s, REFERRAL_STEP_ALLOCATED, false));
        assert_false(referral_may((enum referral_state)s, REFERRAL_STEP_ACCEPTED, false));
        assert_false(referral_may((enum referral_state)s, REFERRAL_STEP_MATCHED, true));
    }
}

static void each_open_state_leads_on(void **state)
{
    (void)state;
    static const struct {
        enum referral_state from;
        enum referral_step step;
        enum referral_state to; /* NONE: it may not */
    } CASES[] = {
        {REFERRAL_IS_RECEIVED, REFERRAL_STEP_ASKED, REFERRAL_IS_ASKED},
        {REFERRAL_IS_ASKED, REFERRAL_STEP_ASKED, REFERRAL_STATE_NONE},
        {REFERRAL_IS_ASKED, REFERRAL_STEP_ANSWERED, REFERRAL_IS_RECEIVED},
        {REFERRAL_IS_ASKED, REFERRAL_STEP_ALLOCATED, REFERRAL_IS_ALLOCATED},
        {REFERRAL_IS_ALLOCATED, REFERRAL_STEP_ACCEPTED, REFERRAL_IS_ACCEPTED},
        {REFERRAL_IS_ACCEPTED, REFERRAL_STEP_ACCEPTED, REFERRAL_STATE_NONE},
        {REFERRAL_IS_ACCEPTED, REFERRAL_STEP_GIVEN_BACK, REFERRAL_IS_RECEIVED},
        {REFERRAL_IS_ACCEPTED, REFERRAL_STEP_DECLINED, REFERRAL_STATE_NONE},
        {REFERRAL_IS_ACCEPTED, REFERRAL_STEP_CLOSED, REFERRAL_IS_CLOSED},
        {REFERRAL_IS_RECEIVED, REFERRAL_STEP_CLOSED, REFERRAL_STATE_NONE},
        {REFERRAL_IS_RECEIVED, REFERRAL_STEP_AMENDED, REFERRAL_IS_RECEIVED},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        bool may = referral_may(CASES[i].from, CASES[i].step, true);
        check_case(may == (CASES[i].to != 0), vocabulary_label(&referral_steps, (int)CASES[i].step));
        if (may) assert_int_equal(referral_after(CASES[i].from, CASES[i].step), CASES[i].to);
    }
}

static void bank_holidays_and_weekends_count_neither_for_age_nor_for_lateness(void **state)
{
    (void)state;
    const struct date CHRISTMAS[] = {day("2026-12-25"), day("2026-12-28")};
    const struct holidays h = {CHRISTMAS, 2, day("2026-01-01"), day("2026-12-31")};
    const struct date eve = day("2026-12-24");
    assert_int_equal(referral_due(h, eve, REFERRAL_URGENT).v, day("2026-12-29").v);
    assert_int_equal(referral_due(h, eve, REFERRAL_SOON).v, day("2026-12-31").v);
    check_text(referral_age(&a, h, eve, day("2026-12-28")), "Less than a working day");
    check_text(referral_age(&a, h, eve, day("2026-12-30")), "2 working days");
    assert_int_equal(referral_due_tag(&a, h, eve, day("2026-12-28")).colour, TAG_BLUE);
    check_text(referral_due_tag(&a, h, eve, day("2026-12-29")).text, "Late by 1 working day");
    assert_int_equal(referral_due_tag(&a, h, eve, day("2026-12-29")).colour, TAG_RED);
}

static void the_role_is_what_most_reasons_ask_for_unless_one_was_wished(void **state)
{
    (void)state;
    struct str why;
    unsigned lonely = REFERRAL_REASON_BIT(REFERRAL_FOR_LONELY), money = REFERRAL_REASON_BIT(REFERRAL_FOR_MONEY);
    unsigned plan = REFERRAL_REASON_BIT(REFERRAL_FOR_PLAN);
    assert_int_equal(referral_role(&a, lonely | money | plan, 0, &why), STAFF_ROLE_LINK_WORKER);
    check_text(why, "Feeling lonely, or cut off from others");
    assert_int_equal(referral_role(&a, plan, 0, &why), STAFF_ROLE_CARE_COORDINATOR);
    assert_int_equal(referral_role(&a, plan, STAFF_ROLE_HEALTH_COACH, &why), STAFF_ROLE_HEALTH_COACH);
}

static void who_fits_and_has_time_stands_first(void **state)
{
    (void)state;
    struct referral_colleague items[] = {
        {.name = STR_INIT("coach"), .role = STAFF_ROLE_HEALTH_COACH, .here = true},
        {.name = STR_INIT("busy"), .role = STAFF_ROLE_LINK_WORKER, .here = true, .open = 40},
        {.name = STR_INIT("elsewhere"), .role = STAFF_ROLE_LINK_WORKER},
        {.name = STR_INIT("full"), .role = STAFF_ROLE_LINK_WORKER, .here = true, .room = ROOM_NO},
        {.name = STR_INIT("specialist"), .role = STAFF_ROLE_LINK_WORKER, .specialist = true, .open = 50},
        {.name = STR_INIT("free"), .role = STAFF_ROLE_LINK_WORKER, .here = true, .open = 3},
        {.name = STR_INIT("known"), .role = STAFF_ROLE_LINK_WORKER, .before = true, .open = 90},
    };
    struct referral_colleagues all = {items, COUNT_OF(items)};
    referral_rank(&all, STAFF_ROLE_LINK_WORKER);
    static const char *const ORDER[] = {"known", "specialist", "free", "busy", "full", "elsewhere", "coach"};
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) check_str(items[i].name, str_from_cstr(ORDER[i]));
}

static void each_role_s_room_is_that_of_those_who_may(void **state)
{
    (void)state;
    struct referral_colleague items[] = {
        {.role = STAFF_ROLE_CARE_COORDINATOR, .room = ROOM_YES, .free = 300},
        {.role = STAFF_ROLE_CARE_COORDINATOR, .room = ROOM_NO, .free = -120},
        {.role = STAFF_ROLE_CARE_COORDINATOR, .room = ROOM_YES, .free = 900, .not_ready = STR_INIT("No")},
        {.role = STAFF_ROLE_LINK_WORKER, .room = ROOM_NO, .free = -60},
        {.role = STAFF_ROLE_HEALTH_COACH, .room = ROOM_UNKNOWN},
    };
    struct referral_colleagues all = {items, COUNT_OF(items)};
    check_text(referral_rooms(&a, &all), "Care co-ordinators: 5 hours a week free. Link workers: no room.");
    assert_int_equal(referral_source_setting(REFERRAL_FROM_CARE_HOME), WORK_SETTING_CARE_HOMES);
    assert_int_equal(referral_source_setting(REFERRAL_FROM_GP), WORK_SETTING_GENERAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_ended_stays_as_it_is),
        cmocka_unit_test(nobody_is_given_somebody_unknown),
        cmocka_unit_test(each_open_state_leads_on),
        cmocka_unit_test(bank_holidays_and_weekends_count_neither_for_age_nor_for_lateness),
        cmocka_unit_test(the_role_is_what_most_reasons_ask_for_unless_one_was_wished),
        cmocka_unit_test(who_fits_and_has_time_stands_first),
        cmocka_unit_test(each_role_s_room_is_that_of_those_who_may),
    };
    clock_use_english_time();
    arena_init(&a, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("the rules of a referral", tests, NULL, NULL);
    arena_release(&a);
    return failed;
}
