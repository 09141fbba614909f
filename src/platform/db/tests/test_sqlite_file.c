/* The file behind a connection: transactions, snapshots, damage, the schema, and the guard over statements. */
#include "platform/db/tests/sqlite_stage.h"

#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_fit.h"

#include <sys/stat.h>
#include <unistd.h>

static void a_savepoint_undoes_one_action_and_not_its_neighbours(void **state)
{
    struct stage *s = *state;
    assert_int_equal(db_run_command(s->db, DB_BEGIN_WRITE), ERR_NONE);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(db_run_command(s->db, DB_SAVEPOINT), ERR_NONE);
        add_person(s, 4 + i - (i == 2), 1, STR("Grouped"));
        if (i == 1) assert_int_equal(db_run_command(s->db, DB_ROLLBACK_TO), ERR_NONE);
        assert_int_equal(db_run_command(s->db, DB_RELEASE), ERR_NONE);
    }
    assert_true(db_in_transaction(s->db));
    assert_int_equal(db_run_command(s->db, DB_COMMIT), ERR_NONE);
    assert_false(db_in_transaction(s->db));
    assert_int_equal(count_seen(s), 5);
}

static void a_reader_keeps_its_snapshot_while_the_writer_goes_on(void **state)
{
    struct stage *s = *state;
    struct db *reader;
    struct people_count_row count;
    assert_int_equal(db_open(s->path, DB_READER, &reader), ERR_NONE);
    db_bind(reader, &s->arena, &everybody, NULL);
    assert_int_equal(db_run_command(reader, DB_BEGIN), ERR_NONE);
    assert_int_equal(people_count(reader, &count), ERR_NONE);
    assert_int_equal(count.people, 3);
    add_person(s, 4, 1, STR("New"));
    assert_int_equal(people_count(reader, &count), ERR_NONE);
    assert_int_equal(count.people, 3);
    assert_int_equal(db_run_command(reader, DB_COMMIT), ERR_NONE);
    assert_int_equal(people_count(reader, &count), ERR_NONE);
    assert_int_equal(count.people, 4);
    db_close(reader);
}

static off_t size_of_log(struct stage *s)
{
    struct stat wal;
    assert_int_equal(stat(str_cstr(&s->arena, str_printf(&s->arena, "%s-wal", s->path)), &wal), 0);
    return wal.st_size;
}

static void after_a_checkpoint_the_log_is_written_over(void **state)
{
    struct stage *s = *state;
    int64_t bytes = db_wal_bytes(s->db);
    off_t size = size_of_log(s);
    assert_true(bytes > 0);
    assert_int_equal(db_checkpoint(s->db), ERR_NONE);
    assert_int_equal(db_wal_bytes(s->db), 0);
    add_person(s, 4, 1, STR("New"));
    assert_in_range(db_wal_bytes(s->db), 1, bytes - 1);
    assert_int_equal(size_of_log(s), size);
}

