/*
 * The ids that addresses show: version 7 UUIDs (RFC 9562), time-ordered so that indexes stay compact, with 74
 * random bits so that nobody can guess one. Rows also have a narrow integer id, which never leaves the program.
 */
#ifndef CAIRN_BASE_UUID_H
#define CAIRN_BASE_UUID_H

#include "base/clock.h"
#include "base/random.h"

struct uuid {
    uint8_t bytes[16];
};

struct uuid uuid_new(const struct clock *c);
struct uuid uuid_seeded(struct instant at, struct random_seeded *r); /* for demonstrations: repeatable */
bool uuid_eq(struct uuid a, struct uuid b);
bool uuid_is_set(struct uuid u); /* not all zero */
/* "0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90", lower case; parsing accepts only exactly that shape. */
struct str uuid_text(struct arena *a, struct uuid u);
MUST_USE bool uuid_from_text(struct str s, struct uuid *ret);

#endif
