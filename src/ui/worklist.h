/*
 * Lists of people or things, as long as they may be: one table for every page that has one.
 *
 * A slice describes its columns, filters and orders as data, and care/shell/worklist.h makes this view of them.
 * The first cell of a row names it; on a phone each row folds to a list in which every cell says its column. There
 * is no empty cell: what isn't there is said in quiet words. On paper the table's head is on every sheet, and what
 * the list was filtered by stands under the heading [ui.md §1.5, §2.5].
 */
#ifndef CAIRN_UI_WORKLIST_H
#define CAIRN_UI_WORKLIST_H

#include "ui/forms.h"
#include "ui/pieces.h"

struct worklist_cell {
    struct str heading; /* the column's, for the phone: set where the view is made */
    struct str text;    /* with nothing else in the cell: "No data" when empty */
    struct str none;    /* instead of "No data" */
    struct url href;    /* the text leads there, */
    struct str hidden;  /* with these words after it, for those who listen */
    struct str number;  /* a small line under it, which never breaks: an NHS number, */
    struct str quiet;   /* and words in the same line */
    struct tag tag;
    bool numeric; /* set where the view is made, with the heading */
};
struct worklist_row {
    LIST(struct worklist_cell) cells;
};
struct worklist_chip {
    struct str text; /* "Practice: Elm Street Surgery" */
    struct url href; /* the list without it */
};
struct worklist_view {
    struct str caption; /* for those who listen */
    struct url action;  /* where the filters are sent */
    LIST(struct select_field) filters;
    LIST(struct worklist_chip) chips;
    struct url clear;
    LIST(struct table_column) columns;
    LIST(struct worklist_row) rows;
    struct str empty;
    struct pagination pages;
    bool has_pages;
};

#endif
