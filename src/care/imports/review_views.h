/*
 * What the pages of a reviewed import show. Private to the slice.
 */
#ifndef CAIRN_CARE_IMPORT_REVIEW_VIEWS_H
#define CAIRN_CARE_IMPORT_REVIEW_VIEWS_H

#include "care/imports/import_review.h"
#include "care/shell/shell.h"
#include "ui/pieces.h"

struct upload_view {
    struct error_summary problems;
    struct file_upload file;
    struct input source;
    struct select_field practice;
    bool has_practices;
};

struct review_view {
    struct page_top top;
    struct tag state;
    struct str said;    /* what is the matter, or what happens next */
    struct str refused; /* why it can't be imported */
    struct worklist_view groups;
    bool has_groups;
    struct url columns, again, undo, action, download;
    struct checkboxes what;
    struct str version;
    struct str open; /* close matches that nobody decided about */
    struct str stay; /* of one that was undone */
    struct url stay_link;
    bool waits, can_go, busy;
};

struct review_rows_view {
    struct page_top top;
    struct link back;
    struct worklist_view list;
    struct str said;
    struct url download;
};

struct alike_row {
    struct str heading, why;
    struct slot cards;
    struct radios decision;
};
struct review_alike_view {
    struct page_top top;
    struct link back, more;
    LIST(struct alike_row) rows;
    struct url action;
    struct str none;
};

struct review_columns_view {
    struct error_summary problems;
    struct page_top top;
    LIST(struct select_field) columns;
    struct url action, back;
    struct str version, lack;
};

struct review_undo_view {
    struct page_top top;
    struct url action, back;
    struct str version;
    struct panel panel;
};

struct reply upload_get(struct ctx *c, const struct request *r);
struct reply upload_post(struct ctx *c, const struct request *r);
struct reply reviewed_get(struct ctx *c, const struct request *r);
struct reply reviewed_post(struct ctx *c, const struct request *r);
struct reply reviewed_rows_get(struct ctx *c, const struct request *r);
struct reply reviewed_alike_get(struct ctx *c, const struct request *r);
struct reply reviewed_alike_post(struct ctx *c, const struct request *r);
struct reply reviewed_columns_get(struct ctx *c, const struct request *r);
struct reply reviewed_columns_post(struct ctx *c, const struct request *r);
struct reply reviewed_refused_get(struct ctx *c, const struct request *r);
struct reply reviewed_undo_get(struct ctx *c, const struct request *r);
struct reply reviewed_undo_post(struct ctx *c, const struct request *r);

/* "/admin/imports/<key>" + after */
struct url reviewed_url(struct arena *a, const struct import_review *review, const char *after);
/* The one of the address; ERR_NOT_FOUND: there is none, or it isn't theirs to see. */
MUST_USE enum err reviewed_of(struct ctx *c, const struct request *r, struct import_review *ret);
struct str reviewed_number(struct arena *a, int64_t n); /* "20,000" */
struct str reviewed_from(struct arena *a, const struct import_review *review);
bool reviewed_is_table(const struct import_review *review);

#endif
