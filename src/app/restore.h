/*
 * Restoring: from a sealed file to a data directory that has proven itself.
 *
 * Everything happens in a working directory beside the one asked for, or a temporary one for `--prove`; only when
 * each step of the proof succeeded does it get its name. Each step prints a line and is kept for the JSON answer;
 * the first that fails ends it, and the working directory is removed. Private to restore*.c.
 */
#ifndef CAIRN_APP_RESTORE_H
#define CAIRN_APP_RESTORE_H

#include "app/command.h"
#include "app/progress.h"
#include "platform/backup/backup.h"

enum { RESTORE_STEPS_MOST = 16 };

struct restore {
    struct arena *a;
    const char *file, *work; /* work: the working directory */
    FILE *in;
    struct sealed_reader reader;
    struct backup_private key;
    struct backup_facts facts;
    struct backup_manifest manifest;
    struct progress progress;
    bool json, older;
    struct str steps[RESTORE_STEPS_MOST];
    size_t step_count;
    struct str failed; /* why, in a sentence; empty while all is well */
};

/* A step that succeeded. */
void restore_said(struct restore *r, const char *format, ...) PRINTF_LIKE(2, 3);
/* A step that didn't: keeps why and gives EXIT_REFUSED. */
int restore_refused(struct restore *r, const char *format, ...) PRINTF_LIKE(2, 3);

/* The steps, in order. EXIT_DONE, or restore_refused. */
int restore_open(
    struct restore *r, const char *key_file); /* what the file says of itself, and is it for this key */
int restore_is_newest(struct restore *r);     /* compares with other backups beside it */
int restore_unpack(struct restore *r);        /* frame, signature, every chunk, every file */
int restore_prove(struct restore *r);         /* the database, the audit, and a server on it */

/* `cairn server` on the working directory answers /healthz; restore_serve.c. */
int restore_serve(struct restore *r);

#endif
