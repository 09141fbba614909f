/*
 * The rows that the sandboxed reader sends through its pipe, as bytes.
 *
 * A row is a frame: the length of what follows (4 bytes), the kind (1), the number of the file (4), the place in
 * it (8: a line of NDJSON, or an entry of a bundle, from 1), then the kind's fields in their order (fhir.h): whole
 * numbers as 8 bytes, texts as a length of 4 bytes and the bytes. Numbers are little-endian. The reader of the
 * rows trusts nothing: a length, number or text that the lists in fhir.h don't allow is ERR_DAMAGED, and whoever
 * sent it is not listened to any more. Texts come back pointing into the window. Fuzzed (fuzz/fhir.c).
 */
#ifndef CAIRN_WIRE_FHIR_ROWS_H
#define CAIRN_WIRE_FHIR_ROWS_H

#include "base/buf.h"
#include "wire/fhir.h"

enum { FHIR_ROW_MOST = 5 * 1024 * 1024, FHIR_ROW_HEAD = 4 + 1 + 4 + 8 };

#define FHIR_TYPE_OF_ROW "Record" /* the type of what stands in a person's row of a table */

enum fhir_row_kind {
    FHIR_ROW_ACTOR = 1,
    FHIR_ROW_PATIENT,
    FHIR_ROW_RECORD,
    FHIR_ROW_REFUSED,
    FHIR_ROW_TOLD,  /* how far the reader is, and what it passed over since it last told */
    FHIR_ROW_END,   /* everything was read */
    FHIR_ROW_COLUMN /* of a table, once: what one of its columns holds; its number is the place */
};

#define FHIR_REFUSED_FIELDS(TEXT, WHOLE) TEXT(type) TEXT(id) TEXT(reason)
#define FHIR_COLUMN_FIELDS(TEXT, WHOLE) TEXT(role) TEXT(heading)
#define FHIR_TOLD_FIELDS(TEXT, WHOLE) \
    WHOLE(bytes, 0, INT64_MAX) WHOLE(resources, 0, INT64_MAX) WHOLE(not_read, 0, INT64_MAX)

struct fhir_refused {
    FHIR_REFUSED_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
};
struct fhir_column {
    FHIR_COLUMN_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
};
struct fhir_told {
    FHIR_TOLD_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
};

struct fhir_row {
    enum fhir_row_kind kind;
    uint32_t file;
    uint64_t place;
    struct str type, id; /* of the resource: for actor, patient and record */
    uint64_t said;       /* of a patient: bits of FHIR_PATIENT_AT, what a table speaks of. 0: of everything */
    union {
        struct fhir_actor actor;
        struct fhir_patient patient;
        struct fhir_record record;
        struct fhir_refused refused;
        struct fhir_told told;
        struct fhir_column column;
    };
};

void fhir_row_write(struct buf *b, const struct fhir_row *row);
/* ERR_NOT_FOUND: the window holds no whole frame; *ret_needed says how many bytes the next one has, if that much
 * is known, else 0. ERR_NONE: a row, and *rest begins after it. */
MUST_USE enum err fhir_row_next(struct str *rest, struct fhir_row *ret, size_t *ret_needed);

/* The fields of a patient alone, as care/imports keeps what a source last said. */
void fhir_patient_write(struct buf *b, const struct fhir_patient *p);
MUST_USE enum err fhir_patient_from(struct str bytes, struct fhir_patient *ret);
/* What a table doesn't speak of is taken from what was said before. */
void fhir_patient_complete(struct fhir_patient *p, uint64_t said, const struct fhir_patient *before);

#endif
