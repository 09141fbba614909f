/*
 * Before a newer program changes the schema of data that is there: a copy to go back to.
 *
 * Where a key for backups is set up, the copy is sealed like any backup (before-migration-N.cairn-backup) and
 * restored like one; else the plain copy that the migration itself leaves (before-migration-N.db) is all there is,
 * and the log says so. Nothing is done where no migration is due.
 */
#ifndef CAIRN_APP_BEFORE_MIGRATING_H
#define CAIRN_APP_BEFORE_MIGRATING_H

#include "base/clock.h"
#include "platform/crypto.h"

struct migration_backup {
    int64_t number; /* the first migration that is due; 0: none */
    bool sealed;
};
/* Before the store is opened. An error means that no copy could be sealed: then the data should not be touched. */
MUST_USE enum err migration_backup_make(struct arena *a, const char *directory, const struct crypto_keys *keys,
    struct instant now, struct migration_backup *ret);
/* After it is open: the plain copy isn't needed where there is a sealed one. */
void migration_backup_tidy(struct arena *a, const char *directory, const struct migration_backup *made);

#endif
