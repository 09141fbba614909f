/*
 * One upload that is being checked, or imported: what the import says of it, kept row by row for who reviews it.
 * Private to the slice; used on the thread of import_work.c.
 */
#ifndef CAIRN_CARE_IMPORT_REVIEWING_H
#define CAIRN_CARE_IMPORT_REVIEWING_H

#include "base/buf.h"
#include "care/imports/uploads.h"

enum { REVIEWING_ROWS = 200 };

struct reviewing {
    const struct app *app;
    struct arena arena, batch; /* for its length; for the rows that are to be stored next */
    struct actor actor;
    struct upload_find_row upload;
    struct import_options options;
    struct import_result result;
    struct buf columns; /* as the reader said them */
    struct upload_row_insert_params rows[REVIEWING_ROWS];
    size_t n;
    int64_t met;      /* people of the file that can be taken, or decided on */
    struct str whole; /* why nothing of the file can be taken */
    enum err failed;
};

/* The oldest that is due; ERR_NOT_FOUND: none is. */
MUST_USE enum err reviewing_begin(const struct app *app, struct reviewing *ret);
struct import_events reviewing_events(struct reviewing *r);
/* What it came to, as the import ended. */
MUST_USE enum err reviewing_end(struct reviewing *r, enum err ended);
void reviewing_free(struct reviewing *r);

/* Discards what nobody decided on for so many days, and forgets what nobody needs: a bit at each call.
 * ERR_NOT_FOUND: there is nothing more. */
MUST_USE enum err reviewing_tidy(const struct app *app, int64_t days);

#endif
