/* An entry for the GP record: its states, what may happen to it, and how that is kept. Private to the slice. */
#ifndef CAIRN_CARE_CODING_ENTRY_H
#define CAIRN_CARE_CODING_ENTRY_H

#include "care/coding/coding.h"

/* The word in the database, how it is listed, the tag's colour */
#define CODING_STATE_LIST(X) \
    X(WAITING, "waiting", "Waiting", YELLOW) \
    X(PASTED, "pasted", "Pasted by hand", BLUE) \
    X(FILE, "file", "In a file", BLUE) \
    X(FOUND, "found", "In the GP record", GREEN) \
    X(FAILED, "failed", "Failed", RED) \
    X(NOT_NEEDED, "not_needed", "Not needed", GREY) \
    X(WITHDRAWN, "withdrawn", "Taken back", GREY) \
    X(REMOVE, "remove", "Take out of the GP record", ORANGE) \
    X(REMOVED, "removed", "Taken out", GREY)
enum coding_state {
    CODING_STATE_NONE,
#define CODING_STATE_ENUM(name, word, label, colour) CODING_IS_##name,
    CODING_STATE_LIST(CODING_STATE_ENUM)
#undef CODING_STATE_ENUM
        CODING_STATE_END
};
extern const struct vocabulary coding_states;

/* What somebody says on the page (the word in a form), and below what happens by itself. */
#define CODING_ACT_LIST(X) \
    X(DONE, "done", "It is in the GP record now, or was taken out of it") \
    X(FAIL, "fail", "It could not be entered") \
    X(NOT_NEEDED, "not-needed", "It is not needed there") \
    X(AGAIN, "again", "Put it back to wait")
enum coding_act {
    CODING_ACT_NONE,
#define CODING_ACT_ENUM(name, word, label) CODING_ACT_##name,
    CODING_ACT_LIST(CODING_ACT_ENUM)
#undef CODING_ACT_ENUM
        CODING_TO_FILE,
    CODING_STRUCK, /* the contact was struck through */
    CODING_FOUND,  /* an import brought it */
    CODING_GONE,   /* an import took it away again, or changed it into something else */
    CODING_ACT_END
};
extern const struct vocabulary coding_acts;

/* Pure: the state after it; CODING_STATE_NONE: it can't happen, or changes nothing. */
enum coding_state coding_next(enum coding_state state, enum coding_act act);
/* What stands again when the import that found it is taken back. */
enum coding_state coding_before_found(enum coding_state state, enum coding_state before);
/* Whether the GP record counts a record of another system as this: it stands, and its day is known. */
bool coding_stands(const struct coded *record);
/* A code that Cairn writes itself: 0: another one, or none. */
int64_t coding_own_code(const struct coded *record);

/* ---- one entry ---- */
struct coding_entry {
    struct gp_entry_id id;
    struct uuid key;
    int64_t version;
    struct person_id person;
    enum coding_state state, before_found;
    struct str why;
    struct account_id given_by;
    struct instant given_at;
    struct gp_file_id file;
    struct import_id found_import;
    struct uuid found_source;
};
MUST_USE enum err coding_entry_read(struct ctx *c, struct uuid key, struct coding_entry *ret);

struct coding_happened {
    enum coding_act act;
    struct str why;
    struct gp_file_id file;  /* CODING_TO_FILE */
    struct import_id import; /* CODING_FOUND, as */
    struct uuid source;
};
/* In an action. ERR_CONFLICT: it moved on. ERR_REFUSED: nothing of the kind can happen to it as it is. */
MUST_USE enum err coding_happen(struct ctx *c, const struct coding_entry *e, const struct coding_happened *h);

#endif
