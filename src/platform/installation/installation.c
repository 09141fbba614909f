#include "platform/installation/installation.h"

#include <errno.h>
#include <sys/stat.h>

#include "platform/crypto.h"
#include "platform/installation/installation.sql.h"

enum err installation_read(struct db *db, struct installation *ret)
{
    struct installation_row_row row;
    enum err err = installation_row(db, &row);
    if (!err) *ret = (struct installation){row.key, row.name, row.demonstration};
    return err;
}

enum err installation_write(struct ctx *c, const struct installation *i)
{
    int64_t id;
    return installation_insert(c->db, i->key, i->name, i->demonstration, clock_now(c->clock), &id);
}

enum err installation_directory_create(const char *directory)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST) return errno == ENOSPC ? ERR_FULL : ERR_IO;
    return crypto_keys_create(directory);
}
