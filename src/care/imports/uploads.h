/*
 * Uploaded files: from the data manager's machine to people's records, with somebody's eyes in between.
 *
 * An upload is stored compressed, in pieces; import_work.c has it checked in the background by the same import
 * that will run, as a rehearsal, and keeps what it found row by row. Who uploaded it, or a colleague, looks
 * through that, decides on close matches and approves; then the import runs in earnest and the file is forgotten.
 * What nobody decides on within two weeks is forgotten too. Private to the slice. [ADR 0045]
 */
#ifndef CAIRN_CARE_UPLOADS_H
#define CAIRN_CARE_UPLOADS_H

#include "care/imports/imports.h"
#include "care/imports/uploads.sql.h"
#include "care/shell/shell.h"

/* Stored as numbers: append, never reorder. name, words for the list */
#define UPLOAD_STATE_LIST(X) \
    X(CHECKING, "Being checked") \
    X(REVIEW, "To be reviewed") \
    X(APPROVED, "Being imported") \
    X(DONE, "Imported") \
    X(REFUSED, "Can’t be imported") \
    X(DISCARDED, "Discarded") \
    X(ARRIVING, "Arriving")
enum upload_state {
    UPLOAD_NOTHING,
#define UPLOAD_ENUM(name, words) UPLOAD_##name,
    UPLOAD_STATE_LIST(UPLOAD_ENUM)
#undef UPLOAD_ENUM
};
struct str upload_state_words(enum upload_state state);
struct tag upload_state_tag(enum upload_state state);

enum { UPLOAD_MOST = LIMIT_BODY_LARGEST, UPLOAD_SOURCE_MOST = 60 };

/* The upload of this address, if it is of the actor's network and, where they work for one practice, of that. */
MUST_USE enum err upload_get(struct ctx *c, struct uuid key, struct upload_find_row *ret);
int64_t upload_only(const struct actor *actor); /* the practice whose uploads they see; 0: all */
struct url upload_url(struct arena *a, struct uuid key, const char *after);

/* How many rows of each kind the check found. */
struct upload_counts {
    int64_t of[FOUND_COUNT], decided; /* decided: of the close matches */
};
MUST_USE enum err upload_counts_read(struct ctx *c, struct upload_id id, struct upload_counts *ret);
struct str import_found_word(enum import_found found);
struct str import_found_label(enum import_found found);

/* ---- pages ---- */
struct reply upload_new_get(struct ctx *c, const struct request *r);
struct reply upload_new_post(struct ctx *c, const struct request *r);
struct reply upload_page_get(struct ctx *c, const struct request *r);
struct reply upload_approve_post(struct ctx *c, const struct request *r);
struct reply upload_discard_post(struct ctx *c, const struct request *r);
struct reply upload_rows_get(struct ctx *c, const struct request *r);
struct reply upload_match_post(struct ctx *c, const struct request *r);
struct reply upload_refused_get(struct ctx *c, const struct request *r);
struct reply upload_columns_get(struct ctx *c, const struct request *r);
struct reply upload_columns_post(struct ctx *c, const struct request *r);

#endif
