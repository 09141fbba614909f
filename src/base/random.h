/*
 * Bytes nobody can guess, from the system; and a small repeatable generator for demonstrations and tests.
 */
#ifndef CAIRN_BASE_RANDOM_H
#define CAIRN_BASE_RANDOM_H

#include "base/base.h"

void random_bytes(void *out, size_t n); /* from getrandom(2); for keys, tokens and ids */

/* xoshiro256**: the same numbers for the same seed on every machine. Never for secrets. */
struct random_seeded {
    uint64_t s[4];
};
void random_seed(struct random_seeded *r, uint64_t seed);
uint64_t random_next(struct random_seeded *r);
uint32_t random_below(struct random_seeded *r, uint32_t limit); /* 0 to limit-1, evenly; limit > 0 */
double random_unit(struct random_seeded *r);                    /* 0 <= x < 1 */

#endif
