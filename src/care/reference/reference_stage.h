/*
 * What a reader of files let through, taken apart and checked again before anything is written. Private to the
 * slice.
 *
 * The lines come from a child that has read bytes from outside, so they are trusted no further than their form:
 * every row is parsed here to the values that the tables hold, by the same rules, and one that isn't right makes
 * the whole ERR_DAMAGED.
 */
#ifndef CAIRN_CARE_REFERENCE_STAGE_H
#define CAIRN_CARE_REFERENCE_STAGE_H

#include "care/reference/reference.h"
#include "nhs/ods_code.h"
#include "platform/crypto.h"

enum { STAGE_SETS_MOST = 2000, STAGE_ROWS_MOST = 250000 };

struct staged_set {
    struct str name, version, source;
    struct crypto_hash digest; /* of its rows in their order */
    int64_t rows;              /* lines; a row that is there twice counts once when written */
    enum { SET_NEW, SET_CHANGED, SET_SAME, SET_AGAIN } what;
    struct reference_set_id id;
    struct reference_set_id was; /* the version that is looked at now; 0: none is */
    struct str was_version;
    int64_t written;
};
struct staged_row {
    uint32_t set;
    struct str cells; /* between tabs */
};
struct stage {
    enum reference_kind kind;
    struct staged_set *sets;
    size_t n_sets;
    struct staged_row *rows;
    size_t n_rows;
};
MUST_USE enum err stage_read(struct arena *a, enum reference_kind kind, struct str lines, struct stage *ret);

/* One row as values; which are set depends on the kind. */
struct stage_values {
    struct snomed_id code;
    struct str category, term;          /* codes */
    struct str ods, name, type, parent; /* organisations */
    bool open;
    struct date day;                      /* of closing; of a holiday */
    struct str lsoa, lsoa_2011, postcode; /* lsoa is that of 2021 for postcodes */
    int64_t rank, decile;
};
MUST_USE bool stage_values(enum reference_kind kind, struct str cells, struct stage_values *ret);

/* Taken apart, and compared with what is there: what loading would do. ERR_DAMAGED and ERR_REFUSED as there. */
MUST_USE enum err reference_look(struct ctx *c, struct store *store, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret, struct stage *ret_stage);

#endif
