#include "wire/pieces.h"

#include "wire/zstd_library.h"

enum { PACK_LEVEL = 3 };

struct str piece_pack(struct arena *a, struct str bytes)
{
    static _Thread_local char out[ZSTD_COMPRESSBOUND(PIECE_BYTES)];
    MUST(bytes.n <= PIECE_BYTES);
    size_t n = ZSTD_compress(out, sizeof out, bytes.p, bytes.n, PACK_LEVEL);
    if (ZSTD_isError(n)) BUG("compression failed: %s", ZSTD_getErrorName(n));
    return str_dup(a, (struct str){out, n});
}

enum err pieces_pack(struct arena *a, struct str bytes, struct piece_list *ret)
{
    size_t all = 0;
    *ret = (struct piece_list){ARENA_ARRAY(a, struct str, bytes.n / PIECE_BYTES + 1), 0};
    while (bytes.n) {
        struct str piece = str_slice(bytes, 0, bytes.n < PIECE_BYTES ? bytes.n : PIECE_BYTES);
        struct str packed = piece_pack(a, piece);
        all += packed.n;
        if (all > PIECES_PACKED_MOST) return ERR_TOO_LARGE;
        ret->items[ret->n++] = packed;
        bytes = str_skip(bytes, piece.n);
    }
    return ERR_NONE;
}

enum err piece_unpack(struct arena *a, struct str packed, struct str *ret)
{
    unsigned long long size = ZSTD_getFrameContentSize(packed.p, packed.n);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > PIECE_BYTES)
        return ERR_DAMAGED;
    char *out = arena_alloc(a, (size_t)size + 1, 1);
    size_t n = ZSTD_decompress(out, (size_t)size, packed.p, packed.n);
    if (ZSTD_isError(n) || n != (size_t)size) return ERR_DAMAGED;
    *ret = (struct str){out, n};
    return ERR_NONE;
}
