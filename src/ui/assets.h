/*
 * The files that pages load (style, scripts, icons), embedded in the program by tools/embed.
 *
 * Each has an address with the hash of its content, so that it may be kept for ever: another content has another
 * address. The few that the library's own style asks for by name keep their path and are kept for a day. Each is
 * held raw and, where that is smaller, compressed with brotli and gzip, ready to send.
 */
#ifndef CAIRN_UI_ASSETS_H
#define CAIRN_UI_ASSETS_H

#include "base/str.h"

struct asset {
    struct str address; /* "/assets/cairn-3f9c2b7a10.css" */
    struct str type;    /* "text/css; charset=utf-8" */
    struct str raw;
    struct str brotli, gzip; /* STR_NONE where not smaller */
    bool immutable;          /* "public, max-age=31536000, immutable"; otherwise "public, max-age=86400" */
};

/* NULL if no asset has this address. */
const struct asset *asset_find(struct str address);
/* All of them, for tests and for a start-up check. */
const struct asset *asset_all(size_t *ret_n);

#endif
