/* A whole invented network in a directory of its own: the same again for a seed, and alive on its day. */
#include "base/limits.h"
#include "base/log.h"
#include "care/access/access.h"
#include "care/coded/coded.h"
#include "care/contacts/contact.h"
#include "care/demo/demo.h"
#include "care/imports/imports.h"
#include "care/organisations/organisation.h"
#include "care/people/person.h"
#include "care/tasks/task.h"
#include "platform/app.h"
#include "platform/audit/audit.sql.h"
#include "platform/auth/auth.sql.h"
#include "platform/auth/totp.h"
#include "platform/db/migrate.sql.h"
#include "platform/db/tests/test_folder.h"
#include "platform/installation/installation.sql.h"
#include "platform/versions/versions.sql.h"
#include "wire/json.h"

#include <dirent.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

static const struct date DAY = {20780}; /* Monday 23 November 2026 */
static const struct actor SYSTEM = {.name = STR_INIT("the system"), .scope = {.everybody = true}};
static const struct db_statement_file *const STATEMENTS[] = {&migrate_statements, &audit_statements,
    &versions_statements, &installation_statements, &auth_statements, &organisation_statements, &person_statements,
    &task_statements, &contact_statements, &coded_statements, &imports_statements, &access_statements};

struct network {
    char directory[64];
    struct arena arena;
    struct clock clock;
    struct crypto_keys keys;
    struct app app;
    struct trace trace;
    struct ctx c;
    struct demo_made made;
};
static struct network network;

static enum err network_make(struct network *w, int64_t people, uint64_t seed, bool second_factor)
{
    const struct demo_order order = {.people = people, .seed = seed, .day = DAY, .second_factor = second_factor};
    return demo_make(&w->c, w->app.store, &order, &w->made);
}

static void network_open(struct network *w)
{
    *w = (struct network){.clock = {instant_from_local(DAY, 9, 0)}};
    arena_init(&w->arena, LIMIT_JOB_ARENA);
    test_folder(w->directory, sizeof w->directory, "demo");
    assert_int_equal(crypto_keys_create(w->directory), ERR_NONE);
    assert_int_equal(crypto_keys_read(w->directory, &w->keys), ERR_NONE);
    const struct store_options options = {.directory = w->directory,
        .keys = &w->keys,
        .clock = &w->clock,
        .statements = STATEMENTS,
        .statement_files = COUNT_OF(STATEMENTS),
        .readers = 2};
    assert_int_equal(store_open(&options, &w->app.store), ERR_NONE);
    w->app.keys = &w->keys;
    w->app.clock = &w->clock;
    w->app.demonstration = true;
    w->trace.arena = &w->arena;
    w->c =
        (struct ctx){.arena = &w->arena, .actor = &SYSTEM, .clock = &w->clock, .app = &w->app, .trace = &w->trace};
}

static void network_close(struct network *w)
{
    store_close(w->app.store);
    DIR *files = opendir(w->directory);
    for (struct dirent *e; files && (e = readdir(files));)
        if (e->d_name[0] != '.')
            unlink(str_cstr(&w->arena, str_printf(&w->arena, "%s/%s", w->directory, e->d_name)));
    if (files) closedir(files);
    rmdir(w->directory);
    arena_release(&w->arena);
}

static int set_up(void **state)
{
    (void)state;
    clock_use_english_time();
    log_set_level(LOG_ERROR);
    crypto_start();
    totp_start();
    network_open(&network);
    assert_int_equal(network_make(&network, 1200, 1, false), ERR_NONE);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    network_close(&network);
    return 0;
}
/* ---- a digest of everything but the secrets ---- */
static uint64_t mix(uint64_t digest, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    for (size_t i = 0; i < n; i++) digest = (digest ^ p[i]) * 0x100000001B3u;
    return digest * 31 + n;
}

static bool is_secret(const char *column)
{
    return !strcmp(column, "mac") || !strcmp(column, "password_hash") || !strcmp(column, "totp_seed");
}

static uint64_t digest_of_row(sqlite3_stmt *row, uint64_t digest)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        if (is_secret(sqlite3_column_name(row, i))) continue;
        const void *bytes = sqlite3_column_blob(row, i);
        digest = mix(digest, bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, i));
    }
    return digest;
}

