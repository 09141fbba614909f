/* A resource that is known as one person's is never taken as another's, whatever happened between. */
#include "app/tests/import_support.h"

#include "base/random.h"

enum { PEOPLE = 20, RECORDS = 400, KEYS_MOST = 60, KILLS = 12 };

#define BEN PATIENT("p2", "9990010013", "Marsh", "1950-01-02", "")
#define TAKEN_FOR_BEN CONDITION("c1", "Patient/p2", "38341003", "")

static void check_refused(struct outcome got)
{
    assert_int_equal(got.figures.records_new + got.figures.records_changed, 0);
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_has(got.reason, STR("about another person")));
}

static void a_later_import_cannot_give_a_record_to_somebody_else(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n" BEN "\n" ADAS_CONDITION "\n"));
    check_refused(import_text("b.ndjson", STR(TAKEN_FOR_BEN "\n")));
    check_refused(import_as("b.ndjson", STR(TAKEN_FOR_BEN "\n"), &(struct import_options){.dry_run = true}));
}

static void nor_can_the_same_import(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson", STR(ADA "\n" BEN "\n" ADAS_CONDITION "\n" TAKEN_FOR_BEN "\n"));
    assert_int_equal(got.figures.records_new, 1);
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_has(got.reason, STR("about another person")));
}

static void nor_can_one_after_a_version_that_replaced_it(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n" BEN "\n" ADAS_CONDITION "\n"));
    struct outcome got = import_text(
        "b.ndjson", STR(CONDITION("c1", "Patient/p1", "38341003", ",\"note\":[{\"text\":\"x\"}]") "\n"));
    assert_int_equal(got.figures.records_changed, 1);
    check_refused(import_text("c.ndjson", STR(TAKEN_FOR_BEN "\n")));
}

static bool all_keys_are_written(void)
{
    struct coded_keys keys;
    bool more = true;
    struct ctx c = {.arena = &f.arena, .actor = &test_system, .clock = &test_clock};
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, NULL, &c.db), ERR_NONE);
    coded_keys_init(&keys, &f.arena, KEYS_MOST);
    assert_int_equal(coded_keys_begin(&c, &keys), ERR_NONE);
    while (more) assert_int_equal(coded_keys_read(&c, &keys, &more), ERR_NONE);
    store_read_end(f.store, c.db);
    return keys.n == 0;
}

static void keys_that_were_never_written_are_made_up_for(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n" BEN "\n" ADAS_CONDITION "\n"));
    assert_true(all_keys_are_written());
    fixture_close(&f);
    fixture_script(&f, STR("DELETE FROM coded_source; DELETE FROM coded_source_upto"));
    open_store();
    assert_false(all_keys_are_written());
    check_refused(import_text("b.ndjson", STR(TAKEN_FOR_BEN "\n")));
    assert_true(all_keys_are_written());
}

/* ---- kill -9 at any moment ---- */

/* RECORDS conditions of PEOPLE patients; shift: whose each is. */
static struct str network(int shift)
{
    struct buf b = buf_new(&f.arena, 1 << 16, 1 << 24);
    for (int i = 0; i < PEOPLE; i++)
        buf_printf(&b,
            "{\"resourceType\":\"Patient\",\"id\":\"q%d\",\"name\":[{\"family\":\"Walker%c\"}],\"birthDate\":"
            "\"1950-01-%02d\",\"generalPractitioner\":[{\"identifier\":{\"system\":"
            "\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"A99001\"}}]}\n",
            i, 'a' + i, i + 1);
    for (int i = 0; i < RECORDS; i++)
        buf_printf(&b,
            "{\"resourceType\":\"Condition\",\"id\":\"k%d\",\"code\":{\"text\":\"Cough %d\"},\"subject\":"
            "{\"reference\":\"Patient/q%d\"}}\n",
            i, i, (i * PEOPLE / RECORDS + shift) % PEOPLE);
    return buf_str(&b);
}

static const struct import_options few_keys = {.keys_most = KEYS_MOST};

static void import_and_be_killed(struct str text, useconds_t after_us)
{
    int status;
    fixture_close(&f);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        open_store();
        (void)import_as("a.ndjson", text, &few_keys);
        for (;;) pause();
    }
    usleep(after_us);
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    open_store();
}

static void an_import_that_was_killed_at_any_moment_is_completed_by_the_next(void **state)
{
    (void)state;
    struct random_seeded r;
    random_seed(&r, 16);
    struct str text = network(0), moved = network(1);
    for (int i = 0; i < KILLS; i++) import_and_be_killed(text, 20000 + (useconds_t)random_below(&r, 250000));
    struct outcome got = import_as("a.ndjson", text, &few_keys);
    assert_int_equal(got.figures.people_new + got.figures.people_same, PEOPLE);
    assert_int_equal(got.figures.records_new + got.figures.records_same, RECORDS);
    assert_int_equal(got.figures.records_changed + got.figures.rejected, 0);
    assert_true(all_keys_are_written());
    got = import_as("b.ndjson", moved, &few_keys);
    assert_int_equal(got.figures.rejected, RECORDS);
    got = import_as("a.ndjson", text, &few_keys);
    assert_int_equal(got.figures.people_same, PEOPLE);
    assert_int_equal(got.figures.records_same, RECORDS);
}

/* ---- in memory ---- */

static void keys_are_kept_once_and_come_out_in_order(void **state)
{
    (void)state;
    struct arena a;
    struct coded_keys keys;
    struct random_seeded r;
    arena_init(&a, LIMIT_JOB_ARENA);
    coded_keys_init(&keys, &a, 1000);
    for (int pass = 0; pass < 2; pass++) {
        random_seed(&r, 1);
        for (int i = 0; i < 5000; i++) {
            struct uuid key = {0};
            uint64_t number = (uint64_t)random_below(&r, UINT32_MAX) << 32 | random_below(&r, UINT32_MAX);
            memcpy(key.bytes, &number, sizeof number);
            coded_keys_add(&keys, key, (struct person_id){1 + i % 7});
            assert_int_equal(coded_keys_are_many(&keys), pass || i >= 999);
        }
    }
    assert_int_equal(keys.n, 5000);
    const struct coded_key *sorted = coded_keys_sorted(&keys, &a);
    for (size_t i = 1; i < keys.n; i++) assert_true(sorted[i - 1].hash <= sorted[i].hash);
    coded_keys_clear(&keys);
    assert_int_equal(keys.n, 0);
    arena_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(int argc, char **argv)
{
    import_test_begin(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST(a_later_import_cannot_give_a_record_to_somebody_else),
        TEST(nor_can_the_same_import),
        TEST(nor_can_one_after_a_version_that_replaced_it),
        TEST(keys_that_were_never_written_are_made_up_for),
        TEST(an_import_that_was_killed_at_any_moment_is_completed_by_the_next),
        cmocka_unit_test(keys_are_kept_once_and_come_out_in_order),
    };
    return cmocka_run_group_tests_name("import keys", tests, NULL, NULL);
}
