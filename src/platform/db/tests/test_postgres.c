/*
 * What only PostgreSQL can get wrong: neighbours in each other's way, the second wall behind the scoped views,
 * roles that may do too much. Runs where script/lib/postgres.sh has one.
 */
#include "platform/db/driver.h"
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

static struct str ask(const char *role, const char *sql)
{
    struct db *db;
    struct str answer = STR_NONE;
    const char *address = str_cstr(&f.arena, postgres_address(&f.arena, role, f.name));
    assert_int_equal(postgres_open(address, DB_WRITER, &db), ERR_NONE);
    db_bind(db, &f.arena, NULL, NULL);
    enum err err = postgres_ask(db, sql, &answer);
    if (err) answer = str_from_cstr(err_text(err));
    db_close(db);
    return answer;
}

static void script_as(const char *role, const char *sql)
{
    assert_int_equal(
        postgres_script(&f.arena, postgres_address(&f.arena, role, f.name), str_from_cstr(sql)), ERR_NONE);
}

/* ---- neighbours ---- */

enum { CLIENTS = 8, ROUNDS = 25 };

/* Reads the last version of one record and adds the next: two at once must not both read the same. */
static enum err add_version(struct ctx *c, void *arg)
{
    struct version_row_row row;
    int64_t next = 1;
    (void)arg;
    while (version_row(c->db, STR("shared"), 1, next, &row) == ERR_NONE) next++;
    return version_save(c, STR("shared"), 1, next, STR("{}"));
}

static void *add_versions(void *failures)
{
    for (int i = 0; i < ROUNDS; i++) {
        struct work w;
        work_init(&w);
        w.trace.people = NULL;
        if (store_run(f.store, add_version, NULL, &w.c) != ERR_NONE) ++*(_Atomic int *)failures;
        arena_release(&w.arena);
    }
    return NULL;
}

static void neighbours_in_each_others_way_run_again_until_all_are_kept(void **state)
{
    (void)state;
    pthread_t threads[CLIENTS];
    _Atomic int failures = 0;
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(pthread_create(threads + i, NULL, add_versions, (void *)&failures), 0);
    for (int i = 0; i < CLIENTS; i++) pthread_join(threads[i], NULL);
    struct store_figures figures = store_figures(f.store);
    print_message(
        "%d written, %lld run again, %d given up\n", CLIENTS * ROUNDS, (long long)figures.retries, failures);
    assert_true(figures.retries > 0);
    assert_int_equal(failures, 0);
    struct str rows = ask("cairn", "SELECT count(*)::text FROM record_version WHERE kind = 'shared'");
    assert_true(str_eq(rows, STR("200")));
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, CLIENTS * ROUNDS);
    assert_int_equal(fixture_verify(&f, STR_NONE).fault, AUDIT_FAULT_NONE);
}

/* A failure that comes back each time ends as "busy", with nothing written. */
static enum err always_in_the_way(struct ctx *c, void *arg)
{
    int *runs = arg;
    int64_t id = 5;
    ++*runs;
    enum err err = version_save(c, STR("test"), id, 1, STR("{}"));
    struct str why;
    int line;
    if (!err)
        err = db_run_script(
            c->db, c->arena, STR("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$"), &line, &why);
    return err;
}

static void a_transaction_that_never_succeeds_is_given_up(void **state)
{
    (void)state;
    struct work w;
    int runs = 0;
    work_init(&w);
    assert_int_equal(store_run(f.store, always_in_the_way, &runs, &w.c), ERR_BUSY);
    assert_int_equal(runs, 12);
    assert_false(fixture_has_version(&f, 5, 1));
    assert_int_equal(fixture_verify(&f, STR_NONE).rows, 0);
    arena_release(&w.arena);
}

/* Looks for a row, and adds it if it isn't there: what somebody else adds in between must be found in the end. */
static enum err find_or_add(struct ctx *c, void *arg)
{
    struct version_row_row row;
    int *runs = arg;
    ++*runs;
    enum err err = version_row(c->db, STR("found"), 1, 1, &row);
    if (err != ERR_NOT_FOUND) return err;
    if (*runs <= 2)
        script_as("cairn_owner",
            "INSERT INTO record_version (kind, record_id, version, at, role, state)"
            " VALUES ('found', 1, 1, 0, 0, '{}') ON CONFLICT DO NOTHING");
    return version_save(c, STR("found"), 1, 1, STR("{}"));
}

