/* What the files of the reading child share. Private to care/imports. */
#ifndef CAIRN_CARE_IMPORT_READING_H
#define CAIRN_CARE_IMPORT_READING_H

#include "base/limits.h"
#include "care/coded/coded.h"
#include "care/imports/import_reader.h"
#include "wire/fhir_rows.h"
#include "wire/file_text.h"
#include "wire/gp_table.h"
#include "wire/json_slice.h"

enum { IMPORT_FILES_REMEMBERED = 1 << 20 }; /* as many as import_feed sends */

enum file_form { FORM_NOT_KNOWN, FORM_LINES, FORM_DOCUMENT, FORM_TABLE, FORM_REFUSED };

/* A file while it comes in. */
struct reading {
    enum file_form form;
    struct json_lines lines;
    bool named_lines; /* its name says NDJSON */
    bool tables;      /* may be a table */
    bool looked_at;   /* it is what it should be */
    bool begun;       /* something that isn't blank came */
    size_t line_end;  /* of the first line that isn't blank; 0: not there yet */
    size_t looked;    /* how far that was looked for, then what follows it */
    size_t checked;   /* how much of the window the encoding was looked for in */
    struct file_encoding_check encoding;
};

struct import_reader {
    int input, rows;
    char *window; /* untouched pages cost nothing */
    size_t n;
    struct arena members, piece, out_arena;
    struct buf out;
    struct coded_packer *packer;
    struct file_converters converters;
    struct gp_columns *columns, *given; /* of the table at hand; as they were given, or NULL */
    struct gp_row *gp_row;
    struct arena given_arena;
    uint32_t file;
    enum import_pass pass;
    struct fhir_told told;
    uint8_t *not_utf8; /* of each file, a bit: the first pass found it in Windows-1252 */
    bool deaf;         /* nobody listens to the rows any more */
};

/* ---- import_reader.c ---- */
void import_send_row(struct import_reader *r, struct fhir_row *row);
void import_send_refused(
    struct import_reader *r, uint64_t place, struct str type, struct str id, struct str reason);

/* ---- import_look.c ---- */
/* More of the file is in the window; with `last`, all of it that there is. */
void import_read_on(struct import_reader *r, struct reading *f, bool last);

/* ---- import_pieces.c ---- */
bool import_is_bundle(struct json_value v);
/* The lines that are whole; what is left stays in the window. */
void import_take_lines(struct import_reader *r, struct json_lines *lines, bool last);
/* The window as one document. */
void import_take_document(struct import_reader *r);
void import_send_record(struct import_reader *r, struct fhir_row *row, struct str json);

/* ---- import_table.c ---- */
/* The window as one table. */
void import_take_table(struct import_reader *r);

#endif
