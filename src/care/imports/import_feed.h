/*
 * The side that has the files: finds them, starts the reader, sends them to it.
 *
 * The reader is this program executed anew (`/proc/self/exe import-child`) with two descriptors, its input and its
 * rows, and an empty environment. Files go to it three times, once for each pass, on a thread of its own, so that
 * nothing is held in memory. A path may be a file, or a folder, of which every .json, .ndjson and .jsonl is taken,
 * where tables are wanted every .csv, .tsv and .txt too, in the order of their names, folders inside it included.
 */
#ifndef CAIRN_CARE_IMPORT_FEED_H
#define CAIRN_CARE_IMPORT_FEED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <pthread.h>
#include <sys/types.h>

struct import_file {
    const char *path;
    size_t given; /* which of the paths it belongs to */
    int64_t bytes;
    bool left_out; /* the reader stopped over it */
};
struct import_files {
    bool tables;        /* lists of people as tables, not FHIR alone */
    struct str columns; /* what the columns of a table hold (wire/gp_table.h); empty: to be guessed */
    struct import_file *items;
    size_t n, room;
    int64_t bytes; /* of all */
};
/* tables: lists of people as tables too, not FHIR alone. ERR_NOT_FOUND with a sentence: a path isn't there, isn't
 * readable, or holds nothing to import. */
MUST_USE enum err import_files_find(
    struct arena *a, char *const *paths, size_t n, bool tables, struct import_files *ret, struct str *ret_why);

#define IMPORT_READER_WORD "import-child" /* of the command line: the reader as a process */

struct import_feed {
    const struct import_files *files;
    int input; /* the writing end of the reader's input */
    int rows;  /* the reading end of what it sends */
    pid_t child;
    pthread_t thread;
};
MUST_USE enum err import_feed_start(
    const struct import_files *files, const char *program, struct import_feed *ret);
/* Waits for the reader; ERR_DAMAGED if it ended in any way but the regular one. Closes everything. */
MUST_USE enum err import_feed_end(struct import_feed *feed);

#endif
