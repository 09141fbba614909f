#include "wire/url.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

static const char hex_digits[] = "0123456789ABCDEF";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The bytes that never need encoding (RFC 3986 §2.3). */
static bool is_unreserved(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static bool is_one_of(char c, const char *these)
{
    return c && strchr(these, c) != NULL;
}

struct str url_encode(struct arena *a, struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += is_unreserved(s.p[i]) ? 1 : 3;
    char *text = arena_alloc(a, n + 1, 1), *out = text;
    for (size_t i = 0; i < s.n; i++) {
        if (is_unreserved(s.p[i])) {
            *out++ = s.p[i];
            continue;
        }
        unsigned char byte = (unsigned char)s.p[i];
        *out++ = '%';
        *out++ = hex_digits[byte >> 4];
        *out++ = hex_digits[byte & 15];
    }
    return (struct str){text, n};
}

struct url url_with_id(struct arena *a, const char *before, struct uuid id, const char *after)
{
    struct str parts[] = {str_from_cstr(before), uuid_text(a, id), str_from_cstr(after)};
    return (struct url){str_join(a, parts, COUNT_OF(parts), STR_NONE)};
}

struct url url_with_query(struct arena *a, struct url u, const char *name, struct str value)
{
    struct str path = u.text, fragment = STR_NONE;
    size_t at;
    if (str_find(path, '#', &at)) {
        fragment = str_skip(path, at);
        path = str_slice(path, 0, at);
    }
    struct str parts[] = {path, str_find(path, '?', &at) ? STR("&") : STR("?"), url_encode(a, str_from_cstr(name)),
        STR("="), url_encode(a, value), fragment};
    return (struct url){str_join(a, parts, COUNT_OF(parts), STR_NONE)};
}

struct url url_telephone(struct arena *a, struct str number)
{
    char *text = arena_alloc(a, number.n + 6, 1);
    size_t n = 0, digits = 0;
    bool abroad = false;
    for (size_t i = 0; i < number.n && !is_letter(number.p[i]); i++) {
        char c = number.p[i];
        /* "+44 (0)20 ..." is how many people write it; the 0 is not dialled after a country code. */
        if (abroad && digits && str_starts(str_skip(number, i), STR("(0)"))) {
            i += 2;
        } else if (is_digit(c)) {
            text[n++] = c;
            digits++;
        } else if (c == '+' && n == 0) {
            text[n++] = c;
            abroad = true;
        }
    }
    if (!digits) return URL_NONE;
    return (struct url){str_printf(a, "tel:%.*s", (int)n, text)};
}

static bool hex_value(char c, unsigned *ret)
{
    if (is_digit(c)) {
        *ret = (unsigned)(c - '0');
        return true;
    }
    char low = (char)(c | 0x20);
    if (low < 'a' || low > 'f') return false;
    *ret = (unsigned)(low - 'a') + 10;
    return true;
}

static bool percent_at(struct str s, size_t at, char *ret)
{
    unsigned high, low;
    if (s.n - at < 3 || !hex_value(s.p[at + 1], &high) || !hex_value(s.p[at + 2], &low)) return false;
    *ret = (char)(unsigned char)(high << 4 | low);
    return true;
}

bool url_local(struct str s, struct url *ret)
{
    if (s.n == 0 || s.n > LIMIT_URL || s.p[0] != '/') return false;
    if (s.n > 1 && s.p[1] == '/') return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i], byte;
        if (c == '%') {
            if (!percent_at(s, i, &byte) || (unsigned char)byte < 0x20 || byte == 0x7F) return false;
        } else if (!is_unreserved(c) && !is_one_of(c, "!$&'()*+,;=:@/?[]")) {
            return false;
        }
    }
    *ret = (struct url){s};
    return true;
}

bool url_decode(struct arena *a, struct str s, bool plus_is_space, struct str *ret)
{
    char *text = arena_alloc(a, s.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '+' && plus_is_space) {
            c = ' ';
        } else if (c == '%') {
            if (!percent_at(s, i, &c)) return false;
            i += 2;
        }
        if (c == 0) return false;
        text[n++] = c;
    }
    struct str decoded = {text, n};
    if (!utf8_is_valid(decoded, NULL)) return false;
    *ret = decoded;
    return true;
}
