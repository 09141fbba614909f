/*
 * `cairn demo`: an invented primary care network in a new data directory [contract.md].
 *
 * Refuses a directory that holds an installation, whatever it is. Says how far it is: a bar on a terminal, a line
 * every few seconds elsewhere. Who can sign in stands in demo-accounts.json in the data directory, and in the file
 * that
 * --accounts names: everybody in them is invented, so nothing in these files is a secret.
 */
#ifndef CAIRN_APP_DEMO_COMMAND_H
#define CAIRN_APP_DEMO_COMMAND_H

#include "app/command.h"

int demo_command(struct arena *a, struct arguments *args);

#endif
