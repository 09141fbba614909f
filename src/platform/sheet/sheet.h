/*
 * A table that leaves as a file: CSV or a spreadsheet of its own kind (XLSX), row after row in bounded memory.
 *
 * Rows go to a file in the data directory that has no name there any more once it is whole, so nothing of it stays
 * behind: it is sent from its descriptor (reply_file) and is gone with it. Every cell is text; the first row holds
 * the headings. The one file that uses libxlsxwriter is sheet_xlsx.c. What makes cells harmless: wire/csv_write.h.
 */
#ifndef CAIRN_PLATFORM_SHEET_H
#define CAIRN_PLATFORM_SHEET_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum sheet_kind { SHEET_CSV = 1, SHEET_XLSX };
enum { SHEET_COLUMNS_MOST = 24 };

struct sheet;

/* directory: the data directory. ERR_IO, ERR_FULL. The sheet lives in the arena and ends with sheet_end or
 * sheet_abandon. */
MUST_USE enum err sheet_begin(struct arena *a, enum sheet_kind kind, struct str directory,
    const struct str *headings, size_t n, struct sheet **ret);
/* As many cells as headings. scratch is what one row needs, and may be rewound after it. A failure is told by
 * sheet_end. */
void sheet_row(struct sheet *s, struct arena *scratch, const struct str *cells);
/* The whole file, from its beginning. */
MUST_USE enum err sheet_end(struct sheet *s, int *ret_file, uint64_t *ret_bytes);
void sheet_abandon(struct sheet *s);

struct str sheet_type(enum sheet_kind kind);   /* content type */
struct str sheet_ending(enum sheet_kind kind); /* ".csv" */

/* At the start: what a server left that was stopped halfway. */
void sheet_sweep(struct arena *a, struct str directory);

#endif
