/* What the files of this slice share. Private to care/imports. */
#ifndef CAIRN_CARE_IMPORT_INTERNAL_H
#define CAIRN_CARE_IMPORT_INTERNAL_H

#include "care/coded/coded.h"
#include "care/imports/imports.h"
#include "care/people/person.h"
#include "nhs/ods_code.h"
#include "wire/fhir_rows.h"

#include <pthread.h>

enum {
    SLICE_ROWS = 256,
    SLICE_PEOPLE = 64, /* the most rows of a slice that aren't records */
    SLICE_BYTES = 256 * 1024,
    LARGE_BYTES = FHIR_ROW_MOST + 4,
    SLICE_US = 4500,
    SLICES = 48,
    SLICES_A_COMMIT = 24, /* while they are committed the others are filled */
};

struct practice_known {
    struct practice_id id;
    struct str name;
    struct ods_code code;
};

/* People this import has left an audit row for, by their row number; grows, for the length of the import. */
struct people_seen {
    struct arena *arena;
    uint64_t *bits;
    size_t words;
};
bool people_seen_has(const struct people_seen *s, struct person_id id);
void people_seen_add(struct people_seen *s, struct person_id id);

/* 16-byte keys, for a dry run: whom it would have accepted. */
struct key_set {
    struct arena *arena;
    struct uuid *keys;
    size_t n, room;
};
bool key_set_has(const struct key_set *s, struct uuid key);
void key_set_add(struct key_set *s, struct uuid key);

/* One import that runs: what all its slices use, on the writer thread alone once it has begun. */
struct importer {
    const struct import_options *options; /* own, as it was asked for, by the actor below */
    struct import_options own;
    struct actor actor; /* who was given, at work in the network whose people these are */
    struct arena arena;
    struct import_id id;
    struct date today;
    struct practice_known *practices;
    size_t n_practices;
    struct practice_id otherwise; /* for people whose practice isn't said or known; 0: refuse them */
    const struct import_events *events;
    struct coded_memory coded;
    struct people_seen seen;
    struct key_set accepted, refused; /* of a dry run */
};

struct slice_refusal {
    size_t row;
    struct str reason;
    bool alike;
};

/* Rows of one kind and the work of applying them. */
struct slice {
    struct importer *importer;
    char *bytes, *own_bytes; /* frames as they came; usually in its own SLICE_BYTES */
    size_t n_bytes;
    enum fhir_row_kind kind;
    struct fhir_row *rows;
    size_t n_rows, from;         /* from: rows before it are applied */
    struct str last_subject_key; /* records come one person after the other */
    struct person_id last_subject;
    int64_t last_number;
    struct person_id last_noted; /* that records came for them */

    struct arena arena; /* of the action */
    struct arena said;  /* reasons that are kept: the action's memory ends with its run */
    struct trace trace;
    struct audit_entry entry;
    struct ctx ctx;
    struct store_job job;
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool under_way;

    /* what the last run of the action came to */
    size_t to;
    struct import_figures figures;
    struct slice_refusal *refusals;
    size_t n_refusals;
    struct import_met *met;
    size_t n_met;

    /* what its runs came to that were committed */
    struct import_figures kept;
    size_t n_kept, n_met_kept; /* of the refusals, and of who was met */
};
void slice_init(struct slice *s, struct importer *im);
void slice_release(struct slice *s);
void slice_submit(struct slice *s);
/* As a store_job's action: applies rows from `from` until the time is used up. */
enum err slice_apply(struct ctx *c, void *slice);
void slice_refuse(struct slice *s, size_t row, struct str reason);

/* Of this network, this source and this id: the same ids in another network are others. */
struct uuid import_key(const struct importer *im, struct str key);

/* What is known of somebody or somewhere that a resource pointed at; empty where nothing is. */
struct actor_known {
    struct str name, place, ods_code;
};
MUST_USE enum err actor_find(struct ctx *c, const struct importer *im, struct str key, struct actor_known *ret);
/* "Dr Sandra Gose, at Leeds Orthopaedic Clinic": who and where of a record, as far as they are known. */
MUST_USE enum err record_names(
    struct ctx *c, const struct importer *im, const struct fhir_record *r, struct str *ret);
