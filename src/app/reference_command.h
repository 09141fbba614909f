/* `cairn import codes|organisations|deprivation|postcodes|holidays --data DIR PATH...`: tables that others
 * publish. */
#ifndef CAIRN_APP_REFERENCE_COMMAND_H
#define CAIRN_APP_REFERENCE_COMMAND_H

#include "app/settings.h"
#include "care/reference/reference.h"

int reference_command(struct arena *a, struct arguments *args, enum reference_kind kind);

#endif
