/*
 * Several lists of what happened, each newest first, as one. Private to the slice; pure.
 *
 * One order for all events: the newer first; of one moment the first list first; within a list the later id first.
 * A page begins behind the last event of the page before it, whose place in that order is its moment, list and id:
 * so any number of events at one moment (a day's import) is paged through without losing one or showing it twice,
 * and a page costs the same wherever it is. An id in an address only says where to begin; it opens nothing.
 */
#ifndef CAIRN_CARE_TIMELINE_MERGE_H
#define CAIRN_CARE_TIMELINE_MERGE_H

#include "base/arena.h"
#include "base/clock.h"

struct event_key {
    struct instant at;
    int64_t id; /* from 1; each list has its own */
};
struct event_keys { /* of one list, in its order */
    const struct event_key *items;
    size_t n;
};
struct timeline_place {
    size_t list, index;
};
struct timeline_cursor { /* the last event that was shown */
    struct instant at;
    size_t list;
    int64_t id;
};
struct timeline_page {
    struct timeline_place *items;
    size_t n;
    bool more;
    struct timeline_cursor next;
};

/* Before the newest event. */
#define TIMELINE_START ((struct timeline_cursor){.at = {INT64_MAX - 1}, .id = INT64_MAX})

/* Of the cursor's own moment, a list still has the events whose id is lower than this. */
int64_t timeline_below(struct timeline_cursor cursor, size_t list);

/* The lists hold only what comes behind the cursor: earlier moments, and of its own moment the ids that
 * timeline_below allows; at least most + 1 each where there are as many. */
struct timeline_page timeline_merge(struct arena *a, const struct event_keys *lists, size_t n, size_t most);

#endif
