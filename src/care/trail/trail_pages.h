/*
 * The views of the two pages, and where a day begins in the audit. Private to the slice.
 */
#ifndef CAIRN_CARE_TRAIL_PAGES_H
#define CAIRN_CARE_TRAIL_PAGES_H

#include "care/shell/shell.h"

enum { TRAIL_PAGE = 50 };

struct trail_line {
    struct str when, who, role, done, outcome, reason, people;
};
struct trail_lines {
    struct trail_line *items;
    size_t n;
};
struct who_looked_view {
    struct str total;
    struct trail_lines lines;
    struct pagination pages;
    bool has_pages;
};
struct audit_view {
    struct error_summary problems;
    struct str total, head;
    struct trail_lines lines;
    struct pagination pages;
    bool has_pages;
    struct select_field account;
    struct date_input day;
};

/* Which page was asked for ("?page=2"), 1 to the last; how many there are. */
struct trail_position {
    int64_t page, last;
};
struct trail_position trail_position(const struct form *query, int64_t total);
struct pagination trail_pagination(struct arena *a, struct url base, struct trail_position at);

struct reply who_looked_get(struct ctx *c, const struct request *r);
struct reply audit_get(struct ctx *c, const struct request *r);

#endif
