#include "platform/db/postgres_schema.h"

#include "base/log.h"
#include "platform/crypto.h"
#include "platform/db/migrate.sql.h"

/* ---- the owner ---- */

static enum err script(struct db *db, struct str sql)
{
    struct str why;
    int line;
    enum err err = db_run_script(db, db_arena(db), sql, &line, &why);
    if (err)
        log_event(
            LOG_ERROR, "migration.failed", LOG_NUMBER("line", line), LOG_WORD("why", str_cstr(db_arena(db), why)));
    return err;
}

static enum err in_transaction(struct db *db, enum err (*work)(struct db *db, void *arg), void *arg)
{
    enum err err = db_run_command(db, DB_BEGIN_WRITE);
    if (err) return err;
    err = work(db, arg);
    if (!err) return db_run_command(db, DB_COMMIT);
    if (db_in_transaction(db) && db_run_command(db, DB_ROLLBACK))
        log_event(LOG_ERROR, "migration.rollback_failed", LOG_WORD("why", err_text(err)));
    return err;
}

struct step {
    const struct clock *clock;
    const struct migration_list *list;
    const struct migration *migration;
    struct str runtime_role;
};

/* Two that begin at once would both make the schema: the second waits. */
static enum err begin_schema(struct db *db, void *arg)
{
    const struct step *s = arg;
    enum err err = script(db, STR("SELECT pg_advisory_xact_lock(426728843631)"));
    if (!err) err = script(db, STR("CREATE SCHEMA IF NOT EXISTS cairn"));
    if (!err) err = script(db, STR("SET LOCAL check_function_bodies = off"));
    return err ? err : script(db, s->list->before);
}

static enum err run_migration(struct db *db, void *arg)
{
    const struct step *s = arg;
    const struct migration *m = s->migration;
    int64_t id;
    enum err err = script(db, m->postgres);
    if (err) return err;
    struct crypto_hash hash = crypto_hash_of(m->sql);
    struct str bytes = {(const char *)hash.bytes, sizeof hash.bytes};
    return migration_add(db, m->number, m->name, bytes, clock_now(s->clock), &id);
}

/* The role's name is a setting for the script to read, so that it is quoted there and nowhere else. */
static enum err give_rights(struct db *db, void *arg)
{
    const struct step *s = arg;
    for (size_t i = 0; i < s->runtime_role.n; i++)
        if (s->runtime_role.p[i] == '\'' || s->runtime_role.p[i] == '\\') return ERR_INVALID;
    struct str setting = str_printf(
        db_arena(db), "SELECT set_config('cairn.runtime_role', '%.*s', true)", STR_ARG(s->runtime_role));
    enum err err = script(db, setting);
    return err ? err : script(db, s->list->after);
}

static enum err count_done(struct db *db, const struct migration_list *list, size_t *ret_n)
{
    struct str there;
    struct migration_done_list done;
    *ret_n = 0;
    enum err err = postgres_ask(db, "SELECT to_regclass('cairn.migration')::text", &there);
    if (err || !there.n) return err;
    err = migration_done(db, &done);
    if (!err) err = migrations_compare(&done, list);
    if (!err) *ret_n = done.n;
    return err;
}

enum err postgres_migrate(
    struct db *owner, struct str runtime_role, const struct clock *clock, const struct migration_list *list)
{
    size_t done;
    struct step step = {.clock = clock, .list = list, .runtime_role = runtime_role};
    enum err err = count_done(owner, list, &done);
    if (!err) err = in_transaction(owner, begin_schema, &step);
    for (size_t i = done; !err && i < list->n; i++) {
        step.migration = list->items + i;
        err = in_transaction(owner, run_migration, &step);
        if (!err) log_event(LOG_INFO, "migration.done", LOG_NUMBER("number", step.migration->number));
    }
    return err ? err : in_transaction(owner, give_rights, &step);
}

/* ---- the runtime role ---- */

/* Why this role may not serve; NULL if it may. */
static const char ROLE_REFUSED[] =
    "SELECT CASE"
    " WHEN r.rolsuper THEN 'it is a superuser'"
    " WHEN r.rolbypassrls THEN 'it has BYPASSRLS'"
    " WHEN r.rolcreaterole THEN 'it has CREATEROLE'"
    " WHEN EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'cairn'::regnamespace"
    "   AND pg_has_role(current_user, c.relowner, 'MEMBER')) THEN 'it owns tables, or belongs to their owner'"
    " WHEN EXISTS (SELECT 1 FROM pg_roles m WHERE (m.rolsuper OR m.rolbypassrls)"
    "   AND pg_has_role(current_user, m.oid, 'MEMBER')) THEN 'it belongs to a role that sees everything'"
    " WHEN has_schema_privilege('cairn', 'CREATE') THEN 'it can create in the schema cairn'"
    " WHEN has_database_privilege(current_database(), 'CREATE') THEN 'it can create schemas'"
    " WHEN has_table_privilege('cairn.audit', 'UPDATE, DELETE, TRUNCATE')"
    "   OR has_table_privilege('cairn.audit_seal', 'UPDATE, DELETE, TRUNCATE') THEN 'it can change the audit'"
    " END FROM pg_roles r WHERE r.rolname = current_user";

/* A table with a scoped_ view whose rows aren't guarded, even from its owner. */
static const char TABLE_UNGUARDED[] =
    "SELECT 'the rows of ' || t.relname || ' are not guarded' FROM pg_class t"
    " JOIN pg_class v ON v.relnamespace = t.relnamespace AND v.relname = 'scoped_' || t.relname AND v.relkind = "
    "'v'"
    " WHERE t.relnamespace = 'cairn'::regnamespace AND t.relkind = 'r'"
    "   AND NOT (t.relrowsecurity AND t.relforcerowsecurity"
    "     AND coalesce(v.reloptions @> '{security_invoker=true}', false)"
    "     AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid AND p.polpermissive AND p.polcmd = '*')"
    "     AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid AND p.polpermissive) = 1)"
    " LIMIT 1";

/* What a move left there (store_move.h): the data is elsewhere, or only a part of it came. */
static const char MOVED[] = "SELECT d FROM obj_description('cairn'::regnamespace, 'pg_namespace') d"
                            " WHERE d LIKE 'moved: %' OR d LIKE 'unfinished: %'";

static enum err refuse_if(struct db *db, const char *sql)
{
    struct str answer;
    enum err err = postgres_ask(db, sql, &answer);
    if (err || !answer.p) return err;
    log_event(LOG_ERROR, "db.refused", LOG_WORD("why", str_cstr(db_arena(db), answer)));
    return ERR_REFUSED;
}

enum err postgres_check(struct db *db, const struct migration_list *list)
{
    struct str there;
    struct migration_done_list done;
    enum err err = postgres_ask(db, "SELECT to_regclass('cairn.migration')::text", &there);
    if (!err && !there.n) err = ERR_NOT_FOUND;
    if (!err) err = refuse_if(db, MOVED);
    if (!err) err = refuse_if(db, ROLE_REFUSED);
    if (!err) err = migration_done(db, &done);
    if (!err) err = migrations_compare(&done, list);
    if (!err && done.n < list->n) err = ERR_OLDER;
    return err ? err : refuse_if(db, TABLE_UNGUARDED);
}
