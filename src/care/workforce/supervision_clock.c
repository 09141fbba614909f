/* When the next supervision is due, and how grave it is that it wasn't [S1, S2]. */
#include "care/workforce/workforce_facts.h"

enum {
    MONTH_DAYS = 31,     /* no longer without supervision than this */
    RED_DAYS = 62,       /* longer than this is no slip any more */
    NEW_DAYS = 14,       /* between two in the first months: local, may be less */
    FIRST_MONTHS = 183,  /* days in post */
    SOON_DAYS = 7,       /* said before there is a gap */
    MINUTES_A_MONTH = 60 /* at least */
};

static void add_up(const struct staff_facts *s, struct date today, struct supervision_clock *ret)
{
    for (size_t i = 0; i < s->sessions.n; i++) {
        const struct supervision *one = &s->sessions.items[i];
        if (instant_is_set(one->struck_at) || date_before(today, one->held_on)) continue;
        if (!talk_is_supervision(one->kind)) continue;
        if (!date_is_set(ret->last) || date_before(ret->last, one->held_on)) ret->last = one->held_on;
        if (date_days_between(one->held_on, today) <= MONTH_DAYS) ret->minutes += one->minutes;
    }
}

static bool has_supervisor(const struct staff_facts *s)
{
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++)
        if (staff_link_supervises(kind) && s->links[kind].account.v && s->links[kind].active) return true;
    return false;
}

struct supervision_clock supervision_clock_of(const struct staff_facts *s, struct date today)
{
    struct supervision_clock k = {.state = SUPERVISION_FINE, .last = DATE_NONE, .nobody = !has_supervisor(s)};
    bool started = date_is_set(s->start_on);
    add_up(s, today, &k);
    k.first_months = started && date_days_between(s->start_on, today) < FIRST_MONTHS;
    /* Without any, it counts from their first day; where nobody knows that, from now. */
    struct date since = date_is_set(k.last) ? k.last : started ? s->start_on : today;
    int every = k.first_months ? NEW_DAYS : MONTH_DAYS, gap = date_days_between(since, today);
    k.next = date_add_days(since, every);
    if (gap > RED_DAYS)
        k.state = SUPERVISION_LATE;
    else if (date_before(k.next, today))
        k.state = SUPERVISION_OVERDUE;
    else if (date_days_between(today, k.next) <= SOON_DAYS)
        k.state = SUPERVISION_SOON;
    else if (date_is_set(k.last) && k.minutes < MINUTES_A_MONTH)
        k.state = SUPERVISION_SHORT;
    return k;
}
