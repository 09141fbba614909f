/*
 * Any bytes beside a slow reader of UTF-8 that is written another way: it puts the number together first and then
 * asks whether that number was allowed, and written as short as can be. What both find valid keeps the promises of
 * utf8.h.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of the character at the start of s, whose number is *ret; 0 if it is none. */
static size_t slow_character(struct str s, uint32_t *ret)
{
    unsigned char first = (unsigned char)s.p[0];
    size_t ones = 0;
    while (ones < 8 && (first << ones & 0x80)) ones++;
    size_t n = ones ? ones : 1;
    if (ones == 1 || ones > 4 || n > s.n) return 0;
    uint32_t code = ones ? first & (0x7Fu >> ones) : first;
    for (size_t i = 1; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >> 6 != 2) return 0;
        code = code * 64 + c % 64;
    }
    size_t shortest = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    *ret = code;
    return n == shortest && code < 0x110000 && (code < 0xD800 || code >= 0xE000) ? n : 0;
}

static size_t check_characters(struct str s, size_t *ret_count)
{
    size_t at = 0, next = 0;
    uint32_t code = 0;
    for (*ret_count = 0; at < s.n; ++*ret_count) {
        size_t n = slow_character(str_skip(s, at), &code);
        if (!n) break;
        next = at;
        MUST(utf8_next(s, &next) == code && next == at + n);
        char again[4];
        MUST(utf8_encode(code, again) == n && !memcmp(again, s.p + at, n));
        at += n;
    }
    return at;
}

static void check_cuts(struct arena *a, struct str s)
{
    for (size_t most = 0; most <= s.n + 1 && most < 40; most++) {
        struct str cut = utf8_cut(s, most);
        MUST(cut.n <= most && utf8_is_valid(cut, NULL) && str_starts(s, cut) &&
            cut.n + 4 > (most < s.n ? most : s.n));
        struct str shorter = utf8_shorten(a, s, most);
        MUST(utf8_is_valid(shorter, NULL) && (s.n <= most ? str_eq(shorter, s) : str_starts(shorter, cut)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str s = {(const char *)data, size};
    size_t count = 0, bad_at = size, good = size ? check_characters(s, &count) : 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    bool valid = utf8_is_valid(s, &bad_at);
    MUST(valid == (good == size) && bad_at == good);
    if (valid) {
        MUST(utf8_length(s) == count);
        MUST(!utf8_is_plain(s) || !size || !memchr(s.p, 0, s.n));
        check_cuts(&a, s);
    }
    arena_release(&a);
    return 0;
}
