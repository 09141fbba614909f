/* `cairn import-child`: the process that reads files from outside. Started by import_command; not for people. */
#ifndef CAIRN_APP_IMPORT_CHILD_H
#define CAIRN_APP_IMPORT_CHILD_H

#include "app/settings.h"

int import_child_command(struct arena *a, struct arguments *args);

#endif
