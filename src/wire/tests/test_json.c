#include "base/limits.h"
#include "base/buf.h"
#include "wire/tests/json_testing.h"

static void valid_documents_are_accepted(void **state)
{
    static const struct str documents[] = {
        STR_INIT("null"),
        STR_INIT(" true "),
        STR_INIT("\t\r\nfalse"),
        STR_INIT("0"),
        STR_INIT("-0"),
        STR_INIT("1.50"),
        STR_INIT("-12.0e+10"),
        STR_INIT("1E400"),
        STR_INIT("0.0"),
        STR_INIT("10"),
        STR_INIT("\"\""),
        STR_INIT("\"\\u0041\\ud83d\\ude00\\/\""),
        STR_INIT("[]"),
        STR_INIT("{}"),
        STR_INIT("[[],{}]"),
        STR_INIT("{\"\":1,\"a\":{\"\":2}}"),
        STR_INIT("[1 , 2\n]"),
        STR_INIT("{ \"a\" : [ ] }"),
        STR_INIT("\"\x7f\""),
        STR_INIT("\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\""),
        STR_INIT("\"a string of more than sixteen bytes, and then some\""),
        STR_INIT("[                                        1]"),
    };
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct arena own CLEANUP(arena_release) = {0};
        struct str text = exact(&own, documents[i]);
        parsed(*state, text);
    }
}

struct bad {
    struct str text;
    unsigned line, column;
    const char *what; /* how the sentence begins */
};
#define BAD(text, line, column, what) \
    { \
        STR_INIT(text), line, column, what \
    }
static const struct bad bad_documents[] = {
    BAD("", 1, 1, "the document is empty"),
    BAD(" \n ", 2, 2, "the document is empty"),
    BAD("{", 1, 2, "the document ends too early"),
    BAD("[", 1, 2, "the document ends too early"),
    BAD("[1,", 1, 4, "the document ends too early"),
    BAD("{\"a\"", 1, 5, "the document ends too early"),
    BAD("{\"a\":", 1, 6, "the document ends too early"),
    BAD("{\"a\":1", 1, 7, "the document ends too early"),
    BAD("\"abc", 1, 5, "the document ends too early"),
    BAD("\"abc\\", 1, 6, "the document ends too early"),
    BAD("-", 1, 2, "the document ends too early"),
    BAD("1.", 1, 3, "the document ends too early"),
    BAD("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma is missing before this name"),
    BAD("[\"a\" \"b\"]", 1, 6, "a comma is missing before this value"),
    BAD("[1 2]", 1, 4, "a comma or a closing ] is missing"),
    BAD("[1}", 1, 3, "a comma or a closing ] is missing"),
    BAD("{\"a\":1]", 1, 7, "a comma or a closing } is missing"),
    BAD("{\"a\" 1}", 1, 6, "a colon is missing"),
    BAD("{a:1}", 1, 2, "a name in double quotes is missing here"),
    BAD("{1:1}", 1, 2, "a name in double quotes is missing here"),
    BAD("{\"a\":1,}", 1, 8, "a name in double quotes is missing after the comma"),
    BAD("{,}", 1, 2, "a name in double quotes is missing here"),
    BAD("[1,]", 1, 4, "a value is missing"),
    BAD("[,1]", 1, 2, "a value is missing"),
    BAD("{\"a\":}", 1, 6, "a value is missing"),
    BAD("]", 1, 1, "a value is missing"),
    BAD("['a']", 1, 2, "text must stand between double quotes"),
    BAD("NaN", 1, 1, "this is not a value"),
    BAD("[Infinity]", 1, 2, "this is not a value"),
    BAD("nul", 1, 1, "this is not a value"),
    BAD("True", 1, 1, "this is not a value"),
    BAD("truee", 1, 5, "something follows"),
    BAD("+1", 1, 1, "this is not a value"),
    BAD(".5", 1, 1, "this is not a value"),
    BAD("/**/1", 1, 1, "this is not a value"),
    BAD("01", 1, 1, "a number must not start with a needless zero"),
    BAD("[1,-01]", 1, 5, "a number must not start with a needless zero"),
    BAD("[1.]", 1, 4, "a digit is missing"),
    BAD("[0.x]", 1, 4, "a digit is missing"),
    BAD("[1e]", 1, 4, "a digit is missing"),
    BAD("[1e+]", 1, 5, "a digit is missing"),
    BAD("[-]", 1, 3, "a digit is missing"),
    BAD("1 2", 1, 3, "something follows"),
    BAD("{}x", 1, 3, "something follows"),
    BAD("1\0", 1, 2, "something follows"),
    BAD("\xEF\xBB\xBF{}", 1, 1, "the document must not start with a byte order mark"),
    BAD("\"a\nb\"", 1, 3, "this string is not closed on its line"),
    BAD("\"a\tb\"", 1, 3, "a control character"),
    BAD("\"a\0b\"", 1, 3, "a control character"),
    BAD("\"0123456789abcdef\x1f\"", 1, 18, "a control character"),
    BAD("\"\\x\"", 1, 2, "this escape does not exist"),
    BAD("\"\\u12g4\"", 1, 2, "\\u needs four hexadecimal digits"),
    BAD("\"\\u0000\"", 1, 2, "the character U+0000"),
    BAD("\"\\ud800\"", 1, 2, "this is half of a surrogate pair"),
    BAD("\"\\ud800\\u0041\"", 1, 2, "this is half of a surrogate pair"),
    BAD("\"\\udc00\\ud800\"", 1, 2, "this is half of a surrogate pair"),
    BAD("\"\xC3\xA9\xC3\xA9\xFF\"", 1, 4, "these bytes are not valid UTF-8"),
    BAD("\"\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xC0\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xE0\x9F\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xED\xA0\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xF0\x8F\x80\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xF4\x90\x80\x80\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xE2\x82\"", 1, 2, "these bytes are not valid UTF-8"),
    BAD("\"\xE2\x82\xAC\xE2\x82", 1, 3, "these bytes are not valid UTF-8"),
    BAD("{\"a\":1,\n\"b\":2,\"a\":3}", 2, 7, "this name stands twice"),
    BAD("{\"ab\":1,\"\\u0061b\":3}", 1, 9, "this name stands twice"),
    BAD("{\"x\":{\"a\":1,\"a\":1}}", 1, 13, "this name stands twice"),
    BAD("{\"\":1,\"\":1}", 1, 7, "this name stands twice"),
};