static uint64_t digest_of_table(sqlite3 *db, const char *table, int *ret_rows)
{
    sqlite3_stmt *rows;
    uint64_t digest = 0xCBF29CE484222325u;
    struct str sql = str_printf(&network.arena, "SELECT *, 0 FROM \"%s\" ORDER BY 1, 2", table);
    assert_int_equal(sqlite3_prepare_v2(db, sql.p, (int)sql.n, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        digest = digest_of_row(rows, digest);
        ++*ret_rows;
    }
    sqlite3_finalize(rows);
    return digest;
}

static uint64_t digest_of(struct network *w, int *ret_rows)
{
    sqlite3 *db;
    sqlite3_stmt *tables;
    uint64_t digest = 1;
    const char *path = str_cstr(&w->arena, str_printf(&w->arena, "%s/cairn.db", w->directory));
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1", -1,
            &tables, NULL),
        SQLITE_OK);
    *ret_rows = 0;
    while (sqlite3_step(tables) == SQLITE_ROW) {
        uint64_t one = digest_of_table(db, (const char *)sqlite3_column_text(tables, 0), ret_rows);
        digest = mix(digest, &one, sizeof one);
    }
    sqlite3_finalize(tables);
    sqlite3_close(db);
    return digest;
}

static uint64_t digest_of_new(int64_t people, uint64_t seed, int *ret_rows)
{
    static struct network w;
    network_open(&w);
    assert_int_equal(network_make(&w, people, seed, false), ERR_NONE);
    uint64_t digest = digest_of(&w, ret_rows);
    network_close(&w);
    return digest;
}

static void the_same_seed_and_day_give_the_same_rows_in_every_table(void **state)
{
    (void)state;
    int rows, again, other;
    uint64_t first = digest_of_new(300, 5, &rows);
    assert_true(rows > 300 * 10);
    assert_true(first == digest_of_new(300, 5, &again));
    assert_int_equal(rows, again);
    assert_true(first != digest_of_new(300, 6, &other));
}

/* ---- accounts ---- */

static const struct demo_account *account_named(const char *name)
{
    for (size_t i = 0; i < network.made.accounts.n; i++)
        if (str_eq(network.made.accounts.items[i].name, str_from_cstr(name)))
            return &network.made.accounts.items[i];
    fail_msg("nobody is called %s", name);
    return NULL;
}

static void every_role_is_held_in_the_network_and_in_two_practices(void **state)
{
    (void)state;
    for (int role = STAFF_ROLE_CARE_COORDINATOR; role <= STAFF_ROLE_DATA_MANAGER; role++) {
        int network_wide = 0, in_practices = 0;
        struct str seen = STR_NONE;
        for (size_t i = 0; i < network.made.accounts.n; i++) {
            const struct demo_account *a = &network.made.accounts.items[i];
            if ((int)a->role != role) continue;
            if (!a->practice.n) network_wide++;
            if (a->practice.n && !str_eq(a->practice, seen)) in_practices++;
            if (a->practice.n) seen = a->practice;
        }
        assert_true(network_wide >= 1 && in_practices >= 2);
    }
}

static void the_list_of_accounts_is_json_with_six_members_each(void **state)
{
    (void)state;
    struct json_value list;
    struct json_problem problem;
    struct str text = demo_accounts_json(&network.arena, network.made.accounts);
    assert_int_equal(json_parse(&network.arena, text, &list, &problem), ERR_NONE);
    assert_true(
        str_starts(text, STR("[{\"name\":\"Leah Morgan\",\"email\":\"leah.morgan@demo.example\",\"password\":")));
    assert_true(str_has(text, STR("\"totp_secret\":null,\"role\":\"care-coordinator\",\"practice\":null}")));
    assert_true(str_has(text, STR("\"role\":\"care-coordinator\",\"practice\":\"Elm Street Surgery\"}")));
}

