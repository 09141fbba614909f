/*
 * Reading JSON: a whole document in, values to walk out.
 *
 * json_parse checks a complete document against RFC 8259, strictly, and lays its values out as an array of small
 * nodes in an arena. A struct json_value is a handle to one of them, passed by value. The walking functions accept
 * any value: asking a number for a member, or an absent value for anything, gives an absent value, so that a path
 * into somebody else's document needs one check at its end.
 *
 * The text given to json_parse must outlive the values: strings without escapes, numbers and json_source point
 * straight into it. Numbers keep the text they were written with ("1.50" stays "1.50"). What the document may be
 * is bounded by base/limits.h (bytes, depth, names in one object) and by the arena's ceiling; going past one is
 * ERR_TOO_LARGE, any other fault ERR_INVALID, and both come with a place and a sentence.
 *
 * Refused beyond the grammar: a name twice in one object, invalid UTF-8, half a surrogate pair, and U+0000 however
 * it is written, since no column of a database and no C library can be trusted with it. [ADR 0003]
 */
#ifndef CAIRN_WIRE_JSON_H
#define CAIRN_WIRE_JSON_H

#include "base/err.h"
#include "base/str.h"

struct arena;
struct json_document;

enum json_kind { JSON_ABSENT, JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* All zero is the absent value. */
struct json_value {
    const struct json_document *document;
    uint32_t node;
};

/* Where a document went wrong, and how. Lines and columns count from 1, columns in characters. */
struct json_problem {
    uint64_t line, column;
    struct str what; /* "a comma is missing before this name" */
};

/* On failure only *ret_problem is set, otherwise only *ret. */
MUST_USE enum err json_parse(
    struct arena *a, struct str text, struct json_value *ret, struct json_problem *ret_problem);

/* "line 12, column 5: a comma is missing before this name" */
struct str json_problem_text(struct arena *a, const struct json_problem *problem);

enum json_kind json_kind(struct json_value v);
size_t json_size(struct json_value v);       /* members of an object, items of an array; otherwise 0 */
struct str json_source(struct json_value v); /* the value exactly as it was written; absent: STR_NONE */

struct json_value json_get(struct json_value object, struct str name);
struct json_value json_item(struct json_value array, size_t index); /* walks: for a few items, not for a loop */

struct str json_as_text(struct json_value v);   /* a string, unescaped; STR_NONE for any other kind */
struct str json_as_number(struct json_value v); /* a number as written; STR_NONE for any other kind */
/* True and set only if the value is a number written as a whole one and fits. */
MUST_USE bool json_as_int(struct json_value v, int64_t *ret);
MUST_USE bool json_as_bool(struct json_value v, bool *ret);

/*
 * Each item of an array or member of an object, in order; nothing for any other value:
 *     for (struct json_each e = json_each(v); json_each_next(&e);) use(e.name, e.value);
 */
struct json_each {
    struct json_value value;
    struct str name; /* STR_NONE in an array */
    uint32_t next;   /* the rest is json_each_next's own */
    uint32_t left;
    bool named;
};
struct json_each json_each(struct json_value v);
bool json_each_next(struct json_each *e);

#endif
