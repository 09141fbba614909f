/*
 * The ground that every file stands on: the standard headers, the few attributes, and what we never call.
 *
 * Knows nothing of health care, of HTTP or of databases. Every .c file of Cairn includes this, directly or
 * through another header of base/.
 */
#ifndef CAIRN_BASE_BASE_H
#define CAIRN_BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <signal.h>

/* A result that must be used; a caller that means to drop it writes why. */
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text_at, first_at) __attribute__((format(printf, text_at, first_at)))
#define NORETURN __attribute__((noreturn))
/* Runs fn(&variable) when the variable leaves its scope: files, statements and locks close themselves. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))
#define UNUSED __attribute__((unused))

/*
 * A mistake of ours: says where and stops the process (the parent starts a new one). Never for what a user, a
 * file or a disk can cause.
 */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
NORETURN PRINTF_LIKE(3, 4) void bug_at(const char *file, int line, const char *format, ...);
#define MUST(condition) \
    do { \
        if (!(condition)) BUG("expected %s", #condition); \
    } while (0)

#include "base/banned.h"

#endif
