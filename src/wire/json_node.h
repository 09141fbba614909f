/*
 * How a parsed document lies in memory: private to the files of the JSON reader.
 *
 * One array of nodes of 16 bytes in document order. A container is followed by all that is in it; a member is the
 * node of its name and then its value. A string with escapes is followed by a node of kind NODE_DECODED that says
 * where its unescaped bytes are. Places are offsets into the source, which is at most LIMIT_JSON_DOCUMENT long.
 */
#ifndef CAIRN_WIRE_JSON_NODE_H
#define CAIRN_WIRE_JSON_NODE_H

#include "base/limits.h"
#include "wire/json.h"

_Static_assert(LIMIT_JSON_DOCUMENT <= 1 << 27, "the counts of a node have 28 bits, its offsets 32");

enum { NODE_DECODED = 15 }; /* beside the kinds of json.h */

struct json_node {
    uint32_t at,
        n; /* bytes in the source, without the quotes of a string; of NODE_DECODED, in the decoded bytes */
    uint32_t extra; /* container: nodes it spans with itself; name: its signature */
    uint32_t kind : 4;
    uint32_t count : 28; /* container: members or items; string: 1 if it has escapes; bool: its value */
};

_Static_assert(sizeof(struct json_node) == 16, "a node is 16 bytes");

struct json_document {
    struct str source;
    const struct json_node *nodes;
    const char *decoded;
};

static inline bool node_is_container(const struct json_node *node)
{
    return node->kind >= JSON_ARRAY && node->kind != NODE_DECODED;
}

/* How many nodes to the one after this value or name. */
static inline uint32_t node_span(const struct json_node *node)
{
    if (node_is_container(node)) return node->extra;
    return node->kind == JSON_STRING ? 1 + node->count : 1;
}

/* The text of a string or name. */
static inline struct str node_text(const struct json_document *d, const struct json_node *node)
{
    if (!node->count) return (struct str){d->source.p + node->at, node->n};
    return (struct str){d->decoded + node[1].at, node[1].n};
}

/* The key of the hash that looks for repeated names; made when a document first needs it. All zero to begin. */
struct json_secret {
    uint64_t v[2];
};

/* Whether an object has a name twice; *ret_again is then the later one of the first such pair, otherwise NULL. The
 * work grows with the number of names, not with its square, whoever chose them. ERR_TOO_LARGE: the arena has no
 * room left. */
MUST_USE enum err json_names_check(struct arena *a, const struct json_document *d, const struct json_node *object,
    struct json_secret *secret, const struct json_node **ret_again);

/* Line and column of an offset in a text that starts at *from. */
struct json_place {
    uint64_t line, column;
};
struct json_place json_place_after(struct json_place from, struct str text);

#endif
