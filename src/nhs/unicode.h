/*
 * Letters of every script: folding for comparison, capitals for display.
 *
 * base/str.h knows ASCII only; these know Unicode. The one file that uses libunistring stands behind this header.
 * Text is valid UTF-8 (checked at the edge); what isn't gives an empty text rather than a crash.
 */
#ifndef CAIRN_NHS_UNICODE_H
#define CAIRN_NHS_UNICODE_H

#include "base/str.h"

/* Small letters without accents, in compatibility form: "Siân" and "SIAN" give "sian", "Łukasz" "lukasz", "Groß"
 * "gross". Letters that no accent can be taken from (ø, ł, æ, đ ...) become what people type for them. */
struct str unicode_fold(struct arena *a, struct str text);
struct str unicode_upper(struct arena *a, struct str text); /* "Siân" gives "SIÂN", "Groß" "GROSS" */
bool unicode_is_letter(uint32_t code_point);                /* a letter, or a vowel sign that belongs to one */
bool unicode_is_digit(uint32_t code_point);                 /* a decimal digit of any script */

#endif
