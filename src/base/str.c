#include "base/str.h"

#include "base/arena.h"

struct str str_from_cstr(const char *s)
{
    return s ? (struct str){s, strlen(s)} : STR_NONE;
}

const char *str_cstr(struct arena *a, struct str s)
{
    if (s.n && memchr(s.p, 0, s.n)) BUG("text with a NUL given to a C library");
    return str_dup(a, s).p;
}

bool str_eq(struct str a, struct str b)
{
    // NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): p is NULL only where n is 0
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

bool str_has(struct str s, struct str part)
{
    return part.n == 0 || (s.n >= part.n && memmem(s.p, s.n, part.p, part.n) != NULL);
}

bool str_find(struct str s, char c, size_t *ret_at)
{
    const char *found = s.n ? memchr(s.p, c, s.n) : NULL;
    if (!found) return false;
    *ret_at = (size_t)(found - s.p);
    return true;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (struct str){s.p ? s.p + from : NULL, to - from};
}

struct str str_skip(struct str s, size_t n)
{
    return str_slice(s, n, s.n);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0])) s = str_skip(s, 1);
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

struct str str_cut(struct str *rest, char at)
{
    struct str all = *rest;
    size_t i;
    if (!str_find(all, at, &i)) {
        *rest = STR_NONE;
        return all;
    }
    *rest = str_skip(all, i + 1);
    return str_slice(all, 0, i);
}

struct str str_dup(struct arena *a, struct str s)
{
    if (!s.p) return STR_NONE;
    char *copy = arena_alloc(a, s.n + 1, 1);
    if (s.n) memcpy(copy, s.p, s.n);
    return (struct str){copy, s.n};
}

struct str str_lower(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++) copy[i] = lower(s.p[i]);
    return (struct str){copy, s.n};
}

struct str str_upper(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++)
        copy[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - ('a' - 'A')) : s.p[i];
    return (struct str){copy, s.n};
}

struct str str_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) BUG("bad format %s", format);
    char *text = arena_alloc(a, (size_t)n + 1, 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){text, (size_t)n};
}

struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) total += parts[i].n + between.n;
    char *text = arena_alloc(a, total + 1, 1);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (!parts[i].n) continue;
        if (at && between.n) {
            memcpy(text + at, between.p, between.n);
            at += between.n;
        }
        memcpy(text + at, parts[i].p, parts[i].n);
        at += parts[i].n;
    }
    return (struct str){text, at};
}

bool str_int(struct str s, int64_t lowest, int64_t highest, int64_t *ret)
{
    bool minus = s.n && s.p[0] == '-';
    if (minus) s = str_skip(s, 1);
    if (!s.n) return false;
    int64_t value = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        int digit = s.p[i] - '0';
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (minus ? __builtin_sub_overflow(value, digit, &value) : __builtin_add_overflow(value, digit, &value))
            return false;
    }
    if (value < lowest || value > highest) return false;
    *ret = value;
    return true;
}

struct str str_thousands(struct arena *a, int64_t n)
{
    if (n < 1000) return str_printf(a, "%lld", (long long)n);
    return str_printf(a, "%.*s,%03lld", STR_ARG(str_thousands(a, n / 1000)), (long long)(n % 1000));
}
