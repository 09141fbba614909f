/*
 * The table of system calls: who may make which, and the filter that the kernel runs from it.
 *
 * Rules are tried from the top; the first that fits decides. A call that no rule names is refused with EPERM, so
 * that a library's unforeseen call fails like any other; a call of the last list ends the process.
 */
#include "platform/sandbox/sandbox_own.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <errno.h>
#include <unistd.h>

#if defined __x86_64__
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#else
#error "the system call filter knows x86-64 and 64-bit ARM"
#endif

enum action { ALLOWED, NOT_KNOWN, UNDER_WAY, DEADLY };
enum { ANY = -1 };

/* who: a set of roles. Where `argument` isn't ANY, its lower half must under `mask` have the value; values of
 * OUR_PID stand for the process's own number. */
struct rule {
    unsigned who;
    enum action action;
    int call, argument;
    uint32_t mask, value;
};

enum {
    PARENT = 1 << SANDBOX_PARENT,
    START = 1 << SANDBOX_SERVER_START,
    SERVER = 1 << SANDBOX_SERVER,
    READER = 1 << SANDBOX_READER,
    MAILER = 1 << SANDBOX_MAILER,
    COMMAND = 1 << SANDBOX_COMMAND,
    IMPORTER = 1 << SANDBOX_IMPORTER,
    RESTORER = 1 << SANDBOX_RESTORER,
    REMOTE = 1 << SANDBOX_ROLES, /* a process that may open connections */
    SERVERS = START | SERVER,
    COMMANDS = COMMAND | IMPORTER | RESTORER,
    STARTERS = PARENT | IMPORTER | RESTORER, /* what they start inherits their filter */
    UPWARDS = STARTERS | START,
    LISTENERS = PARENT | START | RESTORER,
    NOT_READER = PARENT | SERVERS | COMMANDS,
    TALKERS = NOT_READER | MAILER, /* who speaks on connections that are there */
    EVERYONE = NOT_READER | READER | MAILER,
};
#define OUR_PID UINT32_C(0xFFFFFFFF)

#define ALLOW(who, name) \
    { \
        who, ALLOWED, SYS_##name, ANY, 0, 0 \
    }
#define ALLOW_IF(who, name, argument, mask, value) \
    { \
        who, ALLOWED, SYS_##name, argument, mask, value \
    }
#define NEVER(name) \
    { \
        TALKERS, DEADLY, SYS_##name, ANY, 0, 0 \
    }

