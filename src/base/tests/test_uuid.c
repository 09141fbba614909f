#include "base/tests/check.h"
#include "base/uuid.h"

static struct arena arena;

static void a_new_id_is_of_version_7_and_carries_its_time(void **state)
{
    (void)state;
    struct clock c = clock_fixed((struct instant){0x0193A5C47A10});
    struct str text = uuid_text(&arena, uuid_new(&c));
    check_text(str_slice(text, 0, 15), "0193a5c4-7a10-7");
    assert_non_null(memchr("89ab", text.p[19], 4));
    assert_int_equal(text.n, 36);
}

static void ids_made_later_sort_later_and_no_two_are_the_same(void **state)
{
    (void)state;
    struct uuid before = {{0}};
    for (int64_t ms = 1794915720000; ms < 1794915721000; ms++) {
        struct clock c = clock_fixed((struct instant){ms});
        struct uuid a = uuid_new(&c), b = uuid_new(&c);
        assert_false(uuid_eq(a, b));
        assert_true(memcmp(before.bytes, a.bytes, sizeof a.bytes) < 0);
        before = memcmp(a.bytes, b.bytes, sizeof a.bytes) < 0 ? b : a;
    }
}

static void a_seeded_id_is_always_the_same(void **state)
{
    (void)state;
    struct random_seeded r;
    random_seed(&r, 1);
    struct uuid u = uuid_seeded((struct instant){1794915720000}, &r);
    check_text(uuid_text(&arena, u), "01a1e950-5b40-72b3-aa4c-364796553b85");
    assert_false(uuid_eq(u, uuid_seeded((struct instant){1794915720000}, &r)));
}

static void an_id_goes_to_text_and_back(void **state)
{
    (void)state;
    struct clock c = clock_real();
    struct uuid u = uuid_new(&c), back = {{0}};
    assert_false(uuid_is_set(back));
    assert_true(uuid_from_text(uuid_text(&arena, u), &back));
    assert_true(uuid_eq(u, back));
    assert_true(uuid_is_set(u));
}

static void only_the_exact_shape_is_an_id(void **state)
{
    (void)state;
    static const struct str wrong[] = {STR_INIT(""), STR_INIT("0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f9"),
        STR_INIT("0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f900"), STR_INIT("0193A5C4-7a10-7c3e-8f00-2b1c6d7e8f90"),
        STR_INIT("0193a5c4-7a10-7c3e-8f00+2b1c6d7e8f90"), STR_INIT("0193a5c47a10-7c3e-8f00-2b1c6d7e8f90-"),
        STR_INIT("{193a5c4-7a10-7c3e-8f00-2b1c6d7e8f9}"), STR_INIT("0193a5c4-7a10-7c3e-8f00-2b1c6d7e8g90"),
        STR_INIT("0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f9\0"), STR_INIT("0193a5c47a107c3e8f002b1c6d7e8f90"),
        STR_INIT("../../../../../../../../etc/passwd.."), {NULL, 0}};
    struct uuid u = {{7}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check_case(!uuid_from_text(wrong[i], &u), wrong[i]);
    assert_int_equal(u.bytes[0], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("a new id is of version 7 and carries its time", a_new_id_is_of_version_7_and_carries_its_time),
        SENTENCE("ids made later sort later, and no two are the same",
            ids_made_later_sort_later_and_no_two_are_the_same),
        SENTENCE("a seeded id is always the same", a_seeded_id_is_always_the_same),
        SENTENCE("an id goes to text and back", an_id_goes_to_text_and_back),
        SENTENCE("only the exact shape is an id", only_the_exact_shape_is_an_id),
    };
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