static void each_invalid_document_is_refused_with_its_place_and_reason(void **state)
{
    for (size_t i = 0; i < COUNT_OF(bad_documents); i++) {
        const struct bad *bad = bad_documents + i;
        struct arena own CLEANUP(arena_release) = {0};
        struct str text = exact(&own, bad->text);
        struct json_value v;
        struct json_problem problem = {0};
        enum err err = json_parse(*state, text, &v, &problem);
        if (err != ERR_INVALID || problem.line != bad->line || problem.column != bad->column ||
            !str_starts(problem.what, str_from_cstr(bad->what)))
            fail_msg("%.*s gave %d, %.*s; expected %u, %u, %s", STR_ARG(text), err,
                STR_ARG(json_problem_text(*state, &problem)), bad->line, bad->column, bad->what);
    }
}

static void a_problem_reads_as_a_sentence_with_its_place(void **state)
{
    struct json_value v;
    struct json_problem problem;
    assert_int_equal(json_parse(*state, STR("{\"a\": 1\n \"b\": 2}"), &v, &problem), ERR_INVALID);
    assert_text(json_problem_text(*state, &problem), "line 2, column 2: a comma is missing before this name");
}

static const char patient[] =
    "{\"resourceType\":\"Patient\",\"active\":true,\"deceased\":null,"
    "\"weight\":  1.50 "
    ",\"count\":-42,\"name\":[{\"family\":\"O\\u2019Neil\\n\",\"given\":[\"Zo\xC3\xAB\",\"Ann\"]},{}]}";

static void members_are_found_by_name_and_items_by_index(void **state)
{
    struct json_value v = parsed(*state, str_from_cstr(patient)), name = json_get(v, STR("name"));
    assert_int_equal(json_kind(v), JSON_OBJECT);
    assert_int_equal(json_size(v), 6);
    assert_text(json_as_text(json_get(v, STR("resourceType"))), "Patient");
    assert_int_equal(json_kind(name), JSON_ARRAY);
    assert_int_equal(json_size(name), 2);
    assert_text(json_as_text(json_get(json_item(name, 0), STR("family"))), "O\xE2\x80\x99Neil\n");
    assert_text(json_as_text(json_item(json_get(json_item(name, 0), STR("given")), 1)), "Ann");
    assert_int_equal(json_size(json_item(name, 1)), 0);
    assert_int_equal(json_kind(json_item(name, 1)), JSON_OBJECT);
    assert_int_equal(json_kind(json_get(v, STR("deceased"))), JSON_NULL);
    bool yes = false;
    assert_true(json_as_bool(json_get(v, STR("active")), &yes) && yes);
}

