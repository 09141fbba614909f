#include "base/limits.h"
#include "base/tests/check.h"

enum { CEILING = 4 * LIMIT_ARENA_BLOCK };

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, CEILING);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static bool is_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

static void memory_comes_zeroed_even_when_used_before(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        char *p = arena_alloc(&arena, 1000, 1);
        assert_true(is_zero(p, 1000));
        memset(p, 0xAA, 1000);
        arena_reset(&arena);
    }
}

static void every_alignment_is_kept(void **state)
{
    (void)state;
    for (size_t align = 1; align <= _Alignof(max_align_t); align *= 2)
        for (int i = 0; i < 100; i++) {
            arena_alloc(&arena, 1, 1);
            assert_int_equal((uintptr_t)arena_alloc(&arena, 3, align) % align, 0);
        }
    int64_t *numbers = ARENA_ARRAY(&arena, int64_t, 10);
    numbers[9] = 1;
    assert_int_equal((uintptr_t)numbers % _Alignof(int64_t), 0);
}

static void pieces_do_not_overlap(void **state)
{
    (void)state;
    char *pieces[300];
    for (size_t i = 0; i < COUNT_OF(pieces); i++) memset(pieces[i] = arena_alloc(&arena, 500, 8), (int)i, 500);
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        for (size_t k = 0; k < 500; k++) assert_int_equal((unsigned char)pieces[i][k], i & 0xFF);
}

static void a_piece_larger_than_a_block_has_one_of_its_own(void **state)
{
    (void)state;
    char *p = arena_alloc(&arena, 2 * LIMIT_ARENA_BLOCK, 16);
    p[2 * LIMIT_ARENA_BLOCK - 1] = 1;
    assert_int_equal(arena.used, 2 * LIMIT_ARENA_BLOCK);
    arena_reset(&arena);
    assert_int_equal(arena.used, 0);
}

static void a_reset_keeps_one_block_and_no_more(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) arena_alloc(&arena, LIMIT_ARENA_BLOCK, 1);
    assert_int_equal(arena.used, 3 * LIMIT_ARENA_BLOCK);
    arena_reset(&arena);
    assert_int_equal(arena.used, LIMIT_ARENA_BLOCK);
    arena_reset(&arena);
    assert_int_equal(arena.used, LIMIT_ARENA_BLOCK);
}

static void a_released_arena_can_be_released_again_and_used(void **state)
{
    (void)state;
    struct arena a = {0};
    arena_release(&a);
    arena_init(&a, CEILING);
    arena_alloc(&a, 10, 1);
    arena_release(&a);
    arena_release(&a);
    assert_int_equal(a.used, 0);
    assert_non_null(arena_alloc(&a, 10, 1));
    arena_release(&a);
}

static void a_loop_that_rewinds_does_not_grow_the_arena(void **state)
{
    (void)state;
    char *kept = arena_alloc(&arena, 100, 1);
    memset(kept, 'k', 100);
    for (int i = 0; i < 1000; i++) {
        struct arena_mark mark = arena_mark(&arena);
        arena_alloc(&arena, LIMIT_ARENA_BLOCK / 2, 8);
        arena_alloc(&arena, LIMIT_ARENA_BLOCK, 8);
        arena_rewind(&arena, mark);
    }
    assert_int_equal(arena.used, LIMIT_ARENA_BLOCK);
    assert_int_equal(kept[99], 'k');
}

static void a_mark_of_an_empty_arena_gives_everything_back(void **state)
{
    (void)state;
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 10, 1);
    arena_rewind(&arena, mark);
    assert_int_equal(arena.used, 0);
    assert_non_null(arena_alloc(&arena, 10, 1));
}

static void fill_to_the_ceiling(void)
{
    for (int i = 0; i < 4; i++) arena_alloc(&arena, LIMIT_ARENA_BLOCK, 1);
}

static void go_over_the_ceiling(void)
{
    fill_to_the_ceiling();
    arena_alloc(&arena, 1, 1);
}

static void ask_for_everything(void)
{
    arena_alloc(&arena, 16, 16);
    arena_alloc(&arena, SIZE_MAX, 16);
}

static void ask_for_an_array_beyond_counting(void)
{
    ARENA_ARRAY(&arena, int64_t, SIZE_MAX / 4);
}

static void an_arena_may_be_filled_but_not_overfilled(void **state)
{
    (void)state;
    fill_to_the_ceiling();
    arena_reset(&arena);
    arena_release(&arena);
    check_dies(go_over_the_ceiling, STR("arena over its ceiling"));
    check_dies(ask_for_everything, STR("arena over its ceiling"));
    check_dies(ask_for_an_array_beyond_counting, STR("array of"));
}

int main(void)
{
#define IN_ARENA(text, function) \
    { \
        text, function, start, end, NULL \
    }
    const struct CMUnitTest tests[] = {
        IN_ARENA("memory comes zeroed, even when used before", memory_comes_zeroed_even_when_used_before),
        IN_ARENA("every alignment is kept", every_alignment_is_kept),
        IN_ARENA("pieces do not overlap", pieces_do_not_overlap),
        IN_ARENA("a piece larger than a block has one of its own", a_piece_larger_than_a_block_has_one_of_its_own),
        IN_ARENA("a reset keeps one block and no more", a_reset_keeps_one_block_and_no_more),
        IN_ARENA(
            "a released arena can be released again, and used", a_released_arena_can_be_released_again_and_used),
        IN_ARENA("a loop that rewinds does not grow the arena", a_loop_that_rewinds_does_not_grow_the_arena),
        IN_ARENA("a mark of an empty arena gives everything back", a_mark_of_an_empty_arena_gives_everything_back),
        IN_ARENA("an arena may be filled but not overfilled", an_arena_may_be_filled_but_not_overfilled),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
