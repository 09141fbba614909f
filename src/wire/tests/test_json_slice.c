#include "base/buf.h"
#include "base/limits.h"
#include "wire/json_slice.h"
#include "wire/tests/json_testing.h"

static void items_are_cut_out_with_their_places(void **state)
{
    struct json_items it;
    struct json_piece piece;
    struct json_problem problem = {0};
    json_items_open(&it, *state,
        STR("{ \"type\": \"batch\",\n \"entry\": [\n  {\"a\": \"]}\\\"\"},\n  [1, 2] , 7,\"x\"],\n"
            " \"total\": 4 }\n"),
        STR("entry"));
    static const struct {
        const char *text;
        unsigned line, column;
    } expected[] = {{"{\"a\": \"]}\\\"\"}", 3, 3}, {"[1, 2]", 4, 3}, {"7", 4, 12}, {"\"x\"", 4, 14}};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NONE);
        assert_text(piece.text, expected[i].text);
        assert_int_equal(piece.line, expected[i].line);
        assert_int_equal(piece.column, expected[i].column);
        assert_text(json_as_text(json_items_member(&it, STR("type"))), "batch");
        assert_int_equal(json_kind(json_items_member(&it, STR("total"))), JSON_ABSENT);
    }
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NOT_FOUND);
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NOT_FOUND);
    int64_t total = 0;
    assert_true(it.found && json_as_int(json_items_member(&it, STR("total")), &total) && total == 4);
}

static void a_document_without_the_array_has_no_items(void **state)
{
    static const struct str documents[] = {STR_INIT("{}"), STR_INIT(" { \"a\" : { \"entry\" : [1] } } "),
        STR_INIT("{\"entry\":[]}"), STR_INIT("{\"a\":1,\"entry\":[ ] , \"b\":2}")};
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct json_items it;
        struct json_piece piece;
        struct json_problem problem;
        json_items_open(&it, *state, documents[i], STR("entry"));
        assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NOT_FOUND);
        assert_int_equal(it.found, i >= 2);
    }
}

static void a_faulty_item_has_its_place_in_the_document_and_stops_no_other(void **state)
{
    struct json_items it;
    struct json_piece piece;
    struct json_problem problem;
    struct json_value v;
    json_items_open(&it, *state, STR("{\"entry\":[{\"a\":1},{\"b\":\n 01},{\"c\" 2},{\"d\":3}]}"), STR("entry"));
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NONE);
    assert_int_equal(json_piece_parse(*state, piece, &v, &problem), ERR_NONE);
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NONE);
    assert_int_equal(json_piece_parse(*state, piece, &v, &problem), ERR_INVALID);
    assert_text(
        json_problem_text(*state, &problem), "line 2, column 2: a number must not start with a needless zero");
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NONE);
    assert_int_equal(json_piece_parse(*state, piece, &v, &problem), ERR_INVALID);
    assert_text(json_problem_text(*state, &problem), "line 2, column 11: a colon is missing after this name");
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NONE);
    assert_int_equal(json_piece_parse(*state, piece, &v, &problem), ERR_NONE);
    assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NOT_FOUND);
}

