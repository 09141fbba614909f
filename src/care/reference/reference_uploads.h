/*
 * Uploaded tables: from somebody's machine to what everybody looks up, with somebody's eyes in between.
 *
 * An upload is stored compressed, in pieces; reference_work.c has it read in the background, compared with what is
 * there, and keeps what it found. Who may load tables looks through that and approves; then the file is read once
 * more, the same way, and loaded in slices. What nobody decides on within two weeks is forgotten. Private to the
 * slice. [ADR 0057]
 */
#ifndef CAIRN_CARE_REFERENCE_UPLOADS_H
#define CAIRN_CARE_REFERENCE_UPLOADS_H

#include "base/limits.h"
#include "care/reference/reference.h"
#include "care/reference/reference_uploads.sql.h"
#include "care/shell/shell.h"

/* Stored as numbers: append, never reorder. name, words for the list, colour of the tag */
#define REFERENCE_UPLOAD_STATE_LIST(X) \
    X(CHECKING, "Being read", GREY) \
    X(REVIEW, "To be reviewed", YELLOW) \
    X(APPROVED, "Being loaded", GREY) \
    X(DONE, "Loaded", GREEN) \
    X(REFUSED, "Can’t be loaded", RED) \
    X(DISCARDED, "Discarded", GREY) \
    X(ARRIVING, "Arriving", GREY)
enum reference_upload_state {
    TABLE_NOTHING,
#define TABLE_ENUM(name, words, colour) TABLE_##name,
    REFERENCE_UPLOAD_STATE_LIST(TABLE_ENUM)
#undef TABLE_ENUM
};
struct tag reference_upload_tag(enum reference_upload_state state);

enum reference_part { PART_FILE = 1, PART_REFUSED, PART_CHANGES };
enum { TABLE_FILE_MOST = LIMIT_BODY_LARGEST };

/* Lines of one part, on their way into the database: kept until they fill a piece. Call reference_lines_end for
 * the last. */
struct reference_lines {
    struct reference_upload_id upload;
    enum reference_part part;
    const struct app *app;
    const struct actor *actor;
    struct buf piece; /* from an arena of its own */
    struct arena arena;
    int64_t number, lines;
    enum err failed;
};
void reference_lines_begin(struct reference_lines *l);
void reference_lines_add(struct reference_lines *l, const struct str *cells, size_t n);
MUST_USE enum err reference_lines_end(struct reference_lines *l); /* releases its memory */

/* One piece of a part, as text. ERR_NOT_FOUND: there are no more. */
MUST_USE enum err reference_piece_text(
    struct ctx *c, struct reference_upload_id id, enum reference_part part, int64_t number, struct str *ret);

/* What is different between the lists of a file and the versions that are looked at now. Counts for each list;
 * lines for each row that was added, dropped or changed, of lists that are there already. */
struct reference_change {
    int64_t added, dropped, changed;
};
struct stage;
MUST_USE enum err reference_changes(struct ctx *c, struct store *store, const struct stage *stage,
    struct reference_change *ret, struct reference_lines *lines);

/* ---- who ---- */

/* Whether the actor may load tables for the whole installation; why not, as a sentence. */
MUST_USE enum err reference_may_load(struct ctx *c, bool *ret, struct str *ret_why);

/* The upload of this address, if it is of the actor's network. */
MUST_USE enum err reference_upload_get(struct ctx *c, struct uuid key, struct reference_upload_find_row *ret);
struct url reference_upload_url(struct arena *a, struct uuid key, const char *after);

/* ---- pages ---- */
struct reply reference_new_get(struct ctx *c, const struct request *r);
struct reply reference_new_post(struct ctx *c, const struct request *r);
struct reply reference_upload_page_get(struct ctx *c, const struct request *r);
struct reply reference_approve_post(struct ctx *c, const struct request *r);
struct reply reference_discard_post(struct ctx *c, const struct request *r);
struct reply reference_refused_get(struct ctx *c, const struct request *r);
struct reply reference_changes_get(struct ctx *c, const struct request *r);
struct reply reference_version_get(struct ctx *c, const struct request *r);
struct reply reference_take_back_post(struct ctx *c, const struct request *r);
struct reply reference_use_post(struct ctx *c, const struct request *r);

#endif
