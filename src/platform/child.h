/*
 * Our own program, started again: the one way by which a process of Cairn's is made that is not a thread.
 *
 * The child has an input and an output, nothing else that was open, no environment and no signal blocked. What it
 * becomes is its first word ("import-child"), which `app/main.c` knows; what it may do is its own sandbox's
 * affair.
 */
#ifndef CAIRN_PLATFORM_CHILD_H
#define CAIRN_PLATFORM_CHILD_H

#include "base/err.h"

#include <sys/types.h>

/* program: NULL for this one. words: the name, the command, its flags, ended by NULL. 0, or a system's error. */
int child_spawn(const char *program, char *const words[], int input, int output, pid_t *ret);

#endif
