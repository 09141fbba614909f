/*
 * The views behind the page of published tables. Private to the slice; made by reference_pages.c, read by its
 * template.
 */
#ifndef CAIRN_CARE_REFERENCE_VIEWS_H
#define CAIRN_CARE_REFERENCE_VIEWS_H

#include "care/shell/shell.h"

/*
 * One version of one list, and the lists of one kind with how to load newer ones.
 */
struct reference_line {
    struct str name, version, dated, source, rows, rejected, loaded;
    bool older; /* kept, not looked at */
};
struct reference_group {
    struct str heading, caption, what, command, where;
    LIST(struct reference_line) lines;
};
struct reference_view {
    LIST(struct reference_group) groups;
};

#endif
