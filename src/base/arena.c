#include "base/arena.h"

#include "base/limits.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

struct arena_block {
    struct arena_block *older;
    size_t room; /* bytes after this header */
    _Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a, size_t ceiling_bytes)
{
    *a = (struct arena){.ceiling = ceiling_bytes};
}

static void block_free(struct arena *a, struct arena_block *b)
{
    UNPOISON(b->bytes, b->room);
    a->used -= b->room;
    free(b);
}

static void use_block(struct arena *a, struct arena_block *b, char *at)
{
    a->blocks = b;
    a->at = at;
    a->end = b ? b->bytes + b->room : NULL;
    if (b) POISON(a->at, (size_t)(a->end - a->at));
}

static void add_block(struct arena *a, size_t bytes)
{
    size_t room = bytes > LIMIT_ARENA_BLOCK ? bytes : LIMIT_ARENA_BLOCK;
    if (room > a->ceiling - a->used) BUG("arena over its ceiling of %zu bytes", a->ceiling);
    struct arena_block *b = malloc(sizeof *b + room);
    if (!b) BUG("out of memory");
    b->older = a->blocks;
    b->room = room;
    a->used += room;
    use_block(a, b, b->bytes);
}

void *arena_alloc(struct arena *a, size_t bytes, size_t align)
{
    size_t pad = a->at ? (size_t)(-(uintptr_t)a->at & (align - 1)) : 0;
    if (!a->at || bytes + pad < bytes || bytes + pad > (size_t)(a->end - a->at)) {
        add_block(a, bytes);
        pad = 0;
    }
    char *p = a->at + pad;
    a->at = p + bytes;
    UNPOISON(p, bytes);
    if (bytes) memset(p, 0, bytes);
    return p;
}

bool arena_has_room(const struct arena *a, size_t bytes)
{
    size_t most_padding = _Alignof(max_align_t);
    if (a->at && bytes < (size_t)(a->end - a->at) && (size_t)(a->end - a->at) - bytes >= most_padding) return true;
    size_t block = bytes > LIMIT_ARENA_BLOCK ? bytes : LIMIT_ARENA_BLOCK;
    return block <= a->ceiling - a->used;
}

void *arena_array(struct arena *a, size_t count, size_t each, size_t align)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, each, &bytes)) BUG("array of %zu times %zu bytes", count, each);
    return arena_alloc(a, bytes, align);
}

void arena_reset(struct arena *a)
{
    while (a->blocks && (a->blocks->older || a->blocks->room > LIMIT_ARENA_BLOCK)) {
        struct arena_block *older = a->blocks->older;
        block_free(a, a->blocks);
        a->blocks = older;
    }
    use_block(a, a->blocks, a->blocks ? a->blocks->bytes : NULL);
}

void arena_release(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *older = a->blocks->older;
        block_free(a, a->blocks);
        a->blocks = older;
    }
    use_block(a, NULL, NULL);
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->blocks, a->at};
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    while (a->blocks != mark.block) {
        struct arena_block *older = a->blocks->older;
        block_free(a, a->blocks);
        a->blocks = older;
    }
    use_block(a, mark.block, mark.at);
}
