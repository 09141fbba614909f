/* What is refused, and what the author of a template is told: the exact line and message. */
#include "tools/tmplc/tmplc.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/limits.h"

struct refusal {
    const char *text, *message;
};

static const struct refusal files[] = {
    {"", "1: the file holds no template"},
    {"\xFF", "1: the file is not UTF-8 here"},
    {"\n\n{{ v.x", "3: {{ is never closed"},
    {"{% template", "1: {% is never closed"},
    {"\n{# ...", "2: {# is never closed"},
    {"hello", "1: text outside a template"},
    {"{{ x }}", "1: a value outside a template"},
    {"{% if x %}{% end %}", "1: outside a template stand only {% import %} and {% template %}"},
    {"{% import wire %}", "1: expected a header's path in quotes"},
    {"{% import \"a b\" %}", "1: not the path of a header"},
    {"{% import \"a.h", "1: {% is never closed"},
    {"{% template T() %}{% end %}", "1: expected the template's name, not T"},
    {"{% template t_() %}{% end %}", "1: t_: a name can't end in _"},
    {"{% template t %}{% end %}", "1: expected ("},
    {"{% template t(struct view *v) %}{% end %}", "1: a parameter is written const struct NAME *name"},
    {"{% template t(const struct view v) %}{% end %}", "1: expected *, not v"},
    {"{% template t(const struct a *x, const struct b *x) %}{% end %}", "1: x is already a name here"},
    {"{% template t(const struct a *h) %}{% end %}", "1: h is the page being written: take another name"},
    {"{% template t(const struct a *not) %}{% end %}", "1: not is a word of the language: take another name"},
    {"{% template t() %}\n\ntext", "1: {% template %} has no {% end %}"},
    {"{% template t() %}{% end %}\n{% template t() %}{% end %}", "2: t is already a template, in line 1"},
    {"{% template t() %}\n{% template u() %}{% end %}{% end %}",
        "2: a template can't stand in another: {% end %} is missing"},
    {"{% template t() %}\n{% import \"a.h\" %}{% end %}", "2: {% import %} stands before the templates"},
    {"{% template t() %}{% else %}{% end %}", "1: {% else %} belongs in an {% if %}"},
    {"{% template t() %}{% end %}{% end %}", "1: outside a template stand only {% import %} and {% template %}"},
};

