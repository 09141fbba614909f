#include "platform/sandbox/sandbox_own.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#if defined CAIRN_DEV && defined __SANITIZE_ADDRESS__
/* LeakSanitizer looks at a process from a second one of its own, which is what a sandbox forbids. */
static bool inside;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return inside;
}
#define NOTE_INSIDE() (inside = true)
#else
#define NOTE_INSIDE() ((void)0)
#endif

static bool limit(int what, uint64_t most)
{
    const struct rlimit both = {most, most};
    return setrlimit((__rlimit_resource_t)what, &both) == 0;
}

static bool set_limits(const struct sandbox_policy *policy)
{
    bool done = limit(RLIMIT_CORE, 0);
    if (policy->cpu_seconds) done = done && limit(RLIMIT_CPU, policy->cpu_seconds);
#ifndef CAIRN_DEV
    if (policy->memory_bytes) done = done && limit(RLIMIT_AS, policy->memory_bytes);
#endif
    return done;
}

enum err sandbox_enter(const struct sandbox_policy *policy)
{
    NOTE_INSIDE();
    if (!set_limits(policy) || prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return ERR_REFUSED;
    enum err err = sandbox_close_files(policy);
    return err ? err : sandbox_filter_calls(policy->role, policy->remote, false);
}

enum err sandbox_narrow(enum sandbox_role role, bool remote)
{
    return sandbox_filter_calls(role, remote, true);
}
