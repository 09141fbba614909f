/*
 * One row of a CSV file (RFC 4180), such that no spreadsheet takes a cell for anything but words.
 *
 * Every cell is in quotes, a quote in it doubled, a row ends in CR LF, and a row is one line: line ends and other
 * controls inside a cell become spaces. A cell that begins like a formula (= + - @, their full-width forms, also
 * after blanks) gets an apostrophe before it, so that Excel, LibreOffice and their kin show it and carry nothing
 * out. Marks that turn the direction of writing round are left out: with them a name could pass for another.
 * UTF-8; the byte order mark that Excel wants at the beginning of a file is csv_begin's. docs/adr/0029 says why.
 */
#ifndef CAIRN_WIRE_CSV_WRITE_H
#define CAIRN_WIRE_CSV_WRITE_H

#include "base/buf.h"

void csv_begin(struct buf *out);
void csv_row(struct buf *out, const struct str *cells, size_t n);
/* The cell's words as csv_row and a spreadsheet's own format show them: without controls and direction marks. */
struct str csv_plain(struct arena *a, struct str cell);

#endif
