/*
 * What /admin/imports shows: one line for each import, in words, the newest first. Private to the slice. Texts are
 * ready to be shown; an empty one is left out.
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
