#include "base/buf.h"
#include "wire/tests/jansson_oracle.h"
#include "wire/tests/json_testing.h"

/* Documents that grammar can be got wrong on; each is also tried with every byte left out, doubled and changed. */
static const struct str corpus[] = {
    STR_INIT("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"O'Neil\",\"given\":[\"Zo\xC3\xAB\"]}],"
             "\"active\":true}"),
    STR_INIT("{ \"a\" : [ 1 , -0.5e+3 , 2E-1 , 0 , 10.25 ] ,\r\n\t\"b\" : { } , \"c\" : [ ] , \"d\" : null }"),
    STR_INIT("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\",\"\xE2\x82\xAC\xF0\x9F\x98\x80\",false]"),
    STR_INIT("\"a text that is longer than thirty-two bytes \\\\ with an escape\""),
    STR_INIT("[[[[[[[[{\"a\":{\"a\":{\"b\":[{}]}},\"b\":\"a\"}]]]]]]]]"),
    STR_INIT("{\"value\":9007199254740993,\"low\":-9223372036854775808,\"real\":1e308,\"small\":1e-400}"),
    STR_INIT("  -12.50  "),
};

static void compare(struct arena *a, struct str text)
{
    struct json_value v;
    struct json_problem problem = {0};
    struct str theirs = STR_NONE;
    struct arena_mark mark = arena_mark(a);
    enum err err = json_parse(a, text, &v, &problem);
    enum jansson_says says = jansson_reads(a, text, &theirs);
    if (says == JANSSON_ACCEPTS ? err != ERR_NONE : says == JANSSON_REFUSES && !err)
        fail_msg("%.*s: ours %d (%.*s), jansson %d", STR_ARG(text), err, STR_ARG(problem.what), says);
    if (says == JANSSON_ACCEPTS) {
        struct str ours = json_form(a, v);
        if (!str_eq(ours, theirs))
            fail_msg("%.*s: ours %.*s, jansson %.*s", STR_ARG(text), STR_ARG(ours), STR_ARG(theirs));
    }
    arena_rewind(a, mark);
}

static void documents_are_read_as_jansson_reads_them(void **state)
{
    for (size_t i = 0; i < COUNT_OF(corpus); i++) compare(*state, corpus[i]);
}

static void damaged_documents_are_judged_as_jansson_judges_them(void **state)
{
    static const char tries[] = "\"\\{}[],:0-9.eEtu \n\x01\x7F\x80\xC3\xE2\xED\xF0\xFF";
    char text[512];
    for (size_t i = 0; i < COUNT_OF(corpus); i++) {
        struct str whole = corpus[i];
        assert_true(whole.n + 1 < sizeof text);
        for (size_t at = 0; at < whole.n; at++) {
            memcpy(text, whole.p, at);
            memcpy(text + at, whole.p + at + 1, whole.n - at - 1);
            compare(*state, (struct str){text, whole.n - 1});
            memcpy(text, whole.p, whole.n);
            for (size_t k = 0; k < sizeof tries - 1; k++) {
                text[at] = tries[k];
                compare(*state, (struct str){text, whole.n});
            }
            memcpy(text + at, whole.p + at, whole.n - at);
            memmove(text + at + 1, text + at, whole.n - at);
            compare(*state, (struct str){text, whole.n + 1});
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(documents_are_read_as_jansson_reads_them),
        TEST(damaged_documents_are_judged_as_jansson_judges_them),
    };
    return cmocka_run_group_tests_name("json beside jansson", tests, NULL, NULL);
}
