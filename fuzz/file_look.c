/*
 * What is this file? Any bytes, looked at whole and as a beginning.
 *
 * What is said must hold: an empty file has nothing in it, JSON begins with a bracket behind its mark, a table has
 * a separator that stands in it, and its words are there. Windows-1252 is told the same however the text is cut,
 * and a slow reader of UTF-8 agrees that there is no character of several bytes in it.
 */
#include "base/utf8.h"
#include "wire/file_look.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_look(struct str s, bool whole)
{
    struct file_look look = file_look_at(s, whole);
    size_t at = look.mark;
    MUST(file_kind_words(look.kind).n && file_encoding_words(look.encoding).n);
    MUST(look.mark <= s.n && look.mark <= 3 && look.lines >= 0 && look.rows <= look.lines);
    MUST((look.separator != 0) == (look.kind == FILE_TABLE || look.kind == FILE_TABLE_COUNTS));
    MUST(!look.separator || memchr(s.p, look.separator, s.n));
    MUST(look.kind != FILE_EMPTY || whole);
    if (look.encoding != FILE_UTF8) return;
    while (at < s.n && memchr(" \t\r\n", s.p[at], 4)) at++;
    MUST(look.kind != FILE_EMPTY || at == s.n);
    MUST(look.kind != FILE_JSON || s.p[at] == '{' || s.p[at] == '[');
}

/* Is there anywhere a whole character of more than one byte? */
static bool has_character(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        for (size_t n = 2; n <= 4 && i + n <= s.n; n++)
            if ((s.p[i] & 0x80) && utf8_is_valid(str_slice(s, i, i + n), NULL) &&
                utf8_length(str_slice(s, i, i + n)) == 1)
                return true;
    return false;
}

static bool is_old(struct str s, size_t piece)
{
    struct file_encoding_check check = {0};
    while (s.n) {
        size_t n = s.n < piece ? s.n : piece;
        file_encoding_feed(&check, str_slice(s, 0, n));
        s = str_skip(s, n);
    }
    return file_encoding_is_windows_1252(&check);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size || size > 64 * 1024) return 0;
    struct str s = {(const char *)data + 1, size - 1};
    check_look(s, true);
    check_look(s, false);
    bool old = is_old(s, s.n + 1);
    MUST(old == is_old(s, 1) && old == is_old(s, 1 + data[0]));
    if (size < 4096 && old) MUST(!utf8_is_valid(s, NULL) && !has_character(s));
    return 0;
}
