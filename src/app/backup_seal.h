/*
 * From a plain copy of the database to a sealed file: reads what the copy is and holds, packs it with the keys and
 * settings of its directory, and gives the file its name when it is on the disk. The copy is removed, whatever
 * comes. Used by `cairn backup`, and by the start of a newer program before it migrates.
 */
#ifndef CAIRN_APP_BACKUP_SEAL_H
#define CAIRN_APP_BACKUP_SEAL_H

#include "app/progress.h"
#include "platform/backup/backup.h"

struct sealing {
    struct arena *a;
    const char *directory, *copy, *file;
    struct crypto_keys keys;
    struct crypto_public_key to;
    struct backup_manifest manifest; /* given: the sequence number and the moment; the rest is filled in */
    struct progress progress;
    int64_t bytes; /* of the file */
};
MUST_USE enum err backup_seal(struct sealing *s);

/* The same for a copy that is not one of the numbered backups: its sequence number is 0. ERR_NOT_FOUND: no key for
 * backups was made. */
MUST_USE enum err backup_seal_copy(struct arena *a, const char *directory, const struct crypto_keys *keys,
    const char *copy, const char *file, struct instant made_at);

#endif
