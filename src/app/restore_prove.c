/* The second half of a restore: does what was unpacked work? Each step says what it found. */
#include <unistd.h>

#include "app/check.sql.h"
#include "app/restore.h"
#include "base/limits.h"
#include "platform/db/migrate.sql.h"

static const struct scope SYSTEM = {.everybody = true};

static int unreadable(struct restore *r, enum err err)
{
    return restore_refused(r, "the restored database could not be read: %s", err_text(err));
}

static int prove_structure(struct restore *r, struct db *db)
{
    struct db_problem_list problems;
    enum err err = db_check(db, r->a, &problems);
    if (err) return unreadable(r, err);
    if (problems.n)
        return restore_refused(r, "the restored database is damaged in %zu places, first: %.*s", problems.n,
            STR_ARG(problems.items[0]));
    restore_said(r, "The database is sound: structure, indexes, constraints, foreign keys");
    return EXIT_DONE;
}

static int prove_tables(struct restore *r, struct db *db)
{
    struct db_table_list is, *should = &r->manifest.tables;
    int64_t rows = 0;
    enum err err = db_tables(db, r->a, &is);
    if (err) return unreadable(r, err);
    if (is.n != should->n) return restore_refused(r, "it has %zu tables and should have %zu", is.n, should->n);
    for (size_t i = 0; i < is.n; i++) {
        const struct db_table *t = &is.items[i], *s = &should->items[i];
        if (!str_eq(t->name, s->name) || t->rows != s->rows || !crypto_same(&t->hash, &s->hash, sizeof t->hash))
            return restore_refused(r,
                "the table %.*s is not as it was when the backup was made (%lld rows of %lld)", STR_ARG(s->name),
                (long long)t->rows, (long long)s->rows);
        rows += t->rows;
    }
    restore_said(r, "Every table is as it was: %zu tables, %lld rows", is.n, (long long)rows);
    return EXIT_DONE;
}

static int prove_audit(struct restore *r, const struct crypto_keys *keys, struct db *db)
{
    struct audit_finding finding;
    enum err err = audit_verify(db, keys, r->manifest.facts.audit_head, &finding);
    if (err) return unreadable(r, err);
    struct str text = audit_fault_text(finding.fault);
    if (finding.fault)
        return restore_refused(
            r, "the audit is not whole at row %lld: %.*s", (long long)finding.seq, STR_ARG(text));
    restore_said(r, "The audit is whole: %lld rows, up to the signed head in the backup", (long long)finding.rows);
    return EXIT_DONE;
}

/* Before anything of it is changed. */
static int prove_as_it_was(struct restore *r)
{
    struct crypto_keys keys;
    struct db *db;
    enum err err = crypto_keys_read(r->work, &keys);
    if (err) return restore_refused(r, "the keys in the backup: %s", err_text(err));
    err = db_open(str_cstr(r->a, str_printf(r->a, "%s/cairn.db", r->work)), DB_READER, &db);
    if (err) return unreadable(r, err);
    db_bind(db, r->a, &SYSTEM, NULL);
    int status = prove_structure(r, db);
    if (!status) status = prove_tables(r, db);
    if (!status) status = prove_audit(r, &keys, db);
    db_unbind(db);
    db_close(db);
    crypto_keys_forget(&keys);
    return status;
}

/* ---- with the program's own code ---- */

/* The restored cairn.conf names certificates and addresses of the machine it came from; nothing is listened to
 * here. */
static struct arguments arguments_for(struct arena *a, const char *directory)
{
    const struct flag given[] = {{STR("data"), str_from_cstr(directory), false},
        {STR("log-level"), STR("error"), false}, {STR("today"), STR(""), false}};
    struct arguments args = {.flags = ARENA_ARRAY(a, struct flag, COUNT_OF(given)), .flag_count = COUNT_OF(given)};
    memcpy(args.flags, given, sizeof given);
    return args;
}

struct proof_note {
    struct backup_proof proof;
    int64_t bytes;
};

/* The copy was made before its backup was finished, so the restored installation doesn't know yet that it was. */
static enum err note_proof(struct ctx *c, void *arg)
{
    const struct proof_note *note = arg;
    enum err err = backup_done(c, note->proof.sequence, note->bytes);
    return err && err != ERR_CONFLICT ? err : backup_proven(c, &note->proof);
}

/* Reads somebody as every page does, through the scoped view, and leaves the row that says so. */
static enum err read_somebody(struct restore *r, struct instance *i, struct trace *trace)
{
    struct ctx c = instance_ctx(i, r->a, trace);
    struct check_some_person_row person;
    if (instance_read_begin(i, &c)) return ERR_IO;
    enum err err = check_some_person(c.db, &person);
    instance_read_end(i, &c);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static int prove_audited_read(struct restore *r, struct instance *i)
{
    struct trace trace = {.arena = r->a};
    struct ctx c = instance_ctx(i, r->a, &trace);
    struct proof_note note = {
        {r->facts.sequence, r->facts.made_at, true, STR("Restored, and proven")}, r->reader.bytes};
    struct audit_finding finding;
    enum err err = read_somebody(r, i, &trace);
    if (err) return unreadable(r, err);
    if (instance_run(i, &c, STR("restore.proven"), note_proof, &note))
        return restore_refused(r, "the restored installation could not be written to");
    err = store_audit_verify(r->work, STR(""), &i->keys, store_audit_head(i->app.store, r->a), &finding);
    if (err || finding.fault) return restore_refused(r, "after a page was read, the audit was no longer whole");
    restore_said(r, "%s was read, and the audit has the row that says so",
        trace.n ? "A person's record" : "The record, with nobody in it yet,");
    return EXIT_DONE;
}

static void remove_migration_copies(struct restore *r)
{
    for (int64_t n = r->facts.schema; n <= r->facts.schema + 1; n++) {
        struct str path = str_printf(r->a, "%s/before-migration-%lld.db", r->work, (long long)n);
        unlink(str_cstr(r->a, path));
    }
}

/* instance_open_new: no sealed copy before migrating, since the backup itself is one. */
static int prove_it_opens(struct restore *r)
{
    struct instance i;
    struct migration_last_row last = {0};
    struct arguments args = arguments_for(r->a, r->work);
    struct trace trace = {.arena = r->a};
    if (instance_open_new(r->a, &args, &i))
        return restore_refused(r, "the restored installation did not open, as was said above");
    struct ctx c = instance_ctx(&i, r->a, &trace);
    enum err err = ERR_IO;
    if (!instance_read_begin(&i, &c)) {
        err = migration_last(c.db, &last);
        instance_read_end(&i, &c);
    }
    int status = err ? unreadable(r, err) : EXIT_DONE;
    if (!status && last.number > r->facts.schema)
        restore_said(
            r, "Brought up to date: schema %lld, from %lld", (long long)last.number, (long long)r->facts.schema);
    if (!status) status = prove_audited_read(r, &i);
    instance_close(&i);
    remove_migration_copies(r);
    return status;
}

int restore_prove(struct restore *r)
{
    int status = prove_as_it_was(r);
    if (!status) status = prove_it_opens(r);
    return status ? status : restore_serve(r);
}