static void only_the_owner_may_read_the_file(void **state)
{
    struct stage *s = *state;
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct stat st;
        assert_int_equal(stat(str_cstr(&s->arena, str_printf(&s->arena, "%s%s", s->path, ends[i])), &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static void a_statement_past_its_deadline_ends_busy(void **state)
{
    struct stage *s = *state;
    struct db *reader;
    struct endless_row row;
    assert_int_equal(db_open(s->path, DB_READER, &reader), ERR_NONE);
    int64_t start = clock_monotonic_us();
    db_set_deadline(reader, start + 20000);
    assert_int_equal(endless(reader, &row), ERR_BUSY);
    assert_true(clock_monotonic_us() - start < 2000000);
    db_close(reader);
}

static void a_file_that_is_no_database_is_damaged(void **state)
{
    struct stage *s = *state;
    const char *path = str_cstr(&s->arena, str_printf(&s->arena, "%s-other", s->path));
    FILE *f = fopen(path, "wbe");
    for (int i = 0; i < 1000; i++) fputs("not a database ", f);
    fclose(f);
    struct db *db = NULL;
    assert_int_equal(db_open(path, DB_WRITER, &db), ERR_DAMAGED);
    assert_int_equal(db_open(path, DB_READER, &db), ERR_DAMAGED);
    unlink(path);
    assert_int_equal(db_open(path, DB_READER, &db), ERR_IO);
    assert_null(db);
}

static void a_check_finds_nothing_in_a_whole_database_and_names_what_is_broken(void **state)
{
    struct stage *s = *state;
    struct db_problem_list list;
    assert_int_equal(db_check(s->db, &s->arena, &list), ERR_NONE);
    assert_int_equal(list.n, 0);
    struct str why;
    int line = 0;
    assert_int_equal(
        db_run_script(s->db, &s->arena,
            STR("PRAGMA foreign_keys=OFF; INSERT INTO contact VALUES (1, 999, 'x'); PRAGMA foreign_keys=ON"),
            &line, &why),
        ERR_NONE);
    assert_int_equal(db_check(s->db, &s->arena, &list), ERR_NONE);
    assert_int_equal(list.n, 1);
    assert_true(str_eq(list.items[0], STR("row 1 of contact points to a row of person that is not there")));
}

static void a_script_says_where_it_fails(void **state)
{
    struct stage *s = *state;
    struct str why;
    int line = 0;
    const struct str script = STR("-- one\nCREATE TABLE a (b INT) STRICT;\n\nCREATE TABLE\n  c (d NOPE) STRICT;");
    assert_int_equal(db_run_script(s->db, &s->arena, script, &line, &why), ERR_INVALID);
    assert_true(str_eq(why, STR("unknown datatype for c.d: \"NOPE\"")));
    assert_int_equal(
        db_run_script(s->db, &s->arena, STR("SELECT 1;\n\nSELECT\n nonsense;\n"), &line, &why), ERR_INVALID);
    assert_true(str_eq(why, STR("no such column: nonsense")));
    assert_int_equal(line, 4);
}

static void the_schema_is_text_in_a_steady_order(void **state)
{
    struct stage *s = *state;
    struct str sql;
    assert_int_equal(db_schema(s->db, &s->arena, &sql), ERR_NONE);
    assert_true(str_starts(sql, STR("CREATE TABLE change")));
    assert_true(str_has(sql, STR("CREATE VIEW scoped_person")));
    assert_true(str_has(sql, STR("END;\n")));
}

/* ---- the guard: statements as sqlc would never let them be written ---- */

static enum err try_to_prepare(struct stage *s, enum db_effect effect, const char *target, const char *sql)
{
    struct db_statement *statement = ARENA_NEW(&s->arena, struct db_statement);
    *statement =
        (struct db_statement){.name = "attempt", .place = "test", .sql = sql, .effect = effect, .target = target};
    const struct db_statement *one[] = {statement};
    const struct db_statement_file file = {one, 1}, *files[] = {&file};
    if (effect == DB_READS) statement->columns = 1;
    return db_prepare_all(s->db, files, 1);
}

static void the_guard_refuses_what_would_show_people_out_of_scope(void **state)
{
    static const struct {
        enum db_effect effect;
        const char *target, *sql;
        bool good;
    } attempts[] = {
        {DB_READS, NULL, "SELECT family_name FROM scoped_person", true},
        {DB_READS, NULL, "SELECT count(*) FROM scoped_person", true},
        {DB_READS, NULL, "SELECT name FROM practice", true},
        {DB_READS, NULL, "SELECT family_name FROM person", false},
        {DB_READS, NULL, "SELECT count(*) FROM person", false},
        {DB_READS, NULL, "SELECT 1 FROM person", false},
        {DB_READS, NULL, "SELECT family_name FROM careless", false},
        {DB_READS, NULL, "SELECT name FROM practice WHERE EXISTS (SELECT 1 FROM person)", false},
        {DB_READS, NULL, "SELECT x.family_name FROM (SELECT * FROM person) AS x", false},
        {DB_READS, NULL, "SELECT x.family_name FROM (SELECT * FROM person) AS scoped_person", false},
        {DB_READS, NULL, "SELECT sql FROM sqlite_schema", false},
        {DB_READS, NULL, "SELECT name FROM pragma_table_info('person')", false},
        {DB_READS, NULL, "SELECT random()", false},
        {DB_READS, NULL, "SELECT CURRENT_TIMESTAMP", false},
        {DB_READS, NULL, "SELECT load_extension('x')", false},
        {DB_READS, NULL, "SELECT 1; SELECT 2", false},
        {DB_READS, NULL, "DELETE FROM change", false},
        {DB_WRITES, "change", "DELETE FROM change", true},
        {DB_WRITES, "change", "DELETE FROM person", false},
        {DB_WRITES, "practice", "UPDATE change SET entity = ''", false},
        {DB_WRITES, "change", "INSERT INTO change (entity, entity_id) SELECT family_name, 1 FROM person", false},
        {DB_WRITES, "change", "INSERT INTO change (entity, entity_id) SELECT family_name, 1 FROM scoped_person",
            true},
        {DB_WRITES, NULL, "PRAGMA user_version = 1", false},
        {DB_WRITES, NULL, "CREATE TABLE x (y INT) STRICT", false},
        {DB_WRITES, NULL, "DROP TABLE change", false},
        {DB_WRITES, NULL, "ATTACH 'x' AS y", false},
        {DB_WRITES, NULL, "BEGIN", false},
    };
    struct stage *s = *state;
    for (size_t i = 0; i < COUNT_OF(attempts); i++) {
        enum err err = try_to_prepare(s, attempts[i].effect, attempts[i].target, attempts[i].sql);
        if ((err == ERR_NONE) != attempts[i].good) fail_msg("%s", attempts[i].sql);
    }
}

static void all_statements_are_prepared_at_start(void **state)
{
    struct stage *s = *state;
    const struct db_statement_file *files[] = {&people_statements};
    assert_int_equal(people_statements.n, 19);
    assert_int_equal(db_prepare_all(s->db, files, 1), ERR_NONE);
}

/* ---- asked once for a schema: sqlite_fit.h ---- */

static enum err run_sql(struct stage *s, const char *sql)
{
    int line;
    struct str why;
    return db_run_script(s->db, &s->arena, str_from_cstr(sql), &line, &why);
}

static enum err check_anew(struct stage *s, const struct db_statement_file *file)
{
    const struct db_statement_file *files[] = {file};
    db_close(s->db);
    assert_int_equal(db_open(s->path, DB_WRITER, &s->db), ERR_NONE);
    return sqlite_check_statements(s->db, &s->arena, files, 1);
}

static void statements_that_fitted_a_schema_are_not_prepared_for_it_again(void **state)
{
    struct stage *s = *state;
    assert_int_equal(check_anew(s, &people_statements), ERR_NONE);
    assert_int_equal(sqlite_of(s->db)->cache.used, people_statements.n);
    assert_int_equal(check_anew(s, &people_statements), ERR_NONE);
    assert_int_equal(sqlite_of(s->db)->cache.used, 0);
}

static void other_statements_or_another_schema_are_looked_at_again(void **state)
{
    struct stage *s = *state;
    const struct db_statement wrong = {.name = "wrong",
                                  .place = "test",
                                  .sql = "SELECT no_such FROM practice",
                                  .effect = DB_READS,
                                  .columns = 1},
                              *one[] = {&wrong};
    const struct db_statement_file file = {one, 1};
    assert_int_equal(check_anew(s, &people_statements), ERR_NONE);
    assert_int_equal(check_anew(s, &file), ERR_INVALID);
    assert_int_equal(check_anew(s, &file), ERR_INVALID);
    assert_int_equal(run_sql(s, "CREATE TABLE one_more (x INTEGER) STRICT"), ERR_NONE);
    assert_int_equal(check_anew(s, &people_statements), ERR_NONE);
    assert_int_equal(sqlite_of(s->db)->cache.used, people_statements.n);
    assert_int_equal(run_sql(s, "DROP VIEW scoped_person"), ERR_NONE);
    assert_int_equal(check_anew(s, &people_statements), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(a_savepoint_undoes_one_action_and_not_its_neighbours),
        EACH(a_reader_keeps_its_snapshot_while_the_writer_goes_on),
        EACH(after_a_checkpoint_the_log_is_written_over),
        EACH(only_the_owner_may_read_the_file),
        EACH(a_statement_past_its_deadline_ends_busy),
        EACH(a_file_that_is_no_database_is_damaged),
        EACH(a_check_finds_nothing_in_a_whole_database_and_names_what_is_broken),
        EACH(a_script_says_where_it_fails),
        EACH(the_schema_is_text_in_a_steady_order),
        EACH(the_guard_refuses_what_would_show_people_out_of_scope),
        EACH(all_statements_are_prepared_at_start),
        EACH(statements_that_fitted_a_schema_are_not_prepared_for_it_again),
        EACH(other_statements_or_another_schema_are_looked_at_again),
    };
    return cmocka_run_group_tests_name("sqlite file", tests, NULL, NULL);
}
