/*
 * Reading one file of a kind: what the parsers of this slice share. Private to the slice; pure.
 *
 * reference_read finds out what the bytes are and calls the kind's own functions: header() with the first row,
 * which says whether that row names columns (READ_HEADER), is data already (READ_DATA) or shows another file
 * (READ_WRONG, with reading->bad set); then row() with every other row, which calls read_row, read_no or
 * read_left.
 */
#ifndef CAIRN_CARE_REFERENCE_READ_H
#define CAIRN_CARE_REFERENCE_READ_H

#include "base/buf.h"
#include "care/reference/reference.h"
#include "wire/csv.h"

enum { READ_COLUMNS = 8, READ_TEXT_MOST = 1000 };
enum read_header { READ_HEADER, READ_DATA, READ_WRONG };

struct reading {
    struct arena *arena; /* emptied after each row */
    struct buf *out;
    struct str called, bad;
    const struct reading_kind *kind;
    int column[READ_COLUMNS]; /* where each of the kind's columns is, from header(); -1: not there */
    bool begun;
    int64_t rows, rejected, left;
    char set[READ_TEXT_MOST]; /* the name of the set that rows go to */
    size_t set_n;
};
struct reading_kind {
    enum read_header (*header)(struct reading *r, const struct csv_row *row);
    void (*row)(struct reading *r, const struct csv_row *row);
    struct str wanted; /* "a list with the columns code and term", for "this looks like something else" */
};
#define READ_OTHER_SYSTEM \
    "This list is in another coding system than SNOMED CT. Ask for the SNOMED CT version of it"
extern const struct reading_kind READ_CODES, READ_ORGANISATIONS, READ_DEPRIVATION, READ_POSTCODES, READ_HOLIDAYS;

/* A heading without anything but small letters and digits: "LSOA code (2011)" is "lsoacode2011". */
struct str read_heading(struct arena *a, struct str cell);
/* The column whose heading is one of these, ended by NULL; the earlier name wins. -1: none. */
int read_column(struct arena *a, const struct csv_row *row, const char *const *names);
/* The same, by how the heading begins. */
int read_column_like(struct arena *a, const struct csv_row *row, const char *const *beginnings);
/* The cell of the kind's column, STR_NONE where there is none. */
struct str read_cell(const struct reading *r, const struct csv_row *row, int column);

/* What comes out. Rows belong to the set that was begun last; beginning the same again does nothing. */
void read_set(struct reading *r, struct str name, struct str version, struct str source);
void read_row(struct reading *r, const struct str *cells, size_t n);
void read_no(struct reading *r, const struct csv_row *row, struct str what, struct str reason);
void read_left(struct reading *r);
/* A name or a term as it may be kept: plain, on one line, not too long. STR_NONE if it is empty or can't be. */
struct str read_words(struct reading *r, struct str cell);

/* Bank holidays as GOV.UK gives them. */
void read_holidays_json(struct reading *r, struct str text);

#endif