static void what_a_neighbour_wrote_a_moment_ago_is_found_by_looking_again(void **state)
{
    (void)state;
    struct work w;
    int runs = 0;
    work_init(&w);
    assert_int_equal(store_run(f.store, find_or_add, &runs, &w.c), ERR_NONE);
    assert_int_equal(w.entry.outcome, AUDIT_DONE);
    struct audit_finding found = fixture_verify(&f, STR_NONE);
    assert_int_equal(found.rows, 1); /* the look in vain left no row */
    arena_release(&w.arena);
}

/* ---- the second wall ---- */

static const char people[] =
    "SET cairn.everything = 'on';"
    "INSERT INTO pcn (key, name) VALUES (decode(repeat('01', 16), 'hex'), 'Riverside');"
    "INSERT INTO practice (key, pcn_id, ods_code, name) VALUES (decode(repeat('01', 16), 'hex'), 1, 'A1', 'One'),"
    "  (decode(repeat('02', 16), 'hex'), 1, 'A2', 'Two');"
    "INSERT INTO person (key, practice_id, family_name, source, changed_at) VALUES"
    "  (decode(repeat('01', 16), 'hex'), 1, 'Ahmed', 'typed', 0),"
    "  (decode(repeat('02', 16), 'hex'), 2, 'Jones', 'typed', 0);"
    "INSERT INTO person_term (term, person_id, practice_id) VALUES ('fahmed', 1, 1), ('fjones', 2, 2);";

/* A statement that forgot the view and the WHERE: compiled by nobody, since sqlc refuses it. */
static const struct db_statement forgetful = {.name = "forgetful",
    .sql = "",
    .postgres = "SELECT count(*) FROM person",
    .kinds = "",
    .place = "here",
    .effect = DB_READS,
    .columns = 1};

static int64_t seen_by(const struct db_statement *statement, const struct scope *scope)
{
    struct db *db;
    assert_int_equal(store_read_begin(f.store, &f.arena, scope, NULL, &db), ERR_NONE);
    struct db_run run = db_begin(db, statement);
    assert_int_equal(db_step(&run), ERR_NONE);
    int64_t n = db_int(&run, 0);
    db_end(&run);
    store_read_end(f.store, db);
    return n;
}

static void a_forgotten_where_shows_nothing_beyond_the_scope(void **state)
{
    (void)state;
    script_as("cairn_owner", people);
    struct db_statement unscoped = forgetful;
    unscoped.name = "unscoped";
    unscoped.unscoped = true;
    const struct scope nobody = {0}, first = {.practice_ids = (const int64_t[]){1}, .n = 1};
    const struct scope both = {.practice_ids = (const int64_t[]){1, 2}, .n = 2}, all = {.everybody = true};
    const struct scope by_relation = {.person_ids = (const int64_t[]){2}, .person_count = 1};
    const struct scope others = {.practice_ids = (const int64_t[]){11, 12, 21}, .n = 3};
    const struct {
        const struct scope *scope;
        int64_t seen;
    } cases[] = {{NULL, 0}, {&nobody, 0}, {&others, 0}, {&by_relation, 1}, {&first, 1}, {&both, 2}, {&all, 2}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(seen_by(&forgetful, cases[i].scope), cases[i].seen);
        assert_int_equal(seen_by(&unscoped, cases[i].scope), 2);
        assert_int_equal(seen_by(&forgetful, cases[i].scope), cases[i].seen); /* and closed behind it */
    }
}

