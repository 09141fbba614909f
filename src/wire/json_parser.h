/*
 * The parser's state, shared by its two files: json_parse.c, which knows the grammar, and json_string.c, for what
 * strings hold beyond plain ASCII. Private to them.
 *
 * A function that reads takes the place it reads from and returns the place after it, or NULL when it has noted a
 * problem; the place stays in a register that way. Places are always checked against `end`: json_peek gives a NUL
 * there, which no rule accepts.
 */
#ifndef CAIRN_WIRE_JSON_PARSER_H
#define CAIRN_WIRE_JSON_PARSER_H

#include "wire/json_node.h"
#include "wire/json_scan.h"

struct json_frame {
    uint64_t signatures; /* a bit for each of 64 classes of names seen */
    uint32_t node, count;
    bool is_object;
    bool may_repeat;
};

struct json_parser {
    const char *end;
    struct json_node *nodes;
    uint32_t n, room;
    uint32_t depth; /* open containers */
    struct json_document document;
    struct arena *arena;
    char *decoded;
    size_t decoded_n, decoded_room;
    struct json_secret secret;
    enum err err;
    const char *bad;
    struct str what;
    struct json_frame frames[LIMIT_JSON_DEPTH];
};

/* The ways out on a problem: both note it and return NULL for the caller to return. json_fail is ERR_INVALID, and
 * says that the document ends too early if that is where it went wrong. */
const char *json_fail_as(struct json_parser *ps, enum err err, const char *bad, struct str what);
const char *json_fail(struct json_parser *ps, const char *bad, struct str what);

static inline uint32_t json_offset(const struct json_parser *ps, const char *p)
{
    return (uint32_t)(p - ps->document.source.p);
}

JSON_INLINE char json_peek(const struct json_parser *ps, const char *p)
{
    return JSON_LIKELY(p < ps->end) ? *p : '\0';
}

/* A larger array with the same beginning, or NULL if the arena has no room for it. */
void *json_grown(struct json_parser *ps, const void *old, size_t used_bytes, size_t bytes);

/* Goes on with the string that starts at `from`, at p, its first byte that is not plain; returns its closing
 * quote. If there are escapes, sets *ret_escaped and adds the whole string's text to the decoded bytes. */
const char *json_string_finish(struct json_parser *ps, const char *from, const char *p, uint32_t *ret_escaped);

#endif
