/* A whole, compact copy of a database into a new file, through a read-only connection of its own; it sees what was
 * committed when it began. The new file is readable by its owner alone and is durable when this returns; until
 * then it bears another name (".part" at the end), so a file with the right name is whole. An older one is
 * replaced. */
#ifndef CAIRN_PLATFORM_DB_SQLITE_COPY_H
#define CAIRN_PLATFORM_DB_SQLITE_COPY_H

#include "base/arena.h"
#include "base/err.h"

MUST_USE enum err db_copy(struct arena *a, const char *directory, const char *from_name, const char *to_name);

#endif
