/*
 * Cookies: reading one by name, and writing the session's.
 *
 * Cairn sets cookies that live until the browser closes, that scripts can't read, that other sites' forms don't
 * carry, and, over TLS, that are bound to this very host by the `__Host-` prefix, which a neighbouring host can't
 * forge. Without TLS (a demonstration on one machine) the prefix is not allowed, and the name stands alone.
 */
#ifndef CAIRN_WIRE_COOKIE_H
#define CAIRN_WIRE_COOKIE_H

#include "base/str.h"

/* The value of the first cookie of exactly that name in a Cookie header; STR_NONE if there is none. */
struct str cookie_get(struct str header, struct str name);

/* Values for a Set-Cookie header. It is a BUG if a secure cookie's name lacks the prefix, or if name or value hold
 * anything but letters, digits, "-", "_", "." and "~" (a value also "="). */
struct str cookie_for_session(struct arena *a, struct str name, struct str value, bool secure);
struct str cookie_cleared(struct arena *a, struct str name, bool secure);

#endif
