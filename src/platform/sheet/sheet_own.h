/*
 * What sheet.c and sheet_xlsx.c share, and nobody else includes.
 */
#ifndef CAIRN_PLATFORM_SHEET_OWN_H
#define CAIRN_PLATFORM_SHEET_OWN_H

#include "platform/sheet/sheet.h"

/* A workbook with one page, writing to path; tmp is the folder of what it keeps on the way. */
struct workbook;
struct workbook *workbook_begin(struct arena *a, const char *path, const char *tmp);
void workbook_row(struct workbook *w, struct arena *scratch, const struct str *cells, size_t n, bool heading);
/* Writes the file; the workbook is gone either way. */
MUST_USE bool workbook_write(struct workbook *w);

#endif
