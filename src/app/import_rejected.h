/*
 * PATH.rejected.csv: what an import could not take from PATH, with its place and the reason, for a spreadsheet.
 *
 * One file for each path that was given and had something rejected; what an earlier import left there goes away.
 * Written under another name and renamed at the end, so it is whole or not there. A cell that a spreadsheet would
 * take for a formula gets an apostrophe before it [reliability I10].
 */
#ifndef CAIRN_APP_IMPORT_REJECTED_H
#define CAIRN_APP_IMPORT_REJECTED_H

#include "care/imports/imports.h"

struct rejected_files {
    struct arena *arena;
    char *const *paths;
    size_t n;
    const struct import_files *files;
    FILE **open; /* one for each path, once something was rejected */
    bool failed; /* one of them could not be written */
};
void rejected_begin(struct rejected_files *r);
void rejected_add(struct rejected_files *r, const struct import_refusal *refusal);
void rejected_end(struct rejected_files *r, bool keep);
struct str rejected_path(struct arena *a, const char *path, bool part); /* "people/bundles.rejected.csv" */

#endif
