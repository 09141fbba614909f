#include "platform/sandbox/sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#else
#error "the system call filter knows x86-64 and 64-bit ARM"
#endif

/* A rule set that handles every right and grants none. Kernels without Landlock answer with an error. */
static void close_files(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return;
    struct landlock_ruleset_attr everything = {.handled_access_fs = (1u << 13) - 1}; /* the rights of version 1 */
    long rules = syscall(SYS_landlock_create_ruleset, &everything, sizeof everything, 0);
    if (rules < 0) return;
    (void)syscall(SYS_landlock_restrict_self, (int)rules, 0); /* the filter below stands in any case */
    close((int)rules);
}

/* Jumps are counted in instructions from the next one: to the last instruction, which allows. */
#define ALLOW(call) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static enum err filter_calls(void)
{
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(read),
        ALLOW(write),
        ALLOW(mmap),
        ALLOW(munmap),
        ALLOW(mremap),
        ALLOW(madvise),
        ALLOW(brk),
        ALLOW(futex),
        ALLOW(clock_gettime),
        ALLOW(getrandom), /* the seed of hash tables over names from outside */
        ALLOW(rt_sigreturn),
#ifdef CAIRN_DEV
        ALLOW(sigaltstack), /* AddressSanitizer's own, at the end of a thread */
        ALLOW(mprotect),
        ALLOW(gettid),
        ALLOW(sched_yield),
#endif
        ALLOW(exit),
        ALLOW(exit_group),
#ifdef CAIRN_DEV
        ALLOW(sigaltstack), /* what the sanitizers do at the end of a process */
#endif
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const struct sock_fprog filter = {COUNT_OF(program), program};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) ? ERR_REFUSED : ERR_NONE;
}

static bool limit(int what, uint64_t most)
{
    const struct rlimit both = {most, most};
    return setrlimit((__rlimit_resource_t)what, &both) == 0;
}

enum err sandbox_enter(const struct sandbox_limits *limits)
{
    bool done = limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, limits->cpu_seconds);
#ifndef CAIRN_DEV
    done = done && limit(RLIMIT_AS, limits->memory_bytes);
#endif
    done = done && prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    if (!done) return ERR_REFUSED;
    close_files();
    return filter_calls();
}
