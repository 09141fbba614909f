/* `cairn check`: each rule is broken once and said, and a sound database breaks none. Before migrating: the sealed
 * copy. */
#include "app/before_migrating.h"
#include "app/check.sql.h"
#include "care/people/person.h"
#include "platform/backup/backup.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;

#define VERSION(kind, id, version) \
    "INSERT INTO record_version (kind, record_id, version, at, role, state) VALUES ('" kind "', " #id \
    ", " #version ", 1, 1, '{}');"

static const char SOUND[] =
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, zeroblob(16), 'Invented PCN');"
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, zeroblob(16), 1, 'A99001', "
    "'Mill');"
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (2, randomblob(16), 1, 'A99002', "
    "'Quay');"
    "INSERT INTO person (person_id, key, version, practice_id, pcn_id, family_name, source, changed_at)"
    " VALUES (1, zeroblob(16), 2, 1, 1, 'Invented', 'typed', 1);"
    "INSERT INTO person_term (term, person_id, practice_id) VALUES ('finvented', 1, 1);" VERSION("person", 1, 1)
        VERSION("person", 1, 2);

static const struct {
    const char *breaks, *rule;
} BROKEN[] = {
    {"DELETE FROM record_version WHERE version = 1;" VERSION("person", 1, 4),
        "the versions of a record have a gap"},
    {VERSION("person", 77, 1), "a version belongs to no record"},
    {VERSION("contact", 77, 1), "a version belongs to no record"},
    {VERSION("task", 77, 1), "a version belongs to no record"},
    {"UPDATE person SET version = 1", "a record and its last version disagree on the number"},
    {"DELETE FROM person_term", "somebody with a name can't be found by it"},
    {"UPDATE person_term SET practice_id = 2", "somebody is found in a practice that isn't theirs"},
    {"INSERT INTO import (import_id, key, pcn_id, started_at, source, files, named, invented)"
     " VALUES (1, zeroblob(16), 1, 1, '', 0, 'Invented', 1)",
        "records are invented where people are real"},
    {"UPDATE audit SET seq = 9 WHERE seq = 2", "the numbers of the audit have a gap"},
    {"INSERT INTO audit_person (person_id, seq) VALUES (77, 1)", "the audit shows somebody who is not there"},
};

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    assert_int_equal(fixture_save(&f, 5, (struct person_id){0}), ERR_NONE);
    assert_int_equal(fixture_save(&f, 6, (struct person_id){0}), ERR_NONE);
    fixture_close(&f);
    fixture_script(&f, str_from_cstr(SOUND));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

static struct check_rules_list rules(void)
{
    struct db *db;
    struct check_rules_list list;
    const struct scope system = {.everybody = true};
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_READER, &db), ERR_NONE);
    db_bind(db, &f.arena, &system, NULL);
    assert_int_equal(check_rules(db, 10, &list), ERR_NONE);
    db_unbind(db);
    db_close(db);
    return list;
}

static void a_sound_database_breaks_no_rule(void **state)
{
    (void)state;
    assert_int_equal(rules().n, 0);
}

static void each_broken_rule_is_said(void **state)
{
    for (size_t i = 0; i < COUNT_OF(BROKEN); i++) {
        fixture_script(&f, str_from_cstr(BROKEN[i].breaks));
        struct check_rules_list list = rules();
        if (!list.n) print_error("not noticed: %s\n", BROKEN[i].breaks);
        bool said = false;
        for (size_t k = 0; k < list.n; k++)
            said = said || str_eq(list.items[k].rule, str_from_cstr(BROKEN[i].rule));
        assert_true(said);
        tear_down(state);
        set_up(state);
    }
}

/* ---- people ---- */

static enum err add_person(struct ctx *c, void *arg)
{
    struct person p = {.practice = {1},
        .given_names = STR("Ada"),
        .family_name = STR("Invented"),
        .postcode = STR("LS1 4AP"),
        .nhs_number_status = STR("03"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    (void)arg;
    return person_add(c, &p);
}

static size_t faulty_people(const char **ret_what)
{
    struct db *db;
    struct person_fault places[200];
    struct person_fault_list faults = {places, 0};
    struct person_id last = {0};
    const struct scope system = {.everybody = true};
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_READER, &db), ERR_NONE);
    db_bind(db, &f.arena, &system, NULL);
    struct ctx c = {.arena = &f.arena, .db = db, .actor = &test_system, .clock = &test_clock};
    int64_t seen = 0;
    do {
        assert_int_equal(people_check(&c, last, 2, &faults, &last), ERR_NONE);
        if (last.v) seen = last.v;
    } while (last.v);
    assert_int_equal(seen, 5);
    db_unbind(db);
    db_close(db);
    *ret_what = faults.n ? places[0].what : "";
    return faults.n;
}

static void make_people(void)
{
    fixture_new(&f);
    fixture_open(&f);
    fixture_close(&f);
    fixture_script(&f,
        STR("INSERT INTO pcn (pcn_id, key, name) VALUES (1, zeroblob(16), 'Invented PCN');"
            "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name)"
            " VALUES (1, zeroblob(16), 1, 'A99001', 'Mill')"));
    fixture_open(&f);
    for (int i = 0; i < 5; i++) {
        struct work w;
        work_init(&w);
        assert_int_equal(store_run(f.store, add_person, NULL, &w.c), ERR_NONE);
        arena_release(&w.arena);
    }
    fixture_close(&f);
}