static const struct refusal expressions[] = {
    {"{{ }}", "2: expected a name such as view.title"},
    {"{{ x.y }}", "2: x is not a parameter or loop variable here"},
    {"{{ v. }}", "2: expected a member's name after ."},
    {"{{ v.a b }}", "2: unexpected b"},
    {"{{ v.a + 1 }}", "2: unexpected +"},
    {"{{ v[0] }}", "2: unexpected ["},
    {"{{ f(v) }}", "2: f is not a parameter or loop variable here"},
    {"{{ v->a }}", "2: unexpected -"},
    {"{{\n\n \"text\" }}", "4: write text and numbers without braces"},
    {"{{ v@first }}", "2: v is not the variable of a loop"},
    {"{% for r in v.rows %}\n{{ r@odd }}{% end %}", "3: after @ comes first, last or number"},
    {"{% for r in v.rows %}{% end %}\n{{ r }}", "3: r is not a parameter or loop variable here"},
    {"{% for r in v.rows %}{% for r in v.rows %}{% end %}{% end %}", "2: r is already a name here"},
    {"{% for r of v.rows %}{% end %}", "2: expected in, not of"},
    {"{% for r in v.rows, v.b %}{% end %}", "2: unexpected ,"},
    {"{% for r in v.rows %}", "1: {% template %} has no {% end %}"},
    {"{% if %}x{% end %}", "2: expected a name such as view.title"},
    {"{% if (v.a) %}x{% end %}", "2: no parentheses here: work it out in the view"},
    {"{% if v.a == \"x\" %}x{% end %}", "2: == compares with a CONSTANT or a number"},
    {"{% if v.a == v.b %}x{% end %}", "2: == compares with a CONSTANT or a number"},
    {"{% if v.a and %}x{% end %}", "2: expected a name such as view.title"},
    {"{% if v.a %}{% else %}\n{% else %}{% end %}", "3: after {% else %} comes {% end %}"},
    {"{% if v.a %}{% else %}\n{% elif v.b %}{% end %}", "3: after {% else %} comes {% end %}"},
    {"{% if v.a %}{% else v.b %}{% end %}", "2: unexpected v"},
    {"{% if v.a %}{% end if %}", "2: unexpected if"},
    {"{% for r in v.rows %}{% else %}{% end %}", "2: {% else %} belongs in an {% if %}"},
    {"{% include x %}", "2: unknown tag: include"},
    {"{% %}", "2: unknown tag: "},
    {"{% use %}", "2: expected a template's name"},
    {"{% use v %}", "2: v is a variable here"},
    {"{% use b {text} %}", "2: expected :, not }"},
    {"{% use b {text: \"a\" kind: B} %}", "2: expected , or } after the value of text"},
    {"{% use b {text: \"a\", text: \"b\"} %}", "2: text is given twice"},
    {"{% use b {text: \"a\\n\"} %}", "2: only \\\" and \\\\ are known after a backslash"},
    {"{% use b {text: \"a\n\"} %}", "2: a text in quotes must close in its own line"},
    {"{% use b {text: Save} %}", "2: Save is not a parameter or loop variable here"},
    {"{% use b {text: \"a\"} do %}", "1: {% template %} has no {% end %}"},
    {"{% slot %}{% slot %}", "2: a template has one {% slot %}"},
    {"{% if v.a %}{% slot %}{% end %}", "2: {% slot %} can't stand in {% if %} or {% for %}"},
    {"{% for r in v.rows %}{% slot %}{% end %}", "2: {% slot %} can't stand in {% if %} or {% for %}"},
    {"{% if v.a == \"\xC3\xA9\" and \xC3\xA9 %}{% end %}", "2: == compares with a CONSTANT or a number"},
    {"{{ \xC3\xA9 }}", "2: an unexpected character"},
};

