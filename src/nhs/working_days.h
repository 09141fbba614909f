/*
 * Working days: Monday to Friday without bank holidays.
 *
 * Which days are bank holidays is data, passed in by the caller (care/reference keeps the table), never a rule of
 * this file. Where the table doesn't reach, `known` says so, so that nobody is promised a day that was worked out
 * without holidays: outside of it the answer counts weekends alone.
 */
#ifndef CAIRN_NHS_WORKING_DAYS_H
#define CAIRN_NHS_WORKING_DAYS_H

#include "base/date.h"

struct holidays {
    const struct date *days; /* ascending */
    size_t n;
    struct date first, last; /* the years that the table covers, from 1 January to 31 December; not set: none */
};

bool is_working_day(struct holidays h, struct date day);
/* The working days after `from`, up to and with `to`; negative where `to` is before `from`. */
int working_days_between(struct holidays h, struct date from, struct date to);
/* The day that is so many working days after `from` (before it, if negative). 0 gives the day itself where it is a
 * working day, else the next one that is. */
struct date add_working_days(struct holidays h, struct date from, int days);
/* Does the table cover all days between these two? */
bool holidays_known(struct holidays h, struct date from, struct date to);

#endif
