/*
 * Days of the calendar, without time or zone.
 *
 * A struct date counts days since 1 January 1970 (proleptic Gregorian), so dates compare and subtract as numbers
 * and are stored as one integer. DATE_NONE means "not known". People type dates as parts and read them as
 * "4 March 1943" (NHS style) or "04-Mar-1943" (the patient banner, NHS Common User Interface standard).
 */
#ifndef CAIRN_BASE_DATE_H
#define CAIRN_BASE_DATE_H

#include "base/str.h"

struct date {
    int32_t v; /* days since 1970-01-01 */
};

#define DATE_NONE ((struct date){INT32_MIN})

struct date_parts {
    int year, month, day; /* 1943, 1 to 12, 1 to 31 */
};

static inline bool date_is_set(struct date d)
{
    return d.v != INT32_MIN;
}
static inline bool date_eq(struct date a, struct date b)
{
    return a.v == b.v;
}
static inline bool date_before(struct date a, struct date b)
{
    return a.v < b.v;
}
static inline struct date date_add_days(struct date d, int days)
{
    return (struct date){d.v + days};
}
static inline int date_days_between(struct date from, struct date to)
{
    return to.v - from.v;
}

/* False if there is no such day, or the year is not 1 to 9999. */
MUST_USE bool date_from_parts(struct date_parts parts, struct date *ret);
struct date_parts date_parts(struct date d);
int date_weekday(struct date d);                   /* 0 Monday to 6 Sunday */
int date_age(struct date born, struct date today); /* whole years; born on 29 February ages on 1 March */

/* "1943-03-04", exactly ten characters. */
MUST_USE bool date_from_iso(struct str s, struct date *ret);
struct str date_iso(struct arena *a, struct date d);
/* As people type it: 4/3/1943, 04-03-1943, 4.3.1943, 4 Mar 1943, 4 March 1943, 04031943, 1943-03-04. Day first.
 * Two-digit years are refused: they are ambiguous. */
MUST_USE bool date_from_typed(struct str s, struct date *ret);

/* For reading. Longest of each: "30 September 2026", "Wednesday 30 September 2026", "30 Sep 2026", "Wed 30 Sep",
 * "30-Sep-2026". STR_NONE for DATE_NONE. */
struct str date_long(struct arena *a, struct date d);
struct str date_with_weekday(struct arena *a, struct date d);
struct str date_short(struct arena *a, struct date d);
struct str date_brief(struct arena *a, struct date d);
struct str date_banner(struct arena *a, struct date d);
/* "17 November", with its year only when that isn't today's. */
struct str date_near(struct arena *a, struct date d, struct date today);

#endif
