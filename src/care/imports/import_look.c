/* What a file is, and so how it is read: lines, one document, or not at all with a sentence that says what came
 * and what to ask for instead. */
#include "care/imports/import_reading.h"

static const struct {
    enum file_kind kind;
    struct str reason;
} NOT_FHIR[] = {
    {FILE_EMPTY, STR_INIT("The file is empty. Ask for it again")},
    {FILE_FHIR_XML, STR_INIT("The file is FHIR as XML, and Cairn reads JSON. Ask for it as JSON or NDJSON")},
    {FILE_XML, STR_INIT("The file is XML, not FHIR as JSON. Ask for a FHIR bundle or NDJSON")},
    {FILE_HTML,
        STR_INIT(
            "The file is a web page, perhaps of a sign-in or an error, saved under this name. Download it again")},
    {FILE_HL7V2,
        STR_INIT("The file holds HL7 v2 messages, not FHIR. Ask for the people as a FHIR bundle or NDJSON")},
    {FILE_TABLE, STR_INIT("The file is a table (CSV), not FHIR. Ask for the people as a FHIR bundle or NDJSON")},
    {FILE_TABLE_COUNTS,
        STR_INIT("The file is a report of counts, not a list of people. Ask for the people themselves, as FHIR")},
    {FILE_TEXT, STR_INIT("The file is plain text, not FHIR. Ask for a FHIR bundle or NDJSON")},
    {FILE_GZIP, STR_INIT("The file is compressed (gzip). Unpack it and import what is in it")},
    {FILE_ZIP, STR_INIT("The file is a ZIP archive. Unpack it and import what is in it")},
    {FILE_OFFICE, STR_INIT("The file is an Excel or Word file, not FHIR. Ask for a FHIR bundle or NDJSON")},
    {FILE_PDF, STR_INIT("The file is a PDF, which holds pages and no records. Ask for a FHIR bundle or NDJSON")},
    {FILE_BINARY, STR_INIT("The file is no text at all, so it is not FHIR. Ask for a FHIR bundle or NDJSON")},
};
static const struct str TABLE_HEAD =
    STR_INIT("The file is a table (CSV) with a heading and nobody in it. Ask for the people, as FHIR");
static const struct str UTF16 =
    STR_INIT("The file is in the encoding UTF-16. Save it again as UTF-8, which FHIR asks for");
static const struct str WINDOWS_1252 = STR_INIT(
    "The file is in an old encoding (Windows-1252), so names would come out wrong. Save it again as UTF-8");
static const struct str JSON_LIST = STR_INIT("The file is a JSON list. FHIR puts several resources into a Bundle, "
                                             "or one on each line (NDJSON): ask for that");
static const struct str TOO_LARGE =
    STR_INIT("The file is one document of more than 64 MB. Ask for it in parts, or as NDJSON");

static const struct str TABLE_TOO_LARGE = STR_INIT("The file is a table of more than 64 MB. Ask for it in parts");

/* STR_NONE: it may be FHIR. What is blank so far may still be anything. */
static struct str refusal_of(const struct file_look *look, bool whole)
{
    if (look->kind == FILE_JSON) return look->encoding == FILE_UTF8 ? STR_NONE : UTF16;
    if (look->kind == FILE_TEXT && !look->lines && !whole) return STR_NONE;
    if (look->kind == FILE_TABLE && look->rows == 1 && whole) return TABLE_HEAD;
    for (size_t i = 0; i < COUNT_OF(NOT_FHIR); i++)
        if (NOT_FHIR[i].kind == look->kind) return NOT_FHIR[i].reason;
    return STR_NONE;
}

static void refuse(struct import_reader *r, struct reading *f, struct str reason)
{
    f->form = FORM_REFUSED;
    if (r->pass == IMPORT_PASS_RECORDS) import_send_refused(r, 0, STR_NONE, STR_NONE, reason);
}

/* ---- encoding: only the whole file tells, and the first pass sees it before anybody is written ---- */

static bool known_as_old(const struct import_reader *r)
{
    return r->file < IMPORT_FILES_REMEMBERED && (r->not_utf8[r->file / 8] >> (r->file % 8) & 1);
}

