#include "wire/file_look.h"

#include <ctype.h>

static const struct str KINDS[] = {[FILE_EMPTY] = STR_INIT("empty"),
    [FILE_JSON] = STR_INIT("JSON"),
    [FILE_FHIR_XML] = STR_INIT("FHIR as XML"),
    [FILE_XML] = STR_INIT("XML"),
    [FILE_HTML] = STR_INIT("a web page"),
    [FILE_HL7V2] = STR_INIT("HL7 v2 messages"),
    [FILE_TABLE] = STR_INIT("a table (CSV)"),
    [FILE_TABLE_COUNTS] = STR_INIT("a report of counts, not a list of people"),
    [FILE_TEXT] = STR_INIT("plain text"),
    [FILE_GZIP] = STR_INIT("compressed (gzip)"),
    [FILE_ZIP] = STR_INIT("a ZIP archive"),
    [FILE_OFFICE] = STR_INIT("an Excel or Word file"),
    [FILE_PDF] = STR_INIT("a PDF"),
    [FILE_BINARY] = STR_INIT("no text at all")};

struct str file_kind_words(enum file_kind kind)
{
    MUST((size_t)kind < COUNT_OF(KINDS));
    return KINDS[kind];
}

struct str file_encoding_words(enum file_encoding encoding)
{
    switch (encoding) {
    case FILE_UTF16_LE:
    case FILE_UTF16_BE: return STR("UTF-16");
    case FILE_WINDOWS_1252: return STR("Windows-1252");
    case FILE_UTF8: break;
    }
    return STR("UTF-8");
}

/* ---- encoding ---- */

static bool begins(struct str s, const char *bytes, size_t n)
{
    return s.n >= n && memcmp(s.p, bytes, n) == 0;
}

/* Without a mark: most text has letters of the Latin alphabet, and every second byte is 0 then. */
static bool has_zeros_at(struct str s, size_t odd)
{
    size_t zeros = 0, others = 0, pairs = s.n / 2;
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        zeros += s.p[i + odd] == 0;
        others += s.p[i + 1 - odd] == 0;
    }
    return pairs >= 2 && others == 0 && zeros * 10 >= pairs * 7;
}

static void look_at_encoding(struct str s, struct file_look *look)
{
    if (begins(s, "\xef\xbb\xbf", 3)) look->mark = 3;
    if (begins(s, "\xff\xfe", 2) || has_zeros_at(s, 1)) look->encoding = FILE_UTF16_LE;
    if (begins(s, "\xfe\xff", 2) || has_zeros_at(s, 0)) look->encoding = FILE_UTF16_BE;
    if (begins(s, "\xff\xfe", 2) || begins(s, "\xfe\xff", 2)) look->mark = 2;
}

/* The beginning in ASCII, any other character as '?'; a zero byte stays. */
static struct str in_ascii(struct str s, const struct file_look *look, char out[FILE_LOOK_BYTES])
{
    size_t step = look->encoding == FILE_UTF8 ? 1 : 2, n = 0;
    for (size_t i = look->mark; i + step <= s.n && n < FILE_LOOK_BYTES; i += step) {
        unsigned char low = (unsigned char)s.p[i], high = 0;
        if (look->encoding == FILE_UTF16_LE) high = (unsigned char)s.p[i + 1];
        if (look->encoding == FILE_UTF16_BE) {
            high = low;
            low = (unsigned char)s.p[i + 1];
        }
        out[n++] = high || low > 127 ? '?' : (char)low;
    }
    return (struct str){out, n};
}

/* ---- kind ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct str past_blank(struct str s)
{
    while (s.n && is_blank(s.p[0])) s = str_skip(s, 1);
    return s;
}

static bool starts_nocase(struct str s, struct str with)
{
    return s.n >= with.n && str_eq_nocase(str_slice(s, 0, with.n), with);
}

static bool has_nocase(struct str s, struct str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (starts_nocase(str_skip(s, i), part)) return true;
    return false;
}

static enum file_kind kind_of_bytes(struct str s)
{
    if (begins(s, "\x1f\x8b", 2)) return FILE_GZIP;
    if (begins(s, "%PDF-", 5)) return FILE_PDF;
    if (begins(s, "\xd0\xcf\x11\xe0", 4)) return FILE_OFFICE;
    if (!begins(s, "PK\x03\x04", 4) && !begins(s, "PK\x05\x06", 4)) return FILE_EMPTY;
    bool office = str_has(s, STR("[Content_Types].xml")) || str_has(s, STR("xl/")) || str_has(s, STR("word/"));
    return office ? FILE_OFFICE : FILE_ZIP;
}

static enum file_kind kind_of_markup(struct str s)
{
    if (starts_nocase(s, STR("<!doctype html")) || has_nocase(s, STR("<html"))) return FILE_HTML;
    return has_nocase(s, STR("http://hl7.org/fhir\"")) || has_nocase(s, STR("http://hl7.org/fhir'")) ?
        FILE_FHIR_XML :
        FILE_XML;
}

static bool is_hl7v2(struct str s)
{
    if (s.n && s.p[0] == '\v') s = str_skip(s, 1); /* framed as on a network */
    bool head = str_starts(s, STR("MSH")) || str_starts(s, STR("FHS")) || str_starts(s, STR("BHS"));
    return head && s.n > 3 && ispunct((unsigned char)s.p[3]);
}

