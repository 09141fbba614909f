/*
 * What this installation is: its name, and whether everybody in it is invented. One row, written once.
 */
#ifndef CAIRN_PLATFORM_INSTALLATION_H
#define CAIRN_PLATFORM_INSTALLATION_H

#include "platform/ctx.h"

struct installation {
    struct uuid key;
    struct str name; /* of the network, on every page */
    bool demonstration;
};

MUST_USE enum err installation_read(
    struct db *db, struct installation *ret); /* ERR_NOT_FOUND before it was written */
MUST_USE enum err installation_write(struct ctx *c, const struct installation *i); /* in an action; ERR_EXISTS */

/* A data directory with keys and an empty, migrated database: for `cairn init` and `cairn demo`. ERR_EXISTS: an
 * installation is there already. Makes the directory, readable by its owner alone. */
MUST_USE enum err installation_directory_create(const char *directory);

#endif
