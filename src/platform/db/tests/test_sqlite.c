/* The runtime of one connection, through statements that sqlc compiled. */
#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

#include "platform/db/sqlite_internal.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/db/tests/people.sql.h"
#include "platform/db/tests/schema_folder.h"

struct stage {
    struct arena arena;
    struct db *db;
    struct trace trace;
    char path[64];
};

static const struct scope everybody = {.everybody = true};
static const struct scope first_practice = {.practice_ids = (const int64_t[]){1}, .n = 1};

static struct str read_schema(struct arena *a, const char *name)
{
    const char *path = str_cstr(a, str_printf(a, "%s/%s", TEST_SCHEMA_FOLDER, name));
    FILE *f = fopen(path, "rbe");
    assert_non_null(f);
    char *p = arena_alloc(a, 10000, 1);
    size_t n = fread(p, 1, 10000, f);
    fclose(f);
    return (struct str){p, n};
}

static void make_schema(struct stage *s)
{
    static const char *const names[] = {"0001_people.sql", "0002_changes.sql"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str why = STR_NONE;
        int line = 0;
        assert_int_equal(db_run_script(s->db, &s->arena, read_schema(&s->arena, names[i]), &line, &why), ERR_NONE);
    }
}

static struct uuid key_of(int number)
{
    struct uuid key = {{0x01}};
    key.bytes[15] = (uint8_t)number;
    return key;
}

static void add_person(struct stage *s, int number, int64_t practice, struct str family)
{
    int64_t id;
    const struct person_insert_params person = {.key = key_of(number),
        .practice_id = {practice},
        .family_name = family,
        .born = DATE_NONE,
        .photograph = STR_NONE};
    assert_int_equal(person_insert(s->db, &person, &id), ERR_NONE);
    assert_int_equal(id, number);
}

/* Two practices; people 1 and 2 belong to the first, 3 to the second. */
static int set_up(void **state)
{
    struct stage *s = calloc(1, sizeof *s);
    arena_init(&s->arena, LIMIT_REQUEST_ARENA);
    snprintf(s->path, sizeof s->path, "/tmp/cairn-test-XXXXXX");
    int fd = mkstemp(s->path);
    assert_true(fd >= 0);
    close(fd);
    unlink(s->path);
    assert_int_equal(db_open(s->path, DB_WRITER, &s->db), ERR_NONE);
    make_schema(s);
    s->trace.arena = &s->arena;
    db_bind(s->db, &s->arena, &everybody, &s->trace);
    int64_t id;
    assert_int_equal(practice_insert(s->db, STR("High Street"), &id), ERR_NONE);
    assert_int_equal(practice_insert(s->db, STR("Riverside"), &id), ERR_NONE);
    add_person(s, 1, 1, STR("Ahmed"));
    add_person(s, 2, 1, STR("O'Neill"));
    add_person(s, 3, 2, STR("Jones"));
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct stage *s = *state;
    db_close(s->db);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        unlink(str_cstr(&s->arena, str_printf(&s->arena, "%s%s", s->path, ends[i])));
    arena_release(&s->arena);
    free(s);
    return 0;
}

static size_t count_seen(struct stage *s)
{
    struct people_all_list list;
    assert_int_equal(people_all(s->db, &list), ERR_NONE);
    return list.n;
}

static void a_statement_without_a_where_shows_nobody_when_nothing_is_bound(void **state)
{
    struct stage *s = *state;
    db_bind(s->db, &s->arena, NULL, NULL);
    assert_int_equal(count_seen(s), 0);
    struct people_count_row count;
    assert_int_equal(people_count(s->db, &count), ERR_NONE);
    assert_int_equal(count.people, 0);
}

static void a_scope_shows_only_its_own_practices(void **state)
{
    struct stage *s = *state;
    struct trace trace = {.arena = &s->arena};
    db_bind(s->db, &s->arena, &first_practice, &trace);
    assert_int_equal(count_seen(s), 2);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(2), &row), ERR_NONE);
    assert_int_equal(person_by_key(s->db, key_of(3), &row), ERR_NOT_FOUND);
    const struct scope several = {.practice_ids = (const int64_t[]){-4, 2, 7, 9}, .n = 4};
    db_bind(s->db, &s->arena, &several, &trace);
    assert_int_equal(count_seen(s), 1);
    const struct scope none = {.practice_ids = NULL, .n = 0};
    db_bind(s->db, &s->arena, &none, &trace);
    assert_int_equal(count_seen(s), 0);
    db_bind(s->db, &s->arena, &everybody, &trace);
    assert_int_equal(count_seen(s), 3);
}

static void views_upon_scoped_views_are_scoped_too(void **state)
{
    struct stage *s = *state;
    int64_t id;
    assert_int_equal(contact_insert(s->db, (struct person_id){1}, STR("rang"), &id), ERR_NONE);
    assert_int_equal(contact_insert(s->db, (struct person_id){3}, STR("visited"), &id), ERR_NONE);
    struct contacts_with_names_list list;
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 2);
    db_bind(s->db, &s->arena, &first_practice, &s->trace);
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 1);
    assert_true(str_eq(list.items[0].family, STR("Ahmed")));
}

