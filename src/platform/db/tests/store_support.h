/*
 * A store in a directory of its own, for tests: the clock stands still, the system is the actor. Where a
 * PostgreSQL runs for the tests (script/lib/postgres.sh run), each fixture has a database of its own on it.
 */
#ifndef CAIRN_PLATFORM_STORE_SUPPORT_H
#define CAIRN_PLATFORM_STORE_SUPPORT_H

#include "base/limits.h"
#include "platform/audit/audit.h"
#include "platform/audit/audit.sql.h"
#include "platform/db/migrate.h"
#include "platform/db/migrate.sql.h"
#include "platform/db/postgres_internal.h"
#include "platform/db/sqlite_internal.h"
#include "platform/db/store.h"
#include "platform/db/tests/test_folder.h"
#include "platform/versions/versions.h"
#include "platform/versions/versions.sql.h"

#include <dirent.h>
#include <pthread.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct clock test_clock = {{1795392000000}};
static const struct actor test_system = {.name = STR_INIT("the system"), .scope = {.everybody = true}};
static const struct db_statement_file *const test_statements[] = {
    &migrate_statements, &audit_statements, &versions_statements};
enum { FIRST_MIGRATION_STATEMENTS = 1 }; /* these need no table beyond the first migration's */

struct fixture {
    char directory[64];
    char name[64];              /* of the database on PostgreSQL */
    struct str database, owner; /* its addresses; empty on SQLite */
    struct crypto_keys keys;
    struct store *store;
    struct arena arena;
};

static inline const char *postgres_folder(void)
{
    return getenv("CAIRN_TEST_POSTGRES");
}

/* Signed in as one of the roles of script/lib/postgres.sh. */
UNUSED static struct str postgres_address(struct arena *a, const char *role, const char *database)
{
    return str_printf(a, "postgres://%s@/%s?host=%s", role, database, postgres_folder());
}

UNUSED static enum err postgres_script(struct arena *a, struct str address, struct str sql)
{
    struct db *db;
    struct str why;
    int line;
    enum err err = postgres_open(str_cstr(a, address), DB_OWNER, &db);
    if (err) return err;
    err = db_run_script(db, a, sql, &line, &why);
    if (err) print_error("%.*s\n", STR_ARG(why));
    db_close(db);
    return err;
}

UNUSED static enum err fixture_try_open(struct fixture *f, const struct migration_list *migrations)
{
    return store_open(&(struct store_options){.directory = f->directory,
                          .database = f->database,
                          .database_owner = f->owner,
                          .keys = &f->keys,
                          .clock = &test_clock,
                          .statements = test_statements,
                          .readers = 4,
                          .migrations = migrations,
                          .statement_files = migrations ? FIRST_MIGRATION_STATEMENTS : COUNT_OF(test_statements)},
        &f->store);
}

UNUSED static void fixture_open(struct fixture *f)
{
    assert_int_equal(fixture_try_open(f, NULL), ERR_NONE);
}

UNUSED static void fixture_close(struct fixture *f)
{
    store_close(f->store);
    f->store = NULL;
}

UNUSED static void fixture_make_database(struct fixture *f)
{
    snprintf(f->name, sizeof f->name, "t%d_%s", (int)getpid(), strrchr(f->directory, '-') + 1);
    struct str sql = str_printf(&f->arena, "CREATE DATABASE \"%s\" OWNER cairn_owner", f->name);
    f->database = postgres_address(&f->arena, "cairn", f->name);
    f->owner = postgres_address(&f->arena, "cairn_owner", f->name);
    assert_int_equal(
        postgres_script(&f->arena, postgres_address(&f->arena, "cairn_admin", "postgres"), sql), ERR_NONE);
}

UNUSED static void fixture_drop_database(struct fixture *f)
{
    struct str sql = str_printf(&f->arena, "DROP DATABASE \"%s\" WITH (FORCE)", f->name);
    assert_int_equal(
        postgres_script(&f->arena, postgres_address(&f->arena, "cairn_admin", "postgres"), sql), ERR_NONE);
}

UNUSED static void fixture_new(struct fixture *f)
{
    *f = (struct fixture){.directory = ""};
    test_folder(f->directory, sizeof f->directory, "store");
    crypto_start();
    arena_init(&f->arena, LIMIT_JOB_ARENA);
    assert_int_equal(crypto_keys_create(f->directory), ERR_NONE);
    assert_int_equal(crypto_keys_read(f->directory, &f->keys), ERR_NONE);
    if (postgres_folder()) fixture_make_database(f);
}

