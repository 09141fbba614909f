/*
 * What /admin/backups shows, in words that are ready to be shown. Private to the slice.
 */
#ifndef CAIRN_CARE_BACKUPS_VIEW_H
#define CAIRN_CARE_BACKUPS_VIEW_H

#include "ui/components.h"

struct backups_line {
    struct str text;
};
struct backups_lines {
    struct backups_line *items;
    size_t n;
};
struct backups_view {
    struct str quiet;
    struct backups_lines advice; /* what to do; none if all is well */
    struct summary_list facts;
};

#endif
