#include "wire/url.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/limits.h"

static int start(void **state)
{
    struct arena *a = malloc(sizeof *a);
    arena_init(a, LIMIT_REQUEST_ARENA);
    *state = a;
    return 0;
}

static int stop(void **state)
{
    arena_release(*state);
    free(*state);
    return 0;
}

static void assert_text(struct arena *a, struct str got, const char *expected)
{
    assert_string_equal(str_printf(a, "%.*s", STR_ARG(got)).p, expected);
}

static void an_id_stands_between_two_literals(void **state)
{
    struct uuid id;
    assert_true(uuid_from_text(STR("0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90"), &id));
    assert_text(*state, url_with_id(*state, "/people/", id, "/edit").text,
        "/people/0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90/edit");
    assert_text(
        *state, url_with_id(*state, "/people/", id, "").text, "/people/0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90");
}

static void a_query_is_encoded_and_joined(void **state)
{
    struct url u = url_with_query(*state, URL("/list#top"), "q", STR("a b&c=\xC3\xA9/+"));
    assert_text(*state, u.text, "/list?q=a%20b%26c%3D%C3%A9%2F%2B#top");
    u = url_with_query(*state, u, "page", STR("2"));
    assert_text(*state, u.text, "/list?q=a%20b%26c%3D%C3%A9%2F%2B&page=2#top");
}

static void every_byte_survives_encoding_and_decoding(void **state)
{
    for (uint32_t point = 1; point < 0x300; point++) {
        char text[4];
        struct str plain = {text, point < 0x80 ? 1 : 2}, back;
        text[0] = (char)(point < 0x80 ? point : 0xC0 | point >> 6);
        text[1] = (char)(0x80 | (point & 0x3F));
        assert_true(url_decode(*state, url_encode(*state, plain), true, &back));
        assert_true(str_eq(plain, back));
    }
}

static void a_telephone_number_keeps_its_digits(void **state)
{
    static const struct {
        const char *number, *address;
    } cases[] = {
        {"020 7946 0000", "tel:02079460000"},
        {"(0113) 496-0000", "tel:01134960000"},
        {"+44 (0)20 7946 0000", "tel:+442079460000"},
        {"01632 960 001 ext 12", "tel:01632960001"},
        {"ask at reception", ""},
        {"+", ""},
        {"", ""},
        {"07700+900", "tel:07700900"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(*state, url_telephone(*state, str_from_cstr(cases[i].number)).text, cases[i].address);
}

static void only_paths_of_this_site_are_local(void **state)
{
    static const char *const good[] = {"/", "/people?x=1&y=a%20b", "/a/b.c~d-e_f", "/?", "/a:b@c", "/a//b"};
    static const char *const bad[] = {"", "people", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "https://evil.example/", "javascript:alert(1)", "/a b", "/a\tb", "/\t/evil.example", "/a\nb", "/a#b",
        "/a\"b", "/a<b", "/%", "/%2", "/%zz", "/%00", "/%0d%0aSet-Cookie", "/%7F", "/caf\xC3\xA9", " /a", "/a|b",
        "/`"};
    struct url u;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(url_local(str_from_cstr(good[i]), &u));
        assert_true(str_eq(u.text, str_from_cstr(good[i])));
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (url_local(str_from_cstr(bad[i]), &u)) fail_msg("accepted: %s", bad[i]);
    assert_false(url_local((struct str){"/a\0b", 4}, &u));
}

static void a_local_address_is_bounded(void **state)
{
    struct url u;
    char *text = arena_alloc(*state, LIMIT_URL + 1, 1);
    memset(text, 'a', LIMIT_URL + 1);
    text[0] = '/';
    assert_true(url_local((struct str){text, LIMIT_URL}, &u));
    assert_false(url_local((struct str){text, LIMIT_URL + 1}, &u));
}

static void decoding_refuses_what_is_not_text(void **state)
{
    static const char *const bad[] = {"%", "a%4", "%4g", "%g4", "%00", "%FF", "%C3", "\xFF", "%ED%A0%80", "%%41"};
    struct str got = STR("untouched");
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (url_decode(*state, str_from_cstr(bad[i]), true, &got)) fail_msg("accepted: %s", bad[i]);
    assert_text(*state, got, "untouched");
    assert_false(url_decode(*state, (struct str){"a\0", 2}, false, &got));
}

static void a_plus_is_a_space_only_in_forms(void **state)
{
    struct str got;
    assert_true(url_decode(*state, STR("a+b%2Bc%c3%A9"), true, &got));
    assert_text(*state, got, "a b+c\xC3\xA9");
    assert_true(url_decode(*state, STR("a+b"), false, &got));
    assert_text(*state, got, "a+b");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(an_id_stands_between_two_literals),
        TEST(a_query_is_encoded_and_joined),
        TEST(every_byte_survives_encoding_and_decoding),
        TEST(a_telephone_number_keeps_its_digits),
        TEST(only_paths_of_this_site_are_local),
        TEST(a_local_address_is_bounded),
        TEST(decoding_refuses_what_is_not_text),
        TEST(a_plus_is_a_space_only_in_forms),
    };
    return cmocka_run_group_tests_name("addresses", tests, NULL, NULL);
}