UNUSED static const char *fixture_file(struct fixture *f, const char *name)
{
    return str_cstr(&f->arena, str_printf(&f->arena, "%s/%s", f->directory, name));
}

UNUSED static void fixture_free(struct fixture *f)
{
    fixture_close(f);
    if (f->database.n) fixture_drop_database(f);
    DIR *files = opendir(f->directory);
    for (struct dirent *e; files && (e = readdir(files));)
        if (e->d_name[0] != '.') unlink(fixture_file(f, e->d_name));
    if (files) closedir(files);
    rmdir(f->directory);
    arena_release(&f->arena);
}

/* One piece of work with everything it needs. Action words: "test.work". */
struct work {
    struct arena arena;
    struct trace trace;
    struct audit_entry entry;
    struct ctx c;
    struct store_job job;
};

UNUSED static void work_init(struct work *w)
{
    /* With a number in every column, so that one that is forgotten somewhere shows. */
    *w = (struct work){.entry = {.account = {11},
                           .session = {12},
                           .role = 2,
                           .pcn = {13},
                           .practice = {14},
                           .action = STR("test.work"),
                           .route = STR("POST /test"),
                           .object_kind = STR("test"),
                           .object_id = 15,
                           .object_version = 16}};
    arena_init(&w->arena, LIMIT_REQUEST_ARENA);
    w->trace.arena = &w->arena;
    w->c = (struct ctx){
        .arena = &w->arena, .actor = &test_system, .clock = &test_clock, .trace = &w->trace, .audit = &w->entry};
    w->job.ctx = &w->c;
}

UNUSED static enum err save_version(struct ctx *c, void *arg)
{
    const int64_t *id = arg;
    return version_save(c, STR("test"), *id, 1, STR("{}"));
}

UNUSED static enum err fixture_save(struct fixture *f, int64_t id, struct person_id person)
{
    struct work w;
    work_init(&w);
    if (person.v) trace_saw(&w.trace, person);
    enum err err = store_run(f->store, save_version, &id, &w.c);
    arena_release(&w.arena);
    return err;
}

UNUSED static bool fixture_has_version(struct fixture *f, int64_t id, int64_t version)
{
    struct db *db;
    struct version_row_row row;
    assert_int_equal(store_read_begin(f->store, &f->arena, &test_system.scope, NULL, &db), ERR_NONE);
    enum err err = version_row(db, STR("test"), id, version, &row);
    store_read_end(f->store, db);
    assert_true(err == ERR_NONE || err == ERR_NOT_FOUND);
    return err == ERR_NONE;
}

/* On PostgreSQL after the sealer had its turn. */
UNUSED static struct audit_finding fixture_verify(struct fixture *f, struct str head_line)
{
    struct audit_finding finding;
    for (int i = 0; i < 30 && f->store && f->database.n; i++, usleep(100000)) {
        assert_int_equal(store_audit_verify(f->directory, f->database, &f->keys, head_line, &finding), ERR_NONE);
        if (!finding.unsealed) return finding;
    }
    assert_int_equal(store_audit_verify(f->directory, f->database, &f->keys, head_line, &finding), ERR_NONE);
    return finding;
}

/* Changes the data as somebody with the disk in hand would, without checks: the store must be closed. */
UNUSED static void fixture_script(struct fixture *f, struct str sql)
{
    struct db *db;
    struct str why;
    int line;
    if (f->database.n) {
        struct str all = str_printf(&f->arena, "SET session_replication_role = replica; %.*s", STR_ARG(sql));
        struct str admin = postgres_address(&f->arena, "cairn_admin", f->name);
        assert_int_equal(postgres_script(&f->arena, admin, all), ERR_NONE);
        return;
    }
    assert_int_equal(db_open(fixture_file(f, "cairn.db"), DB_WRITER, &db), ERR_NONE);
    enum err err = db_run_script(db, &f->arena, sql, &line, &why);
    if (err) print_error("%.*s\n", STR_ARG(why));
    assert_int_equal(err, ERR_NONE);
    db_close(db);
}

/* A new database with the rows of a script, which each engine has in its own words; open. */
UNUSED static void fixture_with(struct fixture *f, struct str sqlite, struct str postgres)
{
    clock_use_english_time();
    fixture_new(f);
    fixture_open(f);
    fixture_close(f);
    fixture_script(f, f->database.n ? postgres : sqlite);
    fixture_open(f);
}

#endif