/* Whose it is; an id of 0 in a dry run: somebody who would have been added. */
MUST_USE enum err record_subject(
    struct ctx *c, struct slice *s, const struct fhir_record *r, struct person_id *ret, struct str *ret_refused);

/* What a patient of a source is to whoever is here. */
enum import_group { IMPORT_REFUSED, IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_ALIKE };

/* Everything that is known when a patient is decided on. */
struct meeting {
    struct importer *importer;
    struct fhir_patient *now;
    uint64_t said; /* of a table: what it speaks of */
    uint64_t place;
    struct uuid keys[2];
    size_t n_keys;
    struct str row; /* as it will be kept */
    struct str last_row;
    struct fhir_patient before; /* what the source said last, if it came before */
    struct person_id known;     /* of IMPORT_ALIKE: who it may be */
    bool by_key, came_before, was_refused;
    struct practice_id practice;
    struct uuid person_key; /* of who is known */
    bool moves;
    struct practice_id moved_from;

    /* what was decided */
    enum import_group group;
    bool elsewhere;       /* refused, and known here: those who work with them must hear that they left */
    struct person person; /* as it is to be */
    struct str what;      /* why it is refused, or why they may be the same */
};
/* Reads alone. */
MUST_USE enum err patient_decide(
    struct ctx *c, struct importer *im, const struct fhir_row *row, struct meeting *ret);
enum err apply_actor(struct ctx *c, struct slice *s, const struct fhir_row *row);
enum err apply_patient(struct ctx *c, struct slice *s, size_t at);
enum err apply_record(struct ctx *c, struct slice *s, size_t at);

/* Puts what the source says into the person: everything if before is NULL and the person is new, what is empty if
 * they were known from elsewhere, what the source changed otherwise. True if anything is different now. */
enum patient_meets { PATIENT_IS_NEW, PATIENT_WAS_HERE, PATIENT_CAME_BEFORE };
bool patient_merge(
    enum patient_meets meets, const struct fhir_patient *before, const struct fhir_patient *now, struct person *p);

/* In actions, once for a person: it shows in their timeline, and says what was there before, to be put back. */
struct import_noted {
    struct person_id person;
    enum import_change_kind kind;
    int64_t version; /* of their details, which it made; 0: none */
    struct practice_id moved_from;
    struct uuid key; /* who they are to the source, and what it had said until then */
    struct str said;
};
MUST_USE enum err import_note_change(struct ctx *c, const struct importer *im, const struct import_noted *n);
struct str import_counted(struct arena *a, int64_t added, int64_t changed, int64_t same);
struct str import_own_name(struct str path); /* "list.csv" of "lists/list.csv" */

/* Whoever imports for one practice alone sees and changes nobody of another. */
extern const struct str IMPORT_OF_ANOTHER_PRACTICE;
bool import_is_outside(const struct importer *im, struct practice_id practice);

/* What of somebody's details became another: "address, telephone". */
struct str patient_changes(struct arena *a, const struct person *before, const struct person *after);

/* An import and what it has come to. */
struct run {
    struct importer im;
    struct slice slices[SLICES];
    int rows;    /* the pipe */
    char *large; /* LARGE_BYTES for a row that fits in no slice; NULL: there was none yet */
    struct slice *large_of;
    const struct import_events *events;
    struct import_figures figures;
    size_t records; /* handed over since keys were written last */
    int64_t bytes, told_at;
    uint32_t file; /* that the reader last spoke of */
    bool ended;
    struct str why; /* a sentence, where the import was refused before it began */
};
void run_tell_refused(
    struct run *run, const struct fhir_row *row, struct str type, struct str id, struct str reason, bool alike);
/* Until every row of the slice is applied; adds up what it did and tells what it refused. Its rows and bytes may
 * be used anew afterwards. A slice without rows is done. */
MUST_USE enum err slice_finish(struct run *run, struct slice *s);
MUST_USE enum err slices_finish(struct run *run, const struct slice *but);

/* What is known of the resources that are there: read before the first slice, written while no slice is under way
 * (care/coded/coded_keys.h). */
MUST_USE enum err keys_read(struct run *run);
MUST_USE enum err keys_write(struct run *run);

#endif
