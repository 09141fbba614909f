/* One row of a table: a person, and what is recorded of them. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "wire/gp_table.h"

static struct arena arena;

static struct csv_row cells_of(const char *bars, uint64_t line)
{
    struct str rest = str_from_cstr(bars);
    struct csv_row row = {.line = line};
    struct str *cells = ARENA_ARRAY(&arena, struct str, 40);
    while (rest.n) cells[row.n++] = str_cut(&rest, '|');
    row.cells = cells;
    return row;
}

static const struct gp_row *read_as(const char *heading, const char *cells, bool month_first)
{
    struct gp_columns *c = ARENA_NEW(&arena, struct gp_columns);
    struct gp_row *out = ARENA_NEW(&arena, struct gp_row);
    const struct csv_row head = cells_of(heading, 1), row = cells_of(cells, 2);
    gp_columns_guess(&arena, &head, c);
    c->month_first = month_first;
    gp_row_read(&arena, c, &row, out);
    return out;
}

static void dates_are_day_first_in_every_usual_form(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *iso;
        enum gp_date_fault fault;
    } CASES[] = {{"14/03/1958", "1958-03-14", 0}, {"14.03.1958", "1958-03-14", 0},
        {"14-Mar-1958", "1958-03-14", 0}, {"14 Mar 1958", "1958-03-14", 0}, {"23/Sep/1990 00:00", "1990-09-23", 0},
        {"1958-03-14", "1958-03-14", 0}, {"1958-03-14T00:00:00", "1958-03-14", 0},
        {" 14/3/1958 ", "1958-03-14", 0}, {"", "", GP_DATE_EMPTY}, {"14/03/58", "", GP_DATE_SHORT_YEAR},
        {"21258", "", GP_DATE_SERIAL}, {"03/14/1958", "", GP_DATE_MONTH_FIRST}, {"31/02/1958", "", GP_DATE_NONE},
        {"yesterday", "", GP_DATE_NONE}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct date day;
        enum gp_date_fault fault = gp_date(str_from_cstr(CASES[i].cell), &day);
        bool right =
            fault == CASES[i].fault && (fault || str_eq(date_iso(&arena, day), str_from_cstr(CASES[i].iso)));
        check_case(right, str_from_cstr(CASES[i].cell));
    }
}

static void rows_that_cannot_be_right_say_which_column_and_repeat_nothing(void **state)
{
    (void)state;
    static const char HEADING[] = "NHS number|Surname|Forename|DOB|Date of death|Deceased";
    static const struct {
        const char *cells, *why;
    } CASES[] = {{"999 001 0161|Hoa|Thi|14/03/1958", NULL}, {"999-001-0161|Hoa|Thi|14/03/1958", NULL},
        {"999\xC2\xA0"
         "001 0161|Hoa|Thi|14/03/1958",
            NULL},
        {"'9990010161|Hoa|Thi|14/03/1958", NULL}, {"9990010162|Hoa|Thi|14/03/1958", "NHS number"},
        {"9.99001E+09|Hoa|Thi|14/03/1958", "NHS number"}, {"999001016|Hoa|Thi|14/03/1958", "NHS number"},
        {"|Hoa|Thi|14/03/1958", NULL}, {"|Hoa|Thi||| ", "who it is about"},
        {"9990010161|Hoa|Thi|14/03/58", "\"DOB\" has a year of two digits"},
        {"9990010161|Hoa|Thi|21258", "\"DOB\" is a number that a spreadsheet made"},
        {"9990010161|Hoa|Thi|03/14/1958", "month first"},
        {"9990010161|Ho\x01"
         "a|Thi|14/03/1958",
            "can't be shown"},
        {"9990010161|Hoa|Thi|14/03/1958|31/02/2020", "\"Date of death\" is not a day"},
        {"9990010161|Hoa|Thi|14/03/1958|01/02/2020|N", "also that they are alive"},
        {"|Hoa", "may have been cut off"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const struct gp_row *row = read_as(HEADING, CASES[i].cells, false);
        bool right =
            CASES[i].why ? row->reason.p && str_has(row->reason, str_from_cstr(CASES[i].why)) : !row->reason.p;
        if (!right) print_error("%.*s\n", STR_ARG(row->reason));
        check_case(right, str_from_cstr(CASES[i].cells));
        assert_false(str_has(row->reason, STR("Hoa")));
    }
}

static void one_american_date_makes_those_that_could_be_either_doubtful(void **state)
{
    (void)state;
    static const struct {
        const char *born;
        bool refused;
    } CASES[] = {{"03/04/1958", true}, {"04/04/1958", false}, {"14/04/1958", false}, {"3 Apr 1958", false}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const char *cells = str_cstr(&arena, str_printf(&arena, "9990010161|%s", CASES[i].born));
        check_case((read_as("NHS number|DOB", cells, true)->reason.p != NULL) == CASES[i].refused,
            str_from_cstr(CASES[i].born));
    }
}

static void a_person_is_read_out_of_the_cells(void **state)
{
    (void)state;
    const struct gp_row *row =
        read_as("NHS number|Title|Surname|Forename|DOB|Sex|Number and Street|Town|Postcode|Mobile|Name",
            "999 001 0161|Ms|Hoa|Thi Ng|14/03/1958|F|100 Queensway|Testley|ts204zl|07700 900943", false);
    const struct fhir_patient *p = &row->patient;
    assert_false(row->reason.p != NULL);
    assert_int_equal(p->nhs_number, 9990010161);
    assert_true(str_eq(p->family_name, STR("Hoa")) && str_eq(p->given_names, STR("Thi Ng")));
    assert_true(str_eq(p->gender, STR("female")) && str_eq(p->postcode, STR("TS20 4ZL")));
    assert_true(str_eq(p->address_1, STR("100 Queensway")) && str_eq(p->address_3, STR("Testley")));
    assert_true(row->said >> FHIR_PATIENT_AT_postcode & 1);
    assert_false(row->said >> FHIR_PATIENT_AT_email & 1); /* the table doesn't speak of it */
    row = read_as("NHS number|Patient Name", "9990010161|BEER, Zula", false);
    assert_true(str_eq(row->patient.family_name, STR("BEER")) && str_eq(row->patient.given_names, STR("Zula")));
}