static void an_unscoped_statement_reads_the_base_table(void **state)
{
    struct stage *s = *state;
    db_bind(s->db, &s->arena, NULL, NULL);
    struct people_count_of_all_row count;
    assert_int_equal(people_count_of_all(s->db, &count), ERR_NONE);
    assert_int_equal(count.people, 3);
}

static void every_type_comes_back_as_it_was_stored(void **state)
{
    struct stage *s = *state;
    int64_t id;
    const struct person_insert_params p = {.key = key_of(9),
        .practice_id = {2},
        .family_name = STR("Ó Néill\xF0\x9F\x99\x82"),
        .born = {-9000},
        .photograph = STR("\0\xFF\x01"),
        .height = {true, 1.75},
        .died = true,
        .made_at = {1795000000000},
        .flags = {true, INT64_MIN}};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_NONE);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, p.key, &row), ERR_NONE);
    assert_int_equal(row.person_id.v, id);
    assert_true(uuid_eq(row.key_again, p.key));
    assert_int_equal(row.version, 1);
    assert_true(str_eq(row.family, p.family_name));
    assert_int_equal(row.born.v, -9000);
    assert_int_equal(row.photograph.n, 3);
    assert_memory_equal(row.photograph.p, p.photograph.p, 3);
    assert_true(row.height.set && row.height.v > 1.74 && row.height.v < 1.76);
    assert_true(row.died);
    assert_true(row.made_at.v == p.made_at.v);
    assert_true(row.flags.set && row.flags.v == INT64_MIN);
}

static void absent_values_come_back_absent(void **state)
{
    struct stage *s = *state;
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(1), &row), ERR_NONE);
    assert_false(date_is_set(row.born));
    assert_null(row.photograph.p);
    assert_false(row.height.set);
    assert_false(row.flags.set);
    assert_false(row.died);
}

static void a_null_or_a_wrong_value_where_none_may_be_is_damage(void **state)
{
    struct stage *s = *state;
    struct born_as_asked_row row = {{7}};
    assert_int_equal(born_as_asked(s->db, INT32_MAX, &row), ERR_NONE);
    assert_int_equal(row.born.v, INT32_MAX);
    assert_int_equal(born_as_asked(s->db, (int64_t)INT32_MAX + 1, &row), ERR_DAMAGED);
    assert_int_equal(row.born.v, INT32_MAX);
    struct any_value_row any;
    assert_int_equal(any_value(s->db, &any), ERR_DAMAGED);
}

static void a_missing_row_is_not_found(void **state)
{
    struct stage *s = *state;
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(77), &row), ERR_NOT_FOUND);
    assert_int_equal(s->trace.n, 0);
}

static void exactly_one_row_changes_or_it_is_a_conflict(void **state)
{
    struct stage *s = *state;
    assert_int_equal(person_rename(s->db, (struct person_id){1}, 1, STR("Khan")), ERR_NONE);
    assert_int_equal(person_rename(s->db, (struct person_id){1}, 1, STR("Late")), ERR_CONFLICT);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(1), &row), ERR_NONE);
    assert_true(str_eq(row.family, STR("Khan")));
    assert_int_equal(row.version, 2);
}

