/* Whether this version's statements fit a SQLite file's schema. */
#ifndef CAIRN_PLATFORM_DB_SQLITE_FIT_H
#define CAIRN_PLATFORM_DB_SQLITE_FIT_H

#include "platform/db/db.h"

/* db_prepare_all on the writer's connection, unless the file says that the same statements were found to fit the
 * same schema before. ERR_INVALID, each logged: one doesn't fit; otherwise that the file can't be read or written.
 */
MUST_USE enum err sqlite_check_statements(
    struct db *db, struct arena *a, const struct db_statement_file *const *files, size_t n);

#endif
