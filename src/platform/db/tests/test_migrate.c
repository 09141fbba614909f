#include "platform/db/tests/store_support.h"

#include <sys/stat.h>

static struct fixture f;
static struct migration all[3];
static struct migration_list list = {.items = all, .n = 2};

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    all[0] = migrations_built_in.items[0];
    all[1] = (struct migration){2, STR("shoes"), STR("CREATE TABLE shoe (size INTEGER) STRICT;"), STR_NONE};
    all[2] = (struct migration){3, STR("laces"),
        STR("INSERT INTO shoe VALUES (4);"
            "CREATE TABLE lace (n INTEGER);"),
        STR_NONE};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

static enum err open_with(size_t n)
{
    list.n = n;
    enum err err = fixture_try_open(&f, &list);
    if (!err) fixture_close(&f);
    return err;
}

static bool there(const char *name)
{
    return access(fixture_file(&f, name), F_OK) == 0;
}

static struct str schema_of(const char *file)
{
    struct db *db;
    struct str sql;
    assert_int_equal(db_open(fixture_file(&f, file), DB_WRITER, &db), ERR_NONE);
    assert_int_equal(db_schema(db, &f.arena, &sql), ERR_NONE);
    db_close(db);
    return sql;
}

static void a_new_database_gets_all_and_no_copy(void **state)
{
    (void)state;
    assert_int_equal(open_with(2), ERR_NONE);
    assert_true(str_has(schema_of("cairn.db"), STR("CREATE TABLE shoe")));
    assert_false(there("before-migration-1.db"));
    assert_false(there("before-migration-2.db"));
    assert_int_equal(open_with(2), ERR_NONE);
}

static void a_copy_is_kept_before_an_existing_database_changes(void **state)
{
    (void)state;
    assert_int_equal(open_with(1), ERR_NONE);
    assert_int_equal(open_with(3), ERR_NONE);
    assert_true(there("before-migration-2.db"));
    assert_false(there("before-migration-2.db.part"));
    struct stat about;
    assert_int_equal(stat(fixture_file(&f, "before-migration-2.db"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_false(str_has(schema_of("before-migration-2.db"), STR("CREATE TABLE shoe")));
    assert_true(str_has(schema_of("cairn.db"), STR("CREATE TABLE lace")));
}

static void a_migration_that_fails_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(open_with(2), ERR_NONE);
    all[2].sql = STR("CREATE TABLE lace (n INTEGER); INSERT INTO nowhere VALUES (1);");
    assert_int_not_equal(open_with(3), ERR_NONE);
    assert_false(str_has(schema_of("cairn.db"), STR("CREATE TABLE lace")));
    all[2].sql = STR("CREATE TABLE lace (n INTEGER);");
    assert_int_equal(open_with(3), ERR_NONE);
}

static void a_migration_may_not_leave_a_foreign_key_that_points_nowhere(void **state)
{
    (void)state;
    all[2].sql = STR("CREATE TABLE lace (n INTEGER PRIMARY KEY, shoe INTEGER REFERENCES installation);"
                     "INSERT INTO lace VALUES (1, 77);");
    assert_int_equal(open_with(2), ERR_NONE);
    assert_int_equal(open_with(3), ERR_INVALID);
    assert_false(str_has(schema_of("cairn.db"), STR("CREATE TABLE lace")));
}

static void an_edited_migration_is_refused(void **state)
{
    (void)state;
    assert_int_equal(open_with(2), ERR_NONE);
    all[1].sql = STR("CREATE TABLE shoe (size INTEGER, colour TEXT) STRICT;");
    assert_int_equal(open_with(2), ERR_DAMAGED);
}

static void a_database_of_a_newer_program_is_refused(void **state)
{
    (void)state;
    assert_int_equal(open_with(3), ERR_NONE);
    assert_int_equal(open_with(2), ERR_NEWER);
    assert_int_equal(open_with(3), ERR_NONE);
}

static void somebody_elses_database_is_refused(void **state)
{
    (void)state;
    fixture_script(&f, STR("CREATE TABLE recipe (n INTEGER)"));
    assert_int_equal(open_with(2), ERR_DAMAGED);
    assert_true(str_eq(str_trim(schema_of("cairn.db")), STR("CREATE TABLE recipe (n INTEGER);")));
}

static void a_killed_migration_leaves_the_old_schema_or_the_new(void **state)
{
    (void)state;
    assert_int_equal(open_with(1), ERR_NONE);
    for (int i = 0; i < 20; i++) {
        int status;
        pid_t pid = fork();
        if (pid == 0) _exit((int)open_with(3));
        usleep((useconds_t)(i * 700));
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        struct str sql = schema_of("cairn.db");
        assert_true(str_has(sql, STR("CREATE TABLE audit_person"))); /* the copy is made from a whole database */
        assert_true(!str_has(sql, STR("CREATE TABLE lace")) || str_has(sql, STR("CREATE TABLE shoe")));
    }
    assert_int_equal(open_with(3), ERR_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_database_gets_all_and_no_copy),
        TEST(a_copy_is_kept_before_an_existing_database_changes),
        TEST(a_migration_that_fails_changes_nothing),
        TEST(a_migration_may_not_leave_a_foreign_key_that_points_nowhere),
        TEST(an_edited_migration_is_refused),
        TEST(a_database_of_a_newer_program_is_refused),
        TEST(somebody_elses_database_is_refused),
        TEST(a_killed_migration_leaves_the_old_schema_or_the_new),
    };
    return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
