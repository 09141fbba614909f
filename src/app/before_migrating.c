#include "app/before_migrating.h"

#include <unistd.h>

#include "app/backup_seal.h"
#include "base/log.h"
#include "platform/backup/backup.h"
#include "platform/db/migrate.h"
#include "platform/db/migrate.sql.h"
#include "platform/db/sqlite_copy.h"

/* 0 also where the database can't be read: opening it will say why. */
static int64_t first_due(struct arena *a, const char *directory)
{
    struct db *db;
    struct migration_last_row last = {0};
    const char *path = str_cstr(a, str_printf(a, "%s/cairn.db", directory));
    if (access(path, F_OK) != 0 || db_open(path, DB_READER, &db)) return 0;
    db_bind(db, a, NULL, NULL);
    struct str schema;
    enum err err = db_schema(db, a, &schema);
    bool ours = !err && str_has(schema, STR(" TABLE migration "));
    err = ours ? migration_last(db, &last) : ERR_NOT_FOUND;
    db_unbind(db);
    db_close(db);
    return !err && last.number && last.number < (int64_t)migrations_built_in.n ? last.number + 1 : 0;
}

/* The copy is made without a write-ahead log; opening it once to write gives it the mode that a data directory
 * has. */
static enum err copy_database(struct arena *a, const char *directory, const char *copy)
{
    struct db *db;
    enum err err = db_copy(a, directory, "cairn.db", BACKUP_COPY);
    if (!err) err = db_open(copy, DB_WRITER, &db);
    if (!err) db_close(db);
    return err;
}

enum err migration_backup_make(struct arena *a, const char *directory, const struct crypto_keys *keys,
    struct instant now, struct migration_backup *ret)
{
    struct crypto_public_key key;
    struct migration_backup made = {.number = first_due(a, directory)};
    *ret = made;
    if (!made.number) return ERR_NONE;
    if (backup_public_read(directory, &key) == ERR_NOT_FOUND) {
        log_event(LOG_WARN, "migration.plain_copy_only", LOG_NUMBER("number", made.number));
        return ERR_NONE;
    }
    const char *copy = str_cstr(a, str_printf(a, "%s/%s", directory, BACKUP_COPY));
    struct str sealed = str_printf(a, "%s/before-migration-%lld.cairn-backup", directory, (long long)made.number);
    enum err err = copy_database(a, directory, copy);
    if (!err) err = backup_seal_copy(a, directory, keys, copy, str_cstr(a, sealed), now);
    if (err) return err;
    log_event(LOG_INFO, "migration.backed_up", LOG_NUMBER("number", made.number));
    ret->sealed = true;
    return ERR_NONE;
}

void migration_backup_tidy(struct arena *a, const char *directory, const struct migration_backup *made)
{
    if (!made->sealed) return;
    struct str plain = str_printf(a, "%s/before-migration-%lld.db", directory, (long long)made->number);
    unlink(str_cstr(a, plain));
}
