/*
 * Whether this version's statements fit the schema, asked once for each schema.
 *
 * Preparing some hundreds of statements is a good part of the time that a server takes to be ready, and its answer
 * changes only with the statements, SQLite or the schema. So the file remembers for which of them it was yes: a
 * hash over all three in the header's `user_version`, which SQLite keeps for the application. SQLite counts each
 * change of a schema, so one that somebody altered by hand is looked at again, as is the first start of a new
 * version.
 */
#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_fit.h"
#include "platform/crypto.h"

static enum err pragma_value(struct db *db, const char *sql, int64_t *ret)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(sqlite_of(db)->sqlite, sql, -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    if (code == SQLITE_ROW) *ret = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return code == SQLITE_ROW ? ERR_NONE : db_failed(sqlite_of(db), "fit", code);
}

/* Everything that the answer hangs on, as a positive number; 0 stands for "never asked". */
static int32_t mark_of(struct arena *a, const struct db_statement_file *const *files, size_t n, int64_t schema)
{
    size_t all = 0;
    for (size_t f = 0; f < n; f++) all += files[f]->n;
    struct str *parts = ARENA_ARRAY(a, struct str, all + 1);
    parts[0] = str_printf(a, "%s %lld", sqlite3_sourceid(), (long long)schema);
    size_t filled = 1;
    for (size_t f = 0; f < n; f++)
        for (size_t i = 0; i < files[f]->n; i++) parts[filled++] = str_from_cstr(files[f]->statements[i]->sql);
    const struct crypto_key unkeyed = {0};
    struct crypto_hash hash = crypto_keyed_hash(&unkeyed, parts, filled);
    int32_t mark;
    memcpy(&mark, hash.bytes, sizeof mark);
    return (mark & INT32_MAX) | 1;
}

enum err sqlite_check_statements(
    struct db *db, struct arena *a, const struct db_statement_file *const *files, size_t n)
{
    int64_t schema = 0, remembered = 0;
    enum err err = pragma_value(db, "PRAGMA schema_version", &schema);
    if (!err) err = pragma_value(db, "PRAGMA user_version", &remembered);
    if (err) return err;
    int32_t mark = mark_of(a, files, n, schema);
    if (remembered == mark) return ERR_NONE;
    err = db_prepare_all(db, files, n);
    if (err) return err;
    int line;
    struct str why;
    return db_run_script(db, a, str_printf(a, "PRAGMA user_version = %d", mark), &line, &why);
}
