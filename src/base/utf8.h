/*
 * Text from outside becomes text here, once: valid UTF-8, or refused.
 *
 * Valid means shortest forms, no surrogates, at most U+10FFFF. For what people type, control characters (other
 * than tab and newline) and the invisible direction controls are refused too: they can make one name look like
 * another (reliability I07).
 */
#ifndef CAIRN_BASE_UTF8_H
#define CAIRN_BASE_UTF8_H

#include "base/str.h"

bool utf8_is_valid(struct str s, size_t *ret_bad_at); /* ret_bad_at may be NULL; set only when invalid */
bool utf8_is_plain(struct str s);                     /* no control or direction characters; s must be valid */
size_t utf8_length(struct str s);                     /* characters (code points); s must be valid */
/* The code point at *at, which moves past it; s must be valid and *at inside it. */
uint32_t utf8_next(struct str s, size_t *at);
size_t utf8_encode(uint32_t code_point, char out[4]); /* bytes written, 1 to 4 */
struct str utf8_cut(struct str s, size_t most_bytes); /* never in the middle of a character */
/* s, or its beginning and an ellipsis if it is longer than that. */
struct str utf8_shorten(struct arena *a, struct str s, size_t most_bytes);

#endif
