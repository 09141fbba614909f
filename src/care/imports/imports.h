/*
 * Importing from files: people and their coded records.
 *
 * The files are read by a sandboxed child (import_reader.h), which sends rows through a pipe; import_run takes
 * them from there, trusts none of them, and applies them in slices of a few milliseconds on the writer, between
 * other people's work. Three passes over the files: organisations, practitioners and places (only for their names
 * and codes), then patients, then everything said about them; so the order of files and resources doesn't matter.
 * Each resource is applied whole or not at all; what can't be taken is reported with its place and a reason and
 * never stops the rest.
 *
 * Importing the same again changes nothing. An import that was interrupted is simply run again: what it had done
 * is recognised and passed over quickly. A patient is recognised by the id that this source gave them, else by the
 * NHS number; and never taken for somebody with another name and another date of birth. What people here changed
 * stays: an import only changes what the source itself changed since it last came. [ADR 0015, reliability I11]
 */
#ifndef CAIRN_CARE_IMPORTS_H
#define CAIRN_CARE_IMPORTS_H

#include "base/limits.h"
#include "base/date.h"
#include "nhs/ids.h"
#include "nhs/nhs_number.h"
#include "platform/db/store.h"
#include "platform/http/route.h"
#include "platform/versions/follow.h"

/* name, in words */
// clang-format off
#define IMPORT_FIGURE_LIST(X) \
    X(people_new) X(people_changed) X(people_same) \
    X(records_new) X(records_changed) X(records_same) X(not_read) X(rejected)
// clang-format on
struct import_figures {
#define IMPORT_FIGURE(name) int64_t name;
    IMPORT_FIGURE_LIST(IMPORT_FIGURE)
#undef IMPORT_FIGURE
};

struct import_refusal {
    uint32_t file;  /* counted from 0, as they were given */
    uint64_t place; /* line of NDJSON, or entry of a bundle, from 1; 0: the whole file */
    struct str type, id, reason;
    bool alike; /* somebody here may be the same person: told of as met, too */
};

/* What somebody of a file is to whoever is here. Stored as numbers: append, never reorder. */
#define IMPORT_FOUND_LIST(X) \
    X(NEW, "new", "New people") \
    X(SAME, "same", "Already here, nothing changes") \
    X(CHANGED, "changed", "Already here, details change") \
    X(MOVED, "moved", "Moved to another practice") \
    X(ALIKE, "close", "Close matches") \
    X(GONE, "gone", "Not in the list any more") \
    X(REFUSED, "refused", "Not imported")
enum import_found {
    FOUND_NOTHING,
#define FOUND_ENUM(name, word, label) FOUND_##name,
    IMPORT_FOUND_LIST(FOUND_ENUM)
#undef FOUND_ENUM
        FOUND_COUNT
};

/* A person of the file, and what becomes of them. */
struct import_met {
    uint64_t place;
    enum import_found found;
    struct uuid person;          /* who is known here; of FOUND_ALIKE, who it may be */
    struct practice_id practice; /* where they are, or are to be */
    struct str name;             /* as the file says: "RAHMAN, Amina"; of who is new, or may be */
    struct date born;
    struct nhs_number nhs_number;
    struct str words; /* what changes, or why they may be the same; may be empty */
};

/* Called on the thread of import_run. Those that are NULL hear nothing. */
struct import_events {
    void *owner;
    void (*met)(void *owner, const struct import_met *met);
    void (*column)(void *owner, struct str role, struct str heading); /* of a table, in their order */
    void (*refused)(void *owner, const struct import_refusal *refusal);
    void (*progress)(void *owner, int64_t bytes_read, const struct import_figures *so_far);
};

/* What it came to, however it ended. */
struct import_result {
    struct import_figures figures;
    struct import_id id; /* 0: a dry run */
    uint32_t file;       /* that the reader last spoke of */
    char why[1024];      /* ERR_REFUSED: a sentence, else empty */
};

/* What somebody said of a close match, in the order of the places. */
struct import_decision {
    uint64_t place;
    struct uuid person; /* who was shown */
    bool same;          /* else they are two people */
};

struct import_options {
    struct store *store;
    const struct clock *clock;
    const struct actor *actor;
    struct str source;            /* the system it comes from, where ids alone could be mistaken; may be empty */
    struct str pcn;               /* the network's name; may be empty where there is one */
    struct str practice_code;     /* of people whose practice isn't said or isn't known here; may be empty */
    struct practice_id otherwise; /* the same, by its id */
    struct practice_id only;      /* people of this practice alone; 0: of the whole network */
    const struct import_decision *decisions;
    size_t decision_count;
    struct str named; /* what was given on the command line, for the list of imports */
    int64_t files;
    const _Atomic bool *stop; /* true: no more rows are taken, and it ends with ERR_BUSY; NULL: never */
    size_t keys_most;         /* of resources, remembered before they are written; 0: CODED_KEYS_MOST */
    bool dry_run;             /* says what would happen and writes nothing */
};

/* Reads rows until their end. ERR_DAMAGED: the reader sent something that is no row, or stopped too early, and
 * ret->file is the file that it was reading; what was applied before stays. ERR_INVALID: practice_code isn't one
 * of the network's. ERR_REFUSED: it isn't clear which network, or there is no such one; nothing was begun. */
MUST_USE enum err import_run(
    const struct import_options *options, int rows, const struct import_events *events, struct import_result *ret);

/* "119 people (112 new, 5 changed, 2 as before), 1,085 coded records (...), 12 rejected" */
struct str import_summary(struct arena *a, const struct import_figures *figures);

/* What imports brought a person, the newest first, from a moment on: those of that moment below an id. */
enum import_change_kind { IMPORT_ADDED_THEM = 1, IMPORT_CHANGED_DETAILS, IMPORT_BROUGHT_RECORDS };
struct import_change {
    int64_t id;
    struct instant at;
    enum import_change_kind kind;
    struct str source;         /* "SystmOne, frailty"; where none was named, the file */
    struct str who;            /* empty: the command line */
    struct instant taken_back; /* not set: it stands */
};
struct import_change_list {
    struct import_change *items;
    size_t n;
};
MUST_USE enum err import_changes_from(struct ctx *c, struct person_id person, struct instant at, int64_t below,
    int most, struct import_change_list *ret);

/* In actions: the row under which a demonstration's coded records stand, though nothing was read for them; what
 * they came to. Only an installation that is marked as a demonstration may have one (docs/adr/0033). */
MUST_USE enum err import_invent(struct ctx *c, struct pcn_id pcn, struct uuid key, struct import_id *ret);
MUST_USE enum err import_invented(struct ctx *c, struct import_id id, int64_t people, int64_t records);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows import_person_rows_follow, import_change_rows_follow;

extern const struct db_statement_file imports_statements, import_undo_statements, uploads_statements;
extern const struct route_table import_routes;

/* Its other parts: the side that has the files, the child's, and what runs in the server. */
#include "care/imports/import_feed.h"
#include "care/imports/import_reader.h"
#include "care/imports/import_work.h"

#endif
