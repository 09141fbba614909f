/*
 * The views of the two pages, each with a list of entries as care/shell/worklist.h makes it. Private to the slice.
 */
#ifndef CAIRN_CARE_TRAIL_PAGES_H
#define CAIRN_CARE_TRAIL_PAGES_H

#include "care/shell/shell.h"

struct who_looked_view {
    struct worklist_view list;
};
struct audit_view {
    struct error_summary problems;
    struct str total, head;
    struct worklist_view list;
    struct select_field account;
    struct date_input day;
};

struct reply who_looked_get(struct ctx *c, const struct request *r);
struct reply audit_get(struct ctx *c, const struct request *r);

#endif
