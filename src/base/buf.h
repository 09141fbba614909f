/*
 * A growing text with a ceiling, in an arena.
 *
 * A buffer is born with its maximum; passing it sets `overflow` and drops what doesn't fit, so a writer may add
 * freely and check once at the end. Growing leaves the old bytes in the arena: start with a fair first size where
 * much will be written.
 */
#ifndef CAIRN_BASE_BUF_H
#define CAIRN_BASE_BUF_H

#include "base/str.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n, room, ceiling;
    bool overflow;
};

struct buf buf_new(struct arena *a, size_t first_bytes, size_t ceiling_bytes);
void buf_add_slow(struct buf *b, const char *p, size_t n);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_int(struct buf *b, int64_t number);

static inline void buf_add(struct buf *b, struct str s)
{
    if (s.n <= b->room - b->n) {
        if (s.n) memcpy(b->p + b->n, s.p, s.n);
        b->n += s.n;
    } else {
        buf_add_slow(b, s.p, s.n);
    }
}

static inline void buf_byte(struct buf *b, char c)
{
    if (b->n < b->room)
        b->p[b->n++] = c;
    else
        buf_add_slow(b, &c, 1);
}

static inline struct str buf_str(const struct buf *b)
{
    return (struct str){b->p, b->n};
}

#endif
