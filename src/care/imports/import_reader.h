/*
 * The child's side of an import: files come in through one pipe, rows go out through another.
 *
 * It is meant to run where it can do nothing else (platform/sandbox). What comes in is a sequence of files, each
 * once for each of the three passes (import.h), in blocks: a head of 16 bytes (struct import_block, little-endian)
 * and as many bytes as it says. Each file is looked at first (wire/file_look.h): what isn't FHIR as JSON is
 * refused with what it is, unless tables are wanted too (IMPORT_BLOCK_TABLES): import_table.c reads those, after
 * what their columns hold, as they were given in a block of their own (IMPORT_BLOCK_COLUMNS) or are guessed. Then
 * JSON is told by its name (.ndjson, .jsonl) or its first line: if that is a whole
 * JSON object that is no Bundle, it is NDJSON of any length, else one document of at most 64 MB. Memory is bounded
 * by one document and one resource.
 */
#ifndef CAIRN_CARE_IMPORT_READER_H
#define CAIRN_CARE_IMPORT_READER_H

#include "base/err.h"

enum import_pass { IMPORT_PASS_ACTORS = 1, IMPORT_PASS_PATIENTS, IMPORT_PASS_RECORDS };

enum { IMPORT_BLOCK_BYTES = 256 * 1024 };

enum {
    IMPORT_BLOCK_FAULT = 1, /* of a last block: the file could not be read to its end */
    IMPORT_BLOCK_LINES =
        2, /* the file's name says NDJSON, so a fault in its first line doesn't make it a document */
    IMPORT_BLOCK_TABLES = 4, /* a list of people as a table will do */
    IMPORT_BLOCK_COLUMNS = 8 /* no file: the columns of tables (wire/gp_table.h), before everything else */
};

struct import_block {
    uint32_t file;
    uint32_t pass;  /* 0: nothing more comes */
    uint32_t bytes; /* 0: the file ends */
    uint32_t flags;
};

struct import_reader;
/* Everything that needs more than reading, writing and memory: before the sandbox is entered. */
struct import_reader *import_reader_new(void);
/* Returns when the input ends: ERR_NONE; ERR_DAMAGED if it isn't in blocks; ERR_IO if nobody listens. */
MUST_USE enum err import_reader_run(struct import_reader *reader, int input, int rows);
void import_reader_free(struct import_reader *reader);

#endif