static struct account_by_id_row account_row(struct network *w, struct str email)
{
    struct accounts_by_email_list found;
    struct account_by_id_row row = {0};
    struct db *db;
    assert_int_equal(store_read_begin(w->app.store, &w->arena, &SYSTEM.scope, &w->trace, &db), ERR_NONE);
    bool one = !accounts_by_email(db, email, 2, &found) && found.n == 1;
    assert_true(one && !account_by_id(db, found.items[0].account_id, &row));
    store_read_end(w->app.store, db);
    return row;
}

static void the_password_of_the_list_opens_the_account(void **state)
{
    (void)state;
    const struct demo_account *leah = account_named("Leah Morgan");
    struct account_by_id_row row = account_row(&network, leah->email);
    assert_true(crypto_password_right(&network.keys, leah->password, row.password_hash));
    assert_true(!row.second_factor && !row.totp_seed.n);
}

static void with_a_second_factor_the_seed_of_the_list_is_the_accounts(void **state)
{
    (void)state;
    static struct network w;
    network_open(&w);
    assert_int_equal(network_make(&w, 0, 1, true), ERR_NONE);
    const struct demo_account *first = &w.made.accounts.items[0];
    struct account_by_id_row row = account_row(&w, first->email);
    struct str opened, listed, place = str_printf(&w.arena, "totp:%lld", (long long)row.account_id.v);
    assert_int_equal(crypto_open(&w.arena, &w.keys, place, row.totp_seed, &opened), ERR_NONE);
    assert_true(totp_from_base32(&w.arena, first->totp_secret, &listed));
    assert_true(str_eq(opened, listed) && row.second_factor);
    network_close(&w);
}

/* ---- My day ---- */

static struct task_list due_for(const char *name, struct date up_to)
{
    struct task_list tasks;
    struct actor actor = SYSTEM;
    struct ctx c = network.c;
    actor.account = account_row(&network, account_named(name)->email).account_id;
    c.actor = &actor;
    assert_int_equal(
        store_read_begin(network.app.store, &network.arena, &actor.scope, &network.trace, &c.db), ERR_NONE);
    assert_int_equal(tasks_of_actor(&c, up_to, &tasks), ERR_NONE);
    store_read_end(network.app.store, c.db);
    return tasks;
}

static void the_day_of_leah_morgan_is_that_of_the_manual(void **state)
{
    (void)state;
    static const struct {
        enum task_kind kind;
        int late;
        const char *begins;
    } expected[] = {{TASK_ACT_FIRST, 1, "Tablets not collected"}, {TASK_ACT_FIRST, 0, "Home from hospital"},
        {TASK_ACT_FIRST, 0, "Her carer is in hospital"}, {TASK_PROMISE, 2, "Confirm the taxi to the eye clinic"},
        {TASK_PROMISE, 0, ""}, {TASK_PROMISE, 0, ""}, {TASK_CONTACT, 0, ""}, {TASK_CONTACT, 0, ""},
        {TASK_CONTACT, 0, ""}};
    struct task_list tasks = due_for("Leah Morgan", DAY);
    assert_int_equal(tasks.n, COUNT_OF(expected));
    for (size_t i = 0; i < tasks.n; i++) {
        assert_int_equal(tasks.items[i].kind, expected[i].kind);
        assert_int_equal(date_days_between(tasks.items[i].due, DAY), expected[i].late);
        assert_true(str_starts(tasks.items[i].title, str_from_cstr(expected[i].begins)));
    }
    assert_true(due_for("Leah Morgan", date_add_days(DAY, 40)).n > COUNT_OF(expected) + 5);
}

static size_t overdue_of(const char *name)
{
    return due_for(name, date_add_days(DAY, -1)).n;
}

static void colleagues_have_work_overdue_due_and_coming(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Dev Anand", "Ruth Adeyemi", "Marcus Bell", "Farah Siddiqui", "Hamza Sheikh", "Sian Pritchard"};
    int overdue = 0, today = 0, coming = 0;
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        struct task_list tasks = due_for(names[n], date_add_days(DAY, 40));
        assert_true(tasks.n >= 8);
        for (size_t i = 0; i < tasks.n; i++) {
            int late = date_days_between(tasks.items[i].due, DAY);
            late > 0 ? overdue++ : late ? coming++ : today++;
        }
    }
    assert_true(overdue >= 5 && today >= 8 && coming > 50);
}

