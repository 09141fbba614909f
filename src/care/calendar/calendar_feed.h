/*
 * A calendar feed as rows and as words: what is due on each day becomes one event that names nobody. Private to
 * the slice; pure, but for the page's view.
 */
#ifndef CAIRN_CARE_CALENDAR_FEED_H
#define CAIRN_CARE_CALENDAR_FEED_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/uuid.h"
#include "ui/components.h"

/* How much is due on a day. Days before today count as overdue today. */
struct feed_day {
    struct date day;
    int64_t act_first, promises, contacts;
};
struct feed_days {
    struct feed_day *items;
    size_t n;
};

/* The whole calendar. origin: of this installation, for the link to My day. */
struct str feed_calendar(struct arena *a, struct uuid key, struct str network, struct str origin,
    const struct feed_days *days, struct instant now);
/* "1 to act on first, 3 contacts due" */
struct str feed_words(struct arena *a, const struct feed_day *day);

/* The page. */
struct calendar_view {
    struct str made;    /* "Made on 3 March 2026"; nothing: there is no address */
    struct str address; /* just made, and shown this once */
    struct button make;
};

#endif
