/*
 * `cairn restore FILE --key FILE --data DIR`, and with --prove the same in a folder that is deleted afterwards.
 */
#ifndef CAIRN_APP_RESTORE_COMMAND_H
#define CAIRN_APP_RESTORE_COMMAND_H

#include "app/settings.h"

extern const char *const RESTORE_SWITCHES[];
int restore_command(struct arena *a, struct arguments *args);

#endif
