/*
 * `cairn backup` and `cairn backup-key`, and what else seals a copy: the start of a newer program, before it
 * migrates.
 */
#ifndef CAIRN_APP_BACKUP_COMMAND_H
#define CAIRN_APP_BACKUP_COMMAND_H

#include "app/settings.h"
#include "base/clock.h"
#include "platform/crypto.h"

extern const char *const BACKUP_SWITCHES[], *const BACKUP_KEY_SWITCHES[];
int backup_command(struct arena *a, struct arguments *args);
int backup_key_command(struct arena *a, struct arguments *args);

/* Seals a plain copy of the database into a file, with the keys of the directory. Its sequence number is 0: it is
 * not one of the numbered backups. The copy is removed. ERR_NOT_FOUND: no key for backups was made. */
MUST_USE enum err backup_seal_copy(struct arena *a, const char *directory, const struct crypto_keys *keys,
    const char *copy, const char *file, struct instant made_at);

#endif
