/*
 * Drawing lots, repeatably: the small vocabulary of chance that the invented network is made with.
 *
 * Whole numbers only, so that every machine draws the same. Chances are of a thousand.
 */
#ifndef CAIRN_CARE_DEMO_DRAW_H
#define CAIRN_CARE_DEMO_DRAW_H

#include "base/random.h"
#include "care/demo/demo_words.h"
#include "nhs/nhs_number.h"

bool demo_chance(struct random_seeded *r, int of_thousand);
int demo_between(struct random_seeded *r, int lowest, int highest);       /* both included */
int demo_nearer(struct random_seeded *r, int near, int far);              /* twice as often near as far */
struct str demo_common(struct random_seeded *r, struct demo_words words); /* early words more often */
struct str demo_any(struct random_seeded *r, struct demo_words words);
/* Which of n weights, drawn in proportion; they don't all have to be positive. */
size_t demo_weighted(struct random_seeded *r, const int *weights, size_t n);

struct date demo_friday(struct date day); /* that day, or the last one before it */

/* The next of the test numbers 999 000 0000 to 999 999 9999, each once, in an order that the seed decides. False
 * when there are no more. */
MUST_USE bool demo_number_next(uint32_t *at, uint64_t seed, struct nhs_number *ret);

#endif