static const struct rule RULES[] = {
    /* The most frequent first. */
    ALLOW(EVERYONE, futex),
    ALLOW(EVERYONE, read),
    ALLOW(EVERYONE, write),
    ALLOW(EVERYONE, clock_gettime),
    ALLOW(EVERYONE, getrandom),

    /* Memory. A listening server gets none that can be executed, nor makes what it has so; nor does a command. */
    ALLOW(UPWARDS | READER, mmap),
    ALLOW(UPWARDS, mprotect),
    ALLOW_IF(SERVER | COMMAND | MAILER, mmap, 2, PROT_EXEC, 0),
    ALLOW_IF(SERVER | COMMAND | MAILER, mprotect, 2, PROT_EXEC, 0),
    ALLOW(EVERYONE, munmap),
    ALLOW(EVERYONE, mremap),
    ALLOW(EVERYONE, madvise),
    ALLOW(EVERYONE, brk),

    /* Files: which, is Landlock's. */
    ALLOW(NOT_READER, openat),
    ALLOW(TALKERS, close),
    ALLOW(NOT_READER, lseek),
    ALLOW(NOT_READER, pread64),
    ALLOW(NOT_READER, pwrite64),
    ALLOW(NOT_READER, readv),
    ALLOW(NOT_READER, writev),
    ALLOW(NOT_READER, newfstatat),
    ALLOW(NOT_READER, fstat),
    ALLOW(NOT_READER, statx),
    ALLOW(NOT_READER, faccessat),
    ALLOW(NOT_READER, faccessat2),
    ALLOW(NOT_READER, readlinkat),
    ALLOW(NOT_READER, getdents64),
    ALLOW(NOT_READER, getcwd),
    ALLOW(TALKERS, fcntl),
    ALLOW(NOT_READER, flock),
    ALLOW(NOT_READER, fsync),
    ALLOW(NOT_READER, fdatasync),
    ALLOW(NOT_READER, ftruncate),
    ALLOW(NOT_READER, fallocate),
    ALLOW(NOT_READER, fchmod),
    ALLOW(NOT_READER, fchown),
    ALLOW(NOT_READER, unlinkat),
    ALLOW(NOT_READER, renameat),
    ALLOW(NOT_READER, renameat2),
    ALLOW(NOT_READER, mkdirat),
    ALLOW(NOT_READER, umask),
    ALLOW(NOT_READER, statfs),
    ALLOW(NOT_READER, fstatfs),
    ALLOW(NOT_READER, dup),
    ALLOW(NOT_READER, dup3),
    ALLOW(NOT_READER, pipe2),
    ALLOW(IMPORTER | PARENT, close_range), /* what it starts inherits nothing */
    ALLOW(COMMANDS, syncfs),               /* what was restored is on the disk before it gets its name */

    /* Connections that are there or come by themselves. */
    ALLOW(NOT_READER, accept4),
    ALLOW(TALKERS, recvfrom),
    ALLOW(TALKERS, recvmsg),
    ALLOW(TALKERS, sendto),
    ALLOW(TALKERS, sendmsg),
    ALLOW(NOT_READER, sendfile),
    ALLOW(TALKERS, shutdown),
    ALLOW(TALKERS, getsockopt),
    ALLOW(TALKERS, setsockopt),
    ALLOW(TALKERS, getsockname),
    ALLOW(TALKERS, getpeername),
    ALLOW(TALKERS, ppoll),
    ALLOW(NOT_READER, epoll_create1),
    ALLOW(NOT_READER, epoll_ctl),
    ALLOW(NOT_READER, epoll_pwait),
    ALLOW(NOT_READER, eventfd2),

    /* Where to listen: before anybody can connect. */
    ALLOW_IF(LISTENERS, socket, 0, 0xFFFFFFFF, AF_INET),
    ALLOW_IF(LISTENERS, socket, 0, 0xFFFFFFFF, AF_INET6),
    ALLOW_IF(LISTENERS | COMMANDS, socket, 0, 0xFFFFFFFF, AF_UNIX),
    ALLOW_IF(PARENT, socketpair, 0, 0xFFFFFFFF, AF_UNIX), /* by which the server asks for readers */
    ALLOW(PARENT, signalfd4),
    ALLOW(LISTENERS, bind),
    ALLOW(LISTENERS, listen),

    /* The running server's door, and the server that was started on what was restored. */
    ALLOW(COMMANDS, connect),

    /* A database on another machine, or behind a socket of this one; a mail server. */
    ALLOW_IF(REMOTE, socket, 0, 0xFFFFFFFF, AF_INET),
    ALLOW_IF(REMOTE, socket, 0, 0xFFFFFFFF, AF_INET6),
    ALLOW_IF(REMOTE, socket, 0, 0xFFFFFFFF, AF_UNIX),
    ALLOW_IF(REMOTE, socket, 0, 0xFFFFFFFF, AF_NETLINK), /* the C library asks which families there are */
    ALLOW(REMOTE, connect),
    ALLOW(REMOTE, sendmmsg), /* names are looked up so: both kinds of address at once */

    /* libcurl 7.88 connects the socket that it was given connected. It hears that this is under way, which is all
     * that it wants to know; nothing is connected. */
    {MAILER, UNDER_WAY, SYS_connect, ANY, 0, 0},

    /* Threads; never a process. clone3 hides its flags from a filter, so the C library must do with clone. */
    ALLOW_IF(START | COMMAND, clone, 0, CLONE_THREAD, CLONE_THREAD),
    {START | COMMAND, NOT_KNOWN, SYS_clone3, ANY, 0, 0},
    ALLOW(NOT_READER, set_robust_list),
    ALLOW(NOT_READER, rseq),
    ALLOW(NOT_READER, sched_getaffinity),
    ALLOW(NOT_READER, sched_yield),
    ALLOW(NOT_READER, set_tid_address),
    ALLOW_IF(NOT_READER, prctl, 0, 0xFFFFFFFF, PR_SET_NAME),
    ALLOW_IF(UPWARDS, prctl, 0, 0xFFFFFFFF, PR_SET_SECCOMP),
    ALLOW_IF(UPWARDS, prctl, 0, 0xFFFFFFFF, PR_SET_DUMPABLE),
    ALLOW_IF(UPWARDS, prctl, 0, 0xFFFFFFFF, PR_SET_NO_NEW_PRIVS),
    ALLOW_IF(UPWARDS, prctl, 0, 0xFFFFFFFF, PR_SET_PDEATHSIG),
    ALLOW(UPWARDS, seccomp),
    ALLOW(UPWARDS | COMMAND, landlock_create_ruleset), /* which is also the question whether there is Landlock */
    ALLOW(UPWARDS, landlock_add_rule),
    ALLOW(UPWARDS, landlock_restrict_self),

    /* Itself, the time, signals to itself. */
    ALLOW(TALKERS, getpid),
    ALLOW(TALKERS, gettid),
    ALLOW(NOT_READER, getppid),
    ALLOW(TALKERS, getuid),
    ALLOW(TALKERS, geteuid),
    ALLOW(TALKERS, getgid),
    ALLOW(TALKERS, getegid),
    ALLOW(TALKERS, uname),
    ALLOW(NOT_READER, sysinfo),
    ALLOW(NOT_READER, getrusage),
    ALLOW_IF(NOT_READER, prlimit64, 0, 0xFFFFFFFF, 0),
    ALLOW(NOT_READER, clock_getres),
    ALLOW(NOT_READER, clock_nanosleep),
    ALLOW(NOT_READER, nanosleep),
    ALLOW(TALKERS, gettimeofday),
    ALLOW(TALKERS, rt_sigaction),
    ALLOW(TALKERS, rt_sigprocmask),
    ALLOW(NOT_READER, rt_sigtimedwait),
    ALLOW(TALKERS, sigaltstack),
    ALLOW(TALKERS, restart_syscall),
    ALLOW_IF(SERVERS | COMMAND, tgkill, 0, OUR_PID, OUR_PID),
    ALLOW(EVERYONE, rt_sigreturn),
    ALLOW(EVERYONE, exit),
    ALLOW(EVERYONE, exit_group),

    /* Who starts something: itself again, one signal that asks to stop, and how it ended. */
    ALLOW(STARTERS, clone),
    {STARTERS, NOT_KNOWN, SYS_clone3, ANY, 0, 0},
    ALLOW(STARTERS, execve),
    ALLOW(STARTERS, wait4),
    ALLOW(STARTERS, waitid),
    ALLOW_IF(PARENT | RESTORER, kill, 1, 0xFFFFFFFF, SIGTERM),
    ALLOW(STARTERS, tgkill),

#ifdef __x86_64__ /* older names of the same, which 64-bit ARM never had */
    ALLOW(NOT_READER, open),
    ALLOW(NOT_READER, stat),
    ALLOW(NOT_READER, lstat),
    ALLOW(NOT_READER, access),
    ALLOW(NOT_READER, readlink),
    ALLOW(NOT_READER, unlink),
    ALLOW(NOT_READER, rename),
    ALLOW(NOT_READER, mkdir),
    ALLOW(NOT_READER, rmdir),
    ALLOW(NOT_READER, dup2),
    ALLOW(NOT_READER, pipe),
    ALLOW(NOT_READER, accept),
    ALLOW(TALKERS, poll),
    ALLOW(NOT_READER, select),
    ALLOW(NOT_READER, epoll_wait),
    ALLOW(TALKERS, time),
    ALLOW(UPWARDS, arch_prctl),
#endif

#ifdef CAIRN_DEV /* the sanitizers' */
    ALLOW(READER, sigaltstack),
    ALLOW(READER, mprotect),
    ALLOW(READER, gettid),
    ALLOW(READER | MAILER, sched_yield),
#endif
    ALLOW_IF(NOT_READER, ioctl, 1, 0xFFFFFFFF, 0x5401), /* is this a terminal? */
    ALLOW_IF(TALKERS, ioctl, 1, 0xFFFFFFFF, 0x5421),    /* don't wait */

    /* What nobody here ever does. */
    NEVER(execve),
    NEVER(execveat),
    NEVER(clone),
    NEVER(clone3),
    NEVER(ptrace),
    NEVER(process_vm_readv),
    NEVER(process_vm_writev),
    NEVER(pidfd_getfd),
    NEVER(socket),
    NEVER(socketpair),
    NEVER(bind),
    NEVER(listen),
    NEVER(connect),
    NEVER(kill),
    NEVER(tkill),
    NEVER(mount),
    NEVER(umount2),
    NEVER(move_mount),
    NEVER(open_tree),
    NEVER(pivot_root),
    NEVER(chroot),
    NEVER(unshare),
    NEVER(setns),
    NEVER(bpf),
    NEVER(perf_event_open),
    NEVER(userfaultfd),
    NEVER(io_uring_setup),
    NEVER(init_module),
    NEVER(finit_module),
    NEVER(kexec_load),
    NEVER(keyctl),
    NEVER(add_key),
    NEVER(open_by_handle_at),
    NEVER(memfd_create),
    NEVER(setuid),
    NEVER(setresuid),
    NEVER(reboot),
#ifdef __x86_64__
    NEVER(fork),
    NEVER(vfork),
#endif
};

