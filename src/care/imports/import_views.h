/*
 * What /admin/imports shows: the list of imports, the newest first. Private to the slice.
 */
#ifndef CAIRN_CARE_IMPORT_VIEWS_H
#define CAIRN_CARE_IMPORT_VIEWS_H

#include "care/shell/shell.h"

struct imports_view {
    struct worklist_view list;
};

#endif
