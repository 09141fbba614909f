/* The rules of tasks: words, due tags, when one is due again, and what a pathway makes due when. */
#include "base/limits.h"
#include "care/tasks/task_work.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static struct date day(int year, int month, int d)
{
    struct date date;
    assert_true(date_from_parts((struct date_parts){year, month, d}, &date));
    return date;
}

static void check_tag(int days_from_today, const char *text, enum tag_colour colour)
{
    struct date today = day(2026, 11, 24);
    struct tag tag = task_due_tag(&arena, date_add_days(today, days_from_today), today);
    assert_string_equal(str_cstr(&arena, tag.text), text);
    assert_int_equal(tag.colour, colour);
}

static void due_says_how_late_and_only_late_is_red(void **state)
{
    (void)state;
    check_tag(-2, "Overdue 2 days", TAG_RED);
    check_tag(-1, "Overdue 1 day", TAG_RED);
    check_tag(0, "Due today", TAG_BLUE);
    check_tag(2, "Thu 26 Nov", TAG_WHITE);
    check_tag(-400, "Overdue 400 days", TAG_RED);
}

static void every_kind_has_a_word_that_reads_back(void **state)
{
    (void)state;
    for (int kind = TASK_ACT_FIRST; kind <= TASK_CONTACT; kind++)
        assert_int_equal(task_kind_from_word(task_kind_word((enum task_kind)kind)), kind);
}

static void a_word_nobody_wrote_is_no_kind(void **state)
{
    (void)state;
    assert_int_equal(task_kind_from_word(STR("")), TASK_KIND_NONE);
    assert_int_equal(task_kind_from_word(STR("Promise")), TASK_KIND_NONE);
    assert_int_equal(task_kind_from_word(STR("promise ")), TASK_KIND_NONE);
}

static void a_task_that_repeats_is_due_after_today_however_late_it_was(void **state)
{
    (void)state;
    static const struct {
        enum task_repeat repeats;
        int due[3], today[3], next[3];
    } CASES[] = {
        {TASK_EVERY_WEEK, {2026, 11, 24}, {2026, 11, 24}, {2026, 12, 1}},
        {TASK_EVERY_WEEK, {2026, 11, 24}, {2026, 11, 20}, {2026, 12, 1}}, /* done early */
        {TASK_EVERY_WEEK, {2026, 11, 3}, {2026, 11, 24}, {2026, 12, 1}},  /* three weeks late */
        {TASK_EVERY_FORTNIGHT, {2026, 11, 24}, {2026, 11, 25}, {2026, 12, 8}},
        {TASK_EVERY_MONTH, {2026, 1, 31}, {2026, 1, 31}, {2026, 2, 28}},
        {TASK_EVERY_MONTH, {2026, 1, 31}, {2026, 3, 1}, {2026, 3, 31}}, /* the 31st where there is one */
        {TASK_EVERY_QUARTER, {2026, 11, 30}, {2026, 11, 30}, {2027, 2, 28}},
        {TASK_EVERY_HALF_YEAR, {2026, 8, 31}, {2026, 8, 31}, {2027, 2, 28}},
        {TASK_EVERY_YEAR, {2024, 2, 29}, {2024, 2, 29}, {2025, 2, 28}},
        {TASK_EVERY_YEAR, {2024, 2, 29}, {2027, 6, 1}, {2028, 2, 29}},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const int *d = CASES[i].due, *t = CASES[i].today, *n = CASES[i].next;
        struct date next = task_next_due(CASES[i].repeats, day(d[0], d[1], d[2]), day(t[0], t[1], t[2]));
        assert_int_equal(next.v, day(n[0], n[1], n[2]).v);
    }
}

static void near_steps_count_working_days_and_far_ones_weeks(void **state)
{
    (void)state;
    const struct date days[] = {day(2026, 12, 25), day(2026, 12, 28)};
    const struct holidays h = {days, COUNT_OF(days), day(2026, 1, 1), day(2026, 12, 31)};
    const struct pathway *home = pathway_by_word(STR("home"));
    assert_non_null(home);
    /* On the Thursday before Christmas: two working days are Tuesday 29 and Wednesday 30 December less the 28th.
     */
    assert_int_equal(pathway_due(&home->steps[0], day(2026, 12, 24), h).v, day(2026, 12, 30).v);
    const struct pathway_step fortnight = {14, TASK_CONTACT, STR("Ring")};
    assert_int_equal(pathway_due(&fortnight, day(2026, 12, 11), h).v, day(2026, 12, 29).v);
    assert_int_equal(pathway_due(&fortnight, day(2026, 11, 26), h).v, day(2026, 12, 10).v);
    assert_null(pathway_by_word(STR("nothing")));
}

static void every_pathway_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < pathways_count; i++) {
        assert_true(pathways[i].n > 0 && pathways[i].n <= PATHWAY_STEPS_MOST);
        for (size_t k = 0; k < pathways[i].n; k++) {
            const struct pathway_step *s = &pathways[i].steps[k];
            assert_true(s->kind != TASK_KIND_NONE && s->title.n && s->title.n <= TASK_TITLE);
            assert_true(k == 0 || s->days >= pathways[i].steps[k - 1].days);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(due_says_how_late_and_only_late_is_red),
        cmocka_unit_test(every_kind_has_a_word_that_reads_back), cmocka_unit_test(a_word_nobody_wrote_is_no_kind),
        cmocka_unit_test(a_task_that_repeats_is_due_after_today_however_late_it_was),
        cmocka_unit_test(near_steps_count_working_days_and_far_ones_weeks),
        cmocka_unit_test(every_pathway_is_whole)};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("care-tasks", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
