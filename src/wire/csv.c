#include "wire/csv.h"

#include "base/limits.h"

#include <csv.h>

char csv_delimiter(struct str text)
{
    static const char CANDIDATES[] = {',', '\t', ';'};
    size_t most = 0, end = 0;
    char best = ',';
    while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r') end++;
    for (size_t k = 0; k < COUNT_OF(CANDIDATES); k++) {
        size_t n = 0;
        for (size_t i = 0; i < end; i++) n += text.p[i] == CANDIDATES[k];
        if (n > most) {
            most = n;
            best = CANDIDATES[k];
        }
    }
    return best;
}

/* ---- rows ---- */

struct reading {
    struct arena *arena; /* of the caller: for what is said */
    csv_row_fn give;
    void *owner;
    struct arena row; /* cells, forgotten with the next row */
    struct str *cells;
    size_t n, rows;
    uint64_t line, row_line; /* where we are; where this row began, 0: it hasn't */
    bool stopped;
    struct str why;
};

static void stop(struct reading *r, const char *why)
{
    if (!r->stopped) r->why = str_printf(r->arena, "Line %llu: %s", (unsigned long long)r->row_line, why);
    r->stopped = true;
}

static void on_cell(void *bytes, size_t n, void *owner)
{
    struct reading *r = owner;
    if (r->stopped) return;
    if (n > CSV_CELL_BYTES) {
        stop(r, "one cell holds more than 8,000 letters. A quotation mark may be missing");
    } else if (r->n == CSV_CELLS_MOST) {
        stop(r, "there are more than 256 cells. This doesn't look like a table");
    } else {
        r->cells[r->n++] = str_dup(&r->row, (struct str){n ? bytes : "", n});
    }
}

static void on_row(int ended_by, void *owner)
{
    struct reading *r = owner;
    (void)ended_by;
    if (!r->stopped && r->rows++ == CSV_ROWS_MOST)
        stop(r, "there are more than 250,000 rows. Load the file in parts, or one that holds less");
    const struct csv_row row = {r->row_line, r->cells, r->n};
    if (!r->stopped && !r->give(r->owner, &row)) r->stopped = true;
    arena_reset(&r->row);
    r->n = 0;
    r->row_line = 0;
}

/* Its end included: LF, CR LF, or a CR alone, which ends a row too. */
static size_t line_length(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n' || (text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'))) return i + 1;
    return text.n;
}

/* As the library sees it: no row begins on such a line. */
static bool is_blank(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!memchr(" \t\r\n", line.p[i], 4)) return false;
    return true;
}

/* In blocks, because the library makes a cell's room larger by little and little. */
static bool feed_line(struct reading *r, struct csv_parser *parser, struct str line)
{
    enum { BLOCK = 4 * CSV_CELL_BYTES };
    while (line.n && !r->stopped) {
        size_t n = line.n < BLOCK ? line.n : BLOCK;
        if (csv_parse(parser, line.p, n, on_cell, on_row, r) != n) return false;
        if (csv_get_buffer_size(parser) > BLOCK)
            stop(r, "one cell goes on for too long. A quotation mark may be missing");
        line = str_skip(line, n);
    }
    return true;
}

/* Line by line, so that a row knows where it began; a line end within quotation marks belongs to its cell. */
static enum err feed(struct reading *r, struct csv_parser *parser, struct str text)
{
    while (text.n && !r->stopped) {
        size_t n = line_length(text);
        r->line++;
        if (!r->row_line) r->row_line = r->line;
        if (!feed_line(r, parser, str_slice(text, 0, n))) return ERR_INVALID;
        if (!r->n && !parser->quoted && is_blank(str_slice(text, 0, n))) r->row_line = 0;
        text = str_skip(text, n);
    }
    return ERR_NONE;
}

enum err csv_read(
    struct arena *a, struct str text, char delimiter, csv_row_fn give, void *owner, struct str *ret_why)
{
    struct csv_parser parser;
    struct reading r = {.arena = a, .give = give, .owner = owner};
    r.cells = ARENA_ARRAY(a, struct str, CSV_CELLS_MOST);
    arena_init(&r.row, LIMIT_REQUEST_ARENA);
    *ret_why = STR_NONE;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI)) return ERR_FULL;
    csv_set_delim(&parser, (unsigned char)delimiter);
    enum err err = feed(&r, &parser, text);
    if (!err && !r.stopped && csv_fini(&parser, on_cell, on_row, &r)) err = ERR_INVALID;
    int fault = csv_error(&parser);
    csv_free(&parser);
    arena_release(&r.row);
    if (err && (fault == CSV_ENOMEM || fault == CSV_ETOOBIG)) return ERR_FULL;
    if (err) stop(&r, "the quotation marks are not in order. The file may have been cut off or changed by hand");
    *ret_why = r.why;
    if (err) return err;
    return !r.stopped ? ERR_NONE : r.why.n ? ERR_TOO_LARGE : ERR_REFUSED;
}
