/*
 * Tables that came as text: comma-separated values and their cousins with tabs or semicolons.
 *
 * file_text.h makes text of a file's bytes first. csv_read gives the rows one by one, with the line on which each
 * begins, as the person who opens the file in an editor counts it. Quotation marks must be in order (libcsv in its
 * strict mode): a table that was cut off or glued together wrongly is refused whole, with the line, rather than
 * read askew. Cells are text between the marks, without white space around it; they point into memory that the
 * next row uses again.
 */
#ifndef CAIRN_WIRE_CSV_H
#define CAIRN_WIRE_CSV_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum { CSV_CELLS_MOST = 256, CSV_ROWS_MOST = 250000, CSV_CELL_BYTES = 8192 };

struct csv_row {
    uint64_t line; /* from 1 */
    const struct str *cells;
    size_t n;
};

/* The one of comma, tab and semicolon that the first line has most of. */
char csv_delimiter(struct str text);

/* False from the function stops the reading, and csv_read gives ERR_REFUSED. Blank lines are no rows. ERR_INVALID
 * and ERR_TOO_LARGE come with a sentence that names the line; rows before it were given. */
typedef bool (*csv_row_fn)(void *owner, const struct csv_row *row);
MUST_USE enum err csv_read(
    struct arena *a, struct str text, char delimiter, csv_row_fn give, void *owner, struct str *ret_why);

/* The cell, or STR_NONE past the end of a short row. */
static inline struct str csv_cell(const struct csv_row *row, size_t at)
{
    return at < row->n ? row->cells[at] : STR_NONE;
}

#endif
