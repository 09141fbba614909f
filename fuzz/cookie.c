/*
 * Any Cookie header: the value that is found lies within it and is the first of that name as a slow look finds it;
 * one put in front is found whatever follows, and what we write ourselves we read.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "wire/cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first ";"-separated piece, trimmed, that begins with "a=". */
static struct str slow_get(struct str header)
{
    for (size_t from = 0, to; from <= header.n; from = to + 1) {
        for (to = from; to < header.n && header.p[to] != ';';) to++;
        struct str piece = str_trim(str_slice(header, from, to));
        if (str_starts(piece, STR("a="))) return str_skip(piece, 2);
    }
    return STR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str header = {(const char *)data, size}, found = cookie_get(header, STR("a"));
    size_t at;
    if (size > LIMIT_HEADERS) return 0;
    MUST(str_eq(found, slow_get(header)));
    if (found.p)
        MUST(found.p >= header.p && found.p + found.n <= header.p + header.n && !str_find(found, ';', &at));
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct str rest = header, value = str_trim(str_cut(&rest, ';'));
    struct str front = str_printf(&a, "x=1; __Host-a=%.*s; %.*s", STR_ARG(value), STR_ARG(header));
    if (size && !memchr(data, 0, size)) MUST(str_eq(cookie_get(front, STR("__Host-a")), value));
    struct str set = cookie_for_session(&a, STR("a"), STR("0-9_Az.~="), false);
    MUST(str_eq(cookie_get(str_slice(set, 0, 11), STR("a")), STR("0-9_Az.~=")));
    arena_release(&a);
    return 0;
}
