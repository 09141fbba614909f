/*
 * Time as a parameter: nothing in Cairn asks the machine for the time except through a struct clock.
 *
 * An instant is milliseconds since 1970-01-01T00:00:00Z, stored as one integer. "Today" is a civil day in England,
 * whatever zone the machine is set to. Tests and demonstrations use a fixed clock. Idle and deadline checks use
 * monotonic time, which no clock change can move.
 */
#ifndef CAIRN_BASE_CLOCK_H
#define CAIRN_BASE_CLOCK_H

#include "base/date.h"

struct instant {
    int64_t v; /* milliseconds since the epoch, UTC */
};

#define INSTANT_NONE ((struct instant){INT64_MIN})

struct clock {
    struct instant fixed; /* INSTANT_NONE: the machine's clock */
};

void clock_use_english_time(void); /* once, at start, before threads and the sandbox: loads Europe/London */
struct clock clock_real(void);
struct clock clock_fixed(struct instant at);

static inline bool instant_is_set(struct instant t)
{
    return t.v != INT64_MIN;
}

struct instant clock_now(const struct clock *c);
/* The same when the process starts; no later change of the machine's clock moves it. For how long things last. */
struct instant clock_steady(const struct clock *c);
struct date clock_today(const struct clock *c);
int64_t clock_monotonic_us(void); /* microseconds since some start; only differences mean anything */

struct date instant_date(struct instant t); /* the civil day in England */
struct instant instant_from_local(struct date day, int hour, int minute);
/* For reading, in England: "11:42am", "17 November 2026 at 11:42am"; for machines: "2026-11-17T11:42:00.000Z" */
struct str instant_time(struct arena *a, struct instant t);
struct str instant_long(struct arena *a, struct instant t);
struct str instant_iso(struct arena *a, struct instant t);

#endif
