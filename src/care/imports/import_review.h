/*
 * Files that somebody looks at before they count: what they hold, in groups; approved, and undone. Private to the
 * slice.
 *
 *     uploaded -> waiting -> approved -> done -> undoing -> undone
 *        |  \-> columns (they must be named) -> uploaded
 *        \---> refused        waiting -> discarded
 *
 * A thread of the server's own (import_worker.h) does what is to be done: it checks what was uploaded, imports
 * what was approved, undoes what is to be undone, each a few milliseconds of the writer at a time. All of it can
 * be interrupted and is then done again from what the tables say.
 */
#ifndef CAIRN_CARE_IMPORT_REVIEW_H
#define CAIRN_CARE_IMPORT_REVIEW_H

#include "base/uuid.h"
#include "nhs/ids.h"
#include "platform/ctx.h"

/* Stored as words. name, word, what a page calls it */
#define IMPORT_STATE_LIST(X) \
    X(UPLOADED, "uploaded", "Being checked") \
    X(COLUMNS, "columns", "Columns to name") \
    X(UNREADABLE, "refused", "Cannot be imported") \
    X(WAITING, "waiting", "Waiting for review") \
    X(APPROVED, "approved", "Being imported") \
    X(DONE, "done", "Imported") \
    X(UNDOING, "undoing", "Being undone") \
    X(UNDONE, "undone", "Undone") \
    X(DISCARDING, "discarding", "Not imported") \
    X(DISCARDED, "discarded", "Not imported")
enum import_state {
#define IMPORT_STATE_ENUM(name, word, label) IMPORT_IS_##name,
    IMPORT_STATE_LIST(IMPORT_STATE_ENUM)
#undef IMPORT_STATE_ENUM
        IMPORT_STATES
};

/* Stored as numbers: append, never reorder. name, word of an address, heading */
#define IMPORT_GROUP_LIST(X) \
    X(NEW, "new", "New people") \
    X(CHANGED, "changed", "Already here, details changed") \
    X(MOVED, "moved", "Moved to another practice") \
    X(ALIKE, "alike", "Close matches") \
    X(SAME, "same", "Already here, nothing new") \
    X(GONE, "gone", "Not in the list any more")
enum import_group {
    IMPORT_REFUSED, /* a row of import_refusal; in import_row: a record */
#define IMPORT_GROUP_ENUM(name, word, heading) IMPORT_##name,
    IMPORT_GROUP_LIST(IMPORT_GROUP_ENUM)
#undef IMPORT_GROUP_ENUM
        IMPORT_GROUPS
};
#define IMPORT_GROUP_BIT(group) (INT64_C(1) << (group))

/* About a close match. Stored as numbers. */
enum import_decision { IMPORT_NOT_DECIDED, IMPORT_ADD, IMPORT_JOIN, IMPORT_LEAVE };

/* What an import did to somebody. Stored as numbers. */
enum import_change { IMPORT_ADDED = 1, IMPORT_ALTERED, IMPORT_RECORDS };

struct import_review {
    int64_t id;
    struct uuid key;
    int64_t version;
    enum import_state state;
    struct practice_id practice;
    struct account_id account, decided_by, undone_by;
    int role;
    struct pcn_id pcn;
    struct str who; /* uploaded it */
    struct instant uploaded_at;
    struct str source, named, columns, why;
    int64_t bytes, groups;
    struct import_id import;
    struct str decided_who, undone_who;
    struct instant decided_at, undone_at;
};
/* Of the actor's network. */
MUST_USE enum err import_review_find(struct ctx *c, struct uuid key, struct import_review *ret);
/* For the worker: the oldest that has something to be done. */
MUST_USE enum err import_review_to_do(struct ctx *c, struct import_review *ret);
/* In an action. ERR_CONFLICT: it isn't in that state any more. */
MUST_USE enum err import_review_go(
    struct ctx *c, const struct import_review *review, enum import_state from, enum import_state to);
struct str import_state_word(enum import_state state);
struct str import_state_label(enum import_state state);
struct str import_group_word(enum import_group group);
struct str import_group_heading(enum import_group group);

struct import_counts {
    int64_t of[IMPORT_GROUPS];
    int64_t open; /* close matches that nobody decided about */
    int64_t refused, elsewhere, records;
};
MUST_USE enum err import_review_counts(struct ctx *c, int64_t review, struct import_counts *ret);

#endif
