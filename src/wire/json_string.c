/* What a string may hold beyond plain ASCII: UTF-8, which is checked, and escapes, which are checked and decoded
 * in the same pass. */
#include "base/arena.h"
#include "base/utf8.h"
#include "wire/json_parser.h"

/* The value of a hexadecimal digit; anything else has bits that four digits together don't reach. */
#define NOT_HEX 0xFFFF0000u
static uint32_t hex_digit(char c)
{
    static const signed char digits[256] = {
        ['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ['A'] = 11, 12, 13, 14, 15, 16, ['a'] = 11, 12, 13, 14, 15, 16};
    return (uint32_t)(digits[(unsigned char)c] - 1);
}

/* The number that the four hexadecimal digits at p write; over 0xFFFF if they aren't four. */
JSON_INLINE uint32_t hex4(const struct json_parser *ps, const char *p)
{
    if (ps->end - p < 4) return NOT_HEX;
    return hex_digit(p[0]) << 12 | hex_digit(p[1]) << 8 | hex_digit(p[2]) << 4 | hex_digit(p[3]);
}

/* What stands after a backslash, and what it means. */
static const char simple_escapes[256] = {
    ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};

/* The escape at p with this number: one of a surrogate pair, or none that is accepted. */
static __attribute__((noinline)) const char *unescape_rare(
    struct json_parser *ps, const char *p, uint32_t code, char **out)
{
    if (code > 0xFFFF) return json_fail(ps, p, STR("\\u needs four hexadecimal digits after it"));
    if (code == 0) return json_fail(ps, p, STR("the character U+0000 is not accepted"));
    if (code < 0xDC00 && json_peek(ps, p + 6) == '\\' && json_peek(ps, p + 7) == 'u') {
        uint32_t low = hex4(ps, p + 8);
        if (low >> 10 == 0xDC00 >> 10) {
            *out += utf8_encode(0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF)), *out);
            return p + 12;
        }
    }
    return json_fail(ps, p, STR("this is half of a surrogate pair without the other half"));
}

/* Writes what the escape at p stands for, at most four bytes; returns the place after it. */
JSON_INLINE const char *unescape(struct json_parser *ps, const char *p, char **out)
{
    char c = json_peek(ps, p + 1), simple = simple_escapes[(unsigned char)c];
    if (simple) {
        *(*out)++ = simple;
        return p + 2;
    }
    if (c != 'u') return json_fail(ps, p + 1 < ps->end ? p : p + 1, STR("this escape does not exist in JSON"));
    uint32_t code = hex4(ps, p + 2);
    if (code > 0xFFFF || code == 0 || code >> 11 == 0xD800 >> 11) return unescape_rare(ps, p, code, out);
    if (code >= 0x800) {
        *(*out)++ = (char)(0xE0 | code >> 12);
        *(*out)++ = (char)(0x80 | (code >> 6 & 0x3F));
    } else if (code >= 0x80) {
        *(*out)++ = (char)(0xC0 | code >> 6);
    }
    *(*out)++ = (char)(code < 0x80 ? code : 0x80 | (code & 0x3F));
    return p + 6;
}

#define IS_TAIL(c) (((unsigned char)(c)&0xC0) == 0x80)

/* Checks the characters at p up to the next ASCII one. The common ones here, whatever is rare or wrong in base. */
static const char *check_wide(struct json_parser *ps, const char *p)
{
    while (ps->end - p >= 4 && (signed char)*p < 0) {
        unsigned char c = (unsigned char)*p, next = (unsigned char)p[1];
        if (c >= 0xC2 && c <= 0xDF && IS_TAIL(next))
            p += 2;
        else if (c > 0xE0 && c < 0xF0 && c != 0xED && IS_TAIL(next) && IS_TAIL(p[2]))
            p += 3;
        else
            break;
    }
    const char *q = p;
    while (q < ps->end && q - p < 4 && (signed char)*q < 0) q++;
    size_t n = (size_t)(q - p), bad_at;
    if (utf8_is_valid((struct str){p, n}, &bad_at)) return q;
    /* Four bytes may end in the middle of the second character: what is before it is good. */
    if (bad_at > 0) return p + bad_at;
    return json_fail_as(ps, ERR_INVALID, p, STR("these bytes are not valid UTF-8"));
}

static const char *fail_at(struct json_parser *ps, const char *p)
{
    return json_fail(ps, p,
        json_peek(ps, p) == '\n' ? STR("this string is not closed on its line") :
                                   STR("a control character in a string must be written as an escape"));
}

/* Room after `out` for `most` bytes and one step of the loop below, and if possible for as much as the rest of the
 * document will need. Returns where `out` is now. */
static __attribute__((noinline)) char *decoded_grow(
    struct json_parser *ps, const char *p, const char *out, size_t most)
{
    size_t used = out ? (size_t)(out - ps->decoded) : 0;
    most += 2 * JSON_COPY_MOST;
    double to_come = used ? (double)(ps->end - p) / (double)(json_offset(ps, p) + 1) : 0.02;
    size_t least = used + used / 4 + most + 256;
    size_t guess = (size_t)((double)(used + most) * (1 + to_come) * 1.1);
    size_t all = used + most + (size_t)(ps->end - p);
    size_t room = guess > all ? all : guess < least ? least : guess;
    if (!arena_has_room(ps->arena, room)) room = least;
    char *bigger = json_grown(ps, ps->decoded, used, room);
    if (!bigger) {
        json_fail_as(ps, ERR_TOO_LARGE, p, STR("the document holds more text than there is memory for"));
        return NULL;
    }
    ps->document.decoded = ps->decoded = bigger;
    ps->decoded_room = room;
    return bigger + used;
}

/* Copies from `from` to p, where it is already checked; NULL if there is no room. */
JSON_INLINE char *copy_checked(struct json_parser *ps, char *out, const char *from, const char *p)
{
    size_t n = (size_t)(p - from), used = out ? (size_t)(out - ps->decoded) : 0;
    if (ps->decoded_room - used < n + JSON_COPY_MOST + 4) out = decoded_grow(ps, p, out, n);
    if (out) memcpy(out, from, n);
    return out ? out + n : NULL;
}

/* The string from `from`, whose first escape is at p. */
static const char *decode(struct json_parser *ps, const char *from, const char *p)
{
    char *out = copy_checked(ps, ps->decoded ? ps->decoded + ps->decoded_n : NULL, from, p);
    while (out) {
        char c = json_peek(ps, p);
        if (c == '"') {
            ps->decoded_n = (size_t)(out - ps->decoded);
            return p;
        }
        from = p;
        if (c == '\\')
            p = unescape(ps, p, &out);
        else if ((signed char)c < 0)
            p = check_wide(ps, p);
        else if (c < ' ')
            p = fail_at(ps, p);
        if (!p) return NULL;
        if ((signed char)c < 0) {
            out = copy_checked(ps, out, from, p);
            if (!out) return NULL;
        }
        p = json_copy_plain(&out, p, ps->end);
        if (ps->decoded_room - (size_t)(out - ps->decoded) < JSON_COPY_MOST + 4) out = decoded_grow(ps, p, out, 0);
    }
    return NULL;
}

const char *json_string_finish(struct json_parser *ps, const char *from, const char *p, uint32_t *ret_escaped)
{
    while (p) {
        char c = json_peek(ps, p);
        if (c == '"') return p;
        if (c == '\\') {
            *ret_escaped = 1;
            return decode(ps, from, p);
        }
        if ((signed char)c >= 0) return fail_at(ps, p);
        p = check_wide(ps, p);
        if (p) p = json_skip_plain(p, ps->end);
    }
    return NULL;
}
