/*
 * The views behind the pages of published tables. Private to the slice; texts are ready to be read.
 */
#ifndef CAIRN_CARE_REFERENCE_VIEWS_H
#define CAIRN_CARE_REFERENCE_VIEWS_H

#include "care/shell/shell.h"

/*
 * One version of one list, and the lists of one kind with how to load newer ones.
 */
struct reference_line {
    struct str name, version, dated, source, rows, rejected, loaded;
    struct url href; /* the version's own page, for who may say which one counts */
    bool older;      /* kept, not looked at */
};
struct reference_group {
    struct str heading, caption, what, command, where;
    LIST(struct reference_line) lines;
};
struct reference_view {
    bool may_load;
    struct str why_not;   /* who else does */
    struct lines waiting; /* uploads that somebody has to decide on */
    LIST(struct reference_group) groups;
};

/* ---- loading a table ---- */

struct reference_new_view {
    struct error_summary problems;
    struct file_upload file;
    struct select_field kind;
    struct input name, version, source;
    struct date_input dated;
};

struct reference_list_line {
    struct str name, version, rows, becomes, difference;
};
struct reference_refusal {
    struct str line, what, why;
};
struct reference_difference {
    struct str row, change, now, before, list;
};
struct reference_upload_view {
    struct page_top top;
    bool waits; /* being read, or loaded */
    struct str doing;
    struct url here;
    struct str why_heading, why; /* it can't be loaded, or is to be looked through again */
    bool found, has_rows;
    struct summary_list facts;
    LIST(struct reference_list_line) lists;
    struct str more_lists;
    LIST(struct reference_refusal) refused; /* the first */
    LIST(struct reference_difference) changes;
    struct str refused_first, changes_first;
    struct url refused_file, changes_file;
    bool approvable, discardable;
    struct str consequences;
    struct url approve, discard;
};

/* ---- one version ---- */

struct reference_version_view {
    struct page_top top;
    struct summary_list facts;
    struct str action_heading, consequences, button; /* what can be done about it; empty: nothing */
    bool warns;                                      /* the version before comes back, or nothing does */
    struct url action;
    struct str why_not;
};

#endif
