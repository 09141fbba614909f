/*
 * A reader as a process, from outside: starting it, sending it what it is to read, hearing what it made of that.
 *
 * It is this program executed anew under a word of its command line, with two descriptors, its input and its rows,
 * and an empty environment; it closes the sandbox around itself before it reads (SANDBOX_READER).
 */
#ifndef CAIRN_PLATFORM_READER_H
#define CAIRN_PLATFORM_READER_H

#include "base/buf.h"

#include <sys/types.h>

/* program is what to execute, or NULL for this program itself. 0, or the system's error. */
int reader_spawn(const char *program, const char *word, int input, int rows, pid_t *ret);

bool reader_send(int to, struct str bytes); /* all of it; false: nobody reads any more */
/* Until the end, or until most came; false: it can't be read, or is more than ret takes. */
bool reader_hear(int from, size_t most, struct buf *ret);

#endif