static void within_one_snapshot_an_unscoped_statement_opens_nothing_for_the_next(void **state)
{
    (void)state;
    script_as("cairn_owner", people);
    struct db_statement unscoped = forgetful;
    unscoped.name = "unscoped";
    unscoped.unscoped = true;
    const struct scope first = {.practice_ids = (const int64_t[]){1}, .n = 1};
    const struct db_statement *const in_turn[] = {&forgetful, &unscoped, &forgetful};
    const int64_t seen[] = {1, 2, 1};
    struct db *db;
    assert_int_equal(store_read_begin(f.store, &f.arena, &first, NULL, &db), ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(in_turn); i++) {
        struct db_run run = db_begin(db, in_turn[i]);
        assert_int_equal(db_step(&run), ERR_NONE);
        assert_int_equal(db_int(&run, 0), seen[i]);
        db_end(&run);
    }
    store_read_end(f.store, db);
}

/* As a request does: who asks is read first, in the snapshot that then shows whom they may see. */
static void a_scope_filled_after_the_snapshot_began_counts_from_then_on(void **state)
{
    (void)state;
    script_as("cairn_owner", people);
    struct scope scope = {0};
    const int64_t ids[] = {2};
    const int64_t seen[] = {0, 1, 0};
    struct db *db;
    assert_int_equal(store_read_begin(f.store, &f.arena, &scope, NULL, &db), ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(seen); i++) {
        scope = i == 1 ? (struct scope){.practice_ids = ids, .n = 1} : (struct scope){0};
        struct db_run run = db_begin(db, &forgetful);
        assert_int_equal(db_step(&run), ERR_NONE);
        assert_int_equal(db_int(&run, 0), seen[i]);
        db_end(&run);
    }
    store_read_end(f.store, db);
}

static void a_statement_outside_of_a_transaction_sees_its_scope_too(void **state)
{
    (void)state;
    script_as("cairn_owner", people);
    const struct scope first = {.practice_ids = (const int64_t[]){1}, .n = 1}, all = {.everybody = true};
    const struct {
        const struct scope *scope;
        int64_t seen;
    } cases[] = {{&all, 2}, {&first, 1}, {NULL, 0}};
    struct db *db;
    assert_int_equal(store_look(f.directory, f.database, &f.arena, &db), ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        db_bind(db, &f.arena, cases[i].scope, NULL);
        struct db_run run = db_begin(db, &forgetful);
        assert_int_equal(db_step(&run), ERR_NONE);
        assert_int_equal(db_int(&run, 0), cases[i].seen);
        db_end(&run);
        assert_false(db_in_transaction(db));
        db_unbind(db);
    }
    db_close(db);
}

static void without_settings_the_runtime_role_sees_and_writes_nobody(void **state)
{
    (void)state;
    script_as("cairn_owner", people);
    static const char *const tables[] = {"person", "person_term", "scoped_person", "contact", "task",
        "coded_record", "coded_original", "import_person", "relation", "coded_source"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        const char *sql = str_cstr(&f.arena, str_printf(&f.arena, "SELECT count(*)::text FROM %s", tables[i]));
        assert_true(str_eq(ask("cairn", sql), STR("0")));
    }
    assert_true(
        str_eq(ask("cairn", "WITH u AS (UPDATE person SET title = 'x' RETURNING 1) SELECT count(*)::text FROM u"),
            STR("0")));
    assert_true(str_eq(ask("cairn", "INSERT INTO person_term VALUES ('x', 1, 1, 0) RETURNING term"),
        str_from_cstr(err_text(ERR_REFUSED))));
    /* The owner itself is bound by the policies. */
    assert_true(str_eq(ask("cairn_owner", "SELECT count(*)::text FROM person"), STR("0")));
}

static void the_runtime_role_can_only_add_to_the_audit(void **state)
{
    (void)state;
    assert_int_equal(fixture_save(&f, 1, (struct person_id){1}), ERR_NONE);
    static const char replaced[] =
        "CREATE OR REPLACE FUNCTION in_scope(practice_id bigint, person_id bigint, restricted bigint)"
        " RETURNS boolean LANGUAGE sql AS 'SELECT true'";
    static const char *const refused[] = {"UPDATE audit SET outcome = 2 RETURNING seq",
        "DELETE FROM audit RETURNING seq", "UPDATE audit_person SET person_id = 9 RETURNING seq",
        "DELETE FROM audit_person RETURNING seq", "UPDATE audit_seal SET place = 9 RETURNING seq",
        "DELETE FROM audit_seal RETURNING seq", "TRUNCATE audit_seal", "DELETE FROM migration RETURNING number",
        "CREATE TABLE mine (n int)", "DROP VIEW scoped_person", "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY in_scope ON person", replaced};
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        if (!str_eq(ask("cairn", refused[i]), str_from_cstr(err_text(ERR_REFUSED))))
            fail_msg("allowed: %s", refused[i]);
}