static void some_keep_up_and_some_are_overloaded(void **state)
{
    (void)state;
    assert_int_equal(overdue_of("Priya Raman") + overdue_of("Denise Foley"), 0);
    assert_true(overdue_of("Sian Pritchard") + overdue_of("Gloria Bennett") >= 10);
}

static int64_t count_of(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *row;
    const char *path = str_cstr(&network.arena, str_printf(&network.arena, "%s/cairn.db", network.directory));
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return n;
}

/* What stands in the tables, and how many there are to be. */
static const struct {
    const char *what, *sql;
    int64_t from, to;
} WRITTEN[] = {
    {"unfindable", "SELECT count(*) FROM person WHERE person_id NOT IN (SELECT person_id FROM person_term)", 0, 0},
    {"coded records each", "SELECT (SELECT count(*) FROM coded_record) / (SELECT count(*) FROM person)", 40, 60},
    {"records before birth or after death",
        "SELECT count(*) FROM coded_record r JOIN person p ON p.person_id = r.person_id"
        " WHERE r.happened_at < p.born * 86400000 - 86400000 OR r.happened_at > (p.died + 1) * 86400000",
        0, 0},
    {"imports that are invented", "SELECT count(*) FROM import WHERE invented = 1 AND records_new > 48000", 1, 1},
    {"later imports would read what was invented",
        "SELECT count(*) FROM coded_record WHERE coded_id > (SELECT coded_id FROM coded_source_upto)", 0, 0},
    {"restricted records", "SELECT count(*) FROM person WHERE restricted = 1", 1, 1},
    {"restricted records without a team",
        "SELECT count(*) FROM person p WHERE p.restricted = 1 AND NOT EXISTS"
        " (SELECT 1 FROM relation r WHERE r.person_id = p.person_id AND r.kind = 'caseload')",
        0, 0},
    {"people on caseloads", "SELECT count(DISTINCT person_id) FROM relation WHERE kind = 'caseload'", 250, 700},
    {"states in which referrals are", "SELECT count(DISTINCT state) FROM referral", 8, 8},
    {"referrals that wait too long", "SELECT count(*) FROM referral WHERE stage = 1 AND due_on < 20780", 2, 40},
    {"referrals that were given back", "SELECT count(*) FROM referral_step WHERE step = 'given_back'", 1, 40},
    {"tasks that colleagues are asked for", "SELECT count(*) FROM task WHERE offered_to IS NOT NULL", 5, 24},
    {"those that came back", "SELECT count(*) FROM task_step WHERE kind IN ('declined', 'returned')", 2, 12},
    {"openings for the governance lead", "SELECT count(*) FROM review", 5, 5},
};

static void what_is_written_hangs_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(WRITTEN); i++) {
        int64_t n = count_of(WRITTEN[i].sql);
        if (n < WRITTEN[i].from || n > WRITTEN[i].to) fail_msg("%s: %lld", WRITTEN[i].what, (long long)n);
    }
}

static void a_second_network_in_the_same_place_is_refused(void **state)
{
    (void)state;
    assert_int_equal(network_make(&network, 10, 1, false), ERR_EXISTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_and_day_give_the_same_rows_in_every_table),
        cmocka_unit_test(every_role_is_held_in_the_network_and_in_two_practices),
        cmocka_unit_test(the_list_of_accounts_is_json_with_six_members_each),
        cmocka_unit_test(the_password_of_the_list_opens_the_account),
        cmocka_unit_test(with_a_second_factor_the_seed_of_the_list_is_the_accounts),
        cmocka_unit_test(the_day_of_leah_morgan_is_that_of_the_manual),
        cmocka_unit_test(colleagues_have_work_overdue_due_and_coming),
        cmocka_unit_test(some_keep_up_and_some_are_overloaded),
        cmocka_unit_test(what_is_written_hangs_together),
        cmocka_unit_test(a_second_network_in_the_same_place_is_refused),
    };
    return cmocka_run_group_tests_name("demo", tests, set_up, tear_down);
}
