/*
 * Addresses as a type of their own, so that text can't be put where an address belongs.
 *
 * A struct url is made only by the functions here: from a literal path, from a path with ids in it, or from a
 * telephone number. An address from outside never becomes one, except url_local, which accepts only a path on
 * this site (for "back to where you were"). Nothing identifying goes into an address.
 */
#ifndef CAIRN_WIRE_URL_H
#define CAIRN_WIRE_URL_H

#include "base/str.h"
#include "base/uuid.h"

struct url {
    struct str text; /* already percent-encoded; still escaped as an attribute by the HTML writer */
};

#define URL(literal) ((struct url){STR(literal)})
#define URL_NONE ((struct url){STR_NONE})

static inline bool url_is_set(struct url u)
{
    return u.text.n != 0;
}

/* "/people/" + id + "/edit"; the parts around the id are literals. */
struct url url_with_id(struct arena *a, const char *before, struct uuid id, const char *after);
/* u with "?name=value" or "&name=value" added (before a fragment), value percent-encoded. */
struct url url_with_query(struct arena *a, struct url u, const char *name, struct str value);
/* s with everything but letters, digits and - . _ ~ percent-encoded. */
struct str url_encode(struct arena *a, struct str s);
/* tel: with the digits (and a leading +) of a telephone number, up to its first letter; URL_NONE without any. */
struct url url_telephone(struct arena *a, struct str number);
/* Accepts "/path?query" of this site; refuses "//host", schemes, fragments, backslashes, controls (encoded ones
 * too), whatever RFC 3986 wants encoded, and anything over LIMIT_URL. The url points into s. */
MUST_USE bool url_local(struct str s, struct url *ret);

struct str url_encode(struct arena *a, struct str s); /* everything but letters, digits and -._~ as %XX */
/* %41 and, if plus_is_space, + decoded; false on a broken escape, NUL or invalid UTF-8. */
MUST_USE bool url_decode(struct arena *a, struct str s, bool plus_is_space, struct str *ret);

#endif
