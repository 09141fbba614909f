/*
 * `cairn backup` and `cairn backup-key`: a sealed copy of everything, and the pair of keys that it is sealed with.
 */
#ifndef CAIRN_APP_BACKUP_COMMAND_H
#define CAIRN_APP_BACKUP_COMMAND_H

#include "app/settings.h"

extern const char *const BACKUP_SWITCHES[], *const BACKUP_KEY_SWITCHES[];
int backup_command(struct arena *a, struct arguments *args);
int backup_key_command(struct arena *a, struct arguments *args);

#endif
