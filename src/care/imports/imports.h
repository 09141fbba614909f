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
#include "nhs/ids.h"
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
};

/* Called on the thread of import_run. */
struct import_events {
    void *owner;
    void (*refused)(void *owner, const struct import_refusal *refusal);
    void (*progress)(void *owner, int64_t bytes_read, const struct import_figures *so_far);
};

/* What it came to, however it ended. */
struct import_result {
    struct import_figures figures;
    uint32_t file;  /* that the reader last spoke of */
    char why[1024]; /* ERR_REFUSED: a sentence, else empty */
};

/* Of a table, what its columns were taken for. */
struct import_table_seen {
    struct arena *arena;
    struct str columns, lack; /* wire/gp_table.h; lack: why these won't do */
    int64_t encoding;
};

struct import_options {
    struct store *store;
    const struct clock *clock;
    const struct actor *actor;
    struct str source;        /* the system it comes from, where ids alone could be mistaken; may be empty */
    struct str pcn;           /* the network's name; may be empty where there is one */
    struct str practice_code; /* of people whose practice isn't said or isn't known here; may be empty */
    struct str named;         /* what was given on the command line, for the list of imports */
    int64_t files;
    size_t keys_most;               /* of resources, remembered before they are written; 0: CODED_KEYS_MOST */
    bool dry_run;                   /* says what would happen and writes nothing */
    int64_t review;                 /* of a file that somebody reviews: import_review.h; 0: there is none */
    bool stage;                     /* puts its rows down to be reviewed, and writes nothing about anybody */
    struct import_table_seen *seen; /* to be filled, or NULL */
    struct practice_id only;        /* whose people alone it may be about; 0: the network's */
    bool alike_asked;               /* somebody new who could be somebody here is refused: a person is to decide */
};

/* Reads rows until their end. ERR_DAMAGED: the reader sent something that is no row, or stopped too early, and
 * ret->file is the file that it was reading; what was applied before stays. ERR_INVALID: practice_code isn't one
 * of the network's. ERR_REFUSED: it isn't clear which network, or there is no such one; nothing was begun. */
MUST_USE enum err import_run(
    const struct import_options *options, int rows, const struct import_events *events, struct import_result *ret);

/* "119 people (112 new, 5 changed, 2 as before), 1,085 coded records (...), 12 rejected" */
struct str import_summary(struct arena *a, const struct import_figures *figures);

/* In actions: the row under which a demonstration's coded records stand, though nothing was read for them; what
 * they came to. Only an installation that is marked as a demonstration may have one (docs/adr/0033). */
MUST_USE enum err import_invent(struct ctx *c, struct pcn_id pcn, struct uuid key, struct import_id *ret);
MUST_USE enum err import_invented(struct ctx *c, struct import_id id, int64_t people, int64_t records);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows import_person_rows_follow;

extern const struct db_statement_file imports_statements, reviews_statements;
extern const struct route_table import_routes;

extern const struct db_statement_file import_statements;

/* Its other two parts: the side that has the files, and the child's. */
#include "care/imports/import_feed.h"
#include "care/imports/import_reader.h"
#include "care/imports/import_worker.h"

#endif
