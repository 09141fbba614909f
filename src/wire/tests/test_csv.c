/* Tables as text: rows, their lines, and where reading stops. */
#include "base/tests/check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "wire/csv.h"

static struct arena arena;

static bool write_down(void *owner, const struct csv_row *row)
{
    struct buf *b = owner;
    buf_printf(b, "%llu:", (unsigned long long)row->line);
    for (size_t i = 0; i < row->n; i++) buf_printf(b, "[%.*s]", STR_ARG(row->cells[i]));
    return true;
}

static struct str rows_of(const char *text, enum err expected)
{
    struct buf b = buf_new(&arena, 256, 65536);
    struct str why, s = str_from_cstr(text);
    assert_int_equal(csv_read(&arena, s, csv_delimiter(s), write_down, &b, &why), expected);
    if (expected) buf_printf(&b, "!%.*s", STR_ARG(why));
    return buf_str(&b);
}

static void rows_come_with_the_line_they_begin_on(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } CASES[] = {{"a,b\n1,2\n", "1:[a][b]2:[1][2]"}, {"a,b\r\n1,2", "1:[a][b]2:[1][2]"},
        {"a\n\n\nb\n", "1:[a]4:[b]"}, {"a;b\n1;2\n", "1:[a][b]2:[1][2]"}, {"a\tb\n1,5\t2\n", "1:[a][b]2:[1,5][2]"},
        {",\n", "1:[][]"}, {"\"a\n\nb\",c\nd\n", "1:[a\n\nb][c]4:[d]"}, {"\"a\"\"b\"\n", "1:[a\"b]"},
        {"  a , b \n", "1:[a][b]"}, {"a\rb\r\nc\r", "1:[a]2:[b]3:[c]"}, {"a\n\v\n", "1:[a]2:[\v]"},
        {"x,\"\nb\"\ny\n", "1:[x][\nb]3:[y]"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_case(
            str_eq(rows_of(CASES[i].text, ERR_NONE), str_from_cstr(CASES[i].rows)), str_from_cstr(CASES[i].text));
}

static void quotation_marks_out_of_order_name_their_line(void **state)
{
    (void)state;
    assert_true(str_has(rows_of("a\nb\"c\n", ERR_INVALID), STR("!Line 2: the quotation marks")));
    assert_true(str_has(rows_of("a\n\"b\" c\n", ERR_INVALID), STR("!Line 2: the quotation marks")));
    assert_true(str_has(rows_of("a\nb\n\"c\nd\n", ERR_INVALID), STR("!Line 3: the quotation marks")));
}

static void cells_and_rows_have_ceilings(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 65536, 1 << 20);
    buf_add(&b, STR("x\n"));
    for (int i = 0; i < CSV_CELL_BYTES + 1; i++) buf_byte(&b, 'a');
    buf_byte(&b, '\0');
    assert_true(str_has(rows_of(b.p, ERR_TOO_LARGE), STR("Line 2: one cell holds more")));
    b.n = 0;
    for (int i = 0; i < CSV_CELLS_MOST; i++) buf_byte(&b, ',');
    buf_byte(&b, '\0');
    assert_true(str_has(rows_of(b.p, ERR_TOO_LARGE), STR("Line 1: there are more than 256 cells")));
    b.n = 0;
    buf_byte(&b, '"');
    for (int i = 0; i < 5 * CSV_CELL_BYTES; i++) buf_add(&b, STR("a\n"));
    buf_byte(&b, '\0');
    assert_true(str_has(rows_of(b.p, ERR_TOO_LARGE), STR("A quotation mark may be missing")));
}

static bool stop_at_once(void *owner, const struct csv_row *row)
{
    (void)row;
    ++*(int *)owner;
    return false;
}

static void whoever_takes_rows_can_stop(void **state)
{
    (void)state;
    int n = 0;
    struct str why;
    assert_int_equal(csv_read(&arena, STR("a\nb\nc\n"), ',', stop_at_once, &n, &why), ERR_REFUSED);
    assert_int_equal(n, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_with_the_line_they_begin_on),
        cmocka_unit_test(quotation_marks_out_of_order_name_their_line),
        cmocka_unit_test(cells_and_rows_have_ceilings),
        cmocka_unit_test(whoever_takes_rows_can_stop),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("csv", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