static void what_is_not_there_is_absent_however_deep_one_asks(void **state)
{
    struct json_value v = parsed(*state, str_from_cstr(patient));
    struct json_value none = json_get(json_item(json_get(v, STR("contact")), 3), STR("name"));
    assert_int_equal(json_kind(none), JSON_ABSENT);
    assert_null(json_as_text(none).p);
    assert_null(json_source(none).p);
    assert_int_equal(json_size(none), 0);
    assert_int_equal(json_kind(json_item(json_get(v, STR("name")), 2)), JSON_ABSENT);
    assert_int_equal(json_kind(json_get(json_get(v, STR("active")), STR("x"))), JSON_ABSENT);
    assert_int_equal(json_kind(json_item(v, 0)), JSON_ABSENT);
    assert_null(json_as_number(json_get(v, STR("resourceType"))).p);
    struct json_each each = json_each(none);
    assert_false(json_each_next(&each));
    int64_t number = 7;
    bool yes = true;
    assert_false(json_as_int(none, &number) || json_as_bool(none, &yes));
    assert_int_equal(number, 7);
}

static void numbers_keep_the_text_they_were_written_with(void **state)
{
    struct json_value v = parsed(*state, str_from_cstr(patient));
    int64_t number = 0;
    assert_text(json_as_number(json_get(v, STR("weight"))), "1.50");
    assert_false(json_as_int(json_get(v, STR("weight")), &number));
    assert_true(json_as_int(json_get(v, STR("count")), &number));
    assert_int_equal(number, -42);
    struct json_value edges =
        parsed(*state, STR("[9223372036854775807,-9223372036854775808,9223372036854775808,1e2]"));
    assert_true(json_as_int(json_item(edges, 0), &number) && number == INT64_MAX);
    assert_true(json_as_int(json_item(edges, 1), &number) && number == INT64_MIN);
    assert_false(json_as_int(json_item(edges, 2), &number));
    assert_false(json_as_int(json_item(edges, 3), &number));
}

static void the_source_of_any_value_is_kept_byte_for_byte(void **state)
{
    struct json_value v = parsed(*state, STR(" { \"a\" : [ 1.0, \"\\u0041\" ] , \"b\":\"x\"} "));
    assert_text(json_source(v), "{ \"a\" : [ 1.0, \"\\u0041\" ] , \"b\":\"x\"}");
    assert_text(json_source(json_get(v, STR("a"))), "[ 1.0, \"\\u0041\" ]");
    assert_text(json_source(json_item(json_get(v, STR("a")), 1)), "\"\\u0041\"");
    assert_text(json_source(json_get(v, STR("b"))), "\"x\"");
}

static void text_without_escapes_is_not_copied(void **state)
{
    struct str text = STR("[\"plain\"]");
    assert_ptr_equal(json_as_text(json_item(parsed(*state, text), 0)).p, text.p + 2);
}

static void each_walks_members_in_their_order(void **state)
{
    struct json_value v =
        parsed(*state, STR("{\"a\":[1,[2,{}]],\"\\u0062\":{\"x\":\"\\n\"},\"c\":\"\\t\",\"d\":4}"));
    static const char *const names[] = {"a", "b", "c", "d"};
    size_t n = 0;
    for (struct json_each e = json_each(v); json_each_next(&e); n++) {
        assert_true(n < 4);
        assert_text(e.name, names[n]);
        assert_ptr_equal(json_source(e.value).p, json_source(json_get(v, e.name)).p);
    }
    assert_int_equal(n, 4);
    n = 0;
    for (struct json_each e = json_each(json_get(v, STR("a"))); json_each_next(&e); n++) assert_null(e.name.p);
    assert_int_equal(n, 2);
}

static enum err outcome(struct arena *a, struct str text, struct json_problem *problem)
{
    struct json_value v;
    return json_parse(a, text, &v, problem);
}

static void thirty_two_levels_are_accepted_and_one_more_is_not(void **state)
{
    char deep[200];
    struct json_problem problem;
    memset(deep, '[', 100);
    memset(deep + LIMIT_JSON_DEPTH, ']', 100);
    parsed(*state, (struct str){deep, 2 * LIMIT_JSON_DEPTH});
    memset(deep, '[', 100);
    assert_int_equal(outcome(*state, (struct str){deep, 100}, &problem), ERR_TOO_LARGE);
    assert_int_equal(problem.column, LIMIT_JSON_DEPTH + 1);
}

