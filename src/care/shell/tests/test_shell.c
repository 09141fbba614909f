/* Problems beside fields, the reading of fields, and messages after a redirect. */
#include "base/limits.h"
#include "care/shell/shell.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static struct form form_of(const char *body)
{
    struct form form = {0};
    assert_int_equal(form_parse(&arena, str_from_cstr(body), &form, NULL), ERR_NONE);
    return form;
}

static void check_text(struct str found, const char *expected)
{
    if (!str_eq(found, str_from_cstr(expected))) fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(found), expected);
}

static void the_first_message_of_a_field_stays(void **state)
{
    (void)state;
    struct problems p = {.arena = &arena};
    problems_add(&p, STR("name"), STR("Enter a name"));
    problems_add(&p, STR("born"), STR("Enter a date of birth"));
    problems_add(&p, STR("name"), STR("Name is too long"));
    assert_int_equal(p.n, 2);
    check_text(problems_at(&p, STR("name")), "Enter a name");
    check_text(problems_at(&p, STR("nam")), "");
    struct error_summary summary = problems_summary(&p);
    assert_int_equal(summary.problems.n, 2);
    check_text(summary.problems.items[1].field, "born");
}

static void more_problems_than_can_be_shown_are_left_out(void **state)
{
    (void)state;
    struct problems p = {.arena = &arena};
    for (int i = 0; i < PROBLEMS_MOST + 5; i++) problems_add(&p, str_printf(&arena, "f%d", i), STR("wrong"));
    assert_int_equal(p.n, PROBLEMS_MOST);
}

static void a_text_is_measured_in_characters_and_stays_on_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *body, *value, *message;
    } CASES[] = {
        {"a=+Zo%C3%AB%C3%AB+", "Zoëë", ""},
        {"a=Zo%C3%AB%C3%ABx", "Zoëëx", "Name must be 4 characters or fewer"},
        {"a=%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82%F0%9F%99%82", "🙂🙂🙂🙂", ""},
        {"a=x%0Ay", "x\ny", "Name must be one line"},
        {"a=x%E2%80%AE", "x\u202E", "Name must not contain hidden characters"},
        {"a=x%07y", "x\ay", "Name must not contain hidden characters"},
        {"a=+++", "", ""},
        {"b=x", "", ""},
        {"a=one&a=two", "one", ""},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct problems p = {.arena = &arena};
        struct form form = form_of(CASES[i].body);
        size_t most = i == COUNT_OF(CASES) - 1 ? 3 : 4;
        check_text(field_text(&form, STR("a"), STR("Name"), most, &p), CASES[i].value);
        check_text(problems_at(&p, STR("a")), CASES[i].message);
    }
}

static void a_note_may_have_lines(void **state)
{
    (void)state;
    struct problems p = {.arena = &arena};
    struct form form = form_of("a=one%0D%0Atwo%0Athree");
    check_text(field_note(&form, STR("a"), STR("Note"), 13, &p), "one\ntwo\nthree");
    assert_int_equal(p.n, 0);
    field_note(&form, STR("a"), STR("Note"), 12, &p);
    check_text(problems_at(&p, STR("a")), "Note must be 12 characters or fewer");
}

static void a_date_says_which_part_is_missing(void **state)
{
    (void)state;
    static const struct {
        const char *body, *iso, *message;
    } CASES[] = {
        {"", "", ""},
        {"d[day]=&d[month]=&d[year]=", "", ""},
        {"d[day]=4&d[month]=3&d[year]=1943", "1943-03-04", ""},
        {"d[day]=+4+&d[month]=March&d[year]=1943", "1943-03-04", ""},
        {"d[day]=29&d[month]=2&d[year]=2024", "2024-02-29", ""},
        {"d[month]=3&d[year]=1943", "", "Date must include a day"},
        {"d[day]=4&d[year]=1943", "", "Date must include a month"},
        {"d[day]=4&d[month]=3", "", "Date must include a year"},
        {"d[day]=4", "", "Date must include a month"},
        {"d[day]=29&d[month]=2&d[year]=2023", "", "Date must be a real date, such as 4 3 1943"},
        {"d[day]=4&d[month]=13&d[year]=1943", "", "Date must be a real date, such as 4 3 1943"},
        {"d[day]=x&d[month]=y&d[year]=z", "", "Date must be a real date, such as 4 3 1943"},
        {"d[day]=-4&d[month]=3&d[year]=1943", "", "Date must be a real date, such as 4 3 1943"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct problems p = {.arena = &arena};
        struct form form = form_of(CASES[i].body);
        struct field_date f = field_date(&form, STR("d"), STR("Date"), &p);
        check_text(date_is_set(f.date) ? date_iso(&arena, f.date) : STR(""), CASES[i].iso);
        check_text(problems_at(&p, STR("d")), CASES[i].message);
    }
}

static void what_was_typed_as_a_date_is_kept(void **state)
{
    (void)state;
    struct problems p = {.arena = &arena};
    struct form form = form_of("d[day]=31&d[month]=feb&d[year]=");
    struct field_date f = field_date(&form, STR("d"), STR("Date"), &p);
    check_text(f.day, "31");
    check_text(f.month, "feb");
    check_text(f.year, "");
}

static void only_words_of_the_pages_table_become_notices(void **state)
{
    (void)state;
    static const struct shell_notice TABLE[] = {{"saved", "Details saved"}, {"contact", "Contact saved"}};
    static const struct {
        const char *query, *heading;
    } CASES[] = {{"done=saved", "Details saved"}, {"done=contact&done=saved", "Contact saved"}, {"", ""},
        {"done=", ""}, {"done=Saved", ""}, {"done=%3Cb%3EYou+won%3C/b%3E", ""}, {"done=savedx", ""},
        {"other=saved", ""}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct request r = {.query = form_of(CASES[i].query)};
        struct page page = {0};
        shell_notice(&r, &page, TABLE, COUNT_OF(TABLE));
        check_text(page.notice.heading, CASES[i].heading);
    }
}

int main(void)
{
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_message_of_a_field_stays),
        cmocka_unit_test(more_problems_than_can_be_shown_are_left_out),
        cmocka_unit_test(a_text_is_measured_in_characters_and_stays_on_its_line),
        cmocka_unit_test(a_note_may_have_lines),
        cmocka_unit_test(a_date_says_which_part_is_missing),
        cmocka_unit_test(what_was_typed_as_a_date_is_kept),
        cmocka_unit_test(only_words_of_the_pages_table_become_notices),
    };
    return cmocka_run_group_tests_name("shell", tests, NULL, NULL);
}