/* ---- roles that may do too much ---- */

static void a_server_refuses_a_role_that_could_lift_the_wall(void **state)
{
    (void)state;
    static const struct {
        const char *what, *before, *after;
        enum err err;
    } cases[] = {
        {"as it should be", "SELECT 1", "SELECT 1", ERR_NONE},
        {"a superuser", "ALTER ROLE cairn SUPERUSER", "ALTER ROLE cairn NOSUPERUSER", ERR_REFUSED},
        {"BYPASSRLS", "ALTER ROLE cairn BYPASSRLS", "ALTER ROLE cairn NOBYPASSRLS", ERR_REFUSED},
        {"CREATEROLE", "ALTER ROLE cairn CREATEROLE", "ALTER ROLE cairn NOCREATEROLE", ERR_REFUSED},
        {"a member of the owner", "GRANT cairn_owner TO cairn", "REVOKE cairn_owner FROM cairn", ERR_REFUSED},
        {"the owner of a table", "ALTER TABLE cairn.task OWNER TO cairn",
            "ALTER TABLE cairn.task OWNER TO cairn_owner", ERR_REFUSED},
        {"can create", "GRANT CREATE ON SCHEMA cairn TO cairn", "REVOKE CREATE ON SCHEMA cairn FROM cairn",
            ERR_REFUSED},
        {"can change the audit", "GRANT UPDATE ON cairn.audit TO cairn", "REVOKE UPDATE ON cairn.audit FROM cairn",
            ERR_REFUSED},
        {"an unguarded table", "ALTER TABLE cairn.task NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE cairn.task FORCE ROW LEVEL SECURITY", ERR_REFUSED},
        {"a second policy", "CREATE POLICY open ON cairn.task USING (true)", "DROP POLICY open ON cairn.task",
            ERR_REFUSED},
        {"as it should be again", "SELECT 1", "SELECT 1", ERR_NONE},
    };
    fixture_close(&f);
    f.owner = STR(""); /* so that nothing is put right on the way */
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        script_as("cairn_admin", cases[i].before);
        enum err err = fixture_try_open(&f, NULL);
        if (!err) fixture_close(&f);
        script_as("cairn_admin", cases[i].after);
        if (err != cases[i].err) fail_msg("%s: %s", cases[i].what, err_text(err));
    }
}

static void a_server_says_when_the_owner_must_migrate_first(void **state)
{
    (void)state;
    fixture_close(&f);
    f.owner = STR("");
    script_as(
        "cairn_admin", "DELETE FROM cairn.migration WHERE number = (SELECT max(number) FROM cairn.migration)");
    assert_int_equal(fixture_try_open(&f, NULL), ERR_OLDER);
    script_as("cairn_admin", "DROP SCHEMA cairn CASCADE");
    assert_int_equal(fixture_try_open(&f, NULL), ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(neighbours_in_each_others_way_run_again_until_all_are_kept),
        TEST(a_transaction_that_never_succeeds_is_given_up),
        TEST(what_a_neighbour_wrote_a_moment_ago_is_found_by_looking_again),
        TEST(a_forgotten_where_shows_nothing_beyond_the_scope),
        TEST(within_one_snapshot_an_unscoped_statement_opens_nothing_for_the_next),
        TEST(a_scope_filled_after_the_snapshot_began_counts_from_then_on),
        TEST(a_statement_outside_of_a_transaction_sees_its_scope_too),
        TEST(without_settings_the_runtime_role_sees_and_writes_nobody),
        TEST(the_runtime_role_can_only_add_to_the_audit),
        TEST(a_server_refuses_a_role_that_could_lift_the_wall),
        TEST(a_server_says_when_the_owner_must_migrate_first),
    };
    return cmocka_run_group_tests_name("postgres", tests, NULL, NULL);
}
