/*
 * The bytes of a text file as UTF-8, whatever it was saved in: the one place that decides encodings of tables.
 *
 * A mark at the beginning is skipped. UTF-16 is known by its mark or its zeros (file_look.h). What is no UTF-8 and
 * has no character of several bytes in it either is Windows-1252, in which spreadsheets save by default; where
 * both stand in one file it was glued together, and nobody can tell what is meant: refused, with the line. The C
 * library converts (iconv), and finds its tables on the disk, so the converters are opened before a sandbox
 * closes. Any bytes are safe.
 */
#ifndef CAIRN_WIRE_FILE_TEXT_H
#define CAIRN_WIRE_FILE_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "wire/file_look.h"

/* A converter that this system doesn't have refuses the files that would need it. */
struct file_converters {
    void *of[FILE_WINDOWS_1252 + 1];
};
struct file_converters file_converters_open(void);
void file_converters_close(struct file_converters *converters);

struct file_text {
    struct str text; /* in the bytes themselves, or in the arena */
    struct file_look look;
    enum file_encoding encoding;
};
/* Why what a look found can't be read as a text; STR_NONE: it may be. */
struct str file_no_text(const struct file_look *look);
/* ERR_INVALID and a sentence where it isn't a text at all, or can't be read as one. Markup, and what a spreadsheet
 * or a packer wrote, is refused with what it is. */
MUST_USE enum err file_text(struct arena *a, const struct file_converters *converters, struct str bytes,
    struct file_text *ret, struct str *ret_why);

#endif
