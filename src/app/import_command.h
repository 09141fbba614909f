/* `cairn import fhir --data DIR PATH...`: people and their records from files. */
#ifndef CAIRN_APP_IMPORT_COMMAND_H
#define CAIRN_APP_IMPORT_COMMAND_H

#include "app/settings.h"

int import_command(struct arena *a, struct arguments *args);
extern const char *const IMPORT_SWITCHES[];

#endif
