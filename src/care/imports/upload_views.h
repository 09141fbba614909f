/*
 * What the pages of uploads show: uploading, what was found, its rows, what its columns hold. Texts are ready to
 * be read; a list that is empty is said in words. Private to the slice.
 */
#ifndef CAIRN_CARE_UPLOAD_VIEWS_H
#define CAIRN_CARE_UPLOAD_VIEWS_H

#include "care/shell/shell.h"
#include "ui/pieces.h"

struct upload_new_view {
    struct error_summary problems;
    struct input source;
    struct file_upload file;
    struct select_field otherwise;
    bool asks_practice;
};

struct upload_page_view {
    struct page_top top;
    bool waits;       /* being checked, or imported */
    struct str doing; /* what is being done */
    struct url here;
    struct str why;     /* it can't be taken, or stopped */
    struct str stopped; /* the heading over that */
    bool found;         /* the list is there */
    struct worklist_view list;
    struct url became;  /* what it came to, and taking it back: once it was imported */
    struct url columns; /* what its columns hold: of a table */
    bool approvable, discardable;
    struct str consequences, left; /* what approving does; what it leaves out */
    struct url approve, discard;
};

struct upload_rows_view {
    struct error_summary problems;
    struct page_top top;
    struct url download; /* what is not imported, as a file */
    struct url back;
    bool close; /* close matches, each to be decided on */
    struct work_group matches;
    struct url action;
    struct worklist_view list; /* the rows; of close matches its filters and pages alone */
};
struct upload_choice {
    struct button same, other;
};

struct upload_columns_view {
    struct error_summary problems;
    struct page_top top;
    struct url action, back;
    LIST(struct select_field) columns;
};

#endif
