/* The rules of My day: what stands where, and in which words. */
#include "base/limits.h"
#include "care/home/my_day.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;
static struct date today;

static void what_is_due_stands_by_consequence_and_the_rest_is_coming(void **state)
{
    (void)state;
    static const struct {
        enum task_kind kind;
        int days;
        enum my_day_group group;
    } CASES[] = {{TASK_ACT_FIRST, 0, GROUP_ACT_FIRST}, {TASK_ACT_FIRST, -3, GROUP_ACT_FIRST},
        {TASK_ACT_FIRST, 1, GROUP_COMING}, {TASK_PROMISE, 0, GROUP_PROMISES}, {TASK_PROMISE, 7, GROUP_COMING},
        {TASK_CONTACT, -1, GROUP_CONTACTS}, {TASK_CONTACT, 1, GROUP_COMING}, {TASK_KIND_NONE, 0, GROUP_CONTACTS}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct task t = {.kind = CASES[i].kind, .due = date_add_days(today, CASES[i].days)};
        assert_int_equal(my_day_group_of(&t, today), CASES[i].group);
    }
}

static void check_evidence(const struct my_day_task *row, struct know know, const char *text)
{
    assert_string_equal(str_cstr(&arena, my_day_evidence(&arena, row, know, today)), text);
}

static void evidence_says_when_it_was_promised_and_what_helps(void **state)
{
    (void)state;
    struct know_item items[] = {{.strong = STR("Bengali interpreter"), .text = STR("needed")},
        {.strong = STR("Ring after 11am."), .text = STR("")},
        {.strong = STR("Hears best on her right side"), .text = STR("")}};
    struct know know = {.items = {items, 3}};
    struct my_day_task row = {
        .task = {.kind = TASK_PROMISE, .due = today, .promised_on = date_add_days(today, -7)}};
    check_evidence(&row, know, "Promised on 17 November. Bengali interpreter needed. Ring after 11am.");
    row.task.kind = TASK_CONTACT;
    check_evidence(&row, (struct know){0}, "Planned on 17 November.");
    row.task = (struct task){
        .kind = TASK_ACT_FIRST, .due = date_add_days(today, 1), .promised_on = date_add_days(today, -1)};
    check_evidence(&row, (struct know){0}, "Act first that day. Planned on 23 November.");
    row.no_telephone = true;
    row.task = (struct task){.kind = TASK_CONTACT, .due = today, .promised_on = date_add_days(today, -7)};
    check_evidence(&row, (struct know){0}, "Planned on 17 November. No telephone calls: refused.");
    row.person.died_known = true;
    check_evidence(&row, know, "This person has died. Planned on 17 November.");
}

static void check_moment(struct date day, const char *text)
{
    assert_string_equal(str_cstr(&arena, my_day_moment(&arena, instant_from_local(day, 17, 5), today)), text);
}

static void moments_are_said_as_people_say_them(void **state)
{
    (void)state;
    check_moment(today, "Today, 5:05pm");
    check_moment(date_add_days(today, -1), "Yesterday, 5:05pm");
    check_moment(date_add_days(today, -4), "20 November, 5:05pm");
    check_moment(date_add_days(today, -365), "24 November 2025, 5:05pm");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_due_stands_by_consequence_and_the_rest_is_coming),
        cmocka_unit_test(evidence_says_when_it_was_promised_and_what_helps),
        cmocka_unit_test(moments_are_said_as_people_say_them)};
    clock_use_english_time();
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    if (!date_from_parts((struct date_parts){2026, 11, 24}, &today)) return 1;
    int failed = cmocka_run_group_tests_name("care-my-day", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
