/* The finder over a small store: whom it finds, whom it must not, and that the trace is exactly who was listed. */
#include "care/people/person.sql.h"
#include "care/people/person_finder.h"
#include "care/people/person_store.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;
static const struct db_statement_file *const STATEMENTS[] = {
    &migrate_statements, &audit_statements, &versions_statements, &person_statements};
static const struct scope ELM = {.practice_ids = (const int64_t[]){1}, .n = 1};

static const struct {
    const char *given, *family;
    int64_t practice;
} PEOPLE[] = {{"Amina", "Rahman", 1}, {"Zoë", "Ó Néill", 1}, {"Siân", "O'Connor", 1}, {"María", "García López", 1},
    {"Jean-Luc", "Smith-Jones", 1}, {"Amina", "Hussain", 2}};

static void open_store(void)
{
    const struct store_options options = {.directory = f.directory,
        .keys = &f.keys,
        .clock = &test_clock,
        .statements = STATEMENTS,
        .statement_files = COUNT_OF(STATEMENTS),
        .readers = 2};
    assert_int_equal(store_open(&options, &f.store), ERR_NONE);
}

static enum err add_one(struct ctx *c, void *arg)
{
    struct person *p = arg;
    return person_add(c, p);
}

static void add_person(const char *given, const char *family, int64_t practice)
{
    struct work w;
    struct date born;
    assert_true(date_from_iso(STR("1943-03-04"), &born));
    work_init(&w);
    struct person p = {.practice = {practice},
        .given_names = str_from_cstr(given),
        .family_name = str_from_cstr(family),
        .born = born,
        .died = DATE_NONE,
        .nhs_number_status = STR("03"),
        .source = STR("typed")};
    assert_int_equal(store_run(f.store, add_one, &p, &w.c), ERR_NONE);
    arena_release(&w.arena);
}

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    open_store();
    fixture_close(&f);
    fixture_script(&f,
        STR("INSERT INTO pcn VALUES (1, zeroblob(16), 1, 'Test');"
            "INSERT INTO practice VALUES (1, randomblob(16), 1, 1, 'A99001', 'Elm'), "
            "(2, randomblob(16), 1, 1, 'A99002', 'Oak');"));
    open_store();
    for (size_t i = 0; i < COUNT_OF(PEOPLE); i++)
        add_person(PEOPLE[i].given, PEOPLE[i].family, PEOPLE[i].practice);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

static struct person_results search(const char *typed, const struct scope *scope, struct trace *trace)
{
    struct person_results found;
    struct actor actor = {.pcn = {1}, .scope = *scope};
    *trace = (struct trace){.arena = &f.arena};
    struct ctx c = {.arena = &f.arena, .actor = &actor, .clock = &test_clock, .trace = trace};
    assert_int_equal(store_read_begin(f.store, &f.arena, &actor.scope, trace, &c.db), ERR_NONE);
    assert_int_equal(person_search(&c, str_from_cstr(typed), &found), ERR_NONE);
    store_read_end(f.store, c.db);
    return found;
}

static bool in_trace(const struct trace *t, struct person_id id)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->people[i].v == id.v) return true;
    return false;
}

static void check_traced(const struct person_results *found, const struct trace *trace)
{
    assert_int_equal(trace->n, found->n);
    for (size_t i = 0; i < found->n; i++) assert_true(in_trace(trace, found->items[i].person.id));
}

static void names_are_found_however_they_are_typed(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *family;
    } CASES[] = {{"amina rahman", "Rahman"}, {"RAHMAN Amina", "Rahman"}, {"zoe o neill", "Ó Néill"},
        {"Zoë Ó Néill", "Ó Néill"}, {"oneill", "Ó Néill"}, {"sian oconnor", "O'Connor"}, {"O’Connor", "O'Connor"},
        {"o'conn", "O'Connor"}, {"garcia lopez", "García López"}, {"maria garcia", "García López"},
        {"lopez", "García López"}, {"smith", "Smith-Jones"}, {"jones jean", "Smith-Jones"},
        {"smith-jones", "Smith-Jones"}, {"rahman 4/3/1943", "Rahman"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct trace trace;
        struct person_results found = search(CASES[i].typed, &ELM, &trace);
        if (!found.n || !str_eq(found.items[0].person.family_name, str_from_cstr(CASES[i].family)))
            fail_msg("%s finds %zu", CASES[i].typed, found.n);
        check_traced(&found, &trace);
    }
}

static void people_of_other_practices_do_not_exist(void **state)
{
    (void)state;
    struct trace trace;
    const struct scope everybody = {.everybody = true}, nobody = {0};
    assert_int_equal(search("hussain", &ELM, &trace).n, 0);
    assert_int_equal(trace.n, 0);
    assert_int_equal(search("amina", &ELM, &trace).n, 1);
    assert_int_equal(search("amina", &everybody, &trace).n, 2);
    assert_int_equal(search("amina", &nobody, &trace).n, 0);
    assert_int_equal(search("4/3/1943", &ELM, &trace).n, 5);
}

