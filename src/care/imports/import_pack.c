/* The pieces of a file that was uploaded, small: a list of people is mostly the same words again and again. */
#include "care/imports/import_working.h"

#include "wire/zstd_library.h"

enum { LEVEL = 3 };

struct str import_pack(struct arena *a, struct str piece)
{
    size_t room = ZSTD_compressBound(piece.n);
    char *out = arena_alloc(a, room, 1);
    size_t n = ZSTD_compress(out, room, piece.p, piece.n, LEVEL);
    MUST(!ZSTD_isError(n));
    return (struct str){out, n};
}

enum err import_unpack(struct arena *a, struct str packed, struct str *ret)
{
    char *out = arena_alloc(a, IMPORT_PIECE_BYTES, 1);
    size_t n = ZSTD_decompress(out, IMPORT_PIECE_BYTES, packed.p, packed.n);
    if (ZSTD_isError(n)) return ERR_DAMAGED;
    *ret = (struct str){out, n};
    return ERR_NONE;
}
