#include "wire/file_text.h"

#include "base/utf8.h"

#include <iconv.h>

/* ---- what can't be read as text ---- */

static const struct {
    enum file_kind kind;
    struct str why;
} NO_TEXT[] = {
    {FILE_EMPTY, STR_INIT("This file is empty. Download it again")},
    {FILE_ZIP,
        STR_INIT(
            "This is an Excel workbook or a zip file, not a CSV. Unpack it, or save the sheet as \"CSV UTF-8\"")},
    {FILE_OFFICE,
        STR_INIT("This is an Excel or Word file, not a CSV. Open it and save the sheet as \"CSV UTF-8\"")},
    {FILE_GZIP, STR_INIT("This file is compressed (gzip). Unpack it and load what is in it")},
    {FILE_PDF, STR_INIT("This is a PDF, not a CSV. Ask for the data as CSV")},
    {FILE_HTML, STR_INIT("This is a web page or XML, not a CSV. Download the file itself again")},
    {FILE_XML, STR_INIT("This is a web page or XML, not a CSV. Download the file itself again")},
    {FILE_FHIR_XML, STR_INIT("This is FHIR as XML. Ask for it as JSON or NDJSON")},
    {FILE_HL7V2, STR_INIT("This file holds HL7 v2 messages, not a table. Ask for the data as CSV")},
    {FILE_BINARY, STR_INIT("This file is no text at all, so it is no table. Ask for the data as CSV")},
};

static struct str no_text(enum file_kind kind)
{
    for (size_t i = 0; i < COUNT_OF(NO_TEXT); i++)
        if (NO_TEXT[i].kind == kind) return NO_TEXT[i].why;
    return STR_NONE;
}

struct str file_no_text(const struct file_look *look)
{
    return no_text(look->kind);
}

/* ---- which encoding ---- */

static uint64_t line_at(struct str s, size_t at)
{
    uint64_t line = 1;
    for (size_t i = 0; i < at; i++) line += s.p[i] == '\n';
    return line;
}

static enum err tell_encoding(struct arena *a, struct str bytes, struct file_text *t, struct str *ret_why)
{
    size_t bad;
    struct file_encoding_check check = {0};
    t->encoding = t->look.encoding;
    if (t->encoding != FILE_UTF8 || utf8_is_valid(bytes, &bad)) return ERR_NONE;
    file_encoding_feed(&check, bytes);
    if (!check.good && !t->look.mark) {
        t->encoding = FILE_WINDOWS_1252;
        return ERR_NONE;
    }
    *ret_why = str_printf(a,
        "From line %llu on this file is in another encoding than before. It may be two files in one, or was "
        "changed by hand. Ask for it again",
        (unsigned long long)line_at(bytes, bad));
    return ERR_INVALID;
}

/* ---- converting ---- */

static const char *const NAMES[] = {
    [FILE_UTF16_LE] = "UTF-16LE", [FILE_UTF16_BE] = "UTF-16BE", [FILE_WINDOWS_1252] = "CP1252"};

struct file_converters file_converters_open(void)
{
    struct file_converters c = {{NULL}};
    for (size_t i = FILE_UTF8 + 1; i < COUNT_OF(NAMES); i++) {
        iconv_t opened = iconv_open("UTF-8", NAMES[i]);
        c.of[i] = opened == (iconv_t)-1 ? NULL : opened; /* NOLINT: it is how the C library says no */
    }
    return c;
}

void file_converters_close(struct file_converters *c)
{
    for (size_t i = 0; i < COUNT_OF(c->of); i++) {
        if (c->of[i]) iconv_close(c->of[i]);
        c->of[i] = NULL;
    }
}

static size_t room_for(struct str bytes, enum file_encoding encoding)
{
    if (encoding != FILE_WINDOWS_1252) return bytes.n / 2 * 3 + 4;
    size_t room = bytes.n + 1;
    for (size_t i = 0; i < bytes.n; i++) room += bytes.p[i] & 0x80 ? 2 : 0;
    return room;
}

static enum err convert(
    struct arena *a, const struct file_converters *c, struct str bytes, struct file_text *t, struct str *ret_why)
{
    size_t room = room_for(bytes, t->encoding), left = room, from_left = bytes.n;
    union {
        const char *ours;
        char *theirs; /* the library's word for it; it only reads */
    } from = {.ours = bytes.p};
    char *text = arena_alloc(a, room, 1), *to = text;
    void *with = c->of[t->encoding];
    if (!with) {
        *ret_why = str_printf(a, "This file is in the encoding %.*s. Save it again as \"CSV UTF-8\"",
            STR_ARG(file_encoding_words(t->encoding)));
        return ERR_INVALID;
    }
    (void)iconv(with, NULL, NULL, NULL, NULL);
    if (iconv(with, &from.theirs, &from_left, &to, &left) == (size_t)-1) {
        uint64_t line = line_at((struct str){text, room - left}, room - left);
        *ret_why =
            str_printf(a, "Line %llu: some letters can't be read as %.*s. Save the file again as \"CSV UTF-8\"",
                (unsigned long long)line, STR_ARG(file_encoding_words(t->encoding)));
        return ERR_INVALID;
    }
    t->text = (struct str){text, room - left};
    return ERR_NONE;
}

/* A zero that slipped into a text becomes a character that can't be shown either, so that its row alone is
 * refused. False: there are many of them, and it is no text. */
static bool without_zeros(struct arena *a, struct str *text)
{
    enum { FEW = 1000 }; /* one of so many bytes */
    size_t zeros = 0;
    for (size_t i = 0; i < text->n; i++) zeros += !text->p[i];
    if (!zeros) return true;
    if (zeros > text->n / FEW) return false;
    char *bytes = arena_alloc(a, text->n, 1);
    for (size_t i = 0; i < text->n; i++) bytes[i] = text->p[i] ? text->p[i] : '\x01';
    text->p = bytes;
    return true;
}

enum err file_text(struct arena *a, const struct file_converters *converters, struct str bytes,
    struct file_text *ret, struct str *ret_why)
{
    struct file_text t = {.look = file_look_at(bytes, bytes.n <= FILE_LOOK_BYTES)};
    *ret_why = no_text(t.look.kind);
    if (ret_why->p) return ERR_INVALID;
    t.text = str_skip(bytes, t.look.mark);
    enum err err = tell_encoding(a, t.text, &t, ret_why);
    if (!err && t.encoding != FILE_UTF8) err = convert(a, converters, t.text, &t, ret_why);
    if (!err && !without_zeros(a, &t.text)) {
        *ret_why = no_text(FILE_BINARY);
        err = ERR_INVALID;
    }
    if (!err && !str_trim(t.text).n) {
        *ret_why = no_text(FILE_EMPTY);
        err = ERR_INVALID;
    }
    if (!err) *ret = t;
    return err;
}
