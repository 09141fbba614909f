/*
 * A file as it is kept in the database: compressed pieces in their order, each small enough for one row.
 *
 * Every piece is a frame of its own, so that what reads them needs one at a time. Pure.
 */
#ifndef CAIRN_WIRE_PIECES_H
#define CAIRN_WIRE_PIECES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { PIECE_BYTES = 256 * 1024, PIECES_PACKED_MOST = 6 * 1024 * 1024 };

struct piece_list {
    struct str *items;
    size_t n;
};
/* ERR_TOO_LARGE: it doesn't get smaller, so it is no text. */
MUST_USE enum err pieces_pack(struct arena *a, struct str bytes, struct piece_list *ret);
/* At most PIECE_BYTES, as one piece. */
struct str piece_pack(struct arena *a, struct str bytes);
/* ERR_DAMAGED: it isn't one of ours. */
MUST_USE enum err piece_unpack(struct arena *a, struct str packed, struct str *ret);

#endif
