/*
 * Tables that others publish: organisations, deprivation by area, code lists, reasonable adjustments, bank
 * holidays.
 *
 * The public face of the slice. Each list has a name and versions; each version says its date, who publishes it,
 * how many rows it has and when it was loaded. Loading a newer version makes it the one that is looked at; older
 * ones stay, and a code list can be read by its version. Nothing here is about people, and nothing is made up:
 * where a table isn't loaded the answer is ERR_NOT_FOUND, and a page then leaves the fact out. Whoever shows a
 * fact from a table says its version and date beside it (struct reference_origin).
 *
 * Loading: files from outside are read by reference_read in the sandboxed child (`cairn import codes`), which
 * checks every row and says of each that it can't take which line it was, why, and what to do. What it lets
 * through is text in a form of our own, checked again by reference_load before it is written in slices, and made
 * ready at once.
 */
#ifndef CAIRN_CARE_REFERENCE_H
#define CAIRN_CARE_REFERENCE_H

#include "base/clock.h"
#include "nhs/snomed.h"
#include "nhs/working_days.h"
#include "platform/db/store.h"
#include "platform/http/route.h"
#include "wire/file_text.h"

/* name, the word of the command and of the tables, the heading on the page */
#define REFERENCE_KIND_LIST(X) \
    X(CODES, "codes", "Code lists") \
    X(ORGANISATIONS, "organisations", "Organisations") \
    X(DEPRIVATION, "deprivation", "Deprivation by area") \
    X(POSTCODES, "postcodes", "Postcodes and their areas") \
    X(HOLIDAYS, "holidays", "Bank holidays")

enum reference_kind {
    REFERENCE_NONE,
#define REFERENCE_ENUM(name, word, heading) REFERENCE_##name,
    REFERENCE_KIND_LIST(REFERENCE_ENUM)
#undef REFERENCE_ENUM
};
extern const struct vocabulary reference_kinds; /* word and heading, in enum order */

/* ---- looking up ---- */

/* Where a fact comes from: "English Indices of Deprivation", "2025"; loaded_at says since when we have it. */
struct reference_origin {
    struct str name, version;
    struct instant loaded_at;
};
/* "Indices of Deprivation 2025, loaded 26 November 2026" */
struct str reference_origin_text(struct arena *a, const struct reference_origin *origin);

struct reference_organisation {
    struct str name, type, parent;
    bool open;
    struct date closed;
    struct reference_origin origin;
};
/* ERR_NOT_FOUND: no table that is loaded has this code. */
MUST_USE enum err reference_organisation(struct ctx *c, struct str ods_code, struct reference_organisation *ret);

struct reference_deprivation {
    struct str lsoa;
    int64_t rank, decile; /* decile 1: among the most deprived tenth of England's areas */
    struct reference_origin origin;
};
/* By postcode where postcodes are loaded and know this one, else by the area that was given; either may be empty.
 */
MUST_USE enum err reference_deprivation(
    struct ctx *c, struct str postcode, struct str lsoa, struct reference_deprivation *ret);
/* "E01004736": a lower layer super output area of England. */
bool reference_is_lsoa(struct str text);

struct reference_code {
    struct snomed_id code;
    struct str category, term;
};
struct reference_code_list {
    struct reference_code *items;
    size_t n;
};
/* In the list's own order; version STR_NONE: the current one. A list that isn't there has no codes. */
MUST_USE enum err reference_codes(
    struct ctx *c, struct str name, struct str version, struct reference_code_list *ret);
#define REFERENCE_ADJUSTMENTS STR("Reasonable adjustments")
#define REFERENCE_SEED_CODES STR("Care co-ordination")

/* Each year from the table that was loaded last of those that have it. */
MUST_USE enum err reference_holidays(struct ctx *c, struct holidays *ret);

/* ---- reading files: pure, for the child ---- */

/* The lines of the result, their cells between tabs: "set NAME VERSION SOURCE", "row ...", "no LINE WHAT REASON",
 * "left N" (rows that were passed over as not meant), and "end ROWS REJECTED" when all was read; "bad SENTENCE" as
 * the one line when the file is none of this kind. called is the file's own name, for lists that don't say theirs.
 * REFERENCE_NONE: it is recognised, and the first line is "kind WORD". */
struct str reference_read(struct arena *a, const struct file_converters *converters, enum reference_kind kind,
    struct str bytes, struct str called);

/* ---- loading ---- */

struct reference_options {
    enum reference_kind kind;
    struct str name, version, source; /* empty: as the file says */
    struct str unnamed;               /* the version of a list that nobody gave one; empty: the day */
    struct date dated;
    const _Atomic bool *stop; /* true: it ends with ERR_BUSY and nothing of it counts; NULL: never */
    struct uuid key; /* of the first set; not set: a new one. The same invented network has the same rows */
    bool dry_run;
};
struct reference_outcome {
    int64_t sets_new, sets_changed, sets_same, rows, rejected;
    struct str why;            /* ERR_REFUSED: a sentence */
    struct str first, version; /* name and version of the first set, for words */
};
/* rows: the "set" and "row" lines of reference_read, from wherever: every one is checked. ERR_DAMAGED: they are
 * not of that form. ERR_REFUSED: nothing was changed, and why. c->audit is set for each slice; c->db is not
 * needed. */
MUST_USE enum err reference_load(struct ctx *c, struct store *store, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret);
/* What is compiled in, where it isn't there yet. */
MUST_USE enum err reference_seed(struct ctx *c, struct store *store);

extern const struct route_table reference_routes;
extern const struct db_statement_file reference_statements, reference_uploads_statements;

/* Its other parts: the process that reads files, and what loads uploaded ones in the server. */
#include "care/reference/reference_reader.h"
#include "care/reference/reference_work.h"

#endif
