/*
 * Whether a name stands twice in an object. Most objects have few names and different signatures, and then the
 * parser never asks. When it does: few names are compared with each other; many go through a hash table whose hash
 * is keyed with random bytes, so that nobody can choose names that collide.
 */
#include "base/arena.h"
#include "base/random.h"
#include "wire/json_node.h"

enum { FEW_NAMES = 16 };

static const struct json_node *next_name(const struct json_node *name)
{
    const struct json_node *value = name + node_span(name);
    return value + node_span(value);
}

/* The halves of the 128-bit product, folded: each bit of either factor reaches about half of the result's. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t keyed_hash(struct str s, const struct json_secret *secret)
{
    uint64_t hash = secret->v[0], word;
    for (; s.n >= 8; s = str_skip(s, 8)) {
        memcpy(&word, s.p, 8);
        hash = mix(hash ^ word, secret->v[1]) + secret->v[0];
    }
    word = s.n;
    for (size_t i = 0; i < s.n; i++) word = word << 8 | (unsigned char)s.p[i];
    return mix(hash ^ word, secret->v[1]);
}

static bool same_name(const struct json_document *d, const struct json_node *a, const struct json_node *b)
{
    return a->extra == b->extra && str_eq(node_text(d, a), node_text(d, b));
}

static const struct json_node *find_among_few(const struct json_document *d, const struct json_node *object)
{
    const struct json_node *seen[FEW_NAMES];
    const struct json_node *name = object + 1;
    for (uint32_t i = 0; i < object->count; i++, name = next_name(name)) {
        for (uint32_t k = 0; k < i; k++)
            if (same_name(d, seen[k], name)) return name;
        seen[i] = name;
    }
    return NULL;
}

static const struct json_node *find_among_many(const struct json_document *d, const struct json_node *object,
    const struct json_secret *secret, const struct json_node **table, size_t slots)
{
    const struct json_node *name = object + 1;
    for (uint32_t i = 0; i < object->count; i++, name = next_name(name)) {
        size_t slot = keyed_hash(node_text(d, name), secret) & (slots - 1);
        for (; table[slot]; slot = (slot + 1) & (slots - 1))
            if (same_name(d, table[slot], name)) return name;
        table[slot] = name;
    }
    return NULL;
}

enum err json_names_check(struct arena *a, const struct json_document *d, const struct json_node *object,
    struct json_secret *secret, const struct json_node **ret_again)
{
    if (object->count <= FEW_NAMES) {
        *ret_again = find_among_few(d, object);
        return ERR_NONE;
    }
    size_t slots = 4 * FEW_NAMES;
    while (slots < 2 * (size_t)object->count) slots *= 2;
    if (!arena_has_room(a, slots * sizeof(struct json_node *))) return ERR_TOO_LARGE;
    if (!secret->v[1]) {
        random_bytes(secret->v, sizeof secret->v);
        secret->v[1] |= 1;
    }
    struct arena_mark mark = arena_mark(a);
    *ret_again = find_among_many(d, object, secret, ARENA_ARRAY(a, const struct json_node *, slots), slots);
    arena_rewind(a, mark);
    return ERR_NONE;
}
