#include "base/uuid.h"

#include "base/arena.h"

static struct uuid version_7(struct instant at, struct uuid u)
{
    uint64_t ms = (uint64_t)at.v;
    for (int i = 0; i < 6; i++) u.bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    u.bytes[6] = (uint8_t)(0x70 | (u.bytes[6] & 0x0F));
    u.bytes[8] = (uint8_t)(0x80 | (u.bytes[8] & 0x3F));
    return u;
}

struct uuid uuid_new(const struct clock *c)
{
    struct uuid u = {0};
    random_bytes(u.bytes, sizeof u.bytes);
    return version_7(clock_now(c), u);
}

struct uuid uuid_seeded(struct instant at, struct random_seeded *r)
{
    struct uuid u;
    uint64_t two[2] = {random_next(r), random_next(r)};
    memcpy(u.bytes, two, sizeof u.bytes);
    return version_7(at, u);
}

bool uuid_eq(struct uuid a, struct uuid b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool uuid_is_set(struct uuid u)
{
    return !uuid_eq(u, (struct uuid){{0}});
}

static bool dash_before(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

struct str uuid_text(struct arena *a, struct uuid u)
{
    static const char hex[] = "0123456789abcdef";
    char *text = arena_alloc(a, 37, 1), *p = text;
    for (size_t i = 0; i < 16; i++) {
        if (dash_before(i)) *p++ = '-';
        *p++ = hex[u.bytes[i] >> 4];
        *p++ = hex[u.bytes[i] & 15];
    }
    return (struct str){text, 36};
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool uuid_from_text(struct str s, struct uuid *ret)
{
    struct uuid u;
    size_t at = 0;
    if (s.n != 36) return false;
    for (size_t i = 0; i < 16; i++) {
        if (dash_before(i) && s.p[at++] != '-') return false;
        int high = hex_digit(s.p[at]), low = hex_digit(s.p[at + 1]);
        if (high < 0 || low < 0) return false;
        u.bytes[i] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    *ret = u;
    return true;
}
