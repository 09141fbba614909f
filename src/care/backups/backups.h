/*
 * The administrator's page about backups: when the last one was made, when a restore was last proven, what to do.
 *
 * It changes nothing: backups are made and proven on the machine, by the commands. What the page says comes from
 * platform/backup, so that it and `cairn check` never disagree.
 */
#ifndef CAIRN_CARE_BACKUPS_H
#define CAIRN_CARE_BACKUPS_H

#include "platform/http/route.h"

extern const struct route_table backup_routes;

#endif
