/*
 * Text: a pointer and a length, passed by value, never owned.
 *
 * A struct str points into memory that somebody else keeps alive: an arena, a literal, a request. It is not
 * terminated by a NUL; `char *` appears only where libc or a driver asks for it (str_cstr makes one in an arena).
 * Text that came from outside was validated as UTF-8 once, at the edge (utf8.h). p is NULL only for STR_NONE,
 * which means "absent"; n is then 0.
 */
#ifndef CAIRN_BASE_STR_H
#define CAIRN_BASE_STR_H

#include "base/base.h"

struct arena;

struct str {
    const char *p;
    size_t n;
};

/* For literals only: STR(variable) does not compile. */
#define STR(literal) ((struct str){"" literal "", sizeof(literal) - 1})
/* The same as an initialiser for static tables. */
#define STR_INIT(literal) \
    { \
        "" literal "", sizeof(literal) - 1 \
    }
#define STR_NONE ((struct str){NULL, 0})
/* For printf's %.*s */
#define STR_ARG(s) (int)(s).n, (s).p

struct str str_from_cstr(const char *s);             /* NULL gives STR_NONE */
const char *str_cstr(struct arena *a, struct str s); /* NUL-terminated copy; a BUG if s holds a NUL */

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_compare(struct str a, struct str b);    /* by bytes: negative, 0 or positive */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, struct str part);
bool str_find(struct str s, char c, size_t *ret_at); /* the first c */

struct str str_slice(struct str s, size_t from, size_t to); /* clamped to s */
struct str str_trim(struct str s);                          /* ASCII white space off both ends */
struct str str_skip(struct str s, size_t n);                /* s without its first n bytes (or empty) */

/* Cuts the text before the first `at` off *rest and returns it; the cut character is dropped. At the end the
 * whole of *rest is returned and *rest becomes STR_NONE: loop `while (rest.p)`. */
struct str str_cut(struct str *rest, char at);

struct str str_dup(struct arena *a, struct str s);
struct str str_lower(struct arena *a, struct str s); /* ASCII letters only */
struct str str_upper(struct arena *a, struct str s);
struct str str_thousands(struct arena *a, int64_t n); /* "20,000" */
struct str str_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between);
/* str_join skips empty parts. */

/* A whole decimal number from lowest to highest, nothing else around it; false leaves *ret as it was. */
MUST_USE bool str_int(struct str s, int64_t lowest, int64_t highest, int64_t *ret);

#endif
