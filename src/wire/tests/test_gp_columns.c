/* What the columns of a table hold. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "wire/gp_table.h"

static struct arena arena;

static struct csv_row row_of(const char *bars)
{
    struct str rest = str_from_cstr(bars);
    struct csv_row row = {.line = 1};
    struct str *cells = ARENA_ARRAY(&arena, struct str, 40);
    while (rest.n) cells[row.n++] = str_cut(&rest, '|');
    row.cells = cells;
    return row;
}

/* "nhs-number:0 code:1": roles, and of coded columns their group. */
static struct str said(const struct gp_columns *c)
{
    struct str parts[CSV_CELLS_MOST];
    for (size_t i = 0; i < c->n; i++) {
        struct str word = gp_role_word(c->role[i]);
        parts[i] = c->group[i] ? str_printf(&arena, "%.*s:%u", STR_ARG(word), c->group[i]) : word;
    }
    return str_join(&arena, parts, c->n, STR(" "));
}

static void headings_of_systems_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *roles;
    } CASES[] = {{"EMIS Number|Organisation Code|NHS Number|Family Name|Calling Name|Date of Birth|Gender",
                     "local-id practice-code nhs-number family-name preferred-name born gender"},
        {"NHS number|First name|Surname|Date of birth|Sex|Registered GP|Registered practice|Address|Postcode",
            "nhs-number given-names family-name born gender gp-name practice-name address postcode"},
        {"Patient Details - NHS Number|nhs_no|NHSNo", "- nhs-number -"},
        {"NHS number|Event date|Code|Code description", "nhs-number recorded:1 code:1 term:1"},
        {"NHS Number|Latest Frailty\nCode Term|Latest Frailty\nDate|eFI\nValue",
            "nhs-number term:1 recorded:1 value:2"},
        {"NHS Number|Code|Date|Code 2|Date 2", "nhs-number code:1 recorded:1 code:2 recorded:2"},
        {"Surname|DOB|NHS No.|Forename|Practice code", "family-name born nhs-number given-names practice-code"},
        {"Postcode|Read code|Organisation code", "postcode - practice-code"}, {"Banana|", "-"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct gp_columns c;
        const struct csv_row row = row_of(CASES[i].heading);
        gp_columns_guess(&arena, &row, &c);
        if (!str_eq(said(&c), str_from_cstr(CASES[i].roles))) print_error("%.*s\n", STR_ARG(said(&c)));
        check_case(str_eq(said(&c), str_from_cstr(CASES[i].roles)), str_from_cstr(CASES[i].heading));
    }
}

static void a_mapping_is_kept_as_text_and_comes_back_the_same(void **state)
{
    (void)state;
    struct gp_columns c, again;
    const struct csv_row row = row_of("NHS Number|Surname|DOB|Event date|Code|Term|Whatever");
    gp_columns_guess(&arena, &row, &c);
    assert_int_equal(gp_columns_from(gp_columns_text(&arena, &c), &again), ERR_NONE);
    assert_true(str_eq(said(&c), said(&again)));
    assert_true(gp_columns_are_of(&arena, &again, &row));
    const struct csv_row other = row_of("NHS Number|Surname|DOB|Event date|Code|Term|Something");
    assert_false(gp_columns_are_of(&arena, &again, &other));
}

static void a_text_that_is_no_mapping_is_refused(void **state)
{
    (void)state;
    static const char *const CASES[] = {"", "nhs-number", "cow\tA\n", "born\ta\x01\n", "born\ta\xff\n"};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct gp_columns c;
        check_case(gp_columns_from(str_from_cstr(CASES[i]), &c) == ERR_INVALID, str_from_cstr(CASES[i]));
    }
}

static void columns_that_name_nobody_will_not_do(void **state)
{
    (void)state;
    static const struct {
        const char *heading;
        bool will_do;
    } CASES[] = {{"NHS number|Score", true}, {"Surname|DOB", true}, {"Name|Date of birth", true},
        {"Surname|Town", false}, {"DOB|Town", false}, {"Apples|Pears", false}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct gp_columns c;
        const struct csv_row row = row_of(CASES[i].heading);
        gp_columns_guess(&arena, &row, &c);
        check_case(!gp_columns_lack(&c).p == CASES[i].will_do, str_from_cstr(CASES[i].heading));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_of_systems_are_known),
        cmocka_unit_test(a_mapping_is_kept_as_text_and_comes_back_the_same),
        cmocka_unit_test(a_text_that_is_no_mapping_is_refused),
        cmocka_unit_test(columns_that_name_nobody_will_not_do),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("columns of tables", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