static void a_change_reaches_nobody_out_of_scope(void **state)
{
    struct stage *s = *state;
    int64_t changed;
    db_bind(s->db, &s->arena, &first_practice, &s->trace);
    assert_int_equal(person_rename(s->db, (struct person_id){3}, 1, STR("Stolen")), ERR_CONFLICT);
    assert_int_equal(people_mark_died(s->db, (struct practice_id){2}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
    assert_int_equal(people_mark_died(s->db, (struct practice_id){1}, &changed), ERR_NONE);
    assert_int_equal(changed, 2);
    assert_int_equal(person_delete(s->db, (struct person_id){3}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
    db_bind(s->db, &s->arena, NULL, NULL);
    assert_int_equal(person_delete(s->db, (struct person_id){1}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
}

static void triggers_and_cascades_may_touch_what_they_need(void **state)
{
    struct stage *s = *state;
    int64_t id, changed;
    struct change_count_row count;
    assert_int_equal(person_rename(s->db, (struct person_id){2}, 1, STR("Neill")), ERR_NONE);
    assert_int_equal(change_count(s->db, &count), ERR_NONE);
    assert_int_equal(count.changes, 1);
    assert_int_equal(contact_insert(s->db, (struct person_id){2}, STR("rang"), &id), ERR_NONE);
    assert_int_equal(person_delete(s->db, (struct person_id){2}, &changed), ERR_NONE);
    assert_int_equal(changed, 1);
    struct contacts_with_names_list list;
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 0);
}

static void broken_constraints_say_which_kind(void **state)
{
    struct stage *s = *state;
    int64_t id = -1;
    struct person_insert_params p = {.key = key_of(1),
        .practice_id = {1},
        .family_name = STR("Twin"),
        .born = DATE_NONE,
        .photograph = STR_NONE};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_EXISTS);
    p.key = (struct uuid){0};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_INVALID); /* NOT NULL */
    p.key = key_of(50);
    p.practice_id.v = 99;
    assert_int_equal(person_insert(s->db, &p, &id), ERR_INVALID); /* foreign key */
    assert_int_equal(id, -1);
}

static void an_insert_that_does_nothing_returns_no_stale_id(void **state)
{
    struct stage *s = *state;
    int64_t id = -1;
    assert_int_equal(
        contact_insert_once(s->db, (struct contact_id){5}, (struct person_id){1}, STR("a"), &id), ERR_NONE);
    assert_int_equal(id, 5);
    id = -1;
    assert_int_equal(
        contact_insert_once(s->db, (struct contact_id){5}, (struct person_id){1}, STR("b"), &id), ERR_EXISTS);
    assert_int_equal(id, -1);
}

static void the_trace_holds_each_person_once(void **state)
{
    struct stage *s = *state;
    struct people_twice_list list;
    assert_int_equal(people_twice(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 6);
    assert_int_equal(s->trace.n, 3);
    assert_int_equal(count_seen(s), 3);
    assert_int_equal(s->trace.n, 3);
}

static void a_long_trace_stays_exact(void **state)
{
    struct stage *s = *state;
    struct trace t = {.arena = &s->arena};
    for (int round = 0; round < 3; round++)
        for (int64_t id = 1; id <= 5000; id++) trace_saw(&t, (struct person_id){id * 1048576 + 1});
    assert_int_equal(t.n, 5000);
    assert_true(t.people[0].v == 1048577 && t.people[4999].v == 5000 * INT64_C(1048576) + 1);
    trace_saw(&t, (struct person_id){0});
    assert_int_equal(t.n, 5000);
}

static void what_is_taken_back_from_a_trace_can_be_seen_again(void **state)
{
    struct stage *s = *state;
    struct trace t = {.arena = &s->arena};
    trace_saw(&t, (struct person_id){7});
    for (int64_t id = 100; id < 400; id++) trace_saw(&t, (struct person_id){id});
    trace_keep(&t, 1);
    for (int64_t id = 399; id >= 100; id -= 2) trace_saw(&t, (struct person_id){id});
    trace_saw(&t, (struct person_id){7});
    assert_int_equal(t.n, 151);
    assert_true(t.people[0].v == 7 && t.people[1].v == 399 && t.people[150].v == 101);
    trace_keep(&t, 0);
    trace_saw(&t, (struct person_id){101});
    assert_int_equal(t.n, 1);
}

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

static void a_checkpoint_empties_the_log(void **state)
{
    struct stage *s = *state;
    assert_true(db_wal_bytes(s->db) > 0);
    assert_int_equal(db_checkpoint(s->db), ERR_NONE);
    assert_int_equal(db_wal_bytes(s->db), 0);
    struct stat wal;
    assert_int_equal(stat(str_cstr(&s->arena, str_printf(&s->arena, "%s-wal", s->path)), &wal), 0);
    assert_int_equal(wal.st_size, 0);
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
    assert_int_equal(people_statements.n, 18);
    assert_int_equal(db_prepare_all(s->db, files, 1), ERR_NONE);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(a_statement_without_a_where_shows_nobody_when_nothing_is_bound),
        EACH(a_scope_shows_only_its_own_practices),
        EACH(views_upon_scoped_views_are_scoped_too),
        EACH(an_unscoped_statement_reads_the_base_table),
        EACH(every_type_comes_back_as_it_was_stored),
        EACH(absent_values_come_back_absent),
        EACH(a_null_or_a_wrong_value_where_none_may_be_is_damage),
        EACH(a_missing_row_is_not_found),
        EACH(exactly_one_row_changes_or_it_is_a_conflict),
        EACH(a_change_reaches_nobody_out_of_scope),
        EACH(triggers_and_cascades_may_touch_what_they_need),
        EACH(broken_constraints_say_which_kind),
        EACH(an_insert_that_does_nothing_returns_no_stale_id),
        EACH(the_trace_holds_each_person_once),
        EACH(a_long_trace_stays_exact),
        EACH(what_is_taken_back_from_a_trace_can_be_seen_again),
        EACH(a_savepoint_undoes_one_action_and_not_its_neighbours),
        EACH(a_reader_keeps_its_snapshot_while_the_writer_goes_on),
        EACH(a_checkpoint_empties_the_log),
        EACH(only_the_owner_may_read_the_file),
        EACH(a_statement_past_its_deadline_ends_busy),
        EACH(a_file_that_is_no_database_is_damaged),
        EACH(a_check_finds_nothing_in_a_whole_database_and_names_what_is_broken),
        EACH(a_script_says_where_it_fails),
        EACH(the_schema_is_text_in_a_steady_order),
        EACH(the_guard_refuses_what_would_show_people_out_of_scope),
        EACH(all_statements_are_prepared_at_start),
    };
    return cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
