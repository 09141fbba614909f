/* The rules of tasks: words and due tags. */
#include "base/limits.h"
#include "care/tasks/task.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(due_says_how_late_and_only_late_is_red),
        cmocka_unit_test(every_kind_has_a_word_that_reads_back), cmocka_unit_test(a_word_nobody_wrote_is_no_kind)};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("care-tasks", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
