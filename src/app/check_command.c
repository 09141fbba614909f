/*
 * `cairn check`: is the data whole, is it backed up, has a restore been proven. Beside a running server or
 * without. Exit status: 0 all is well; 1 the data is whole, but something that was set up isn't kept up; 3 it is
 * damaged.
 */
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/check.sql.h"
#include "app/command.h"
#include "app/modules.h"
#include "base/limits.h"
#include "care/coded/coded.h"
#include "care/people/person.h"
#include "platform/db/sqlite_internal.h"
#include "platform/backup/backup.h"
#include "platform/sandbox/sandbox.h"
#include "wire/json_write.h"

enum { RULES_MOST = 100, LINES_MOST = 400, AT_ONCE = 200 };

struct check {
    struct arena *a;
    const char *directory;
    struct str database; /* PostgreSQL's address; empty: cairn.db */
    bool json;
    struct str problems[LINES_MOST], advice[16];
    size_t problem_count, advice_count;
    bool late;
    struct check_counts_row counts;
    struct audit_finding audit;
    struct backup_state backups;
    int64_t free_bytes, database_bytes;
};

static void problem(struct check *k, struct str text)
{
    if (k->problem_count < LINES_MOST) k->problems[k->problem_count++] = text;
}

static void advise(struct check *k, struct str text)
{
    if (k->advice_count < COUNT_OF(k->advice)) k->advice[k->advice_count++] = text;
}

/* ---- the database ---- */

static void broken_rule(struct check *k, struct str rule, struct str kind, int64_t id)
{
    problem(k, str_printf(k->a, "%.*s: %.*s %lld", STR_ARG(rule), STR_ARG(kind), (long long)id));
}

static enum err check_rules_hold(struct check *k, struct db *db)
{
    struct check_rules_list rules;
    enum err err = check_rules(db, RULES_MOST, &rules);
    for (size_t i = 0; !err && i < rules.n; i++)
        broken_rule(k, rules.items[i].rule, rules.items[i].kind, rules.items[i].id);
    struct check_consent_list consent;
    if (!err) err = check_consent(db, RULES_MOST, &consent);
    for (size_t i = 0; !err && i < consent.n; i++)
        broken_rule(k, consent.items[i].rule, consent.items[i].kind, consent.items[i].id);
    return err ? err : check_counts(db, &k->counts);
}

/* Some at a time, each lot in a snapshot of its own, so that a running server's log can be emptied in between. */
static enum err check_people(struct check *k, struct db *db)
{
    const struct clock clock = clock_real();
    struct trace trace = {.arena = k->a};
    struct ctx c = {.arena = k->a, .db = db, .actor = &INSTANCE_ACTOR, .clock = &clock, .trace = &trace};
    struct person_fault_list faults = {ARENA_ARRAY(k->a, struct person_fault, AT_ONCE), 0};
    struct person_id last = {0};
    enum err err = ERR_NONE;
    do {
        struct arena_mark mark = arena_mark(k->a);
        err = db_run_command(db, DB_BEGIN);
        if (!err) err = people_check(&c, last, AT_ONCE, &faults, &last);
        enum err ended = db_in_transaction(db) ? db_run_command(db, DB_COMMIT) : ERR_NONE;
        if (!err) err = ended;
        arena_rewind(k->a, mark);
    } while (!err && last.v);
    for (size_t i = 0; i < faults.n; i++)
        problem(k, str_printf(k->a, "%s: person %lld", faults.items[i].what, (long long)faults.items[i].person.v));
    return err;
}

static enum err check_originals(struct check *k, struct db *db)
{
    const struct clock clock = clock_real();
    struct trace trace = {.arena = k->a};
    struct ctx c = {.arena = k->a, .db = db, .actor = &INSTANCE_ACTOR, .clock = &clock, .trace = &trace};
    int64_t last = 0;
    enum err err;
    do {
        struct arena_mark mark = arena_mark(k->a);
        int64_t ids[AT_ONCE];
        size_t n = 0;
        err = coded_check(&c, last, AT_ONCE, ids, &n, &last);
        arena_rewind(k->a, mark);
        for (size_t i = 0; i < n; i++)
            problem(
                k, str_printf(k->a, "an original is not what was imported: coded_record %lld", (long long)ids[i]));
    } while (!err && last);
    return err;
}