static void a_person_who_disagrees_with_what_stands_beside_them_is_said(void **state)
{
    static const struct {
        const char *breaks, *what;
    } cases[] = {
        {"UPDATE person SET family_name = 'Inventfd' WHERE person_id = 5", "differ"},
        {"UPDATE person SET postcode = 'LS1 4AQ' WHERE person_id = 3", "differ"},
        {"UPDATE record_version SET state = replace(state, 'Ada', 'Adb') WHERE record_id = 4", "differ"},
        {"UPDATE record_version SET state = 'x' WHERE record_id = 2", "can't be read"},
        {"UPDATE person SET version = 2 WHERE person_id = 1", "not there"},
        {"DELETE FROM person_term WHERE person_id = 2 AND term = (SELECT max(term) FROM person_term)", "found by"},
        {"UPDATE practice SET name = 'Mill Row'", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *what;
        make_people();
        assert_int_equal(faulty_people(&what), 0);
        fixture_script(&f, str_from_cstr(cases[i].breaks));
        size_t n = faulty_people(&what);
        if (!!n != !!cases[i].what) print_error("%s: %zu\n", cases[i].breaks, n);
        assert_int_equal(!!n, !!cases[i].what);
        if (n) assert_true(str_has(str_from_cstr(what), str_from_cstr(cases[i].what)));
        tear_down(state);
    }
    fixture_new(&f);
}

/* ---- before migrating ---- */

static void open_at(size_t migrations)
{
    struct migration_list list = {.items = migrations_built_in.items, .n = migrations};
    fixture_new(&f);
    assert_int_equal(fixture_try_open(&f, &list), ERR_NONE);
    fixture_close(&f);
    fixture_script(&f,
        STR("INSERT INTO installation (installation_id, key, name, demonstration, created)"
            " VALUES (1, x'0193a1b2c3d47e5f8a9b0c1d2e3f4a5b', 'Invented PCN', 1, 1)"));
}

static enum sealed_fault prove(const char *name, const struct crypto_box *box, struct backup_facts *ret)
{
    struct sealed_reader r;
    struct crypto_public_key by = crypto_public(&f.keys.audit_sign);
    int64_t chunk;
    FILE *in = fopen(fixture_file(&f, name), "r");
    assert_non_null(in);
    enum sealed_fault fault = sealed_open(&r, &f.arena, in);
    if (!fault) assert_int_equal(backup_facts_read(&f.arena, r.header, ret), ERR_NONE);
    if (!fault) fault = sealed_prove(&r, box, &by, &chunk);
    fclose(in);
    return fault;
}

static void with_a_key_a_sealed_copy_is_made_before_migrating(void **state)
{
    (void)state;
    struct migration_backup made;
    struct backup_facts facts;
    struct crypto_box box = crypto_box_new();
    open_at(migrations_built_in.n - 1);
    assert_int_equal(backup_public_write(f.directory, &box.open_to), ERR_NONE);
    assert_int_equal(
        migration_backup_make(&f.arena, f.directory, &f.keys, clock_now(&test_clock), &made), ERR_NONE);
    assert_int_equal(made.number, migrations_built_in.n);
    assert_true(made.sealed);
    struct str name = str_printf(&f.arena, "before-migration-%zu.cairn-backup", migrations_built_in.n);
    assert_int_equal(prove(str_cstr(&f.arena, name), &box, &facts), SEALED_FAULT_NONE);
    assert_int_equal(facts.schema, migrations_built_in.n - 1);
    assert_int_not_equal(access(fixture_file(&f, BACKUP_COPY), F_OK), 0);
    fixture_open(&f);
    migration_backup_tidy(&f.arena, f.directory, &made);
    name = str_printf(&f.arena, "before-migration-%zu.db", migrations_built_in.n);
    assert_int_not_equal(access(fixture_file(&f, str_cstr(&f.arena, name)), F_OK), 0);
}

static void without_a_key_the_plain_copy_stays(void **state)
{
    (void)state;
    struct migration_backup made;
    open_at(migrations_built_in.n - 1);
    assert_int_equal(
        migration_backup_make(&f.arena, f.directory, &f.keys, clock_now(&test_clock), &made), ERR_NONE);
    assert_false(made.sealed);
    fixture_open(&f);
    migration_backup_tidy(&f.arena, f.directory, &made);
    struct str name = str_printf(&f.arena, "before-migration-%zu.db", migrations_built_in.n);
    assert_int_equal(access(fixture_file(&f, str_cstr(&f.arena, name)), F_OK), 0);
}

static void where_no_migration_is_due_nothing_is_copied(void **state)
{
    (void)state;
    struct migration_backup made;
    struct crypto_box box = crypto_box_new();
    open_at(migrations_built_in.n);
    assert_int_equal(backup_public_write(f.directory, &box.open_to), ERR_NONE);
    assert_int_equal(
        migration_backup_make(&f.arena, f.directory, &f.keys, clock_now(&test_clock), &made), ERR_NONE);
    assert_int_equal(made.number, 0);
    assert_false(made.sealed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sound_database_breaks_no_rule, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_broken_rule_is_said, set_up, tear_down),
        cmocka_unit_test_teardown(a_person_who_disagrees_with_what_stands_beside_them_is_said, tear_down),
        cmocka_unit_test_teardown(with_a_key_a_sealed_copy_is_made_before_migrating, tear_down),
        cmocka_unit_test_teardown(without_a_key_the_plain_copy_stays, tear_down),
        cmocka_unit_test_teardown(where_no_migration_is_due_nothing_is_copied, tear_down),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
