/*
 * Where a test keeps the data of an installation: on a disk, because /tmp may be memory, unless whoever runs the
 * tests says otherwise with TMPDIR. Nobody removes it but the test itself.
 */
#ifndef CAIRN_PLATFORM_DB_TEST_FOLDER_H
#define CAIRN_PLATFORM_DB_TEST_FOLDER_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

/* A new folder, its path in path: on a disk, where /tmp may be memory, unless whoever runs the tests says
 * otherwise. */
static inline void test_folder(char *path, size_t room, const char *name)
{
    const char *where = getenv("TMPDIR");
    snprintf(path, room, "%s/cairn-%s-XXXXXX", where && *where ? where : "/var/tmp", name);
    if (!mkdtemp(path)) BUG("no folder %s can be made", path);
}

#endif
