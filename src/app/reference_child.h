/*
 * The reader of published tables: `cairn reference-child`, a process in the reader's sandbox that takes a file
 * from its input and writes what it made of it; and how the command starts it. Not for people.
 */
#ifndef CAIRN_APP_REFERENCE_CHILD_H
#define CAIRN_APP_REFERENCE_CHILD_H

#include "app/settings.h"
#include "care/reference/reference.h"

int reference_child_command(struct arena *a, struct arguments *args);

/* The reader's whole answer (reference_read in reference.h). ERR_NOT_FOUND, ERR_TOO_LARGE or ERR_IO with a
 * sentence; ERR_DAMAGED: the reader stopped over the file. */
MUST_USE enum err reference_child_read(
    struct arena *a, const char *path, enum reference_kind kind, struct str *ret, struct str *ret_why);

#endif