static struct str object_of(struct arena *a, int names, const char *format)
{
    struct buf b = buf_new(a, 1 << 16, 1 << 22);
    for (int i = 0; i < names; i++) buf_printf(&b, i ? ",\"n%d\":%d" : "{\"n%d\":%d", i, i);
    buf_add(&b, str_from_cstr(format));
    return buf_str(&b);
}

static void an_object_may_have_4096_names_and_not_one_more(void **state)
{
    struct json_problem problem;
    struct json_value v = parsed(*state, object_of(*state, LIMIT_JSON_KEYS, "}"));
    int64_t number = 0;
    assert_int_equal(json_size(v), LIMIT_JSON_KEYS);
    assert_true(json_as_int(json_get(v, STR("n4095")), &number) && number == 4095);
    assert_int_equal(outcome(*state, object_of(*state, LIMIT_JSON_KEYS + 1, "}"), &problem), ERR_TOO_LARGE);
}

static void a_repeated_name_is_found_among_few_and_among_many(void **state)
{
    for (int names = 2; names < 40; names++) {
        struct json_problem problem;
        struct str good = object_of(*state, names, ",\"n\":{\"n1\":1},\"n01\":0}");
        parsed(*state, good);
        struct str bad = object_of(*state, names, ",\"n1\":0}");
        assert_int_equal(outcome(*state, bad, &problem), ERR_INVALID);
        assert_true(str_starts(problem.what, STR("this name stands twice")));
        assert_int_equal(problem.column, bad.n - strlen("\"n1\":0}") + 1);
    }
}

static void a_document_over_its_size_or_the_arena_s_is_refused(void **state)
{
    struct json_problem problem;
    struct str huge = {"", (size_t)LIMIT_JSON_DOCUMENT + 1};
    assert_int_equal(outcome(*state, huge, &problem), ERR_TOO_LARGE);
    struct buf values = buf_new(*state, 1 << 20, 1 << 20), text = buf_new(*state, 1 << 20, 1 << 20);
    buf_byte(&values, '[');
    for (int i = 0; i < 100000; i++) buf_add(&values, STR("1,"));
    buf_add(&values, STR("1]"));
    buf_byte(&text, '"');
    for (int i = 0; i < 200000; i++) buf_add(&text, STR("\\n"));
    buf_byte(&text, '"');
    struct arena small = {0};
    arena_init(&small, 100 * 1024);
    assert_int_equal(outcome(&small, buf_str(&values), &problem), ERR_TOO_LARGE);
    assert_int_equal(outcome(&small, buf_str(&text), &problem), ERR_TOO_LARGE);
    parsed(&small, STR("[1]"));
    arena_release(&small);
    parsed(*state, buf_str(&values));
    assert_int_equal(json_as_text(parsed(*state, buf_str(&text))).n, 200000);
}

static void every_shortening_of_a_document_is_refused(void **state)
{
    struct str whole = str_from_cstr(patient);
    for (size_t n = 0; n < whole.n; n++) {
        struct arena own CLEANUP(arena_release) = {0};
        struct str part = exact(&own, str_slice(whole, 0, n));
        struct json_problem problem;
        assert_int_equal(outcome(*state, part, &problem), ERR_INVALID);
    }
}

static void an_absent_text_is_an_empty_document(void **state)
{
    struct json_problem problem;
    assert_int_equal(outcome(*state, STR_NONE, &problem), ERR_INVALID);
    assert_int_equal(problem.column, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(valid_documents_are_accepted),
        TEST(each_invalid_document_is_refused_with_its_place_and_reason),
        TEST(a_problem_reads_as_a_sentence_with_its_place),
        TEST(members_are_found_by_name_and_items_by_index),
        TEST(what_is_not_there_is_absent_however_deep_one_asks),
        TEST(numbers_keep_the_text_they_were_written_with),
        TEST(the_source_of_any_value_is_kept_byte_for_byte),
        TEST(text_without_escapes_is_not_copied),
        TEST(each_walks_members_in_their_order),
        TEST(thirty_two_levels_are_accepted_and_one_more_is_not),
        TEST(an_object_may_have_4096_names_and_not_one_more),
        TEST(a_repeated_name_is_found_among_few_and_among_many),
        TEST(a_document_over_its_size_or_the_arena_s_is_refused),
        TEST(every_shortening_of_a_document_is_refused),
        TEST(an_absent_text_is_an_empty_document),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