static void nothing_strange_finds_anybody(void **state)
{
    (void)state;
    static const char *const TYPED[] = {"", "   ", "%", "_", "*", "' OR 1=1 --", "\"", "zzzzqqq", "(((", "\\"};
    for (size_t i = 0; i < COUNT_OF(TYPED); i++) {
        struct trace trace;
        struct person_results found = search(TYPED[i], &ELM, &trace);
        if (found.n) fail_msg("\"%s\" finds %zu", TYPED[i], found.n);
        assert_int_equal(trace.n, 0);
    }
}

static void a_long_list_is_cut_and_the_trace_with_it(void **state)
{
    (void)state;
    struct trace trace;
    for (int i = 0; i < 70; i++) add_person("Many", "Namesake", 1);
    struct person_results found = search("namesake", &ELM, &trace);
    assert_int_equal(found.n, PERSON_RESULTS_MOST);
    assert_true(found.more);
    check_traced(&found, &trace);
}

/* More bear each of his names than are read of one term, all before him. */
static void whoever_bears_two_common_names_is_found_among_thousands(void **state)
{
    (void)state;
    struct trace trace;
    static const char *const TYPED[] = {
        "john smith", "smith john", "john smi", "jon smyth", "jack smith", "smith 4/3/1943"};
    add_person("John", "Smith", 1);
    fixture_close(&f);
    fixture_script(&f,
        STR("PRAGMA foreign_keys = OFF; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            "5000) "
            "INSERT INTO person_term SELECT t.term, i - 10000 * length(t.term), 1, 0 FROM n CROSS JOIN "
            "person_term t "
            "WHERE t.person_id = (SELECT max(person_id) FROM person) AND t.term NOT LIKE 'd%'"));
    open_store();
    for (size_t i = 0; i < COUNT_OF(TYPED); i++) {
        struct person_results found = search(TYPED[i], &ELM, &trace);
        bool him = found.n && str_eq(found.items[0].person.given_names, STR("John")) &&
            str_eq(found.items[0].person.family_name, STR("Smith"));
        if (!him) fail_msg("%s finds %zu", TYPED[i], found.n);
        check_traced(&found, &trace);
    }
}

static size_t bearers(struct str term)
{
    struct person_with_term_list rows;
    const struct scope everybody = {.everybody = true};
    struct ctx c = {.arena = &f.arena};
    assert_int_equal(store_read_begin(f.store, &f.arena, &everybody, NULL, &c.db), ERR_NONE);
    assert_int_equal(person_with_term(c.db, term, 10, &rows), ERR_NONE);
    store_read_end(f.store, c.db);
    return rows.n;
}

static enum err rename_him(struct ctx *c, void *arg)
{
    struct person p;
    enum err err = person_get(c, *(struct person_id *)arg, &p);
    p.family_name = STR("Maddox");
    return err ? err : person_save(c, &p);
}

static void a_new_name_is_found_and_the_old_one_forgotten(void **state)
{
    (void)state;
    struct trace trace;
    struct work w;
    add_person("Owen", "Prosser", 1);
    struct person_id id = search("prosser", &ELM, &trace).items[0].person.id;
    assert_int_equal(bearers(STR("nprosser")), 1);
    work_init(&w);
    assert_int_equal(store_run(f.store, rename_him, &id, &w.c), ERR_NONE);
    arena_release(&w.arena);
    assert_int_equal(search("maddox", &ELM, &trace).n, 1);
    assert_int_equal(bearers(STR("nmaddox")), 1);
    assert_int_equal(bearers(STR("nprosser")), 0);
    assert_int_equal(bearers(STR("nowen")), 1);
}

static void a_term_that_was_left_behind_finds_nobody_and_breaks_nothing(void **state)
{
    (void)state;
    struct trace trace;
    fixture_close(&f);
    fixture_script(&f,
        STR("INSERT INTO person_term SELECT 'nhussain', person_id, 1, 0 FROM person WHERE practice_id = 2 "
            "ON CONFLICT DO UPDATE SET practice_id = 1"));
    open_store();
    assert_int_equal(search("hussain", &ELM, &trace).n, 0);
    assert_int_equal(trace.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_however_they_are_typed),
        cmocka_unit_test(people_of_other_practices_do_not_exist),
        cmocka_unit_test(nothing_strange_finds_anybody),
        cmocka_unit_test(a_long_list_is_cut_and_the_trace_with_it),
        cmocka_unit_test(whoever_bears_two_common_names_is_found_among_thousands),
        cmocka_unit_test(a_new_name_is_found_and_the_old_one_forgotten),
        cmocka_unit_test(a_term_that_was_left_behind_finds_nobody_and_breaks_nothing),
    };
    return cmocka_run_group_tests_name("person finder", tests, set_up, tear_down);
}