static void faults_around_the_items_end_them_with_a_place(void **state)
{
    static const struct {
        struct str text;
        unsigned column;
        const char *what;
    } bad[] = {
        {STR_INIT(""), 1, "the document ends too early"},
        {STR_INIT("[1]"), 1, "the document must be an object"},
        {STR_INIT("{\"entry\":7}"), 10, "a list in square brackets must stand here"},
        {STR_INIT("{\"entry\":[1],\"entry\":[2]}"), 14, "this name stands twice"},
        {STR_INIT("{\"a\":1,\"\\u0061\":[2]}"), 8, "this name stands twice"},
        {STR_INIT("{\"entry\":[1 2]}"), 13, "a comma or a closing ] is missing"},
        {STR_INIT("{\"entry\":[1,]}"), 13, "a value is missing"},
        {STR_INIT("{\"entry\":[,1]}"), 11, "a value is missing"},
        {STR_INIT("{\"entry\":[1}"), 12, "a comma or a closing ] is missing"},
        {STR_INIT("{\"entry\":[1] \"b\":1}"), 14, "a comma is missing before this name"},
        {STR_INIT("{\"entry\":[1],}"), 14, "a name in double quotes is missing"},
        {STR_INIT("{\"entry\":[1]}x"), 14, "something follows"},
        {STR_INIT("{\"entry\":[1]"), 13, "the document ends too early"},
        {STR_INIT("{\"entry\":[{\"a\":1},{\"b\":[1,2}"), 28, "a comma or a closing ] is missing"},
        {STR_INIT("{\"entry\":[{\"a\":\"x}]}"), 21, "the document ends too early"},
        {STR_INIT("{\"a\":[01],\"entry\":[1]}"), 7, "a number must not start"},
        {STR_INIT("{\"a\xFF\":1}"), 4, "these bytes are not valid UTF-8"},
        {STR_INIT("{\"a\":1 \"b\""), 8, "a comma is missing before this name"},
        {STR_INIT("{,\"a\":1}"), 2, "a name in double quotes is missing"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct json_items it;
        struct json_piece piece;
        struct json_problem problem = {0};
        struct arena own CLEANUP(arena_release) = {0};
        struct str text = exact(&own, bad[i].text);
        json_items_open(&it, *state, text, STR("entry"));
        enum err err;
        while (!(err = json_items_next(&it, &piece, &problem))) continue;
        if (err != ERR_INVALID || problem.column != bad[i].column ||
            !str_starts(problem.what, str_from_cstr(bad[i].what)))
            fail_msg("%.*s gave %d, %.*s", STR_ARG(text), err, STR_ARG(json_problem_text(*state, &problem)));
        assert_int_equal(json_items_next(&it, &piece, &problem), ERR_NOT_FOUND);
    }
}

static void lines_are_counted_across_blank_ones_and_windows(void **state)
{
    (void)state;
    struct json_lines l = {0};
    struct json_piece line;
    struct json_problem problem;
    json_lines_window(&l, STR("{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"c\""), false);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NONE);
    assert_text(line.text, "{\"a\":1}\r");
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NONE);
    assert_text(line.text, "{\"b\":2}");
    assert_int_equal(line.line, 4);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NOT_FOUND);
    assert_text(l.rest, "{\"c\"");
    json_lines_window(&l, STR("{\"c\":3}"), true);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NONE);
    assert_text(line.text, "{\"c\":3}");
    assert_int_equal(line.line, 5);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NOT_FOUND);
}

static void a_line_that_is_too_long_is_passed_over(void **state)
{
    size_t n = (size_t)LIMIT_NDJSON_LINE + 1;
    char *text = arena_alloc(*state, n + 4, 1);
    memset(text, ' ', n);
    memcpy(text + n, "\n1\n2", 4);
    struct json_lines l = {0};
    struct json_piece line;
    struct json_problem problem = {0};
    json_lines_window(&l, (struct str){text, n + 4}, true);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_TOO_LARGE);
    assert_int_equal(problem.line, 1);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NONE);
    assert_int_equal(line.line, 2);

    l = (struct json_lines){0}; /* the same, its end only in the second window */
    json_lines_window(&l, (struct str){text, n}, false);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_TOO_LARGE);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NOT_FOUND);
    assert_int_equal(l.rest.n, 0);
    json_lines_window(&l, STR("more of it\n{}"), true);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NONE);
    assert_text(line.text, "{}");
    assert_int_equal(line.line, 2);
    assert_int_equal(json_lines_next(&l, &line, &problem), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(items_are_cut_out_with_their_places),
        TEST(a_document_without_the_array_has_no_items),
        TEST(a_faulty_item_has_its_place_in_the_document_and_stops_no_other),
        TEST(faults_around_the_items_end_them_with_a_place),
        TEST(lines_are_counted_across_blank_ones_and_windows),
        TEST(a_line_that_is_too_long_is_passed_over),
    };
    return cmocka_run_group_tests_name("json slices", tests, NULL, NULL);
}
