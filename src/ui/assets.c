#include "ui/assets.h"

/* About ten files: a look along the table is quicker than anything cleverer. */
const struct asset *asset_find(struct str address)
{
    size_t n;
    const struct asset *all = asset_all(&n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(all[i].address, address)) return &all[i];
    return NULL;
}