/* ---- the table as a program for the kernel ---- */

enum { LONGEST_RULE = 6, FRAME = 9 };

struct program {
    struct sock_filter steps[COUNT_OF(RULES) * LONGEST_RULE + FRAME];
    unsigned short n;
};

static void add(struct program *p, struct sock_filter step)
{
    MUST(p->n < COUNT_OF(p->steps));
    p->steps[p->n++] = step;
}

static void load(struct program *p, size_t at)
{
    add(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at));
}

/* Jumps are counted in steps from the next one. */
static void skip_unless(struct program *p, uint32_t value, unsigned char steps)
{
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, steps));
}

static void finish(struct program *p, uint32_t answer)
{
    add(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer));
}

static uint32_t answer_of(enum action action)
{
    switch (action) {
    case ALLOWED: return SECCOMP_RET_ALLOW;
    case NOT_KNOWN: return SECCOMP_RET_ERRNO | ENOSYS;
    case UNDER_WAY: return SECCOMP_RET_ERRNO | EINPROGRESS;
    case DEADLY: break;
    }
    return SECCOMP_RET_KILL_PROCESS;
}

/* x86-64 is little-endian, and so is 64-bit ARM as Linux runs it: the lower half comes first. */
static void add_rule(struct program *p, const struct rule *rule)
{
    const size_t number = offsetof(struct seccomp_data, nr), arguments = offsetof(struct seccomp_data, args);
    if (rule->argument == ANY) {
        skip_unless(p, (uint32_t)rule->call, 1);
        finish(p, answer_of(rule->action));
        return;
    }
    skip_unless(p, (uint32_t)rule->call, 5);
    load(p, arguments + (size_t)rule->argument * sizeof(uint64_t));
    add(p, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, rule->mask));
    skip_unless(p, rule->value == OUR_PID ? (uint32_t)getpid() : rule->value, 1);
    finish(p, answer_of(rule->action));
    load(p, number);
}

static void compile(struct program *p, unsigned who, uint32_t otherwise)
{
    load(p, offsetof(struct seccomp_data, arch));
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_MACHINE, 1, 0));
    finish(p, SECCOMP_RET_KILL_PROCESS);
    load(p, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < COUNT_OF(RULES); i++)
        if (RULES[i].who & who) add_rule(p, RULES + i);
    finish(p, otherwise);
}

enum err sandbox_filter_calls(enum sandbox_role role, bool remote, bool all_threads)
{
    struct program p = {.n = 0};
    bool reader = role == SANDBOX_READER;
    unsigned who = 1u << role | (remote && !reader && role != SANDBOX_MAILER ? REMOTE : 0u);
    compile(&p, who, reader ? SECCOMP_RET_KILL_PROCESS : SECCOMP_RET_ERRNO | EPERM);
    const struct sock_fprog filter = {p.n, p.steps};
    unsigned flags = all_threads ? SECCOMP_FILTER_FLAG_TSYNC : 0;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter) ? ERR_REFUSED : ERR_NONE;
}
