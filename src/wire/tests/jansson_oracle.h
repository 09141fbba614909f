/*
 * jansson's opinion of a document, for the tests, the fuzz driver and the measurements of our own reader.
 *
 * The only file that includes jansson is jansson_oracle.c: its names would clash with ours, and Cairn itself does
 * not link it. So that the two can be compared, either reading is written down in one plain form (`form`):
 *     null n  true t  false f  whole number i5;  other number r1.5;  text s3:abc  array [..]  object {s1:a..}
 * with lengths in bytes and numbers with a point or exponent as %.17g of their double.
 */
#ifndef CAIRN_WIRE_TESTS_JANSSON_ORACLE_H
#define CAIRN_WIRE_TESTS_JANSSON_ORACLE_H

#include "base/str.h"
/* Not wire/json.h: its kinds have the names of jansson's. */
struct arena;
struct json_value;

enum jansson_says { JANSSON_ACCEPTS, JANSSON_REFUSES, JANSSON_NUMBER_TOO_LARGE, JANSSON_NUL };

/* With JSON_REJECT_DUPLICATES and JSON_DECODE_ANY. *ret_form is set only on JANSSON_ACCEPTS. */
enum jansson_says jansson_reads(struct arena *a, struct str text, struct str *ret_form);
bool jansson_accepts(struct str text); /* reads and drops it, for measurements */

struct str json_form(struct arena *a, struct json_value v); /* our reading in the same form */

#endif