/* A page that can't be read ends a statement; what was found before is told all the same. */
static void couldnt(struct check *k, const char *what, enum err err)
{
    problem(k, str_printf(k->a, "%s: %s", what, err_text(err)));
}

static void check_structure(struct check *k, struct db *db)
{
    struct db_problem_list found = {0};
    enum err err = store_check(db, k->database, k->a, &found);
    if (err == ERR_REFUSED)
        problem(
            k, STR("the rows of people's tables are not guarded as they should be: the log line before says how"));
    else if (err)
        couldnt(k, "the structure could not be read to its end", err);
    for (size_t i = 0; !err && i < found.n; i++) problem(k, found.items[i]);
}

static void check_content(struct check *k, struct db *db)
{
    const struct scope system = {.everybody = true};
    db_bind(db, k->a, &system, NULL);
    enum err err = check_rules_hold(k, db);
    if (err) couldnt(k, "the tables could not be read to their end", err);
    err = check_people(k, db);
    if (err) couldnt(k, "people's rows could not be read to their end", err);
    err = check_originals(k, db);
    if (err) couldnt(k, "the originals of coded records could not be read to their end", err);
    err = backup_state_read(db, &k->backups);
    if (err) couldnt(k, "what was backed up could not be read", err);
    db_unbind(db);
}

static void check_audit(struct check *k, const struct crypto_keys *keys)
{
    enum err err = store_audit_verify(k->directory, k->database, keys, STR_NONE, &k->audit);
    if (err) {
        couldnt(k, "the audit could not be read", err);
        return;
    }
    struct str text = audit_fault_text(k->audit.fault);
    if (k->audit.fault)
        problem(k, str_printf(k->a, "audit, row %lld: %.*s", (long long)k->audit.seq, STR_ARG(text)));
}

static void check_database(struct check *k, const struct crypto_keys *keys)
{
    struct db *db;
    enum err err = store_look(k->directory, k->database, k->a, &db);
    if (err) {
        couldnt(k, "the database could not be opened", err);
        return;
    }
    check_structure(k, db);
    bool fits = db_prepare_all(db, MODULE_STATEMENTS, MODULE_STATEMENT_COUNT) == ERR_NONE;
    if (fits)
        check_content(k, db);
    else
        problem(k,
            STR("the schema is not the one that this version works with: it is damaged, or not brought up to "
                "date"));
    db_close(db);
    if (fits) check_audit(k, keys);
}

/* ---- what is around it ---- */

static void check_disk(struct check *k)
{
    struct statvfs disk;
    FILE *f = fopen(str_cstr(k->a, str_printf(k->a, "%s/cairn.db", k->directory)), "re");
    if (f && fseek(f, 0, SEEK_END) == 0) k->database_bytes = ftell(f);
    if (f) fclose(f);
    if (statvfs(k->directory, &disk) != 0) return;
    k->free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    const int64_t spare = 256 * 1024 * 1024;
    if (k->free_bytes > 2 * k->database_bytes + spare) return;
    advise(k,
        str_printf(k->a, "Only %lld MB of the disk are free. A backup needs room for a copy of the database",
            (long long)(k->free_bytes / 1000000)));
    k->late = true;
}

static void check_backups(struct check *k)
{
    struct crypto_public_key key;
    const struct clock clock = clock_real();
    if (k->database.n) return; /* backed up by its own means */
    bool has_key = backup_public_read(k->directory, &key) == ERR_NONE;
    struct backup_advice advice = backup_advise(&k->backups, has_key, clock_now(&clock));
    for (size_t i = 0; i < advice.n; i++) advise(k, advice.items[i]);
    if (advice.late) k->late = true;
}

