/*
 * What /admin/imports shows: the list of imports, the newest first. Private to the slice.
 */
#ifndef CAIRN_CARE_IMPORT_VIEWS_H
#define CAIRN_CARE_IMPORT_VIEWS_H

#include "care/shell/shell.h"
#include "ui/pieces.h"

struct imports_view {
    struct box open_box;
    struct lines open; /* files that somebody uploaded and that aren't imported yet */
    struct button upload;
    struct worklist_view list;
};

#endif
