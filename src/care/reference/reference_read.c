#include "care/reference/reference_read.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "nhs/vocabulary.h"

/* ---- headings ---- */

struct str read_heading(struct arena *a, struct str cell)
{
    struct buf b = buf_new(a, 64, CSV_CELL_BYTES);
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) buf_byte(&b, c);
    }
    return buf_str(&b);
}

static int column_of(struct arena *a, const struct csv_row *row, const char *const *names, bool beginnings)
{
    for (; *names; names++)
        for (size_t i = 0; i < row->n; i++) {
            struct str heading = read_heading(a, row->cells[i]), name = str_from_cstr(*names);
            if (beginnings ? str_starts(heading, name) : str_eq(heading, name)) return (int)i;
        }
    return -1;
}

int read_column(struct arena *a, const struct csv_row *row, const char *const *names)
{
    return column_of(a, row, names, false);
}

int read_column_like(struct arena *a, const struct csv_row *row, const char *const *beginnings)
{
    return column_of(a, row, beginnings, true);
}

struct str read_cell(const struct reading *r, const struct csv_row *row, int column)
{
    return r->column[column] < 0 ? STR_NONE : csv_cell(row, (size_t)r->column[column]);
}

/* ---- what comes out ---- */

static void put(struct reading *r, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool space = s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r';
        buf_byte(r->out, space ? ' ' : s.p[i]);
    }
}

static void put_line(struct reading *r, const char *word, const struct str *cells, size_t n)
{
    buf_add(r->out, str_from_cstr(word));
    for (size_t i = 0; i < n; i++) {
        buf_byte(r->out, '\t');
        put(r, cells[i]);
    }
    buf_byte(r->out, '\n');
}

void read_set(struct reading *r, struct str name, struct str version, struct str source)
{
    if (r->set_n && str_eq((struct str){r->set, r->set_n}, name)) return;
    MUST(name.n && name.n <= sizeof r->set);
    memcpy(r->set, name.p, name.n);
    r->set_n = name.n;
    put_line(r, "set", (const struct str[]){name, version, source}, 3);
}

void read_row(struct reading *r, const struct str *cells, size_t n)
{
    r->rows++;
    put_line(r, "row", cells, n);
}

void read_no(struct reading *r, const struct csv_row *row, struct str what, struct str reason)
{
    r->rejected++;
    struct str line = str_printf(r->arena, "%llu", (unsigned long long)row->line);
    struct str plain = utf8_is_plain(what) ? utf8_cut(what, LIMIT_LINE) : STR("(unreadable)");
    put_line(r, "no", (const struct str[]){line, plain, reason}, 3);
}

void read_left(struct reading *r)
{
    r->left++;
}

struct str read_words(struct reading *r, struct str cell)
{
    (void)r;
    struct str words = str_trim(cell);
    return words.n && words.n <= READ_TEXT_MOST && utf8_is_plain(words) && !memchr(words.p, '\n', words.n) &&
            !memchr(words.p, '\t', words.n) ?
        words :
        STR_NONE;
}

/* ---- the file ---- */

static bool give(void *owner, const struct csv_row *row)
{
    struct reading *r = owner;
    if (r->begun) {
        struct arena_mark mark = arena_mark(r->arena);
        r->kind->row(r, row);
        if (!r->bad.n) arena_rewind(r->arena, mark);
        return !r->bad.n && !r->out->overflow;
    }
    r->begun = true;
    enum read_header found = r->kind->header(r, row);
    if (found == READ_DATA) r->kind->row(r, row);
    if (found == READ_WRONG && !r->bad.n)
        r->bad = str_printf(
            r->arena, "This doesn't look like %.*s. Check that it is the right file", STR_ARG(r->kind->wanted));
    return found != READ_WRONG;
}

static const struct reading_kind *kind_of(enum reference_kind kind)
{
    static const struct reading_kind *const KINDS[] = {[REFERENCE_CODES] = &READ_CODES,
        [REFERENCE_ORGANISATIONS] = &READ_ORGANISATIONS,
        [REFERENCE_DEPRIVATION] = &READ_DEPRIVATION,
        [REFERENCE_POSTCODES] = &READ_POSTCODES,
        [REFERENCE_HOLIDAYS] = &READ_HOLIDAYS};
    MUST(kind > REFERENCE_NONE && (size_t)kind < COUNT_OF(KINDS));
    return KINDS[kind];
}

static struct str refused(struct arena *a, struct str why)
{
    return str_printf(a, "bad\t%.*s\n", STR_ARG(why));
}

static void read_table(struct reading *r, struct str text)
{
    struct str why;
    enum err err = csv_read(r->arena, text, csv_delimiter(text), give, r, &why);
    if (r->bad.n) return;
    if (err == ERR_REFUSED || r->out->overflow)
        r->bad = STR("This file is too large. Load it in parts, or one that holds less");
    else if (err == ERR_FULL)
        r->bad = STR("There is not enough memory to read this file. Load it in parts");
    else if (err)
        r->bad = why;
    else if (!r->rows && !r->rejected && !r->left)
        r->bad = STR("There is nothing in this file but its headings. Check that it was exported whole");
}

