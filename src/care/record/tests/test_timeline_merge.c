/* Pages of the timeline: nothing lost, nothing twice, newest first. */
#include "base/limits.h"
#include "base/random.h"
#include "care/record/timeline_merge.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

enum { LISTS = 3, EVENTS = 40 };
static struct instant moments[LISTS][EVENTS];
static size_t counts[LISTS];

/* The lists as a store gives them: from the cursor's moment on, at most so many. */
static struct timeline_page page_from(struct timeline_cursor cursor, size_t most)
{
    struct moments lists[LISTS];
    for (size_t i = 0; i < LISTS; i++) {
        size_t at = 0;
        while (at < counts[i] && moments[i][at].v > cursor.from.v) at++;
        size_t room = most + cursor.skip + 1, n = counts[i] - at;
        lists[i] = (struct moments){&moments[i][at], n < room ? n : room};
        for (size_t k = 0; k < lists[i].n; k++) assert_true(lists[i].items[k].v <= cursor.from.v);
    }
    return timeline_merge(&arena, lists, LISTS, cursor, most);
}

static int64_t moment_at(struct timeline_cursor cursor, struct timeline_place place)
{
    size_t at = 0;
    while (at < counts[place.list] && moments[place.list][at].v > cursor.from.v) at++;
    return moments[place.list][at + place.index].v;
}

/* Walks all pages; every event is shown once. */
static void walk(size_t most)
{
    size_t total = counts[0] + counts[1] + counts[2], shown = 0;
    int64_t last = INT64_MAX;
    struct timeline_cursor cursor = {.from = {INT64_MAX - 1}};
    for (bool more = true; more;) {
        struct timeline_page page = page_from(cursor, most);
        assert_true(page.n == most || !page.more);
        for (size_t i = 0; i < page.n; i++) {
            int64_t at = moment_at(cursor, page.items[i]);
            assert_true(at <= last);
            last = at;
        }
        shown += page.n;
        assert_true(shown <= total);
        cursor = page.next;
        more = page.more;
    }
    assert_int_equal(shown, total);
}

static void nothing_gives_one_empty_page(void **state)
{
    (void)state;
    memset(counts, 0, sizeof counts);
    struct timeline_page page = page_from((struct timeline_cursor){.from = {INT64_MAX - 1}}, 5);
    assert_int_equal(page.n, 0);
    assert_false(page.more);
}

static void many_events_of_one_moment_are_neither_lost_nor_shown_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < LISTS; i++) {
        counts[i] = 17;
        for (size_t k = 0; k < counts[i]; k++) moments[i][k].v = k < 5 ? 900 : 100;
    }
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
                moments[i][k].v = at;
            }
        }
        walk(1 + random_below(&random, 20));
    }
}

static void of_one_moment_the_first_list_comes_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < LISTS; i++) {
        counts[i] = 1;
        moments[i][0].v = 5;
    }
    struct timeline_page page = page_from((struct timeline_cursor){.from = {INT64_MAX - 1}}, 5);
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
