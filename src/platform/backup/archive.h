/*
 * The content of a backup before it is sealed: files one after the other, compressed as one stream.
 *
 * Each file: its name's length (one byte), the name, its length (eight bytes, lowest first), its bytes. A name's
 * length of 0 ends the archive. The last file is the manifest, which says what all the others must be. Private to
 * backup/.
 */
#ifndef CAIRN_PLATFORM_BACKUP_ARCHIVE_H
#define CAIRN_PLATFORM_BACKUP_ARCHIVE_H

#include "base/base.h"

enum { ARCHIVE_NAME_MOST = 64, ARCHIVE_SMALL_MOST = 1024 * 1024, ARCHIVE_PIECE = 256 * 1024, ARCHIVE_LEVEL = 3 };
#define ARCHIVE_MANIFEST "manifest.json"
#define ARCHIVE_DATABASE "cairn.db"

/* What may lie in an archive, and so what a restore may write. */
static const char *const ARCHIVE_SMALL[] = {
    "audit.key", "audit-sign.key", "secrets.key", "backup.key", "cairn.conf", "audit.head"};

#endif
