/* The clock of supervision, hours as they are typed, and whether there is room for one more. */
#include "base/tests/check.h"
#include "care/workforce/post.h"

static struct arena a;
static struct staff_facts s;

enum { TODAY = 20783 }; /* 26 November 2026 */
static const struct date today = {TODAY};

static int full_time(void **state)
{
    (void)state;
    arena_reset(&a);
    s = (struct staff_facts){.active = true,
        .start_on = {TODAY - 400},
        .week = 37 * 60 + 30,
        .administration = 5 * 60,
        .supervision = 60,
        .development = 90};
    return 0;
}

/* ---- the clock of supervision ---- */

static const struct {
    const char *what;
    int in_post, last; /* days ago; last 0: never held */
    int minutes;
    enum supervision_state state;
} CLOCKS[] = {
    {"an hour three weeks ago", 400, 21, 60, SUPERVISION_FINE},
    {"due within a week", 400, 24, 60, SUPERVISION_SOON},
    {"the last day", 400, 31, 60, SUPERVISION_SOON},
    {"a day late", 400, 32, 60, SUPERVISION_OVERDUE},
    {"two months late", 400, 62, 60, SUPERVISION_OVERDUE},
    {"more than two months", 400, 63, 60, SUPERVISION_LATE},
    {"less than an hour", 400, 10, 59, SUPERVISION_SHORT},
    {"first six months: two weeks", 182, 14, 60, SUPERVISION_SOON},
    {"first six months: late after that", 182, 15, 60, SUPERVISION_OVERDUE},
    {"six months are over", 183, 15, 60, SUPERVISION_FINE},
    {"never, and new", 7, 0, 0, SUPERVISION_SOON},
    {"never, two weeks in", 15, 0, 0, SUPERVISION_OVERDUE},
    {"never, three months in", 90, 0, 0, SUPERVISION_LATE},
};

static void supervision_is_due_before_it_is_late(void **state)
{
    for (size_t i = 0; i < COUNT_OF(CLOCKS); i++) {
        full_time(state);
        struct supervision held = {.held_on = {TODAY - CLOCKS[i].last},
            .minutes = CLOCKS[i].minutes,
            .kind = TALK_CLINICAL,
            .struck_at = INSTANT_NONE};
        s.start_on.v = TODAY - CLOCKS[i].in_post;
        s.sessions.items = &held;
        s.sessions.n = CLOCKS[i].last ? 1 : 0;
        check_case(supervision_clock_of(&s, today).state == CLOCKS[i].state, str_from_cstr(CLOCKS[i].what));
        assert_true(supervision_clock_of(&s, today).nobody);
        s.links[STAFF_LINK_EDUCATIONAL] = (struct staff_link){.account = {9}, .active = true};
        assert_false(supervision_clock_of(&s, today).nobody);
        if (!CLOCKS[i].last) continue;
        held.struck_at = (struct instant){3}; /* struck through: as if it had not been */
        assert_false(date_is_set(supervision_clock_of(&s, today).last));
    }
}

/* ---- hours ---- */

static const struct {
    const char *typed;
    int minutes; /* -1: no number of hours */
    const char *shown;
} HOURS[] = {{"37.5", 2250, "37.5"}, {"37.50", 2250, "37.5"}, {"1", 60, "1"}, {"0.25", 15, "0.25"},
    {"2.33", 140, "2.33"}, {"0", 0, "0"}, {"999", 59940, "999"}, {"", -1, ""}, {"1000", -1, ""}, {"-1", -1, ""},
    {"1.234", -1, ""}, {"1,5", -1, ""}, {"seven", -1, ""}, {".5", -1, ""}};

static void hours_are_read_as_they_are_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(HOURS); i++) {
        int64_t minutes = -1;
        bool read = hours_read(str_from_cstr(HOURS[i].typed), &minutes);
        bool right = read ? minutes == HOURS[i].minutes : HOURS[i].minutes == -1;
        check_case(right, str_from_cstr(HOURS[i].typed));
        if (read) assert_true(str_eq(hours_text(&a, minutes), str_from_cstr(HOURS[i].shown)));
    }
}

/* ---- one more? ---- */

static struct capacity ask(int64_t intensive, int64_t steady, enum case_weight more)
{
    const struct case_load has[] = {{.weight = CASE_WEIGHT_STEADY, .cases = steady, .travel = 15},
        {.weight = CASE_WEIGHT_INTENSIVE, .cases = intensive}};
    const struct case_load one = {.weight = more, .cases = 1};
    struct capacity k;
    capacity_work_out(&a, &s, (struct case_load_list){has, COUNT_OF(has)}, &one, &k);
    return k;
}

