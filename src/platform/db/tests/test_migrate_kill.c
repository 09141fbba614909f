/* A migration that is killed at each of its statements, one after the other: the schema is the old one or the new
 * one, nothing that was there is changed, and the next start finishes. */
#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_tables.h"
#include "platform/db/tests/store_support.h"

#include "base/log.h"

enum { STATEMENTS_MOST = 2000, FINISH_EVERY = 5, NEWEST = 2, DAYS_FOR_ALL = 6 };

static struct fixture f;
static int countdown;

/* SQLite calls this as each statement begins, its own BEGIN and COMMIT included. */
static int die_in_time(unsigned kind, void *user, void *statement, void *text)
{
    (void)kind, (void)user, (void)statement, (void)text;
    if (countdown-- == 0) raise(SIGKILL);
    return 0;
}

static void migrate_and_die(int at, size_t to)
{
    struct db *db;
    struct migration_list list = {.items = migrations_built_in.items, .n = to};
    struct arena a;
    const struct scope system = {.everybody = true};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    if (db_open(fixture_file(&f, "cairn.db"), DB_WRITER, &db)) _exit(2);
    db_bind(db, &a, &system, NULL);
    countdown = at;
    sqlite3_trace_v2(sqlite_of(db)->sqlite, SQLITE_TRACE_STMT, die_in_time, NULL);
    _exit(migrate(db, f.directory, &test_clock, &list) ? 1 : 0);
}

/* True if it came to its end before it could be killed. */
static bool killed_at(int at, size_t to)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) migrate_and_die(at, to);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status)) assert_int_equal(WEXITSTATUS(status), 0);
    return WIFEXITED(status);
}

struct shape {
    struct str schema;
    struct db_table_list tables;
    int64_t number;
};

static struct shape shape_now(void)
{
    struct db *db;
    struct shape s = {0};
    struct migration_last_row last;
    const struct scope system = {.everybody = true};
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_WRITER, &db), ERR_NONE);
    db_bind(db, &f.arena, &system, NULL);
    assert_int_equal(db_schema(db, &f.arena, &s.schema), ERR_NONE);
    if (s.schema.n) {
        assert_int_equal(migration_last(db, &last), ERR_NONE);
        assert_int_equal(db_tables(db, &f.arena, &s.tables), ERR_NONE);
        s.number = last.number;
    }
    db_unbind(db);
    db_close(db);
    return s;
}

static void forget_database(void)
{
    static const char *const names[] = {"cairn.db", "cairn.db-wal", "cairn.db-shm", "audit.head"};
    for (size_t i = 0; i < COUNT_OF(names); i++) unlink(fixture_file(&f, names[i]));
}

static void copy_file(const char *from, const char *to)
{
    char text[4096];
    size_t n;
    FILE *in = fopen(fixture_file(&f, from), "r"), *out = fopen(fixture_file(&f, to), "w");
    assert_true(in && out);
    while ((n = fread(text, 1, sizeof text, in))) assert_int_equal(fwrite(text, 1, n, out), n);
    fclose(in);
    fclose(out);
}

/* The database as it is before each kill, made once. */
static void fill(size_t to)
{
    struct migration_list list = {.items = migrations_built_in.items, .n = to};
    if (!to) return;
    assert_int_equal(fixture_try_open(&f, &list), ERR_NONE);
    assert_int_equal(fixture_save(&f, 1, (struct person_id){0}), ERR_NONE);
    assert_int_equal(fixture_save(&f, 2, (struct person_id){0}), ERR_NONE);
    fixture_close(&f);
}

/* Every table but that of the migrations themselves, as it was. */
static void same_content(const struct shape *now, const struct shape *before)
{
    for (size_t i = 0; i < before->tables.n; i++) {
        const struct db_table *was = &before->tables.items[i];
        for (size_t k = 0; k < now->tables.n; k++) {
            const struct db_table *is = &now->tables.items[k];
            if (!str_eq(was->name, is->name) || str_eq(was->name, STR("migration"))) continue;
            assert_int_equal(is->rows, was->rows);
            assert_memory_equal(&is->hash, &was->hash, sizeof is->hash);
        }
    }
}

static bool is_thorough(void)
{
    const char *thorough = getenv("CAIRN_THOROUGH");
    return thorough && !strcmp(thorough, "1");
}

/* Every statement with CAIRN_THOROUGH=1; else one in so many, beginning elsewhere for each migration and day. */
static int stride(void)
{
    return is_thorough() ? 1 : 16;
}

static size_t today(void)
{
    return (size_t)(time(NULL) / 86400);
}

/* The newest migrations always, of the older ones others each day. */
static bool is_tried_today(size_t from)
{
    return is_thorough() || from + NEWEST >= migrations_built_in.n || (from + today()) % DAYS_FOR_ALL == 0;
}

static int kill_each_statement(size_t from, int *ret_places)
{
    struct shape before, now, after;
    const int step = stride();
    int at = (int)((from + today()) % (size_t)step);
    *ret_places = 0;
    fill(from + 1);
    after = shape_now();
    forget_database();
    fill(from);
    before = shape_now();
    copy_file("cairn.db", "base.db");
    for (bool ended = false; !ended && at < STATEMENTS_MOST; at += step) {
        struct arena_mark mark = arena_mark(&f.arena);
        forget_database();
        copy_file("base.db", "cairn.db");
        ended = killed_at(at, from + 1);
        if (!ended) ++*ret_places;
        now = shape_now();
        assert_true(now.number == (int64_t)from || now.number == (int64_t)from + 1);
        assert_true(str_eq(now.schema, now.number == (int64_t)from ? before.schema : after.schema));
        same_content(&now, &before);
        if (*ret_places % FINISH_EVERY == 1) {
            assert_true(killed_at(INT32_MAX, from + 1));
            assert_int_equal(shape_now().number, from + 1);
        }
        arena_rewind(&f.arena, mark);
    }
    return at;
}

static void a_migration_killed_at_any_statement_leaves_the_old_schema_or_the_new(void **state)
{
    (void)state;
    for (size_t from = 0; from < migrations_built_in.n; from++) {
        if (!is_tried_today(from)) continue;
        fixture_new(&f);
        log_set_level(LOG_ERROR);
        int places, statements = kill_each_statement(from, &places);
        print_message("# migration %zu was killed at %d places of about %d\n", from + 1, places, statements);
        assert_true(statements > 4 && statements < STATEMENTS_MOST);
        fixture_free(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_migration_killed_at_any_statement_leaves_the_old_schema_or_the_new),
    };
    return cmocka_run_group_tests_name("migrate-kill", tests, NULL, NULL);
}
