/*
 * Several lists of what happened, each newest first, as one. Private to the slice; pure.
 *
 * A page of the timeline begins at a moment and leaves out how many events of that very moment the page before it
 * has shown: so a page needs no ids in its address, and events of one moment (a day's import) are neither lost nor
 * shown twice.
 */
#ifndef CAIRN_CARE_TIMELINE_MERGE_H
#define CAIRN_CARE_TIMELINE_MERGE_H

#include "base/arena.h"
#include "base/clock.h"

struct moments { /* of one list, newest first */
    const struct instant *items;
    size_t n;
};
struct timeline_place {
    size_t list, index;
};
struct timeline_cursor {
    struct instant from; /* this moment and earlier ones */
    size_t skip;         /* of this moment, the first so many were shown before */
};
struct timeline_page {
    struct timeline_place *items;
    size_t n;
    bool more;
    struct timeline_cursor next;
};

/* The lists hold only moments up to the cursor's, and at least most + skip + 1 each where there are as many. Of
 * one moment the first list comes first. */
struct timeline_page timeline_merge(
    struct arena *a, const struct moments *lists, size_t n, struct timeline_cursor cursor, size_t most);

#endif
