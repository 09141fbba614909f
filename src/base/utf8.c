#include "base/utf8.h"

/* How many continuation bytes follow a lead byte, and the range of the first of them (Unicode table 3-7). */
static bool lead_byte(unsigned char c, int *more, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) return *more = 1, true;
    if (c >= 0xE0 && c <= 0xEF) {
        if (c == 0xE0) *low = 0xA0;
        if (c == 0xED) *high = 0x9F;
        return *more = 2, true;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (c == 0xF0) *low = 0x90;
        if (c == 0xF4) *high = 0x8F;
        return *more = 3, true;
    }
    return false;
}

/* The next index at or after i where a byte is not ASCII, eight bytes at a time. */
static size_t skip_ascii(struct str s, size_t i)
{
    while (i + 8 <= s.n) {
        uint64_t eight;
        memcpy(&eight, s.p + i, 8);
        if (eight & 0x8080808080808080u) break;
        i += 8;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80) i++;
    return i;
}

bool utf8_is_valid(struct str s, size_t *ret_bad_at)
{
    size_t i = 0;
    while ((i = skip_ascii(s, i)) < s.n) {
        int more;
        unsigned char low, high;
        bool good = lead_byte((unsigned char)s.p[i], &more, &low, &high) && (size_t)more < s.n - i;
        for (int k = 1; good && k <= more; k++) {
            unsigned char c = (unsigned char)s.p[i + (size_t)k];
            good = c >= low && c <= high;
            low = 0x80;
            high = 0xBF;
        }
        if (!good) {
            if (ret_bad_at) *ret_bad_at = i;
            return false;
        }
        i += (size_t)more + 1;
    }
    return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[(*at)++];
    if (c < 0x80) return c;
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    uint32_t code = c & (0x3Fu >> more);
    while (more-- && *at < s.n) code = code << 6 | ((unsigned char)s.p[(*at)++] & 0x3Fu);
    return code;
}

static bool is_hidden(uint32_t c)
{
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
        (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF ||
        (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE007F);
}

bool utf8_is_plain(struct str s)
{
    for (size_t at = 0; at < s.n;)
        if (is_hidden(utf8_next(s, &at))) return false;
    return true;
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)((0xF00u >> n & 0xFF) | c);
    return n;
}

struct str utf8_cut(struct str s, size_t most_bytes)
{
    if (s.n <= most_bytes) return s;
    size_t n = most_bytes;
    while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80) n--;
    return str_slice(s, 0, n);
}

struct str utf8_shorten(struct arena *a, struct str s, size_t most_bytes)
{
    if (s.n <= most_bytes) return s;
    const struct str parts[] = {utf8_cut(s, most_bytes), STR("…")}; /* printf would stop at a NUL */
    return str_join(a, parts, COUNT_OF(parts), STR(""));
}