static const struct refusal markup[] = {
    {"a < b", "2: write &lt; for a < that begins no tag"},
    {"<{{ v.a }}>", "2: write &lt; for a < that begins no tag"},
    {"<h{{ v.a }}>", "2: a value in a tag stands in quotes, as in id=\"{{ view.id }}\""},
    {"<p {{ v.a }}=\"x\"></p>", "2: a value in a tag stands in quotes, as in id=\"{{ view.id }}\""},
    {"<p id={{ v.a }}></p>", "2: put the value of id in quotes"},
    {"<p id=x></p>", "2: put the value of id in quotes"},
    {"<p\nid=\"a\"id2=\"b\"></p>", "3: a space is missing before id2"},
    {"<p id=\"a\"\n id=\"b\"></p>", "3: id is given twice"},
    {"<p{% if v.a %} id=\"a\"{% end %} id=\"b\"></p>", "2: id is given twice"},
    {"<p{% if v.a %}id=\"a\"{% end %}></p>", "2: a space is missing before id"},
    {"<p \"></p>", "2: unexpected \" in the tag of <p>"},
    {"<p onclick=\"x()\"></p>", "2: onclick is refused: scripts belong in a file, not in an attribute"},
    {"<p oNload=\"x()\"></p>", "2: oNload is refused: scripts belong in a file, not in an attribute"},
    {"<p STYLE=\"x\"></p>", "2: STYLE is refused: styles belong in a file, not in an attribute: use a class"},
    {"<iframe srcdoc=\"{{ v.a }}\"></iframe>",
        "2: srcdoc is refused: a page inside an attribute can't be escaped safely"},
    {"<img srcset=\"{{ v.a }}\">", "2: srcset is spelled out, without values"},
    {"<form method=\"{{ v.a }}\"></form>", "2: method is spelled out: \"get\" or \"post\""},
    {"<form method=\"{% if v.a %}post{% end %}\"></form>", "2: method is spelled out: \"get\" or \"post\""},
    {"<form{% if v.a %} method=\"post\"{% end %}></form>",
        "2: what stands in {% if %} must end as it began: one "
        "way is inside the tag of <form>, the other inside the "
        "tag of <form>"},
    {"<meta http-equiv=\"refresh\" content=\"{{ v.a }}\">",
        "2: with http-equiv, content is spelled out, without values"},
    {"<meta content=\"{{ v.a }}\" http-equiv=\"refresh\">",
        "2: with http-equiv, content is spelled out, without values"},
    {"<a href=\"/people/{{ v.a }}\"></a>",
        "2: the address in href is one whole value: make it with a function of wire/url.h"},
    {"<a href=\"{% if v.a %}/x{% end %}{{ v.a }}\"></a>",
        "2: the address in href is one whole value: make it with a function of wire/url.h"},
    {"<a href=\" JavaScript:x\"></a>", "2: an address can't begin with javascript:"},
    {"<a href=\"data:x\"></a>", "2: an address can't begin with data:"},
    {"<script>{{ v.a }}</script>", "2: nothing can be filled in inside <script>"},
    {"<style>\n{% if v.a %}x{% end %}</style>", "3: nothing can be filled in inside <style>"},
    {"<!-- {{ v.a }} -->", "2: an HTML comment must close before the next tag or value; use {# #}"},
    {"<![CDATA[x]]>", "2: after <! only a doctype or a comment can stand"},
    {"<plaintext>", "2: <plaintext> is refused here: is obsolete, and browsers read it differently"},
    {"<svg><animate></animate></svg>", "2: <animate> is refused here: can change addresses by itself"},
    {"<textarea><b></b></textarea>", "2: only text can stand in <textarea>: write &lt; for <"},
    {"<title>{% use x %}</title>", "2: a component can't stand in <title>, which holds only text"},
    {"<p class=\"{% slot v.a %}\"></p>", "2: a slot can't stand inside a tag"},
    {"<p {% use x %}></p>", "2: a component can't stand inside a tag"},
    {"<p{% for r in v.rows %} a{% end %}></p>", "2: a loop can't stand between attributes"},
    {"<div/>", "2: <div/> stays open in HTML: write <div></div>"},
    {"<svg><foreignObject><div/></foreignObject></svg>", "2: <div/> stays open in HTML: write <div></div>"},
    {"<p/ >", "2: after / in a tag comes >"},
    {"\n<div>\n", "5: <div> of line 3 is not closed"},
    {"</div>", "2: </div> closes nothing"},
    {"<div>\n<p></div></p>", "3: </div> found where </p> is due, for line 3"},
    {"</br>", "2: <br> is never closed: it has no end tag"},
    {"</p x>", "2: an end tag is its name and >"},
    {"<p><div></div></p>", "2: <div> is refused here: browsers would close the <p> first"},
    {"<a><b><a></a></b></a>", "2: <a> is refused here: it can't stand in another one"},
    {"<form>\n<form></form></form>", "3: <form> is refused here: it can't stand in another one"},
    {"<p\nid=\"a", "4: the tag of <p> in line 2 is not finished"},
    {"{% if v.a %}<div>\n{% end %}</div>",
        "3: what stands in {% if %} must end as it began: one way is with "
        "nothing open, the other in <div> of line 2"},
    {"{% if v.a %}<b>{% else %}<i>{% end %}</b>",
        "2: the branches of {% if %} end differently: one way is in <b> of line 2, the other in <i> of line 2"},
    {"{% for r in v.rows %}\n<li>{% end %}</li>",
        "3: what stands in {% for %} must end as it began: one way is "
        "with nothing open, the other in <li> of line 3"},
    {"<div>{% use card do %}</div>{% end %}",
        "2: what stands in {% use %} must end as it began: one way is in "
        "<div> of line 2, the other with nothing open"},
};

