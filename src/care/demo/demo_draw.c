#include "care/demo/demo_draw.h"

bool demo_chance(struct random_seeded *r, int of_thousand)
{
    return (int)random_below(r, 1000) < of_thousand;
}

int demo_between(struct random_seeded *r, int lowest, int highest)
{
    MUST(lowest <= highest);
    return lowest + (int)random_below(r, (uint32_t)(highest - lowest + 1));
}

int demo_nearer(struct random_seeded *r, int near, int far)
{
    int span = near < far ? far - near : near - far;
    int a = demo_between(r, 0, span), b = demo_between(r, 0, span), steps = a < b ? a : b;
    return near < far ? near + steps : near - steps;
}

struct str demo_common(struct random_seeded *r, struct demo_words words)
{
    return str_from_cstr(words.items[demo_nearer(r, 0, (int)words.n - 1)]);
}

struct str demo_any(struct random_seeded *r, struct demo_words words)
{
    return str_from_cstr(words.items[random_below(r, (uint32_t)words.n)]);
}

size_t demo_weighted(struct random_seeded *r, const int *weights, size_t n)
{
    uint32_t total = 0;
    for (size_t i = 0; i < n; i++) total += (uint32_t)weights[i];
    uint32_t at = random_below(r, total);
    for (size_t i = 0; i < n; i++) {
        if (at < (uint32_t)weights[i]) return i;
        at -= (uint32_t)weights[i];
    }
    BUG("weights that don't add up");
}

struct date demo_friday(struct date day)
{
    return date_add_days(day, -((date_weekday(day) + 3) % 7));
}

enum { HALF = 1000, NUMBERS = HALF * HALF, ROUNDS = 4 };

/* A Feistel network over pairs below a thousand: each number below a million once, in no visible order. */
static uint32_t scramble(uint32_t number, uint64_t seed)
{
    uint32_t left = number / HALF, right = number % HALF;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t mixed = (seed + round * 0x9E3779B97F4A7C15u + right) * 0xD1342543DE82EF95u;
        uint32_t next = (left + (uint32_t)(mixed >> 40)) % HALF;
        left = right;
        right = next;
    }
    return left * HALF + right;
}

bool demo_number_next(uint32_t *at, uint64_t seed, struct nhs_number *ret)
{
    while (*at < NUMBERS) {
        int64_t first_nine = 999000000 + scramble((*at)++, seed);
        for (int check = 0; check < 10; check++)
            if (nhs_number_from_int(first_nine * 10 + check, ret)) return true;
    }
    return false;
}
