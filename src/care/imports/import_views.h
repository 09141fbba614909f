/*
 * What /admin/imports shows, put into words: a line for each import, the newest first.
 *
 * Filled by import_pages.c in the request's arena and drawn by pages/imports.html. Private to the slice.
 */
#ifndef CAIRN_CARE_IMPORT_VIEWS_H
#define CAIRN_CARE_IMPORT_VIEWS_H

#include "care/shell/shell.h"

struct import_line {
    struct str when, who, from, people, records, not_read, rejected, state;
};
struct import_lines {
    struct import_line *items;
    size_t n;
};
struct imports_view {
    struct str total;
    struct import_lines lines;
};

#endif
