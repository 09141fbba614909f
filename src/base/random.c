#include "base/random.h"

#include <errno.h>
#include <sys/random.h>

void random_bytes(void *out, size_t n)
{
    char *p = out;
    while (n) {
        ssize_t got = getrandom(p, n, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) BUG("the system gave no random bytes");
        p += got;
        n -= (size_t)got;
    }
}

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void random_seed(struct random_seeded *r, uint64_t seed)
{
    for (size_t i = 0; i < COUNT_OF(r->s); i++) r->s[i] = splitmix(&seed);
}

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

uint64_t random_next(struct random_seeded *r)
{
    uint64_t *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t random_below(struct random_seeded *r, uint32_t limit)
{
    MUST(limit > 0);
    uint32_t unfair = (0u - limit) % limit;
    uint32_t x;
    do x = (uint32_t)(random_next(r) >> 32);
    while (x < unfair);
    return x % limit;
}

double random_unit(struct random_seeded *r)
{
    return (double)(random_next(r) >> 11) / 9007199254740992.0;
}
