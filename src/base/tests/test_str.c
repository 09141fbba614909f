#include "base/tests/check.h"

static struct arena arena;

static void equal_texts_have_equal_bytes(void **state)
{
    (void)state;
    assert_true(str_eq(STR("abc"), STR("abc")));
    assert_false(str_eq(STR("abc"), STR("abd")));
    assert_false(str_eq(STR("abc"), STR("ab")));
    assert_true(str_eq(STR(""), STR_NONE));
    assert_true(str_eq(STR("a\0b"), STR("a\0b")));
    assert_false(str_eq(STR("a\0b"), STR("a\0c")));
}

static void only_ascii_letters_lose_their_case(void **state)
{
    (void)state;
    assert_true(str_eq_nocase(STR("O'Brien [Z]"), STR("o'bRIEN [z]")));
    assert_false(str_eq_nocase(STR("\xC3\x89lan"), STR("\xC3\xA9lan")));
    assert_false(str_eq_nocase(STR("@"), STR("`")));
    check_text(str_lower(&arena, STR("AZ@[az09\xC3\x89")), "az@[az09\xC3\x89");
    check_text(str_upper(&arena, STR("az`{AZ09\xC3\xA9")), "AZ`{AZ09\xC3\xA9");
    check_str(str_lower(&arena, STR("")), STR(""));
}

static void order_is_by_bytes_and_then_by_length(void **state)
{
    (void)state;
    static const struct str sorted[] = {STR_INIT(""), STR_INIT("A"), STR_INIT("Z"), STR_INIT("a"), STR_INIT("aa"),
        STR_INIT("ab"), STR_INIT("\x80")};
    for (size_t i = 0; i < COUNT_OF(sorted); i++)
        for (size_t k = 0; k < COUNT_OF(sorted); k++) {
            int order = str_compare(sorted[i], sorted[k]);
            check_case((order > 0) - (order < 0) == (i > k) - (i < k), sorted[i]);
        }
    assert_int_equal(str_compare(STR_NONE, STR("")), 0);
}