static void check_encoding(struct import_reader *r, struct reading *f, bool last)
{
    if (r->pass != IMPORT_PASS_ACTORS || f->form == FORM_REFUSED || f->form == FORM_TABLE) return;
    file_encoding_feed(&f->encoding, (struct str){r->window + f->checked, r->n - f->checked});
    f->checked = r->n;
    if (!last || !file_encoding_is_windows_1252(&f->encoding)) return;
    if (r->file < IMPORT_FILES_REMEMBERED) r->not_utf8[r->file / 8] |= (uint8_t)(1 << (r->file % 8));
    refuse(r, f, WINDOWS_1252);
}

/* ---- form ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t past_blank(const struct import_reader *r, size_t at)
{
    while (at < r->n && is_blank(r->window[at])) at++;
    return at;
}

/* A document of many lines may be named as NDJSON; no line of NDJSON is one bracket. */
static bool first_line_is_bracket(struct str first)
{
    struct str line = str_trim(str_cut(&first, '\n'));
    return first.p && (str_eq(line, STR("{")) || str_eq(line, STR("[")));
}

static void look_at(struct import_reader *r, struct reading *f, bool last)
{
    bool whole = last && r->n <= FILE_LOOK_BYTES;
    struct file_look look = file_look_at((struct str){r->window, r->n}, whole);
    if (f->tables && look.kind != FILE_JSON) {
        f->looked_at = true;
        f->form = FORM_TABLE;
        return;
    }
    struct str reason = known_as_old(r) ? WINDOWS_1252 : refusal_of(&look, whole);
    struct str first = str_skip((struct str){r->window, r->n}, past_blank(r, look.mark));
    bool lines = f->named_lines && !first_line_is_bracket(first);
    if (!reason.p && !lines && str_starts(first, STR("["))) reason = JSON_LIST;
    f->looked_at = true;
    if (reason.p) {
        refuse(r, f, reason);
        return;
    }
    if (look.encoding == FILE_UTF8 && look.mark) {
        memmove(r->window, r->window + look.mark, r->n - look.mark);
        r->n -= look.mark;
        f->checked -= f->checked ? look.mark : 0;
    }
    if (lines) f->form = FORM_LINES;
}

/* Is there enough to tell NDJSON from one document? The answer may not depend on the blocks that the file came in,
 * so it waits for the first byte after the first line. */
static bool can_tell(const struct import_reader *r, struct reading *f, bool last)
{
    if (!f->begun) f->looked = past_blank(r, f->looked);
    f->begun = f->begun || f->looked < r->n;
    if (f->begun && !f->line_end) {
        const char *end = memchr(r->window + f->looked, '\n', r->n - f->looked);
        f->looked = end ? (size_t)(end - r->window) : r->n;
        if (end) f->line_end = f->looked;
    }
    if (f->line_end) f->looked = past_blank(r, f->looked);
    return f->line_end && (last || f->looked < r->n);
}

/* Whether the text, which holds the first line and perhaps more after it, is NDJSON. */
static bool first_line_is_resource(struct import_reader *r, size_t line_end, bool more)
{
    struct json_value v;
    struct json_problem problem;
    if (line_end > LIMIT_NDJSON_LINE) return false;
    struct str line = str_trim((struct str){r->window, line_end});
    bool whole = line.n && json_parse(&r->piece, line, &v, &problem) == ERR_NONE && json_kind(v) == JSON_OBJECT;
    bool is = whole && (more || !import_is_bundle(v));
    arena_reset(&r->piece);
    return is;
}

void import_read_on(struct import_reader *r, struct reading *f, bool last)
{
    check_encoding(r, f, last);
    if (!f->looked_at && f->form != FORM_REFUSED) {
        if (r->n < FILE_LOOK_BYTES && !last) return;
        look_at(r, f, last);
    }
    if (f->form == FORM_NOT_KNOWN && can_tell(r, f, last))
        f->form = first_line_is_resource(r, f->line_end, f->looked < r->n) ? FORM_LINES : FORM_DOCUMENT;
    if (f->form == FORM_LINES) import_take_lines(r, &f->lines, last);
    if (f->form == FORM_TABLE && last) import_take_table(r);
    if (f->form == FORM_TABLE && last) r->n = 0;
    if (f->form == FORM_TABLE && r->n > LIMIT_JSON_DOCUMENT) refuse(r, f, TABLE_TOO_LARGE);
    bool document = f->form == FORM_NOT_KNOWN || f->form == FORM_DOCUMENT;
    if (document && last && r->n) import_take_document(r);
    if (document && r->n > LIMIT_JSON_DOCUMENT) refuse(r, f, TOO_LARGE);
    if (f->form == FORM_REFUSED) r->n = 0;
    f->checked = r->n;
}
