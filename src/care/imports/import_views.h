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

/* One import: what it came to; taking it back, or what came of that. */
struct import_shown_view {
    struct page_top top;
    struct summary_list facts;
    bool can_take_back;
    struct str why_not; /* it can't be, though it is done */
    struct url action;
    bool waits; /* it is being taken back */
    struct url here;
    struct str taken_back; /* when, by whom, what came of it */
    bool has_left;
    struct worklist_view left;
};

#endif