static void what_is_reserved_is_not_for_cases(void **state)
{
    (void)state;
    struct capacity k = ask(0, 0, CASE_WEIGHT_LIGHT);
    assert_true(k.week == 2250 && k.reserved == 450 && k.for_cases == 1800 && k.taken == 0);
    check_text(k.steps.items[0].words, "Hours a week");
    check_text(k.steps.items[1].hours, "−5 hours");
}

static void complexity_rhythm_and_travel_make_a_load(void **state)
{
    (void)state;
    struct capacity k = ask(4, 20, CASE_WEIGHT_INTENSIVE); /* 20 × (45 + 15) / 4 and 4 × 60 */
    assert_true(k.taken == 540 && k.one_more == 60 && k.left == 1200 && k.room == ROOM_YES);
    check_text(k.words, "30 hours a week are for cases, 9 hours are taken");
    check_text(k.after, "Takes about 1 hour a week: 20 hours left");
    check_text(k.steps.items[4].words, "Steady: 20 cases, each every 28 days for 45 minutes and 15 of travel");
}

static void the_answer_turns_where_the_week_is_full(void **state)
{
    (void)state;
    assert_int_equal(ask(28, 0, CASE_WEIGHT_INTENSIVE).room, ROOM_YES); /* an hour left: one more fits */
    assert_int_equal(ask(29, 0, CASE_WEIGHT_INTENSIVE).room, ROOM_TIGHT);
    assert_int_equal(ask(30, 0, CASE_WEIGHT_INTENSIVE).room, ROOM_NO);
    assert_int_equal(ask(30, 0, CASE_WEIGHT_INTENSIVE).left, -60);
    static const char *const tags[] = {"1 hour free", "Full", "Over by 3 hours"};
    for (int i = 0; i < 3; i++) {
        struct capacity full = ask(i == 2 ? 33 : 29 + i, 0, CASE_WEIGHT_INTENSIVE);
        check_str(capacity_tag(&a, &full).text, str_from_cstr(tags[i]));
    }
    s.week = s.administration = s.supervision = s.development = 0;
    struct capacity k = ask(1, 0, CASE_WEIGHT_LIGHT);
    assert_int_equal(k.room, ROOM_UNKNOWN);
    check_text(k.words, "Nobody has said yet how many hours they work");
}

static void hundreds_of_light_cases_fit_beside_a_few_intensive_ones(void **state)
{
    (void)state;
    const struct case_load has[] = {
        {.weight = CASE_WEIGHT_LIGHT, .cases = 300}, {.weight = CASE_WEIGHT_INTENSIVE, .cases = 4}};
    const struct case_load one = {.weight = CASE_WEIGHT_LIGHT, .cases = 1};
    struct capacity k;
    capacity_work_out(&a, &s, (struct case_load_list){has, COUNT_OF(has)}, &one, &k);
    assert_true(k.room == ROOM_YES && k.taken == 300 * 45 / 12 + 240);
}

static void what_is_covered_takes_hours_too(void **state)
{
    (void)state;
    const struct case_load has[] = {
        {.weight = CASE_WEIGHT_STEADY, .cases = 20}, {.weight = CASE_WEIGHT_STEADY, .cases = 4, .covers = true}};
    const struct case_load one = {.weight = CASE_WEIGHT_LIGHT, .cases = 1};
    struct capacity k;
    capacity_work_out(&a, &s, (struct case_load_list){has, COUNT_OF(has)}, &one, &k);
    assert_true(k.cases == 24 && k.taken == 225 + 45 && k.by_weight[CASE_WEIGHT_STEADY] == k.taken);
    check_text(k.steps.items[5].words, "Covering. Steady: 4 cases, each every 28 days for 45 minutes");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        SENTENCE("supervision is due before it is late", supervision_is_due_before_it_is_late),
        SENTENCE("hours are read as they are written", hours_are_read_as_they_are_written),
        SENTENCE("what is reserved is not for cases", what_is_reserved_is_not_for_cases),
        SENTENCE("complexity, rhythm and travel make a load", complexity_rhythm_and_travel_make_a_load),
        SENTENCE("the answer turns where the week is full", the_answer_turns_where_the_week_is_full),
        SENTENCE("what is covered takes hours too", what_is_covered_takes_hours_too),
        SENTENCE("hundreds of light cases fit", hundreds_of_light_cases_fit_beside_a_few_intensive_ones),
    };
    struct CMUnitTest with_setup[COUNT_OF(tests)];
    for (size_t i = 0; i < COUNT_OF(tests); i++) {
        with_setup[i] = tests[i];
        with_setup[i].setup_func = full_time;
    }
    arena_init(&a, 4 * 1024 * 1024);
    int failed = cmocka_run_group_tests(with_setup, NULL, NULL);
    arena_release(&a);
    return failed;
}
