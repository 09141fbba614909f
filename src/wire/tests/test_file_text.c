/* The bytes of a file as UTF-8, whatever it was saved in. */
#include "base/tests/check.h"

#include "base/limits.h"
#include "wire/file_text.h"

static struct arena arena;
static struct file_converters converters;

/* Bytes may hold zeros, so each case says how many there are. */
#define BYTES(text) \
    { \
        text, sizeof(text) - 1 \
    }

static void files_become_utf8_whatever_they_were_saved_in(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        enum file_encoding encoding;
        const char *text;
    } CASES[] = {{BYTES("Name\nZo\xC3\xAB\n"), FILE_UTF8, "Name\nZo\xC3\xAB\n"},
        {BYTES("\xEF\xBB\xBFName\nZo\xC3\xAB\n"), FILE_UTF8, "Name\nZo\xC3\xAB\n"},
        {BYTES("Name\nZo\xEB O\x92Neill \x80\n"), FILE_WINDOWS_1252,
            "Name\nZo\xC3\xAB O\xE2\x80\x99Neill \xE2\x82\xAC\n"},
        {BYTES("\xFF\xFEZ\0o\0\xEB\0,\0b\0\n\0"), FILE_UTF16_LE, "Zo\xC3\xAB,b\n"},
        {BYTES("\xFE\xFF\0Z\0o\0\xEB\0,\0b\0\n"), FILE_UTF16_BE, "Zo\xC3\xAB,b\n"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct file_text t = {0};
        struct str why = STR_NONE;
        enum err err = file_text(&arena, &converters, CASES[i].bytes, &t, &why);
        check_case(!err && t.encoding == CASES[i].encoding && str_eq(t.text, str_from_cstr(CASES[i].text)),
            err ? why : t.text);
    }
}

static void what_is_no_text_is_refused_with_what_it_is(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *why;
    } CASES[] = {{BYTES(""), "empty"}, {BYTES(" \r\n"), "empty"},
        {BYTES("PK\x03\x04..."), "Excel workbook or a zip"},
        {BYTES("PK\x03\x04....[Content_Types].xml"), "Excel or Word"}, {BYTES("%PDF-1.7"), "a PDF"},
        {BYTES("<!doctype html><p>Sign in"), "a web page"}, {BYTES("MSH|^~\\&|A|B\r"), "HL7 v2"},
        {BYTES("\x1f\x8b\x08\0"), "compressed"}, {BYTES("a,b\n1,\0\n"), "no text at all"},
        {BYTES("Name\nZo\xC3\xAB\nZo\xEB\n"), "From line 3 on"},
        {BYTES("\xFF\xFE\0\xD8,\0"), "can't be read as UTF-16"},
        {BYTES("Name\nZo\x81"
               "a\n"),
            "Line 2: some letters can't be read as Windows-1252"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct file_text t = {0};
        struct str why = STR_NONE;
        enum err err = file_text(&arena, &converters, CASES[i].bytes, &t, &why);
        check_case(err == ERR_INVALID && str_has(why, str_from_cstr(CASES[i].why)), why);
    }
}

static void an_encoding_that_cannot_be_converted_says_how_to_save(void **state)
{
    (void)state;
    const struct file_converters none = {{NULL}};
    struct file_text t;
    struct str why = STR_NONE;
    assert_int_equal(file_text(&arena, &none, STR("Zo\xEB\n"), &t, &why), ERR_INVALID);
    assert_true(str_has(why, STR("Save it again as \"CSV UTF-8\"")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_become_utf8_whatever_they_were_saved_in),
        cmocka_unit_test(what_is_no_text_is_refused_with_what_it_is),
        cmocka_unit_test(an_encoding_that_cannot_be_converted_says_how_to_save),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    converters = file_converters_open();
    int failed = cmocka_run_group_tests_name("text of files", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
