/* Loading tables: what is looked at afterwards, what stays, and that nothing half-loaded is ever seen. */
#include "base/tests/check.h"

#include "app/modules.h"
#include "base/limits.h"
#include "care/reference/reference.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;
static struct work w;

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    const struct store_options options = {.directory = f.directory,
        .keys = &f.keys,
        .clock = &test_clock,
        .statements = MODULE_STATEMENTS,
        .statement_files = MODULE_STATEMENT_COUNT,
        .readers = 2};
    assert_int_equal(store_open(&options, &f.store), ERR_NONE);
    work_init(&w);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&w.arena);
    fixture_free(&f);
    return 0;
}

static struct reference_outcome load_as(const char *rows, struct reference_options o, enum err expected)
{
    struct reference_outcome outcome = {0};
    if (!o.dated.v) o.dated = DATE_NONE;
    assert_int_equal(reference_load(&w.c, f.store, str_from_cstr(rows), &o, &outcome), expected);
    return outcome;
}

static void read_begin(void)
{
    assert_int_equal(store_read_begin(f.store, &w.arena, &test_system.scope, w.c.trace, &w.c.db), ERR_NONE);
}

static void read_end(void)
{
    store_read_end(f.store, w.c.db);
    w.c.db = NULL;
}

static struct reference_code_list codes(const char *name, struct str version)
{
    struct reference_code_list list;
    read_begin();
    assert_int_equal(reference_codes(&w.c, str_from_cstr(name), version, &list), ERR_NONE);
    read_end();
    return list;
}

#define CARERS "set\tCarers\t\tA publisher\n"
#define ONE "row\t224484003\t\tPatient themselves providing care\n"
#define TWO "row\t407542009\t\tInformal caregiver\n"
static const struct reference_options CODES = {.kind = REFERENCE_CODES};

static void a_list_that_is_loaded_again_changes_nothing(void **state)
{
    (void)state;
    struct reference_outcome got = load_as(CARERS ONE TWO, CODES, ERR_NONE);
    assert_int_equal(got.sets_new, 1);
    assert_int_equal(got.rows, 2);
    got = load_as(CARERS ONE TWO, CODES, ERR_NONE);
    assert_int_equal(got.sets_same, 1);
    assert_int_equal(got.sets_new + got.sets_changed, 0);
    assert_int_equal(codes("Carers", STR_NONE).n, 2);
}

static void a_newer_version_is_looked_at_and_the_older_can_be_read(void **state)
{
    (void)state;
    struct reference_options first = CODES, second = CODES;
    first.version = STR("2025"), second.version = STR("2026");
    (void)load_as(CARERS ONE, first, ERR_NONE);
    assert_int_equal(load_as(CARERS ONE TWO, second, ERR_NONE).sets_changed, 1);
    assert_int_equal(codes("Carers", STR_NONE).n, 2);
    assert_int_equal(codes("Carers", STR("2025")).n, 1);
    assert_int_equal(codes("Carers", STR("2024")).n, 0);
    assert_int_equal(load_as(CARERS ONE, first, ERR_NONE).sets_changed, 1); /* back to the older */
    assert_int_equal(codes("Carers", STR_NONE).n, 1);
}

static void a_version_with_other_rows_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct reference_options named = CODES;
    named.version = STR("2025");
    (void)load_as(CARERS ONE, named, ERR_NONE);
    struct reference_outcome got = load_as(CARERS ONE TWO, named, ERR_REFUSED);
    assert_true(str_has(got.why, STR("has a version \"2025\" already")));
    assert_int_equal(codes("Carers", STR_NONE).n, 1);
}

static void without_a_version_the_day_names_it_and_a_number_the_next_of_that_day(void **state)
{
    (void)state;
    struct str day = date_iso(&w.arena, clock_today(&test_clock));
    check_str(load_as(CARERS ONE, CODES, ERR_NONE).version, day);
    check_str(load_as(CARERS TWO, CODES, ERR_NONE).version, str_printf(&w.arena, "%.*s (2)", STR_ARG(day)));
}

static void a_dry_run_says_the_same_and_writes_nothing(void **state)
{
    (void)state;
    struct reference_options dry = CODES;
    dry.dry_run = true;
    assert_int_equal(load_as(CARERS ONE, dry, ERR_NONE).sets_new, 1);
    assert_int_equal(codes("Carers", STR_NONE).n, 0);
    assert_int_equal(load_as(CARERS ONE, CODES, ERR_NONE).sets_new, 1);
}

static void a_row_that_is_wrong_stops_the_whole(void **state)
{
    (void)state;
    (void)load_as(CARERS ONE "row\t224484004\t\tWrong check digit\n", CODES, ERR_DAMAGED);
    assert_int_equal(codes("Carers", STR_NONE).n, 0);
}

static void a_name_is_for_one_list(void **state)
{
    (void)state;
    struct reference_options named = CODES;
    named.name = STR("Those who care");
    (void)load_as(CARERS ONE "set\tOther\t\t\n" TWO, named, ERR_REFUSED);
    (void)load_as(CARERS ONE, named, ERR_NONE);
    assert_int_equal(codes("Those who care", STR_NONE).n, 1);
}