/* Outside of quotes. */
static int count_in_line(struct str line, char c)
{
    int n = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '"') quoted = !quoted;
        if (line.p[i] == c && !quoted) n++;
    }
    return n;
}

/* The heading of a report that counts: it has a column of counts and none that says who. */
static bool is_counts_heading(struct str line)
{
    static const struct str counting[] = {
        STR_INIT("count"), STR_INIT("total"), STR_INIT("males"), STR_INIT("number of patients"), STR_INIT("%")};
    static const struct str naming[] = {STR_INIT("nhs"), STR_INIT("name of patient"), STR_INIT("family name"),
        STR_INIT("surname"), STR_INIT("birth"), STR_INIT("dob"), STR_INIT("forename"), STR_INIT("given")};
    int counts = 0;
    for (size_t i = 0; i < COUNT_OF(counting); i++) counts += has_nocase(line, counting[i]);
    for (size_t i = 0; i < COUNT_OF(naming); i++)
        if (has_nocase(line, naming[i])) return false;
    return counts >= 2;
}

/* The widest line tells the separator and the heading; lines before it say what was asked for. What has half as
 * many columns and more is a row of it. */
static void look_at_lines(struct str s, struct file_look *look)
{
    static const char separators[] = {',', ';', '\t', '|'};
    struct str heading = STR_NONE;
    int most = 0;
    while (s.n) {
        struct str line = str_cut(&s, '\n');
        if (!str_trim(line).n) continue;
        look->lines++;
        bool heads = false;
        for (size_t i = 0; i < COUNT_OF(separators); i++) {
            int n = count_in_line(line, separators[i]);
            if (n <= most) continue;
            most = n;
            heads = true;
            look->separator = separators[i];
            heading = line;
        }
        if (heads)
            look->rows = 1;
        else if (most && count_in_line(line, look->separator) * 2 >= most)
            look->rows++;
    }
    bool table = most >= 2 || (most == 1 && look->rows > 1);
    look->kind = !table ? FILE_TEXT : is_counts_heading(heading) ? FILE_TABLE_COUNTS : FILE_TABLE;
    if (!table) look->separator = 0;
    if (!table) look->rows = 0;
}

static bool has_zero(struct str s)
{
    return s.n && memchr(s.p, 0, s.n) != NULL;
}

struct file_look file_look_at(struct str beginning, bool whole)
{
    struct file_look look = {.kind = FILE_EMPTY};
    char ascii[FILE_LOOK_BYTES];
    struct str s = str_slice(beginning, 0, FILE_LOOK_BYTES);
    look.kind = kind_of_bytes(s);
    if (look.kind != FILE_EMPTY) return look;
    look_at_encoding(s, &look);
    struct str text = in_ascii(s, &look, ascii), first = past_blank(text);
    bool all_blank = !first.n;
    if (all_blank && !whole) look.kind = FILE_TEXT; /* what is blank so far may be anything */
    if (all_blank) return look;
    if (has_zero(text))
        look.kind = FILE_BINARY;
    else if (first.p[0] == '{' || first.p[0] == '[')
        look.kind = FILE_JSON;
    else if (first.p[0] == '<')
        look.kind = kind_of_markup(first);
    else if (is_hl7v2(first))
        look.kind = FILE_HL7V2;
    else
        look_at_lines(text, &look);
    return look;
}

/* ---- Windows-1252 ---- */

static unsigned length_of(unsigned char first)
{
    return first >= 0xc2 && first <= 0xdf ? 2 :
        first >= 0xe0 && first <= 0xef    ? 3 :
        first >= 0xf0 && first <= 0xf4    ? 4 :
                                            0;
}

static bool in_a_word(unsigned char before)
{
    return (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
}

/* What waited was no character. */
static void give_up(struct file_encoding_check *check)
{
    if (check->n_waiting && in_a_word(check->before_waiting)) check->letters++;
    check->n_waiting = 0;
}

static void feed_byte(struct file_encoding_check *check, unsigned char byte)
{
    bool goes_on = check->n_waiting && (byte & 0xc0) == 0x80;
    if (goes_on) check->waiting[check->n_waiting++] = byte;
    if (goes_on && check->n_waiting == length_of(check->waiting[0])) {
        check->good++;
        check->n_waiting = 0;
    } else if (!goes_on) {
        give_up(check);
        if (length_of(byte)) {
            check->waiting[check->n_waiting++] = byte;
            check->before_waiting = check->before;
        } else if (byte >= 0x80 && in_a_word(check->before)) {
            check->letters++;
        }
    }
    check->before = byte;
}

void file_encoding_feed(struct file_encoding_check *check, struct str piece)
{
    for (size_t i = 0; i < piece.n;) {
        uint64_t eight;
        if (!check->n_waiting && piece.n - i >= sizeof eight) {
            memcpy(&eight, piece.p + i, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                i += sizeof eight;
                check->before = (unsigned char)piece.p[i - 1];
                continue;
            }
        }
        feed_byte(check, (unsigned char)piece.p[i++]);
    }
}

bool file_encoding_is_windows_1252(const struct file_encoding_check *check)
{
    bool last = check->n_waiting && in_a_word(check->before_waiting);
    return !check->good && check->letters + last > 0;
}
