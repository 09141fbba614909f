/*
 * Memory with one end: everything taken from an arena is given back together.
 *
 * Cairn knows two lifetimes: the process, and an arena (one request, one job, one imported row). There is no free
 * in feature code. An arena is created with a ceiling; going past it is a BUG, because every input was refused
 * before it could grow so large (base/limits.h). Real exhaustion of the machine also stops the process: nothing
 * is half-written, since writes are transactions. Memory comes zeroed. After a reset, ASan reports any use of it.
 */
#ifndef CAIRN_BASE_ARENA_H
#define CAIRN_BASE_ARENA_H

#include "base/base.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    char *at, *end;             /* free room in the newest block */
    size_t used, ceiling;       /* bytes taken from the system, and the most that may be */
};

void arena_init(struct arena *a, size_t ceiling_bytes);
void arena_reset(struct arena *a);   /* gives back all but one block, keeps the arena usable */
void arena_release(struct arena *a); /* gives back everything; accepts a zeroed struct */

void *arena_alloc(struct arena *a, size_t bytes, size_t align);
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type), _Alignof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type), _Alignof(type)))
void *arena_array(struct arena *a, size_t count, size_t each, size_t align);

/* Whether that many bytes can be had without going past the ceiling: for readers of outside input, whose need is
 * known only as they read, so that a hostile document is refused and is no BUG. */
bool arena_has_room(const struct arena *a, size_t bytes);

/* A place to return to, so that a loop can use an arena without growing it:
 *     struct arena_mark m = arena_mark(a); ... arena_rewind(a, m); */
struct arena_mark {
    struct arena_block *block;
    char *at;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

/* A list in an arena, as views and stores return it: { items, n }. */
#define LIST(type) \
    struct { \
        type *items; \
        size_t n; \
    }

#endif
