#include "base/tests/check.h"
#include "base/utf8.h"

static void valid_text_is_valid(void **state)
{
    (void)state;
    static const struct str valid[] = {STR_INIT(""), STR_INIT("plain"),
        STR_INIT("Zo\xC3\xAB O\xE2\x80\x99"
                 "Brien"),
        STR_INIT("\xC2\x80"), STR_INIT("\xDF\xBF"), STR_INIT("\xE0\xA0\x80"), STR_INIT("\xED\x9F\xBF"),
        STR_INIT("\xEE\x80\x80"), STR_INIT("\xEF\xBF\xBF"), STR_INIT("\xF0\x90\x80\x80"),
        STR_INIT("\xF4\x8F\xBF\xBF"), STR_INIT("a\0b"), STR_INIT("12345678\xC3\xA9"),
        STR_INIT("1234567\xC3\xA9"
                 "12345678"),
        {NULL, 0}};
    size_t bad_at = 99;
    for (size_t i = 0; i < COUNT_OF(valid); i++) check_case(utf8_is_valid(valid[i], &bad_at), valid[i]);
    assert_int_equal(bad_at, 99);
}

static void invalid_text_is_refused_and_the_place_is_told(void **state)
{
    (void)state;
    static const struct {
        struct str s;
        size_t bad_at;
    } cases[] = {
        {STR_INIT("a\x80"), 1},            /* a continuation without a lead */
        {STR_INIT("\xC0\xAF"), 0},         /* overlong: / in two bytes */
        {STR_INIT("\xC1\xBF"), 0},         /* overlong, two bytes */
        {STR_INIT("ab\xE0\x80\xAF"), 2},   /* overlong, three bytes */
        {STR_INIT("\xE0\x9F\xBF"), 0},     /* the last overlong of three bytes */
        {STR_INIT("\xF0\x80\x80\xAF"), 0}, /* overlong, four bytes */
        {STR_INIT("\xF0\x8F\xBF\xBF"), 0}, /* the last overlong of four bytes */
        {STR_INIT("\xED\xA0\x80"), 0},     /* the first surrogate */
        {STR_INIT("\xED\xBF\xBF"), 0},     /* the last surrogate */
        {STR_INIT("\xF4\x90\x80\x80"), 0}, /* U+110000 */
        {STR_INIT("\xF5\x80\x80\x80"), 0}, /* beyond all */
        {STR_INIT("\xFE"), 0},
        {STR_INIT("\xFF"), 0},
        {STR_INIT("12345678\xC3"), 8}, /* cut short, two bytes */
        {STR_INIT("\xE2\x80"), 0},     /* cut short, three bytes */
        {STR_INIT("\xF0\x9F\x98"), 0}, /* cut short, four bytes */
        {STR_INIT("\xE2\x80"
                  "a"),
            0},
        {STR_INIT("\xC3\xC3\xA9"), 0},
        {STR_INIT("ok \xE9t\xE9"), 3},
        {STR_INIT("12345678123\x80"
                  "45678"),
            11},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t bad_at = 99;
        check_case(!utf8_is_valid(cases[i].s, &bad_at) && bad_at == cases[i].bad_at, cases[i].s);
        check_case(!utf8_is_valid(cases[i].s, NULL), cases[i].s);
    }
}

static void every_code_point_goes_there_and_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        struct str s = {bytes, utf8_encode(c, bytes)};
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        size_t at = 0;
        if (utf8_is_valid(s, NULL) == surrogate) fail_msg("U+%04X is taken for the wrong kind", (unsigned)c);
        if (!surrogate && (utf8_next(s, &at) != c || at != s.n)) fail_msg("U+%04X is read wrongly", (unsigned)c);
        if (!surrogate && utf8_length(s) != 1) fail_msg("U+%04X is not one character", (unsigned)c);
    }
}

static bool is_plain(uint32_t c)
{
    char bytes[4];
    return utf8_is_plain((struct str){bytes, utf8_encode(c, bytes)});
}

static void characters_that_hide_or_turn_text_are_not_plain(void **state)
{
    (void)state;
    static const uint32_t hidden[] = {0x00, 0x01, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x061C,
        0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067,
        0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xFFFB, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE0020, 0xE007F, 0x10FFFF};
    static const uint32_t plain[] = {'\t', '\n', '\r', ' ', '~', 0xA0, 0xE9, 0x0301, 0x0627, 0x05D0, 0x0985,
        0x2010, 0x2019, 0x20AC, 0xFFFD, 0x1F600, 0x20000};
    for (size_t i = 0; i < COUNT_OF(hidden); i++)
        if (is_plain(hidden[i])) fail_msg("U+%04X passed", (unsigned)hidden[i]);
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (!is_plain(plain[i])) fail_msg("U+%04X was refused", (unsigned)plain[i]);
    assert_true(utf8_is_plain(STR("Zo\xC3\xAB\nMah\xC3\xA9\t1")));
    assert_false(utf8_is_plain(STR("Ann\xE2\x80\xAE"
                                   "gpj.exe")));
    assert_true(utf8_is_plain(STR_NONE));
}

static void text_is_counted_in_characters_and_cut_between_them(void **state)
{
    (void)state;
    struct str s = STR("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
    static const size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    assert_int_equal(utf8_length(s), 4);
    assert_int_equal(utf8_length(STR_NONE), 0);
    for (size_t most = 0; most < COUNT_OF(whole); most++) assert_int_equal(utf8_cut(s, most).n, whole[most]);
    check_str(utf8_cut(STR_NONE, 3), STR_NONE);
    struct arena arena = {0};
    arena_init(&arena, 1024 * 1024);
    check_str(utf8_shorten(&arena, STR("caf\xC3\xA9"), 5), STR("caf\xC3\xA9"));
    check_str(utf8_shorten(&arena, STR("caf\xC3\xA9s"), 4), STR("caf\xE2\x80\xA6"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("valid text is valid", valid_text_is_valid),
        SENTENCE("invalid text is refused, and the place is told", invalid_text_is_refused_and_the_place_is_told),
        SENTENCE("every code point goes there and back", every_code_point_goes_there_and_back),
        SENTENCE(
            "characters that hide or turn text are not plain", characters_that_hide_or_turn_text_are_not_plain),
        SENTENCE("text is counted in characters and cut between them",
            text_is_counted_in_characters_and_cut_between_them),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
