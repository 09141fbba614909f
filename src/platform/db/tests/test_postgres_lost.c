/* Connections that are cut: what was acknowledged is there, what is unsure is never told as saved, and it goes on.
 */
#include "platform/db/tests/store_support.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

static void script(const char *sql)
{
    struct str admin = postgres_address(&f.arena, "cairn_admin", f.name);
    assert_int_equal(postgres_script(&f.arena, admin, str_from_cstr(sql)), ERR_NONE);
}

static void cut_all(void)
{
    script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'cairn'"
           " AND datname = current_database()");
}

static void connections_cut_while_idle_are_made_again_unnoticed(void **state)
{
    (void)state;
    for (int64_t id = 1; id <= 20; id++) {
        if (id % 5 == 0) cut_all();
        assert_int_equal(fixture_save(&f, id, (struct person_id){1}), ERR_NONE);
        assert_true(fixture_has_version(&f, id, 1));
    }
    struct audit_finding found = fixture_verify(&f, STR_NONE);
    assert_int_equal(found.fault, AUDIT_FAULT_NONE);
    assert_int_equal(found.rows, 20);
    assert_int_equal(found.unsealed, 0);
}

static enum err save_and_lose(struct ctx *c, void *arg)
{
    enum err err = version_save(c, STR("test"), *(const int64_t *)arg, 1, STR("{}"));
    if (!err) cut_all();
    return err;
}

static void an_action_whose_connection_is_cut_is_busy_and_wrote_nothing(void **state)
{
    (void)state;
    struct work w;
    int64_t id = 1;
    work_init(&w);
    w.job.audited = true;
    assert_int_equal(store_run(f.store, save_and_lose, &id, &w.c), ERR_BUSY);
    assert_false(fixture_has_version(&f, id, 1));
    assert_int_equal(fixture_save(&f, id, (struct person_id){1}), ERR_NONE);
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, 1);
    arena_release(&w.arena);
}

static void a_reading_whose_connection_is_cut_is_busy_and_the_next_one_is_not(void **state)
{
    (void)state;
    struct db *db;
    struct version_row_row row;
    assert_int_equal(fixture_save(&f, 1, (struct person_id){1}), ERR_NONE);
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, NULL, &db), ERR_NONE);
    assert_int_equal(version_row(db, STR("test"), 1, 1, &row), ERR_NONE);
    cut_all();
    assert_int_equal(version_row(db, STR("test"), 1, 1, &row), ERR_BUSY);
    store_read_end(f.store, db);
    for (int i = 0; i < 8; i++) assert_true(fixture_has_version(&f, 1, 1));
}

/* The connection ends in the middle of the commit: whether it was kept, this side can't know. */
static void a_commit_without_an_answer_is_never_told_as_saved(void **state)
{
    (void)state;
    script("CREATE FUNCTION cairn.cut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
           " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;"
           "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON cairn.record_version DEFERRABLE INITIALLY DEFERRED"
           " FOR EACH ROW WHEN (new.record_id = 7) EXECUTE FUNCTION cairn.cut()");
    assert_int_equal(fixture_save(&f, 7, (struct person_id){1}), ERR_BUSY);
    assert_int_equal(fixture_save(&f, 8, (struct person_id){1}), ERR_NONE);
    script("DROP TRIGGER cut ON cairn.record_version");
    assert_int_equal(fixture_save(&f, 7, (struct person_id){1}), ERR_NONE); /* sent again, saved once */
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(connections_cut_while_idle_are_made_again_unnoticed),
        TEST(an_action_whose_connection_is_cut_is_busy_and_wrote_nothing),
        TEST(a_reading_whose_connection_is_cut_is_busy_and_the_next_one_is_not),
        TEST(a_commit_without_an_answer_is_never_told_as_saved),
    };
    return cmocka_run_group_tests_name("postgres-lost", tests, NULL, NULL);
}