/* Nothing that the data's keeper can mend by keeping something up: it doesn't make the check late. */
static void check_kernel(struct check *k)
{
    if (sandbox_files_are_closed()) return;
    advise(
        k, STR("This kernel has no Landlock, so the server is not held to its data directory, only to its calls"));
}

/* ---- the answer ---- */

static void write_lines(struct json_writer *w, struct str name, const struct str *lines, size_t n)
{
    json_name(w, name);
    json_array_begin(w);
    for (size_t i = 0; i < n; i++) json_str(w, lines[i]);
    json_array_end(w);
}

static struct str when(struct check *k, bool set, struct instant at)
{
    return set ? instant_iso(k->a, at) : STR("");
}

static void print_json(struct check *k)
{
    struct buf out = buf_new(k->a, 4096, 256 * 1024);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("whole")), json_bool(&w, !k->problem_count);
    write_lines(&w, STR("problems"), k->problems, k->problem_count);
    write_lines(&w, STR("advice"), k->advice, k->advice_count);
    json_name(&w, STR("people")), json_int(&w, k->counts.people);
    json_name(&w, STR("contacts")), json_int(&w, k->counts.contacts);
    json_name(&w, STR("versions")), json_int(&w, k->counts.versions);
    json_name(&w, STR("audit_rows")), json_int(&w, k->audit.rows);
    json_name(&w, STR("database_bytes")), json_int(&w, k->database_bytes);
    json_name(&w, STR("free_bytes")), json_int(&w, k->free_bytes);
    json_name(&w, STR("last_backup")), json_int(&w, k->backups.sequence);
    json_name(&w, STR("last_backup_at")), json_str(&w, when(k, k->backups.any, k->backups.ended_at));
    json_name(&w, STR("last_proof_at")), json_str(&w, when(k, k->backups.ever_good, k->backups.good_at));
    json_name(&w, STR("last_proof_good")), json_bool(&w, k->backups.tried && k->backups.proof_good);
    json_object_end(&w);
    json_writer_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static void print_backups(struct check *k)
{
    struct str made = when(k, k->backups.any, k->backups.ended_at);
    struct str good = when(k, k->backups.ever_good, k->backups.good_at);
    if (k->backups.any) printf("Last backup: %lld, %.*s.\n", (long long)k->backups.sequence, STR_ARG(made));
    if (k->backups.ever_good) printf("Last proven restore: %.*s.\n", STR_ARG(good));
}

static int print(struct check *k)
{
    for (size_t i = 0; i < k->problem_count; i++) printf("%.*s\n", STR_ARG(k->problems[i]));
    if (!k->problem_count)
        printf("The data is whole: %lld people, %lld contacts, %lld versions, %lld rows of the audit.\n",
            (long long)k->counts.people, (long long)k->counts.contacts, (long long)k->counts.versions,
            (long long)k->audit.rows);
    print_backups(k);
    for (size_t i = 0; i < k->advice_count; i++) printf("%.*s.\n", STR_ARG(k->advice[i]));
    return EXIT_DONE;
}

int check_command(struct arena *a, struct arguments *args)
{
    struct crypto_keys keys;
    struct check *k = ARENA_NEW(a, struct check);
    *k = (struct check){.a = a, .json = arguments_switch(args, "json")};
    int status = command_open_keys(a, args, &k->directory, &keys);
    if (!status) status = command_database(a, args, k->directory, &k->database);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    check_database(k, &keys);
    crypto_keys_forget(&keys);
    check_disk(k);
    check_backups(k);
    check_kernel(k);
    if (k->json)
        print_json(k);
    else
        print(k);
    if (k->problem_count)
        return command_failed(EXIT_DATA, "%zu problems found. Restore a backup", k->problem_count);
    return k->late ? EXIT_REFUSED : EXIT_DONE;
}
