/*
 * The reader of published tables: `cairn reference-child KIND NAME`, a process in the reader's sandbox that takes
 * a file's bytes from its input and writes what it made of them; and how the command starts it. Not for people.
 */
#ifndef CAIRN_APP_REFERENCE_CHILD_H
#define CAIRN_APP_REFERENCE_CHILD_H

#include "app/settings.h"
#include "care/reference/reference.h"

enum { REFERENCE_FILE_MOST = 48 * 1024 * 1024, REFERENCE_TEXT_MOST = 64 * 1024 * 1024 };

int reference_child_command(struct arena *a, struct arguments *args);

/* The reader's whole answer (reference_read in reference.h). ERR_NOT_FOUND, ERR_TOO_LARGE or ERR_IO with a
 * sentence; ERR_DAMAGED: the reader stopped over the file. */
MUST_USE enum err reference_child_read(
    struct arena *a, const char *path, enum reference_kind kind, struct str *ret, struct str *ret_why);

#endif
