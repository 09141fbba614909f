/*
 * The inner loops of the JSON reader: sixteen bytes at a time where the machine has SSE2 (every x86-64 does),
 * one at a time elsewhere. Nothing here reads past `end`. Private to the files of the JSON reader.
 */
#ifndef CAIRN_WIRE_JSON_SCAN_H
#define CAIRN_WIRE_JSON_SCAN_H

#include "base/base.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#define JSON_SSE2 1
#else
#define JSON_SSE2 0
#endif

#define JSON_INLINE static inline __attribute__((always_inline))
#define JSON_LIKELY(condition) __builtin_expect(!!(condition), 1)

JSON_INLINE bool json_is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

#if JSON_SSE2
JSON_INLINE __m128i sixteen(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

JSON_INLINE __m128i equal_to(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

JSON_INLINE unsigned bits_of(__m128i yes)
{
    return (unsigned)_mm_movemask_epi8(yes);
}
#endif

/* The first byte from p that is not white space, or end. */
JSON_INLINE const char *json_skip_white(const char *p, const char *end)
{
    if (JSON_LIKELY(p < end && (unsigned char)*p > ' ')) return p;
#if JSON_SSE2
    for (; end - p >= 16; p += 16) {
        __m128i v = sixteen(p);
        __m128i white = _mm_or_si128(
            _mm_or_si128(equal_to(v, ' '), equal_to(v, '\n')), _mm_or_si128(equal_to(v, '\r'), equal_to(v, '\t')));
        unsigned other = bits_of(white) ^ 0xFFFFu;
        if (other) return p + __builtin_ctz(other);
    }
#endif
    while (p < end && json_is_white(*p)) p++;
    return p;
}

/* What a string simply holds: not a quote, a backslash, a control, or a byte that is not ASCII. As signed bytes,
 * those that are not ASCII are below the space as the controls are. */
JSON_INLINE bool json_is_plain(char c)
{
    return (signed char)c >= ' ' && c != '"' && c != '\\';
}

#if JSON_SSE2
JSON_INLINE unsigned not_plain(__m128i v)
{
    return bits_of(
        _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(' ')), _mm_or_si128(equal_to(v, '"'), equal_to(v, '\\'))));
}
#endif

/* The first byte from p that is not plain, or end. */
JSON_INLINE const char *json_skip_plain(const char *p, const char *end)
{
#if JSON_SSE2
    for (; end - p >= 16; p += 16) {
        unsigned bits = not_plain(sixteen(p));
        if (bits) return p + __builtin_ctz(bits);
    }
#endif
    while (p < end && json_is_plain(*p)) p++;
    return p;
}

/* The first quote or backslash from p, or end. */
JSON_INLINE const char *json_skip_to_quote(const char *p, const char *end)
{
#if JSON_SSE2
    for (; end - p >= 16; p += 16) {
        __m128i v = sixteen(p);
        unsigned bits = bits_of(_mm_or_si128(equal_to(v, '"'), equal_to(v, '\\')));
        if (bits) return p + __builtin_ctz(bits);
    }
#endif
    while (p < end && *p != '"' && *p != '\\') p++;
    return p;
}

/* The first quote or bracket of either kind from p, or end. */
JSON_INLINE const char *json_skip_to_bracket(const char *p, const char *end)
{
#if JSON_SSE2
    for (; end - p >= 16; p += 16) {
        __m128i v = sixteen(p);
        __m128i low = _mm_or_si128(v, _mm_set1_epi8(0x20)); /* '[' becomes '{', ']' becomes '}' */
        unsigned bits =
            bits_of(_mm_or_si128(equal_to(v, '"'), _mm_or_si128(equal_to(low, '{'), equal_to(low, '}'))));
        if (bits) return p + __builtin_ctz(bits);
    }
#endif
    while (p < end && *p != '"' && (*p | 0x20) != '{' && (*p | 0x20) != '}') p++;
    return p;
}

/* How much json_copy_plain may write: most of it is never kept. */
enum { JSON_COPY_MOST = 96 };

/* Copies the plain bytes from p, as far as the first other one or about eighty; returns the place after the last.
 * Escapes often stand side by side, and then one look at a byte costs less than waiting for the answer on sixteen.
 */
JSON_INLINE const char *json_copy_plain(char **ret_out, const char *p, const char *end)
{
    char *out = *ret_out;
    if (p == end || !json_is_plain(*p)) return p;
#if JSON_SSE2
    for (int i = 0; i < 4 && end - p >= 16; i++, p += 16, out += 16) {
        __m128i v = sixteen(p);
        _mm_storeu_si128((__m128i *)(void *)out, v);
        unsigned bits = not_plain(v);
        if (bits) return *ret_out = out + __builtin_ctz(bits), p + __builtin_ctz(bits);
    }
#endif
    for (int i = 0; i < 16 && p < end && json_is_plain(*p); i++) *out++ = *p++;
    *ret_out = out;
    return p;
}

/* The byte after a number that is written as RFC 8259 has it; or NULL, and *ret_bad is where it goes wrong. */
JSON_INLINE const char *json_skip_number(const char *p, const char *end, const char **ret_bad)
{
#define IS_DIGIT_AT(q) ((q) < end && (unsigned)*(q) - '0' < 10u)
    if (p < end && *p == '-') p++;
    *ret_bad = p;
    if (!IS_DIGIT_AT(p)) return NULL;
    if (*p == '0') {
        p++;
        if (IS_DIGIT_AT(p)) return NULL;
    }
    while (IS_DIGIT_AT(p)) p++;
    if (p < end && *p == '.') {
        *ret_bad = ++p;
        if (!IS_DIGIT_AT(p)) return NULL;
        while (IS_DIGIT_AT(p)) p++;
    }
    if (p < end && (*p | 0x20) == 'e') {
        p++;
        if (p < end && (*p == '+' || *p == '-')) p++;
        *ret_bad = p;
        if (!IS_DIGIT_AT(p)) return NULL;
        while (IS_DIGIT_AT(p)) p++;
    }
    return p;
#undef IS_DIGIT_AT
}

#endif
