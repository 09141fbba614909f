/* The two halves of a sandbox, for sandbox*.c and their test: files by Landlock, system calls by a filter. */
#ifndef CAIRN_PLATFORM_SANDBOX_OWN_H
#define CAIRN_PLATFORM_SANDBOX_OWN_H

#include "platform/sandbox/sandbox.h"

/* Does this role start its own program again? What it starts inherits its sandbox. */
static inline bool sandbox_starts(enum sandbox_role role)
{
    return role == SANDBOX_PARENT || role == SANDBOX_IMPORTER || role == SANDBOX_RESTORER;
}

/* ERR_NONE too where the kernel has no Landlock. */
MUST_USE enum err sandbox_close_files(const struct sandbox_policy *policy);

/* all_threads: the filter is put on every thread of the process. */
MUST_USE enum err sandbox_filter_calls(enum sandbox_role role, bool remote, bool all_threads);

#endif
