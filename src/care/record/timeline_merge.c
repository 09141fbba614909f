#include "care/record/timeline_merge.h"

enum { LISTS_MOST = 5 };

int64_t timeline_below(struct timeline_cursor cursor, size_t list)
{
    if (list == cursor.list) return cursor.id;
    return list < cursor.list ? 0 : INT64_MAX;
}

/* The list whose next event is the newest; n when all are at their end. */
static size_t newest(const struct event_keys *lists, size_t n, const size_t *at)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (at[i] < lists[i].n && (best == n || lists[i].items[at[i]].at.v > lists[best].items[at[best]].at.v))
            best = i;
    return best;
}

struct timeline_page timeline_merge(struct arena *a, const struct event_keys *lists, size_t n, size_t most)
{
    struct timeline_page page = {.items = ARENA_ARRAY(a, struct timeline_place, most)};
    size_t at[LISTS_MOST] = {0}, list;
    MUST(n <= LISTS_MOST);
    while ((list = newest(lists, n, at)) != n) {
        if (page.n == most) {
            page.more = true;
            break;
        }
        const struct event_key *event = &lists[list].items[at[list]];
        page.next = (struct timeline_cursor){event->at, list, event->id};
        page.items[page.n++] = (struct timeline_place){list, at[list]++};
    }
    return page;
}
