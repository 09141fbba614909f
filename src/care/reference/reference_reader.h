/*
 * What the process that reads published tables is asked, and answers: one file, then it ends.
 *
 * It hears a head (struct reference_head) and the bytes of the file until its input ends, and only then writes
 * what reference_read made of them; so whoever asks sends all and then listens, on one thread.
 */
#ifndef CAIRN_CARE_REFERENCE_READER_H
#define CAIRN_CARE_REFERENCE_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define REFERENCE_READER_WORD "reference-child" /* of the command line: the reader as a process */

enum { REFERENCE_FILE_MOST = 48 * 1024 * 1024, REFERENCE_TEXT_MOST = 64 * 1024 * 1024 };

struct reference_head {
    uint32_t kind;    /* enum reference_kind; 0: it is to be recognised */
    uint32_t bytes;   /* of the file: as much room is made */
    char called[200]; /* the file's own name, for lists that don't say theirs; ends with zeros */
};
/* "asthma" of "lists/asthma.csv"; "list" where that can't be a list's name. */
struct str reference_own_name(struct arena *a, struct str path);
struct reference_head reference_head(int kind, struct str own_name, int64_t bytes);

/* The whole of the reader's life once it is in its sandbox: false, if it could do neither. */
struct file_converters;
bool reference_reader_run(const struct file_converters *converters, int input, int rows);

/* The rest of who asked, once all was sent: the answer (reference_read in reference.h). ERR_DAMAGED: the reader
 * stopped over the file. */
MUST_USE enum err reference_reader_hear(struct arena *a, int rows, int64_t bytes, struct str *ret);

/* What an answer says besides its rows. */
struct reference_said {
    void *owner;
    void (*refused)(void *owner, uint64_t line, struct str what, struct str why);
    struct str bad; /* ERR_INVALID: why the whole file is refused */
    int kind;       /* as it was recognised; 0: it was told */
    int64_t rejected, left;
};
/* Takes all that out of the answer, which is the caller's own memory; rows stay in their order, fit for
 * reference_load. ERR_INVALID: the file is refused as a whole. ERR_DAMAGED: the answer has no end. */
MUST_USE enum err reference_answer_sort(struct str *answer, struct reference_said *said);

#endif
