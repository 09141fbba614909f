/* Pages of the timeline: nothing lost, nothing twice, newest first. */
#include "base/limits.h"
#include "base/random.h"
#include "care/record/timeline_merge.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

enum { LISTS = 3, EVENTS = 40 };
static struct event_key events[LISTS][EVENTS];
static size_t counts[LISTS];

/* The lists as a store gives them: behind the cursor, at most one more than a page. */
static struct timeline_page page_from(struct timeline_cursor cursor, size_t most, size_t first[LISTS])
{
    struct event_keys lists[LISTS];
    for (size_t i = 0; i < LISTS; i++) {
        size_t at = 0;
        while (at < counts[i] &&
            (events[i][at].at.v > cursor.at.v ||
                (events[i][at].at.v == cursor.at.v && events[i][at].id >= timeline_below(cursor, i))))
            at++;
        size_t n = counts[i] - at;
        lists[i] = (struct event_keys){&events[i][at], n < most + 1 ? n : most + 1};
        first[i] = at;
    }
    return timeline_merge(&arena, lists, LISTS, most);
}

/* Walks all pages: every event is shown once, and none before a newer one. */
static void walk(size_t most)
{
    size_t total = counts[0] + counts[1] + counts[2], shown = 0, first[LISTS];
    bool seen[LISTS][EVENTS] = {{false}};
    int64_t last = INT64_MAX;
    struct timeline_cursor cursor = TIMELINE_START;
    for (bool more = true; more;) {
        struct timeline_page page = page_from(cursor, most, first);
        assert_true(page.n == most || !page.more);
        for (size_t i = 0; i < page.n; i++) {
            struct timeline_place place = page.items[i];
            size_t index = first[place.list] + place.index;
            assert_false(seen[place.list][index]);
            seen[place.list][index] = true;
            assert_true(events[place.list][index].at.v <= last);
            last = events[place.list][index].at.v;
        }
        shown += page.n;
        cursor = page.next;
        more = page.more;
    }
    assert_int_equal(shown, total);
}

/* Ids in the lists' own order: the later of one moment first. */
static void number(void)
{
    for (size_t i = 0; i < LISTS; i++)
        for (size_t k = 0; k < counts[i]; k++) events[i][k].id = (int64_t)(counts[i] - k);
}

static void nothing_gives_one_empty_page(void **state)
{
    (void)state;
    size_t first[LISTS];
    memset(counts, 0, sizeof counts);
    struct timeline_page page = page_from(TIMELINE_START, 5, first);
    assert_int_equal(page.n, 0);
    assert_false(page.more);
}

static void many_events_of_one_moment_are_neither_lost_nor_shown_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < LISTS; i++) {
        counts[i] = 17;
        for (size_t k = 0; k < counts[i]; k++) events[i][k].at.v = k < 5 ? 900 : 100;
    }
    number();
    for (size_t most = 1; most < 60; most++) walk(most);
}

static void any_lists_page_through_completely(void **state)
{
    (void)state;
    struct random_seeded random;
    random_seed(&random, 7);
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < LISTS; i++) {
            counts[i] = random_below(&random, EVENTS + 1);
            int64_t at = 60;
            for (size_t k = 0; k < counts[i]; k++) {
                at -= (int64_t)random_below(&random, 3);
                events[i][k].at.v = at;
            }
        }
        number();
        walk(1 + random_below(&random, 20));
    }
}

static void of_one_moment_the_first_list_comes_first(void **state)
{
    (void)state;
    size_t first[LISTS];
    for (size_t i = 0; i < LISTS; i++) {
        counts[i] = 1;
        events[i][0].at.v = 5;
    }
    number();
    struct timeline_page page = page_from(TIMELINE_START, 5, first);
    assert_int_equal(page.n, 3);
    for (size_t i = 0; i < LISTS; i++) assert_int_equal(page.items[i].list, i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_gives_one_empty_page),
        cmocka_unit_test(many_events_of_one_moment_are_neither_lost_nor_shown_twice),
        cmocka_unit_test(any_lists_page_through_completely),
        cmocka_unit_test(of_one_moment_the_first_list_comes_first)};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("care-timeline", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
