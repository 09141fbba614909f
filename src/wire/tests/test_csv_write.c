/* CSV: what a strict reader gets back, and that nothing in it is a formula. */
#include "base/limits.h"
#include "base/tests/check.h"
#include "base/utf8.h"
#include "wire/csv_write.h"

static struct arena arena;

static struct str row(const struct str *cells, size_t n)
{
    struct buf out = buf_new(&arena, 64, 64 * 1024);
    csv_row(&out, cells, n);
    assert_false(out.overflow);
    return buf_str(&out);
}

static void test_cells_are_quoted_and_harmless(void **state)
{
    (void)state;
    static const struct {
        const char *what, *cell, *written;
    } CASES[] = {
        {"plain words", "Amina Rahman", "\"Amina Rahman\"\r\n"},
        {"nothing", "", "\"\"\r\n"},
        {"a comma", "Rahman, Amina", "\"Rahman, Amina\"\r\n"},
        {"a quote", "Amina \"Apa\" Rahman", "\"Amina \"\"Apa\"\" Rahman\"\r\n"},
        {"a formula", "=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"\r\n"},
        {"a plus", "+44 113", "\"'+44 113\"\r\n"},
        {"a minus", "-1+1", "\"'-1+1\"\r\n"},
        {"an at", "@SUM(A1)", "\"'@SUM(A1)\"\r\n"},
        {"a tab first", "\t=1+1", "\"'=1+1\"\r\n"},
        {"a carriage return first", "\r=1+1", "\"'=1+1\"\r\n"},
        {"a line end first", "\n=1+1", "\"'=1+1\"\r\n"},
        {"a full-width sign", "\uFF1D1+1", "\"'\uFF1D1+1\"\r\n"},
        {"a sign after a wide blank", "\u3000=1+1", "\"'\u3000=1+1\"\r\n"},
        {"a hidden mark before a sign", "\u200B=1+1", "\"'=1+1\"\r\n"},
        {"a sign inside", "A=B", "\"A=B\"\r\n"},
        {"a number with spaces", "999 214 3061", "\"999 214 3061\"\r\n"},
        {"a day", "1943-03-04", "\"1943-03-04\"\r\n"},
        {"line ends inside", "one\r\ntwo\nthree", "\"one  two three\"\r\n"},
        {"a mark that turns the direction", "abc\u202Egpj", "\"abcgpj\"\r\n"},
        {"letters of other scripts", "Zoë Łukasz 王", "\"Zoë Łukasz 王\"\r\n"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct str cell = str_from_cstr(CASES[i].cell), got = row(&cell, 1);
        if (!str_eq(got, str_from_cstr(CASES[i].written))) fail_msg("%s: got %.*s", CASES[i].what, STR_ARG(got));
    }
}

/* As RFC 4180 says it, and no other way: every cell in quotes, CR LF after a row. Each cell's end is kept. */
static size_t read_strictly(struct str text, struct str *ret, size_t most)
{
    size_t n = 0, at = 0;
    while (at < text.n) {
        struct buf cell = buf_new(&arena, 64, 64 * 1024);
        assert_int_equal(text.p[at++], '"');
        for (;; at++) {
            assert_true(at < text.n);
            if (text.p[at] != '"')
                buf_byte(&cell, text.p[at]);
            else if (at + 1 < text.n && text.p[at + 1] == '"')
                buf_byte(&cell, text.p[at++]);
            else
                break;
        }
        at++;
        assert_true(n < most);
        ret[n++] = buf_str(&cell);
        if (text.p[at] == ',')
            at++;
        else {
            assert_memory_equal(text.p + at, "\r\n", 2);
            at += 2;
        }
    }
    return n;
}

static void test_every_byte_comes_back_or_is_left_out(void **state)
{
    (void)state;
    for (uint32_t point = 1; point < 0x3100; point++) {
        char character[4];
        if (point >= 0xD800 && point < 0xE000) continue;
        struct str middle = {character, utf8_encode(point, character)};
        const struct str cells[] = {
            str_join(&arena, (const struct str[]){STR("a"), middle, STR("b")}, 3, STR("")), middle, STR("end")};
        struct str back[3], text = row(cells, 3);
        assert_int_equal(read_strictly(text, back, 3), 3);
        check_text(back[2], "end");
        struct str plain = csv_plain(&arena, cells[0]);
        check_str(back[0], plain);
        bool formula = back[1].n && strchr("=+-@", back[1].p[0]);
        assert_false(formula);
        arena_reset(&arena);
    }
}

static void test_a_file_begins_with_the_mark_that_excel_reads_utf8_by(void **state)
{
    (void)state;
    struct buf out = buf_new(&arena, 64, 64);
    csv_begin(&out);
    check_text(buf_str(&out), "\xEF\xBB\xBF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("cells are quoted and harmless", test_cells_are_quoted_and_harmless),
        SENTENCE("every byte comes back, or is left out", test_every_byte_comes_back_or_is_left_out),
        SENTENCE("a file begins with the mark by which Excel reads UTF-8",
            test_a_file_begins_with_the_mark_that_excel_reads_utf8_by),
    };
    arena_init(&arena, LIMIT_JOB_ARENA);
    int failed = cmocka_run_group_tests_name("CSV", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
