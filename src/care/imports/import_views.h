/*
 * What /admin/imports shows: what waits for a decision, and the list of imports, the newest first. Private to the
 * slice.
 */
#ifndef CAIRN_CARE_IMPORT_VIEWS_H
#define CAIRN_CARE_IMPORT_VIEWS_H

#include "care/shell/shell.h"
#include "ui/pieces.h"

struct imports_view {
    bool can_upload;
    struct lines waiting; /* uploads that somebody has to decide on */
    struct worklist_view list;
};

#endif
