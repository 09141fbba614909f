/*
 * Giving up what a process doesn't need, for good: before it looks at bytes from outside.
 *
 * A one-shot child (the reader of imported files) keeps its open descriptors and can only read, write, ask for
 * memory and end: any other system call kills it, no file can be opened, no process started, no other process can
 * look into it, no core is dumped. Landlock closes the file system where the kernel has it; the system call filter
 * alone already refuses to open anything, so an old kernel loses a second lock and not the first. A kernel without
 * the filter is refused: there the input isn't read at all. Threads must not have been started.
 * [house §2, reliability §6]
 */
#ifndef CAIRN_PLATFORM_SANDBOX_H
#define CAIRN_PLATFORM_SANDBOX_H

#include "base/err.h"

struct sandbox_limits {
    uint64_t memory_bytes; /* address space; not enforced in development builds, whose sanitizers need terabytes */
    uint64_t cpu_seconds;
};

/* ERR_REFUSED: this system can't do it. After ERR_NONE there is no way back. */
MUST_USE enum err sandbox_enter(const struct sandbox_limits *limits);

#endif