static void an_area_is_found_by_postcode_or_by_its_own_code(void **state)
{
    (void)state;
    struct reference_deprivation d;
    const struct reference_options imd = {.kind = REFERENCE_DEPRIVATION}, places = {.kind = REFERENCE_POSTCODES};
    (void)load_as("set\tIndex 2019\t2019\tX\nrow\tE01011234\t5000\t2\nrow\tE01011235\t30000\t10\n", imd, ERR_NONE);
    (void)load_as("set\tIndex 2025\t2025\tX\nrow\tE01011235\t29000\t9\n", imd, ERR_NONE);
    (void)load_as("set\tPostcodes LS\t\tX\nrow\tLS1 1AA\tE01011234\tE01099999\nrow\tLS1 1AB\t\tE01011235\n",
        places, ERR_NONE);
    static const struct {
        const char *postcode, *lsoa;
        int decile;
    } CASES[] = {{"LS1 1AA", "", 2}, {"ls11ab", "", 9}, {"", "E01011235", 9}, {"LS9 9ZZ", "E01011234", 2},
        {"LS1 1AA", "E01011235", 2}, {"", "", 0}, {"LS9 9ZZ", "", 0}, {"", "E01000000", 0}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        read_begin();
        enum err err =
            reference_deprivation(&w.c, str_from_cstr(CASES[i].postcode), str_from_cstr(CASES[i].lsoa), &d);
        read_end();
        check_case(err == (CASES[i].decile ? ERR_NONE : ERR_NOT_FOUND), str_from_cstr(CASES[i].postcode));
        if (!err) assert_int_equal(d.decile, CASES[i].decile);
    }
}

static void a_fact_says_its_table_and_when_it_was_loaded(void **state)
{
    (void)state;
    struct reference_organisation o;
    const struct reference_options kind = {.kind = REFERENCE_ORGANISATIONS, .version = STR("May 2026")};
    (void)load_as(
        "set\tepraccur\t\tODS\nrow\tB86001\tELM STREET SURGERY\tGP practice\tclosed\tU12345\t2021-03-31\n", kind,
        ERR_NONE);
    read_begin();
    assert_int_equal(reference_organisation(&w.c, STR("B86001"), &o), ERR_NONE);
    assert_false(o.open);
    check_text(date_iso(&w.arena, o.closed), "2021-03-31");
    struct str loaded = date_long(&w.arena, clock_today(&test_clock));
    check_str(reference_origin_text(&w.arena, &o.origin),
        str_printf(&w.arena, "epraccur, version May 2026, loaded %.*s", STR_ARG(loaded)));
    assert_int_equal(reference_organisation(&w.c, STR("B86002"), &o), ERR_NOT_FOUND);
    read_end();
}

static void what_is_compiled_in_comes_once_and_gives_way_to_what_is_loaded(void **state)
{
    (void)state;
    assert_int_equal(reference_seed(&w.c, f.store), ERR_NONE);
    assert_int_equal(reference_seed(&w.c, f.store), ERR_NONE);
    assert_int_equal(codes("Reasonable adjustments", STR_NONE).n, 346);
    assert_int_equal(codes("Care co-ordination", STR_NONE).n, 235);
    (void)load_as(
        "set\tReasonable adjustments\t2027\tNHS England\nrow\t441092009\tX\tDoes lip read\n", CODES, ERR_NONE);
    assert_int_equal(reference_seed(&w.c, f.store), ERR_NONE);
    assert_int_equal(codes("Reasonable adjustments", STR_NONE).n, 1);
}

static void of_each_year_the_holidays_loaded_last_count(void **state)
{
    (void)state;
    struct holidays h;
    const struct reference_options kind = {.kind = REFERENCE_HOLIDAYS};
    assert_int_equal(reference_seed(&w.c, f.store), ERR_NONE);
    (void)load_as(
        "set\tPublished\t\tGOV.UK\nrow\t2027-01-01\tNew Year\nrow\t2027-06-07\tA new one\n", kind, ERR_NONE);
    read_begin();
    assert_int_equal(reference_holidays(&w.c, &h), ERR_NONE);
    read_end();
    size_t in_2027 = 0, in_2026 = 0;
    for (size_t i = 0; i < h.n; i++) {
        in_2027 += date_parts(h.days[i]).year == 2027;
        in_2026 += date_parts(h.days[i]).year == 2026;
        if (i) assert_true(date_before(h.days[i - 1], h.days[i]));
    }
    assert_int_equal(in_2027, 2);
    assert_int_equal(in_2026, 8);
    check_text(date_iso(&w.arena, h.first), "2020-01-01");
    check_text(date_iso(&w.arena, h.last), "2032-12-31");
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    static const struct CMUnitTest tests[] = {CASE(a_list_that_is_loaded_again_changes_nothing),
        CASE(a_newer_version_is_looked_at_and_the_older_can_be_read),
        CASE(a_version_with_other_rows_is_refused_and_changes_nothing),
        CASE(without_a_version_the_day_names_it_and_a_number_the_next_of_that_day),
        CASE(a_dry_run_says_the_same_and_writes_nothing), CASE(a_row_that_is_wrong_stops_the_whole),
        CASE(a_name_is_for_one_list), CASE(an_area_is_found_by_postcode_or_by_its_own_code),
        CASE(a_fact_says_its_table_and_when_it_was_loaded),
        CASE(what_is_compiled_in_comes_once_and_gives_way_to_what_is_loaded),
        CASE(of_each_year_the_holidays_loaded_last_count)};
#undef CASE
    clock_use_english_time();
    return cmocka_run_group_tests_name("loading reference tables", tests, NULL, NULL);
}
