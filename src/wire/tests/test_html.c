#include "wire/html.h"

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

static void assert_written(struct html *h, const char *expected)
{
    buf_byte(&h->out, 0);
    assert_string_equal(h->out.p, expected);
}

/* The rule once more, written as plainly as can be. */
static struct str escaped_plainly(struct arena *a, struct str s)
{
    struct buf out = buf_new(a, 64, 1024 * 1024);
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': buf_add(&out, STR("&amp;")); break;
        case '<': buf_add(&out, STR("&lt;")); break;
        case '>': buf_add(&out, STR("&gt;")); break;
        case '"': buf_add(&out, STR("&quot;")); break;
        case '\'': buf_add(&out, STR("&#39;")); break;
        default: buf_byte(&out, s.p[i]);
        }
    }
    return buf_str(&out);
}

static void check_escape(struct arena *a, struct str s)
{
    struct html h = html_new(a, STR_NONE);
    html_escape(&h, s);
    assert_true(str_eq(buf_str(&h.out), escaped_plainly(a, s)));
}

static void every_byte_is_escaped_at_every_place(void **state)
{
    /* the escaper looks at four bytes at a time: so each byte at each offset, in texts of 1 to 9 bytes */
    for (int byte = 0; byte < 256; byte++) {
        for (size_t n = 1; n < 10; n++) {
            for (size_t at = 0; at < n; at++) {
                char text[9];
                struct arena_mark mark = arena_mark(*state);
                memset(text, 'x', sizeof text);
                text[at] = (char)byte;
                check_escape(*state, (struct str){text, n});
                arena_rewind(*state, mark);
            }
        }
    }
}

static void every_pair_of_bytes_is_escaped(void **state)
{
    for (int pair = 0; pair < 256 * 256; pair++) {
        char text[2] = {(char)(pair >> 8), (char)pair};
        struct arena_mark mark = arena_mark(*state);
        check_escape(*state, (struct str){text, 2});
        arena_rewind(*state, mark);
    }
}

static void hostile_text_leaves_no_markup(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    html_escape(&h, STR("\"><script>alert('1' && 2)</script>"));
    assert_written(&h, "&quot;&gt;&lt;script&gt;alert(&#39;1&#39; &amp;&amp; 2)&lt;/script&gt;");
}

static void absent_text_writes_nothing(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    html_escape(&h, STR_NONE);
    html_address(&h, URL_NONE);
    html_slot(&h, (struct slot){0});
    assert_written(&h, "");
}

static void numbers_of_every_width_are_written(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    html_value(&h, (short)-1);
    html_value(&h, (uint8_t)255);
    html_value(&h, 2147483647);
    html_value(&h, UINT32_MAX);
    html_value(&h, INT64_MIN);
    html_value(&h, UINT64_MAX);
    html_value(&h, (uint64_t)INT64_MAX + 1);
    html_value(&h, (size_t)0);
    assert_written(&h,
        "-12552147483647"
        "4294967295"
        "-9223372036854775808"
        "18446744073709551615"
        "9223372036854775808"
        "0");
}

static void an_address_is_escaped_as_an_attribute(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    html_address(&h, URL("/a?b=1&c='2'"));
    assert_written(&h, "/a?b=1&amp;c=&#39;2&#39;");
}

static void the_form_token_is_a_hidden_field(void **state)
{
    struct html h = html_new(*state, STR("a\"b"));
    html_csrf_field(&h);
    assert_written(&h, "<input type=\"hidden\" name=\"_token\" value=\"a&quot;b\">");
}

static void write_number(struct html *h, const void *view)
{
    html_number(h, *(const int64_t *)view);
}

static void a_slot_is_rendered_with_its_view(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    int64_t seven = 7;
    html_slot(&h, (struct slot){write_number, &seven});
    assert_written(&h, "7");
}

static void values_have_a_truth(void **state)
{
    (void)state;
    assert_true(html_true(STR("0")));
    assert_false(html_true(STR("")));
    assert_false(html_true(STR_NONE));
    assert_true(html_true(URL("/")));
    assert_false(html_true(URL_NONE));
    assert_true(html_true(-1));
    assert_false(html_true((int64_t)0));
    assert_true(html_true(UINT64_MAX));
    assert_false(html_true((size_t)0));
    assert_true(html_true(((struct slot){write_number, NULL})));
    assert_false(html_true((struct slot){0}));
    assert_false(html_true((bool)false));
}

static void a_page_past_its_limit_is_noticed(void **state)
{
    struct html h = html_new(*state, STR_NONE);
    struct str much = {arena_alloc(*state, LIMIT_PAGE, 1), LIMIT_PAGE};
    html_escape(&h, much);
    assert_false(h.out.overflow);
    html_escape(&h, STR("x"));
    assert_true(h.out.overflow);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(every_byte_is_escaped_at_every_place),
        TEST(every_pair_of_bytes_is_escaped),
        TEST(hostile_text_leaves_no_markup),
        TEST(absent_text_writes_nothing),
        TEST(numbers_of_every_width_are_written),
        TEST(an_address_is_escaped_as_an_attribute),
        TEST(the_form_token_is_a_hidden_field),
        TEST(a_slot_is_rendered_with_its_view),
        TEST(values_have_a_truth),
        TEST(a_page_past_its_limit_is_noticed),
    };
    return cmocka_run_group_tests_name("writing HTML", tests, NULL, NULL);
}
