/* What a string may hold beyond plain ASCII: escapes and UTF-8, checked first and decoded when the string is
 * whole. */
#include "base/arena.h"
#include "base/utf8.h"
#include "wire/json_parser.h"

/* The value of a hexadecimal digit with bit 4 set, so that 0 means "not one". */
static const unsigned char hex_digits[256] = {['0'] = 16,
    17,
    18,
    19,
    20,
    21,
    22,
    23,
    24,
    25,
    ['A'] = 26,
    27,
    28,
    29,
    30,
    31,
    ['a'] = 26,
    27,
    28,
    29,
    30,
    31};

/* The four hexadecimal digits at p. */
JSON_INLINE bool hex4(const struct json_parser *ps, const char *p, uint32_t *ret)
{
    if (ps->end - p < 4) return false;
    uint32_t a = hex_digits[(unsigned char)p[0]], b = hex_digits[(unsigned char)p[1]],
             c = hex_digits[(unsigned char)p[2]], d = hex_digits[(unsigned char)p[3]];
    *ret = (a & 15) << 12 | (b & 15) << 8 | (c & 15) << 4 | (d & 15);
    return (a & b & c & d & 16) != 0;
}

/* What stands after a backslash, and what it means. */
static const char simple_escapes[256] = {
    ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f', ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};

/* Checks the escape whose backslash is at p. */
JSON_INLINE const char *check_escape(struct json_parser *ps, const char *p)
{
    char c = json_peek(ps, p + 1);
    if (simple_escapes[(unsigned char)c]) return p + 2;
    if (c != 'u') return json_fail(ps, p + 1 < ps->end ? p : p + 1, STR("this escape does not exist in JSON"));
    uint32_t code, low;
    if (!hex4(ps, p + 2, &code)) return json_fail(ps, p, STR("\\u needs four hexadecimal digits after it"));
    if (code == 0) return json_fail(ps, p, STR("the character U+0000 is not accepted"));
    if (code >> 11 != 0xD800 >> 11) return p + 6;
    bool pair = code < 0xDC00 && json_peek(ps, p + 6) == '\\' && json_peek(ps, p + 7) == 'u' &&
        hex4(ps, p + 8, &low) && low >> 10 == 0xDC00 >> 10;
    return pair ? p + 12 : json_fail(ps, p, STR("this is half of a surrogate pair without the other half"));
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

/* Escapes often stand close together. Looking at a few bytes one by one lets the machine run ahead of where the
 * next escape is; with sixteen at a time it must wait for the answer. */
JSON_INLINE const char *skip_plain_from_escape(const char *p, const char *end)
{
    for (int i = 0; i < 4; i++, p++)
        if (p == end || (signed char)*p < ' ' || *p == '"' || *p == '\\') return p;
    return json_skip_plain(p, end);
}

const char *json_string_finish(struct json_parser *ps, const char *p, uint32_t *ret_escaped)
{
    for (; p; p = p ? skip_plain_from_escape(p, ps->end) : NULL) {
        if (p == ps->end) return json_fail(ps, p, STR(""));
        if (*p == '"') return p;
        if (*p == '\\') {
            *ret_escaped = 1;
            p = check_escape(ps, p);
        } else if ((signed char)*p < 0) {
            p = check_wide(ps, p);
        } else {
            return json_fail(ps, p,
                *p == '\n' ? STR("this string is not closed on its line") :
                             STR("a control character in a string must be written as an escape"));
        }
    }
    return NULL;
}

/* What a checked escape stands for; moves *p past it. */
JSON_INLINE size_t unescape(const struct json_parser *ps, const char **p, char out[4])
{
    char c = (*p)[1];
    *p += 2;
    if (JSON_LIKELY(c != 'u')) {
        out[0] = simple_escapes[(unsigned char)c];
        return 1;
    }
    uint32_t code = 0, low = 0;
    bool good = hex4(ps, *p, &code);
    *p += 4;
    if (code >> 11 == 0xD800 >> 11) {
        good = good && hex4(ps, *p + 2, &low);
        *p += 6;
        code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
    }
    MUST(good);
    return utf8_encode(code, out);
}

/* Room for `most` more decoded bytes, and if possible for as many as the rest of the document will need. */
static __attribute__((noinline)) bool decoded_grow(struct json_parser *ps, const char *p, size_t most)
{
    double to_come = ps->decoded_n ? (double)(ps->end - p) / (double)(json_offset(ps, p) + 1) : 0.02;
    size_t least = ps->decoded_n + ps->decoded_n / 4 + most + 256;
    size_t guess = (size_t)((double)(ps->decoded_n + most) * (1 + to_come) * 1.1);
    size_t all = ps->decoded_n + most + (size_t)(ps->end - p);
    size_t room = guess > all ? all : guess < least ? least : guess;
    if (!arena_has_room(ps->arena, room)) room = least;
    char *bigger = json_grown(ps, ps->decoded, ps->decoded_n, room);
    if (!bigger) {
        json_fail_as(ps, ERR_TOO_LARGE, p, STR("the document holds more text than there is memory for"));
        return false;
    }
    ps->document.decoded = ps->decoded = bigger;
    ps->decoded_room = room;
    return true;
}

bool json_string_decode(struct json_parser *ps, const char *p, const char *to)
{
    size_t most = (size_t)(to - p) + JSON_COPY_SLACK;
    if (most > ps->decoded_room - ps->decoded_n && !decoded_grow(ps, p, most)) return false;
    char *out = ps->decoded + ps->decoded_n;
    while (p < to) {
        for (int i = 0; i < 4 && p < to && *p != '\\'; i++) *out++ = *p++;
        if (p < to && *p != '\\') {
            size_t plain = json_copy_to_backslash(out, p, to, ps->end);
            out += plain;
            p += plain;
        }
        if (p < to) out += unescape(ps, &p, out);
    }
    size_t end = (size_t)(out - ps->decoded);
    ps->nodes[ps->n++] = (struct json_node){
        .at = (uint32_t)ps->decoded_n, .n = (uint32_t)(end - ps->decoded_n), .kind = NODE_DECODED};
    ps->decoded_n = end;
    return true;
}
