/* What each tag of the language gives: the templates of language.html, rendered. */
#include "tools/tmplc/components.tmpl.h"
#include "tools/tmplc/language.tmpl.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/limits.h"

static const char hostile[] = "\"><script>alert('&')</script>";
#define HOSTILE_ESCAPED "&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"

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

static struct html page(void **state)
{
    return html_new(*state, STR("to\"ken"));
}

static void assert_page(struct html *h, const char *expected)
{
    buf_byte(&h->out, 0);
    assert_string_equal(h->out.p, expected);
}

static struct view full_view(void **state)
{
    struct view v = {.text = STR("text"),
        .link = URL("/a?b=1&c=2"),
        .name = {STR("Rahman")},
        .number = -7,
        .large = INT64_MIN,
        .count = SIZE_MAX,
        .yes = true,
        .kind = KIND_LOUD};
    v.rows.n = 3;
    v.rows.items = ARENA_ARRAY(*state, struct row, 3);
    v.rows.items[0] = (struct row){.text = STR("x")};
    v.rows.items[1] = (struct row){.text = STR("<y>"), .chosen = true};
    v.rows.items[1].lines.items = ARENA_ARRAY(*state, struct str, 2);
    v.rows.items[1].lines.items[0] = STR("1 High St");
    v.rows.items[1].lines.items[1] = STR("<Leeds>");
    v.rows.items[1].lines.n = 2;
    return v;
}

#define RENDERS(name, expected, change) \
    static void name##_renders(void **state) \
    { \
        struct html h = page(state); \
        struct view v = full_view(state); \
        change; \
        name(&h, &v); \
        assert_page(&h, expected); \
    }

RENDERS(values, "<p>text, Rahman, -7, -9223372036854775808, 18446744073709551615</p>\n", (void)0)

RENDERS(places,
    "<a href=\"/a?b=1&amp;c=2\" title=\"" HOSTILE_ESCAPED "\" class='x " HOSTILE_ESCAPED "'>" HOSTILE_ESCAPED
    "</a>\n<textarea>\n" HOSTILE_ESCAPED "</textarea>\n<title>" HOSTILE_ESCAPED "</title>\n",
    v.text = str_from_cstr(hostile))

RENDERS(fragment,
    "<a href=\"#" HOSTILE_ESCAPED "\">a</a><a href=\"/a?b=1&amp;c=2#top\">b</a><a href=\"/here#-7\">c</a>\n",
    v.text = str_from_cstr(hostile))

RENDERS(branches, "yes\nloud\n\n link\nrows\n", (void)0)

static void branches_take_the_other_way(void **state)
{
    struct html h = page(state);
    branches(&h,
        &(struct view){.yes = true, .number = 7, .piece = {(void (*)(struct html *, const void *))abort, NULL}});
    assert_page(&h, "yes\nother\nno text seven\nplain piece\nno rows\n");
}

RENDERS(attributes,
    "<input class=\"a b\" checked value=\"text\" type=\"text\" >\n<input disabled>\n<p class=\"one\">\ntext</p>\n",
    (void)0)

static void attributes_are_left_out(void **state)
{
    struct html h = page(state);
    attributes(&h, &(struct view){0});
    assert_page(&h, "<input class=\"a\" type=\"text\" >\n<input>\n<p>\ntext</p>\n");
}

RENDERS(loop,
    "<ul>\n<li>1 first:\n\n</li>\n<li class=\"chosen\">2:\n1 High St, &lt;Leeds&gt;\n</li>\n<li>3 "
    "last:\n\n</li>\n</ul>\n",
    (void)0)

RENDERS(components,
    "<a class=\"loud\" href=\"/go\" data-wide=\"-3\">Say &quot;yes&quot; &amp; go?Rahman</a>\n"
    "<a class=\"plain\" "
    "href=\"/a?b=1&amp;c=2\">text</a>\n<hr>\n<i>x</i>\n<i>&lt;y&gt;</i>\n<i></i>\n<b>Rahman</b>\n",
    (void)0)

RENDERS(with_body,
    "<div class=\"card\">\n<h2>Goals</h2>\n<p>text</p>\n<div "
    "class=\"card\">\n<h2>text</h2>\ndeep</div>\n\n</div>\n"
    "<section>\n<div class=\"card\">\n<h2>Boxed</h2>\n<div>in a box</div>\n</div>\n</section>\n\n",
    (void)0)

static void render_line(struct html *h, const void *view)
{
    line(h, view);
}

RENDERS(piece, "<div><i>&lt;y&gt;</i>\n</div>\n", v.piece = ((struct slot){render_line, &v.rows.items[1]}))

static void an_empty_slot_gives_nothing(void **state)
{
    struct html h = page(state);
    piece(&h, &(struct view){0});
    assert_page(&h, "<div></div>\n");
}

RENDERS(form,
    "<form method=\"post\" action=\"/a?b=1&amp;c=2\"><input type=\"hidden\" name=\"_token\" "
    "value=\"to&quot;ken\">\n"
    "<input name=\"a\">\n</form>\n<form action=\"/search\"><input name=\"q\"></form>\n",
    (void)0)

RENDERS(spaces,
    "<p>one  two\nthree</p>   \n<pre>\n  kept\n    as  it is\n</pre>\n\n<svg viewBox=\"0 0 1 1\"><path d=\"M0 "
    "1\"/></svg>\n"
    "last\n",
    (void)0)

static void templates_without_parameters_render(void **state)
{
    struct html h = page(state);
    nothing(&h);
    document(&h);
    assert_page(&h,
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><script src=\"/a.js\"></script>"
        "<style>p > a { color: red }</style></head>\n"
        "<body>What?\?/ \xE2\x80\x9Cquotes\xE2\x80\x9D \\ \"x\"</body></html>\n");
}

RENDERS(fresh, "<textarea>\n\nkept</textarea><pre>\n\nkept</pre>\n", v.text = STR("\nkept"))

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(values_renders),
        TEST(places_renders),
        TEST(fragment_renders),
        TEST(branches_renders),
        TEST(branches_take_the_other_way),
        TEST(attributes_renders),
        TEST(attributes_are_left_out),
        TEST(loop_renders),
        TEST(components_renders),
        TEST(with_body_renders),
        TEST(piece_renders),
        TEST(an_empty_slot_gives_nothing),
        TEST(form_renders),
        TEST(spaces_renders),
        TEST(templates_without_parameters_render),
        TEST(fresh_renders),
    };
    return cmocka_run_group_tests_name("what templates render", tests, NULL, NULL);
}
