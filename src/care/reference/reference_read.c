#include "care/reference/reference_read.h"

#include "base/limits.h"
#include "base/utf8.h"

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

enum { OUT_MOST = 96 * 1024 * 1024 };

struct str reference_read(struct arena *a, const struct file_converters *converters, enum reference_kind kind,
    struct str bytes, struct str called)
{
    struct file_text file;
    struct str why;
    struct buf out = buf_new(a, bytes.n + 4096 < OUT_MOST ? bytes.n + 4096 : OUT_MOST, OUT_MOST);
    struct arena rows CLEANUP(arena_release);
    struct reading r = {.arena = &rows, .out = &out, .called = called, .kind = kind_of(kind)};
    arena_init(&rows, LIMIT_JOB_ARENA);
    for (int i = 0; i < READ_COLUMNS; i++) r.column[i] = -1;
    if (file_text(a, converters, bytes, &file, &why)) return refused(a, why);
    struct str text = file.text;
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
