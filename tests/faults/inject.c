/*
 * inject PID WHAT PATH: makes one system call inside another process, as code of an intruder's would there, and says
 * what came of it: "allowed N", "refused N" (an error number) or "killed N" (a signal). x86-64. Built by the tests.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH = -1, PARENT = -2 }; /* as arguments: where the path lies in the process; this program's own number */

static const struct call {
    const char *what;
    long number, arguments[6];
} CALLS[] = {
    {"getpid", SYS_getpid, {0}},
    {"read-outside", SYS_openat, {AT_FDCWD, PATH, O_RDONLY}},
    {"write-outside", SYS_openat, {AT_FDCWD, PATH, O_WRONLY | O_TRUNC}},
    {"execute", SYS_execve, {PATH, 0, 0}},
    {"fork", SYS_clone, {SIGCHLD}},
    {"internet-socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
    {"local-socket", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
    {"connect", SYS_connect, {0, PATH, 16}},
    {"trace", SYS_ptrace, {PTRACE_SEIZE, PARENT, 0, 0}},
    {"mount", SYS_mount, {PATH, PATH, PATH, 0, 0}},
    {"kill", SYS_kill, {PARENT, SIGCONT}},
    {"memory", SYS_mmap, {0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0}},
};

static const struct call *find(const char *what)
{
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
        if (strcmp(CALLS[i].what, what) == 0) return CALLS + i;
    return NULL;
}

static long filled(long argument, uint64_t path)
{
    if (argument == PATH) return (long)path;
    return argument == PARENT ? (long)getpid() : argument;
}

static void set_call(struct user_regs_struct *r, const struct call *call, uint64_t path)
{
    long memory = call->number == SYS_mmap;
    r->orig_rax = (uint64_t)-1;
    r->rax = (uint64_t)call->number;
    r->rdi = (uint64_t)filled(call->arguments[0], path);
    r->rsi = (uint64_t)filled(call->arguments[1], path);
    r->rdx = (uint64_t)filled(call->arguments[2], path);
    r->r10 = (uint64_t)filled(call->arguments[3], path);
    r->r8 = (uint64_t)(memory ? -1 : call->arguments[4]);
    r->r9 = (uint64_t)call->arguments[5];
}

/* The path goes below the stack's red zone; the process stands behind a syscall instruction, which is used again. */
static int place(pid_t pid, const char *text, struct user_regs_struct *r, uint64_t *path)
{
    *path = (r->rsp - 4096) & ~UINT64_C(15);
    const struct iovec here = {(char *)text, strlen(text) + 1}, there = {(void *)*path, strlen(text) + 1};
    r->rip -= 2;
    long word = ptrace(PTRACE_PEEKTEXT, pid, (void *)r->rip, NULL);
    return (word & 0xFFFF) == 0x050F && process_vm_writev(pid, &here, 1, &there, 1, 0) > 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct user_regs_struct before, now;
    uint64_t path;
    int status;
    const struct call *call = argc == 4 ? find(argv[2]) : NULL;
    pid_t pid = argc == 4 ? (pid_t)atoi(argv[1]) : 0;
    if (!call || ptrace(PTRACE_SEIZE, pid, NULL, NULL) || ptrace(PTRACE_INTERRUPT, pid, NULL, NULL)) return 2;
    if (waitpid(pid, &status, 0) != pid || ptrace(PTRACE_GETREGS, pid, NULL, &before)) return 2;
    now = before;
    if (place(pid, argv[3], &now, &path)) return 3;
    set_call(&now, call, path);
    if (ptrace(PTRACE_SETREGS, pid, NULL, &now) || ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL)) return 4;
    if (waitpid(pid, &status, 0) != pid) return 5;
    if (WIFSIGNALED(status)) return printf("killed %d\n", WTERMSIG(status)) < 0;
    if (ptrace(PTRACE_GETREGS, pid, NULL, &now)) return printf("killed %d\n", SIGSYS) < 0;
    long result = (long)now.rax;
    if (ptrace(PTRACE_SETREGS, pid, NULL, &before)) return 6;
    ptrace(PTRACE_DETACH, pid, NULL, NULL);
    if (result < 0 && result > -4096) return printf("refused %ld\n", -result) < 0;
    return printf("allowed %ld\n", result) < 0;
}
