#include "base/buf.h"
#include "base/tests/check.h"

static struct arena arena;

static void a_buffer_grows_and_keeps_what_it_has(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 1, 100000);
    for (int i = 0; i < 10000; i++) buf_byte(&b, (char)('a' + i % 26));
    assert_int_equal(b.n, 10000);
    assert_false(b.overflow);
    for (size_t i = 0; i < b.n; i++) assert_int_equal(b.p[i], (char)('a' + i % 26));
}

static void a_buffer_fills_to_its_ceiling_exactly(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 2, 5);
    buf_add(&b, STR("abc"));
    buf_add(&b, STR("de"));
    assert_false(b.overflow);
    buf_add(&b, STR(""));
    assert_false(b.overflow);
    check_text(buf_str(&b), "abcde");
    buf_byte(&b, 'f');
    assert_true(b.overflow);
    check_text(buf_str(&b), "abcde");
}

static void what_does_not_fit_is_dropped_whole_and_said(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 4, 8);
    buf_add(&b, STR("abcd"));
    buf_add(&b, STR("12345"));
    assert_true(b.overflow);
    check_text(buf_str(&b), "abcd");
    buf_printf(&b, "%d", 123456);
    check_text(buf_str(&b), "abcd");
}

static void printing_takes_short_and_long_texts(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 4, 10000);
    buf_printf(&b, "%s=%d;", "n", -5);
    buf_printf(&b, "%255d", 1);
    buf_printf(&b, "%256d", 2);
    buf_printf(&b, "%2000d", 3);
    assert_int_equal(b.n, 5 + 255 + 256 + 2000);
    check_text(str_slice(buf_str(&b), 0, 6), "n=-5; ");
    check_text(str_skip(buf_str(&b), b.n - 2), " 3");
}

static void numbers_are_written_whole(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        struct str text;
    } cases[] = {{0, STR_INIT("0")}, {-1, STR_INIT("-1")}, {1000, STR_INIT("1000")},
        {INT64_MAX, STR_INIT("9223372036854775807")}, {INT64_MIN, STR_INIT("-9223372036854775808")}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b = buf_new(&arena, 1, 30);
        buf_int(&b, cases[i].number);
        check_str(buf_str(&b), cases[i].text);
    }
}

static void make_a_buffer_without_room(void)
{
    buf_new(&arena, 10, 5);
}

static void a_first_size_over_the_ceiling_is_our_mistake(void **state)
{
    (void)state;
    check_dies(make_a_buffer_without_room, STR("first_bytes <= ceiling_bytes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("a buffer grows and keeps what it has", a_buffer_grows_and_keeps_what_it_has),
        SENTENCE("a buffer fills to its ceiling exactly", a_buffer_fills_to_its_ceiling_exactly),
        SENTENCE("what does not fit is dropped whole, and said", what_does_not_fit_is_dropped_whole_and_said),
        SENTENCE("printing takes short and long texts", printing_takes_short_and_long_texts),
        SENTENCE("numbers are written whole", numbers_are_written_whole),
        SENTENCE("a first size over the ceiling is our mistake", a_first_size_over_the_ceiling_is_our_mistake),
    };
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests_name("buf", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