static void check(const char *text, const char *expected)
{
    struct arena a;
    struct compiled out;
    struct problem problem;
    arena_init(&a, LIMIT_JOB_ARENA);
    bool ok = template_compile(&a, STR("t.html"), STR("t.tmpl.h"), str_from_cstr(text), &out, &problem);
    if (ok) fail_msg("accepted: %s", text);
    struct str said = str_printf(&a, "%d: %.*s", problem.line, STR_ARG(problem.message));
    assert_string_equal(said.p, expected);
    arena_release(&a);
}

static void check_in_template(const struct refusal *r)
{
    char text[1024];
    snprintf(text, sizeof text, "{%% template t(const struct view *v) %%}\n%s\n{%% end %%}\n", r->text);
    check(text, r->message);
}

static void a_bad_file_is_refused_at_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) check(files[i].text, files[i].message);
}

static void a_bad_expression_is_refused_at_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(expressions); i++) check_in_template(&expressions[i]);
}

static void bad_markup_is_refused_at_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(markup); i++) check_in_template(&markup[i]);
}

static void blocks_nested_too_deep_are_refused(void **state)
{
    char text[4096] = "{% template t(const struct view *v) %}\n";
    size_t n = strlen(text);
    (void)state;
    for (int i = 0; i < BLOCKS_MOST; i++) n += (size_t)snprintf(text + n, sizeof text - n, "{%% if v.a %%}");
    check(text, "2: blocks are nested more than 24 deep");
}

static void a_file_too_large_is_refused(void **state)
{
    (void)state;
    char *text = malloc(LIMIT_TEMPLATE + 2);
    memset(text, ' ', LIMIT_TEMPLATE + 1);
    text[LIMIT_TEMPLATE + 1] = 0;
    check(text, "1: the file is larger than 1048576 bytes");
    free(text);
}

static void the_same_template_gives_the_same_code(void **state)
{
    struct arena a;
    struct compiled one, two;
    struct problem problem;
    struct str text = STR("{% template t() %}\n<p>x</p>\n{% end %}\n");
    (void)state;
    arena_init(&a, LIMIT_JOB_ARENA);
    assert_true(template_compile(&a, STR("t.html"), STR("ui/t.tmpl.h"), text, &one, &problem));
    assert_true(template_compile(&a, STR("t.html"), STR("ui/t.tmpl.h"), text, &two, &problem));
    assert_true(str_eq(one.source, two.source) && str_eq(one.header, two.header));
    assert_true(str_has(one.header, STR("#ifndef CAIRN_UI_T_TMPL_H\n")));
    arena_release(&a);
}

static void neighbouring_text_becomes_one_call(void **state)
{
    struct arena a;
    struct compiled out;
    struct problem problem;
    struct str text = STR("{% template t() %}\n<p>{# gone #}\n <b>x</b>\n{# gone #}\n</p>\n{% end %}\n");
    (void)state;
    arena_init(&a, LIMIT_JOB_ARENA);
    assert_true(template_compile(&a, STR("t.html"), STR("t.tmpl.h"), text, &out, &problem));
    assert_true(
        str_has(out.source, STR("html_literal(h, \"<p>\\n\"\n        \"<b>x</b>\\n\"\n        \"</p>\\n\");\n}")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_file_is_refused_at_its_line),
        cmocka_unit_test(a_bad_expression_is_refused_at_its_line),
        cmocka_unit_test(bad_markup_is_refused_at_its_line),
        cmocka_unit_test(blocks_nested_too_deep_are_refused),
        cmocka_unit_test(a_file_too_large_is_refused),
        cmocka_unit_test(the_same_template_gives_the_same_code),
        cmocka_unit_test(neighbouring_text_becomes_one_call),
    };
    return cmocka_run_group_tests_name("what the template compiler refuses", tests, NULL, NULL);
}