/* ---- which kind it is, where nobody said ---- */

enum { TRIED_ROWS = 50, TRIAL_MOST = 1024 * 1024 };

struct trial {
    struct reading reading;
    int64_t rows; /* that were looked at */
};

static bool try_row(void *owner, const struct csv_row *row)
{
    struct trial *t = owner;
    return give(&t->reading, row) && ++t->rows <= TRIED_ROWS;
}

/* How many of the first rows are of this kind; -1: its heading says that it is another, and *ret_bad why, if that
 * can be said. */
static int64_t try_kind(struct arena *a, enum reference_kind kind, struct str text, struct str *ret_bad)
{
    struct arena rows CLEANUP(arena_release);
    struct str why;
    arena_init(&rows, LIMIT_REQUEST_ARENA);
    struct buf out = buf_new(a, LIMIT_LINE, TRIAL_MOST); /* rows is emptied after each */
    struct trial t = {.reading = {.arena = &rows, .out = &out, .called = STR("list"), .kind = kind_of(kind)}};
    for (int i = 0; i < READ_COLUMNS; i++) t.reading.column[i] = -1;
    enum err err = csv_read(&rows, text, csv_delimiter(text), try_row, &t, &why);
    bool other = t.reading.bad.n || (err && err != ERR_REFUSED && !t.rows);
    if (other && str_eq(t.reading.bad, STR(READ_OTHER_SYSTEM))) *ret_bad = t.reading.bad;
    if (err && err != ERR_REFUSED && !t.rows && why.n) *ret_bad = str_dup(a, why);
    return other ? -1 : t.reading.rows;
}

static bool is_people(void *owner, const struct csv_row *row)
{
    static const char *const NAMES[] = {"nhsnumber", "nhsno", "dateofbirth", "dob", NULL};
    bool *people = owner;
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    *people = read_column(&a, row, NAMES) >= 0;
    return false;
}

/* The one that can take most of the first rows; REFERENCE_NONE: why says what to do. */
static enum reference_kind recognise(struct arena *a, struct str text, struct str *ret_why)
{
    enum reference_kind best = REFERENCE_NONE;
    int64_t most = -1;
    bool people = false;
    struct str ignored;
    *ret_why =
        STR("Cairn does not know this file by its columns. Choose what it is, and Cairn says what it lacks");
    if (str_starts(str_trim(text), STR("{"))) return REFERENCE_HOLIDAYS;
    (void)!csv_read(a, text, csv_delimiter(text), is_people, &people, &ignored);
    if (people) {
        *ret_why = STR("This is a list of people, not a published table. Upload it under Imports");
        return REFERENCE_NONE;
    }
    for (enum reference_kind kind = REFERENCE_CODES; kind <= REFERENCE_HOLIDAYS; kind++) {
        int64_t rows = try_kind(a, kind, text, ret_why);
        if (rows > most) best = kind, most = rows;
    }
    return best;
}

/* ---- the whole ---- */

enum { OUT_MOST = 96 * 1024 * 1024 };

struct str reference_read(struct arena *a, const struct file_converters *converters, enum reference_kind kind,
    struct str bytes, struct str called)
{
    struct file_text file;
    struct str why;
    struct buf out = buf_new(a, bytes.n + 4096 < OUT_MOST ? bytes.n + 4096 : OUT_MOST, OUT_MOST);
    struct arena rows CLEANUP(arena_release);
    struct reading r = {.arena = &rows, .out = &out, .called = called};
    arena_init(&rows, LIMIT_JOB_ARENA);
    for (int i = 0; i < READ_COLUMNS; i++) r.column[i] = -1;
    if (file_text(a, converters, bytes, &file, &why)) return refused(a, why);
    struct str text = file.text;
    if (kind == REFERENCE_NONE) {
        kind = recognise(&rows, text, &why);
        if (kind == REFERENCE_NONE) return refused(a, why);
        buf_printf(&out, "kind\t%.*s\n", STR_ARG(vocabulary_code(&reference_kinds, (int)kind)));
    }
    r.kind = kind_of(kind);
    if (kind == REFERENCE_HOLIDAYS && str_starts(str_trim(text), STR("{")))
        read_holidays_json(&r, text);
    else if (str_starts(str_trim(text), STR("{")))
        r.bad = STR("This is JSON, not a CSV. `cairn import fhir` reads FHIR; lists come as CSV");
    else
        read_table(&r, text);
    if (r.bad.n) return refused(a, r.bad);
    if (r.left) buf_printf(&out, "left\t%lld\n", (long long)r.left);
    buf_printf(&out, "end\t%lld\t%lld\n", (long long)r.rows, (long long)r.rejected);
    return out.overflow ? refused(a, STR("This file is too large. Load it in parts")) : buf_str(&out);
}