static void starts_ends_and_parts_are_found(void **state)
{
    (void)state;
    static const struct {
        struct str s, part;
        bool starts, ends, has;
    } cases[] = {
        {STR_INIT("abcab"), STR_INIT("ab"), true, true, true},
        {STR_INIT("abcab"), STR_INIT(""), true, true, true},
        {STR_INIT("abcab"), STR_INIT("bc"), false, false, true},
        {STR_INIT("abcab"), STR_INIT("abcab"), true, true, true},
        {STR_INIT("abcab"), STR_INIT("abcabc"), false, false, false},
        {STR_INIT(""), STR_INIT("a"), false, false, false},
        {{NULL, 0}, STR_INIT(""), true, true, true},
        {{NULL, 0}, STR_INIT("a"), false, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(str_starts(cases[i].s, cases[i].part) == cases[i].starts, cases[i].part);
        check_case(str_ends(cases[i].s, cases[i].part) == cases[i].ends, cases[i].part);
        check_case(str_has(cases[i].s, cases[i].part) == cases[i].has, cases[i].part);
    }
}

static void finding_a_character_says_where_or_leaves_the_answer_alone(void **state)
{
    (void)state;
    size_t at = 77;
    assert_false(str_find(STR("abc"), 'x', &at));
    assert_false(str_find(STR_NONE, 'x', &at));
    assert_int_equal(at, 77);
    assert_true(str_find(STR("abcb"), 'b', &at));
    assert_int_equal(at, 1);
}

static void slices_are_held_inside_the_text(void **state)
{
    (void)state;
    struct str s = STR("hello");
    check_text(str_slice(s, 1, 3), "el");
    check_text(str_slice(s, 3, 99), "lo");
    check_text(str_slice(s, 9, 99), "");
    check_text(str_slice(s, 4, 2), "");
    check_text(str_skip(s, 2), "llo");
    check_text(str_skip(s, SIZE_MAX), "");
    check_str(str_slice(STR_NONE, 1, 2), STR_NONE);
}

static void trimming_takes_white_space_off_both_ends(void **state)
{
    (void)state;
    check_text(str_trim(STR(" \t\r\n\v\f a b \n")), "a b");
    check_text(str_trim(STR("   ")), "");
    check_text(str_trim(STR("\xC2\xA0x")), "\xC2\xA0x");
    check_str(str_trim(STR_NONE), STR_NONE);
}

static void cutting_gives_each_part_once(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,");
    check_text(str_cut(&rest, ','), "a");
    check_text(str_cut(&rest, ','), "");
    check_text(str_cut(&rest, ','), "b");
    assert_non_null(rest.p);
    check_text(str_cut(&rest, ','), "");
    assert_null(rest.p);
    check_str(str_cut(&rest, ','), STR_NONE);
}

static void copies_stand_on_their_own(void **state)
{
    (void)state;
    char text[] = "abc";
    struct str copy = str_dup(&arena, (struct str){text, 3});
    text[0] = 'x';
    check_text(copy, "abc");
    assert_int_equal(copy.p[3], 0);
    check_str(str_dup(&arena, STR_NONE), STR_NONE);
    assert_string_equal(str_cstr(&arena, STR("abc")), "abc");
    assert_string_equal(str_cstr(&arena, STR("")), "");
    check_str(str_from_cstr(NULL), STR_NONE);
    check_text(str_from_cstr("x"), "x");
}

static void give_a_nul_to_libc(void)
{
    str_cstr(&arena, STR("a\0b"));
}

static void text_with_a_nul_never_reaches_libc(void **state)
{
    (void)state;
    check_dies(give_a_nul_to_libc, STR("text with a NUL"));
}

static void printing_takes_any_length(void **state)
{
    (void)state;
    check_text(str_printf(&arena, "%d-%.*s", 7, STR_ARG(STR("abc"))), "7-abc");
    check_text(str_printf(&arena, "%s", ""), "");
    assert_int_equal(str_printf(&arena, "%5000d", 1).n, 5000);
}

static void joining_skips_empty_parts(void **state)
{
    (void)state;
    struct str parts[] = {STR(""), STR("1 High St"), STR_NONE, STR("Leeds"), STR("")};
    check_text(str_join(&arena, parts, COUNT_OF(parts), STR(", ")), "1 High St, Leeds");
    check_text(str_join(&arena, parts, COUNT_OF(parts), STR("")), "1 High StLeeds");
    check_text(str_join(&arena, parts, 1, STR(", ")), "");
    check_text(str_join(&arena, NULL, 0, STR(", ")), "");
}

static void whole_numbers_are_read_exactly(void **state)
{
    (void)state;
    static const struct {
        struct str s;
        int64_t lowest, highest;
        bool good;
        int64_t value;
    } cases[] = {
        {STR_INIT("0"), 0, 9, true, 0},
        {STR_INIT("-0"), -1, 9, true, 0},
        {STR_INIT("007"), 0, 9, true, 7},
        {STR_INIT("9"), 0, 9, true, 9},
        {STR_INIT("10"), 0, 9, false, 0},
        {STR_INIT("-1"), 0, 9, false, 0},
        {STR_INIT("9223372036854775807"), INT64_MIN, INT64_MAX, true, INT64_MAX},
        {STR_INIT("-9223372036854775808"), INT64_MIN, INT64_MAX, true, INT64_MIN},
        {STR_INIT("9223372036854775808"), INT64_MIN, INT64_MAX, false, 0},
        {STR_INIT("-9223372036854775809"), INT64_MIN, INT64_MAX, false, 0},
        {STR_INIT("99999999999999999999999999"), INT64_MIN, INT64_MAX, false, 0},
        {STR_INIT(""), -9, 9, false, 0},
        {STR_INIT("-"), -9, 9, false, 0},
        {STR_INIT("--1"), -9, 9, false, 0},
        {STR_INIT("+1"), -9, 9, false, 0},
        {STR_INIT(" 1"), -9, 9, false, 0},
        {STR_INIT("1 "), -9, 9, false, 0},
        {STR_INIT("1.0"), -9, 9, false, 0},
        {STR_INIT("1e1"), 0, 99, false, 0},
        {STR_INIT("0x1"), 0, 99, false, 0},
        {STR_INIT("1\0"), 0, 99, false, 0},
        {{NULL, 0}, -9, 9, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t value = 12345;
        check_case(str_int(cases[i].s, cases[i].lowest, cases[i].highest, &value) == cases[i].good, cases[i].s);
        check_case(value == (cases[i].good ? cases[i].value : 12345), cases[i].s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("equal texts have equal bytes", equal_texts_have_equal_bytes),
        SENTENCE("only ASCII letters lose their case", only_ascii_letters_lose_their_case),
        SENTENCE("order is by bytes and then by length", order_is_by_bytes_and_then_by_length),
        SENTENCE("starts, ends and parts are found", starts_ends_and_parts_are_found),
        SENTENCE("finding a character says where, or leaves the answer alone",
            finding_a_character_says_where_or_leaves_the_answer_alone),
        SENTENCE("slices are held inside the text", slices_are_held_inside_the_text),
        SENTENCE("trimming takes white space off both ends", trimming_takes_white_space_off_both_ends),
        SENTENCE("cutting gives each part once", cutting_gives_each_part_once),
        SENTENCE("copies stand on their own", copies_stand_on_their_own),
        SENTENCE("text with a NUL never reaches libc", text_with_a_nul_never_reaches_libc),
        SENTENCE("printing takes any length", printing_takes_any_length),
        SENTENCE("joining skips empty parts", joining_skips_empty_parts),
        SENTENCE("whole numbers are read exactly", whole_numbers_are_read_exactly),
    };
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests_name("str", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
