#include "base/buf.h"

#include "base/arena.h"

struct buf buf_new(struct arena *a, size_t first_bytes, size_t ceiling_bytes)
{
    MUST(first_bytes > 0 && first_bytes <= ceiling_bytes);
    return (struct buf){
        .arena = a, .p = arena_alloc(a, first_bytes, 1), .room = first_bytes, .ceiling = ceiling_bytes};
}

void buf_add_slow(struct buf *b, const char *p, size_t n)
{
    if (n > b->ceiling - b->n) {
        b->overflow = true;
        return;
    }
    if (n > b->room - b->n) {
        size_t room = b->room;
        while (room - b->n < n) room = room > b->ceiling / 2 ? b->ceiling : room * 2;
        char *bigger = arena_alloc(b->arena, room, 1);
        memcpy(bigger, b->p, b->n);
        b->p = bigger;
        b->room = room;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_printf(struct buf *b, const char *format, ...)
{
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0) BUG("bad format %s", format);
    if ((size_t)n < sizeof small) {
        buf_add(b, (struct str){small, (size_t)n});
    } else {
        char *text = arena_alloc(b->arena, (size_t)n + 1, 1);
        vsnprintf(text, (size_t)n + 1, format, again);
        buf_add(b, (struct str){text, (size_t)n});
    }
    va_end(again);
}

void buf_int(struct buf *b, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (number < 0) digits[--at] = '-';
    buf_add(b, (struct str){digits + at, sizeof digits - at});
}
