#include "nhs/working_days.h"

static bool is_holiday(struct holidays h, struct date day)
{
    size_t low = 0, high = h.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (date_before(h.days[middle], day))
            low = middle + 1;
        else
            high = middle;
    }
    return low < h.n && date_eq(h.days[low], day);
}

bool is_working_day(struct holidays h, struct date day)
{
    enum { SATURDAY = 5 };
    return date_weekday(day) < SATURDAY && !is_holiday(h, day);
}

int working_days_between(struct holidays h, struct date from, struct date to)
{
    if (date_before(to, from)) return -working_days_between(h, to, from);
    int n = 0;
    for (struct date day = date_add_days(from, 1); !date_before(to, day); day = date_add_days(day, 1))
        n += is_working_day(h, day);
    return n;
}

struct date add_working_days(struct holidays h, struct date from, int days)
{
    int step = days < 0 ? -1 : 1, left = days < 0 ? -days : days;
    struct date day = from;
    while (left == 0 && !is_working_day(h, day)) day = date_add_days(day, 1);
    while (left > 0) {
        day = date_add_days(day, step);
        left -= is_working_day(h, day);
    }
    return day;
}

bool holidays_known(struct holidays h, struct date from, struct date to)
{
    return h.n && date_is_set(h.first) && !date_before(from, h.first) && !date_before(h.last, to);
}
