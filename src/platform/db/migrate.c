#include "platform/db/migrate.h"

#include "base/log.h"
#include "platform/crypto.h"
#include "platform/db/migrate.sql.h"
#include "platform/db/sqlite_copy.h"
#include "platform/db/sqlite_internal.h"

/* Fails, and with it the migration, if any foreign key points nowhere. */
static const struct str CHECK_FOREIGN_KEYS =
    STR_INIT("CREATE TEMP TABLE points_nowhere (n INTEGER CHECK (n = 0));"
             "INSERT INTO points_nowhere SELECT count(*) FROM pragma_foreign_key_check;"
             "DROP TABLE temp.points_nowhere;");

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

enum err migrations_compare(const struct migration_done_list *done, const struct migration_list *list)
{
    for (size_t i = 0; i < done->n; i++) {
        if (done->items[i].number != (int64_t)i + 1) return ERR_DAMAGED;
        if (i >= list->n) return ERR_NEWER;
        struct crypto_hash hash = crypto_hash_of(list->items[i].sql);
        if (done->items[i].hash.n != sizeof hash || !crypto_same(done->items[i].hash.p, &hash, sizeof hash)) {
            log_event(LOG_ERROR, "migration.differs", LOG_NUMBER("number", done->items[i].number));
            return ERR_DAMAGED;
        }
    }
    return ERR_NONE;
}

/* How many were run. Only a database without any table at all is a new one. */
static enum err count_done(struct db *db, const struct migration_list *list, size_t *ret_n)
{
    struct str schema;
    struct migration_done_list done;
    enum err err = db_schema(db, db_arena(db), &schema);
    if (err) return err;
    if (!str_trim(schema).n) {
        *ret_n = 0;
        return ERR_NONE;
    }
    if (!str_has(schema, STR("CREATE TABLE migration "))) return ERR_DAMAGED;
    err = migration_done(db, &done);
    if (!err) err = done.n ? migrations_compare(&done, list) : ERR_DAMAGED;
    if (!err) *ret_n = done.n;
    return err;
}

static enum err run_inside(struct db *db, const struct clock *clock, const struct migration *m)
{
    int64_t id;
    enum err err = script(db, m->sql);
    if (!err) err = script(db, CHECK_FOREIGN_KEYS);
    if (err) return err;
    if (!db_in_transaction(db)) BUG("migration %d ends its own transaction", m->number);
    struct crypto_hash hash = crypto_hash_of(m->sql);
    return migration_add(
        db, m->number, m->name, (struct str){(const char *)hash.bytes, sizeof hash.bytes}, clock_now(clock), &id);
}

static enum err run_one(struct db *db, const struct clock *clock, const struct migration *m)
{
    enum err err = script(db, STR("PRAGMA foreign_keys = OFF"));
    if (!err) err = db_run_command(db, DB_BEGIN_WRITE);
    if (err) return err;
    err = run_inside(db, clock, m);
    if (!err) err = db_run_command(db, DB_COMMIT);
    if (err && db_in_transaction(db)) {
        enum err undone = db_run_command(db, DB_ROLLBACK);
        if (undone) log_event(LOG_ERROR, "migration.rollback_failed", LOG_WORD("why", err_text(undone)));
    }
    enum err on = script(db, STR("PRAGMA foreign_keys = ON"));
    if (!err) log_event(LOG_INFO, "migration.done", LOG_NUMBER("number", m->number));
    return err ? err : on;
}

enum err migrate(
    struct db *db, const char *directory, const struct clock *clock, const struct migration_list *list)
{
    size_t done = 0;
    enum err err = count_done(db, list, &done);
    if (!err && done && done < list->n) {
        struct str name = str_printf(db_arena(db), "before-migration-%zu.db", done + 1);
        err = db_copy(db_arena(db), directory, "cairn.db", str_cstr(db_arena(db), name));
    }
    for (size_t i = done; !err && i < list->n; i++) err = run_one(db, clock, list->items + i);
    return err;
}
