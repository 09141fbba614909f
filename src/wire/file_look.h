/*
 * What is this file? A look at its beginning, before anything reads it in earnest.
 *
 * People send what they have: a table where a bundle was asked for, the web page of a login instead of the
 * download, a file that a spreadsheet saved in an encoding of its own. Each import asks here first, so that it can
 * say what came and what to do instead, in place of a parser's complaint about line 1. file_look_at looks at the
 * first FILE_LOOK_BYTES and promises nothing of what follows. Any bytes are safe; fuzzed (fuzz/file_look.c).
 *
 * Text that is no valid UTF-8 is taken for Windows-1252 only by file_encoding_..., which must see all of it: a
 * character may stand anywhere, and a broken line doesn't make a file of another encoding.
 */
#ifndef CAIRN_WIRE_FILE_LOOK_H
#define CAIRN_WIRE_FILE_LOOK_H

#include "base/str.h"

enum { FILE_LOOK_BYTES = 4096 };

enum file_kind {
    FILE_EMPTY, /* nothing, or nothing but blanks */
    FILE_JSON,  /* begins with { or [ */
    FILE_FHIR_XML,
    FILE_XML,
    FILE_HTML,
    FILE_HL7V2,
    FILE_TABLE,        /* comma, semicolon, tab or bar separated */
    FILE_TABLE_COUNTS, /* a table that counts people and names none */
    FILE_TEXT,         /* any other text */
    FILE_GZIP,
    FILE_ZIP,
    FILE_OFFICE, /* a workbook or document of an office program */
    FILE_PDF,
    FILE_BINARY /* anything else */
};
enum file_encoding { FILE_UTF8, FILE_UTF16_LE, FILE_UTF16_BE, FILE_WINDOWS_1252 };

struct file_look {
    enum file_kind kind;
    enum file_encoding encoding; /* UTF-8 unless the beginning says UTF-16 */
    size_t mark;                 /* bytes of the byte order mark, to be skipped */
    int lines;                   /* of text: those with something in them, as far as was looked */
    int rows;                    /* of a table: the heading and what looks like a row behind it */
    char separator;              /* of a table */
};
/* `whole`: this is all there is of the file. */
struct file_look file_look_at(struct str beginning, bool whole);
/* "a table (CSV)", "a web page", "an Excel or Word file" */
struct str file_kind_words(enum file_kind kind);
struct str file_encoding_words(enum file_encoding encoding); /* "UTF-16", "Windows-1252" */

/* Fed with a text's pieces in order: is it UTF-8, or could it be Windows-1252? */
struct file_encoding_check {
    uint64_t good, letters;   /* characters of several bytes; bytes above 127 that are none, behind a letter */
    unsigned char waiting[4]; /* of a character that the last piece cut */
    unsigned n_waiting;
    unsigned char before, before_waiting; /* the byte before */
};
void file_encoding_feed(struct file_encoding_check *check, struct str piece); /* on a zeroed struct to begin */
/* At the end: no byte above 127 was part of a character of UTF-8, and one stood in a word. */
bool file_encoding_is_windows_1252(const struct file_encoding_check *check);

#endif