static void several_codes_in_a_row_are_several_records(void **state)
{
    (void)state;
    static const char HEADING[] = "NHS number|Code|Term|Date|Value|Code 2|Term 2|Date 2";
    const struct gp_row *row =
        read_as(HEADING, "9990010161|38341003|Hypertension|23/09/1990|142|15777000|Prediabetes|01/02/2020", false);
    assert_int_equal(row->n, 2);
    assert_true(str_eq(row->records[0].record.code, STR("38341003")));
    assert_true(str_eq(row->records[0].record.value, STR("142")));
    assert_true(str_eq(row->records[1].record.display, STR("Prediabetes")));
    assert_int_equal(row->records[1].record.precision, 3);
    row = read_as(HEADING, "9990010161|38341004|Hypertension|23/09/1990||15777000|Prediabetes|32/02/2020", false);
    assert_false(row->reason.p != NULL); /* the person can be taken, a code that can't be right can't */
    assert_true(row->records[0].reason.p && row->records[1].reason.p);
    row = read_as(HEADING, "9990010161||||||", false);
    assert_int_equal(row->n, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_day_first_in_every_usual_form),
        cmocka_unit_test(rows_that_cannot_be_right_say_which_column_and_repeat_nothing),
        cmocka_unit_test(one_american_date_makes_those_that_could_be_either_doubtful),
        cmocka_unit_test(a_person_is_read_out_of_the_cells),
        cmocka_unit_test(several_codes_in_a_row_are_several_records),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("rows of tables", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
