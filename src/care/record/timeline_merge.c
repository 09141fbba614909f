#include "care/record/timeline_merge.h"

enum { LISTS_MOST = 4 };

/* The list whose next event is the newest; n when all are at their end. */
static size_t newest(const struct moments *lists, size_t n, const size_t *at)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (at[i] < lists[i].n && (best == n || lists[i].items[at[i]].v > lists[best].items[at[best]].v)) best = i;
    return best;
}

struct timeline_page timeline_merge(
    struct arena *a, const struct moments *lists, size_t n, struct timeline_cursor cursor, size_t most)
{
    struct timeline_page page = {.items = ARENA_ARRAY(a, struct timeline_place, most)};
    struct timeline_cursor seen = {.from = cursor.from};
    size_t at[LISTS_MOST] = {0}, skipped = 0;
    MUST(n <= LISTS_MOST);
    for (size_t list; (list = newest(lists, n, at)) != n; at[list]++) {
        struct instant moment = lists[list].items[at[list]];
        if (page.n == most) {
            page.more = true;
            page.next = seen;
            break;
        }
        if (moment.v != seen.from.v) seen = (struct timeline_cursor){.from = moment};
        seen.skip++;
        if (moment.v == cursor.from.v && skipped < cursor.skip)
            skipped++;
        else
            page.items[page.n++] = (struct timeline_place){list, at[list]};
    }
    return page;
}
