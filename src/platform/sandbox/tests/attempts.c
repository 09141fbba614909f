#include "platform/sandbox/tests/attempts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

struct stage stage;

const char *stage_path(const char *folder, const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* ---- attempts: true if it worked ---- */

static bool read_outside(void)
{
    return open(stage.secret, O_RDONLY) >= 0;
}

static bool write_outside(void)
{
    return open(stage_path(stage.outside, "new"), O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool truncate_outside(void)
{
    return open(stage.secret, O_WRONLY | O_TRUNC) >= 0;
}

static bool unlink_outside(void)
{
    return unlink(stage.secret) == 0;
}

static bool read_passwords(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

/* Comes back only if it failed: the program itself says that it was started. */
bool attempt_run_program(void)
{
    char *const words[] = {(char *)"sh", (char *)"-c", (char *)"exit 10", NULL};
    execv("/bin/sh", words);
    return false;
}

static bool run_program_by_descriptor(void)
{
    char *const words[] = {(char *)"sh", (char *)"-c", (char *)"exit 10", NULL}, *const none[] = {NULL};
    syscall(SYS_execveat, AT_FDCWD, "/bin/sh", words, none, 0);
    return false;
}

static bool start_process(void)
{
    pid_t pid = fork();
    if (pid == 0) _exit(0);
    return pid > 0;
}

static void *nothing(void *arg)
{
    return arg;
}

static bool start_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0;
}

bool attempt_internet_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool raw_socket(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0) >= 0;
}

bool attempt_connect(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    snprintf(to.sun_path, sizeof to.sun_path, "%s", stage.listener);
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    return s >= 0 && connect(s, (const struct sockaddr *)&to, sizeof to) == 0;
}

static bool listen_to_somebody(void)
{
    struct sockaddr_un here = {.sun_family = AF_UNIX};
    snprintf(here.sun_path, sizeof here.sun_path, "%s/mine", stage.inside);
    unlink(here.sun_path);
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    return s >= 0 && bind(s, (const struct sockaddr *)&here, sizeof here) == 0 && listen(s, 1) == 0;
}

static bool trace_neighbour(void)
{
    return ptrace(PTRACE_SEIZE, stage.neighbour, NULL, NULL) == 0;
}

static bool read_neighbours_memory(void)
{
    char byte;
    const struct iovec here = {&byte, 1}, there = {&stage, 1};
    return process_vm_readv(stage.neighbour, &here, 1, &there, 1, 0) == 1;
}

static bool kill_neighbour(void)
{
    return kill(stage.neighbour, SIGCONT) == 0; /* which only wakes it: the control may not end it */
}

static bool mount_something(void)
{
    return mount("none", stage.outside, "tmpfs", 0, NULL) == 0;
}

static bool new_namespace(void)
{
    return unshare(CLONE_NEWNS) == 0;
}

/* A page of code that nobody reviewed. */
static bool memory_to_execute(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool make_executable(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool memory_through_a_file(void)
{
    return open("/proc/self/mem", O_RDWR) >= 0;
}

static bool ring(void)
{
    unsigned char parameters[120] = {0};
    return syscall(SYS_io_uring_setup, 4, parameters) >= 0;
}

static bool unnamed_file(void)
{
    return syscall(SYS_memfd_create, "x", 0) >= 0;
}

const struct attempt ATTEMPTS[] = {
    {"reading a file outside", read_outside, IN_ALL, true},
    {"writing a file outside", write_outside, IN_ALL, true},
    {"emptying a file outside", truncate_outside, IN_ALL, true},
    {"deleting a file outside", unlink_outside, IN_ALL, true},
    {"reading the list of users", read_passwords, IN_ALL, true},
    {"starting a program", attempt_run_program, IN_ALL, true},
    {"starting a program another way", run_program_by_descriptor, IN_ALL, true},
    {"starting a process", start_process, IN_SERVERS | IN_COMMAND, true},
    {"starting a thread", start_thread, IN_SERVER | IN_READER | IN_MAILER, true},
    {"an internet socket", attempt_internet_socket, IN_SERVER | IN_READER | IN_MAILER | IN_COMMAND | IN_IMPORTER,
        true},
    {"a local socket", local_socket, IN_SERVER | IN_READER | IN_MAILER, true},
    {"a socket to the kernel", raw_socket, IN_ALL, true},
    {"connecting to somebody", attempt_connect, MAY_NOT_CONNECT, true},
    {"listening", listen_to_somebody, IN_SERVER | IN_READER | IN_MAILER | IN_COMMAND | IN_IMPORTER, true},
    {"tracing a neighbour", trace_neighbour, IN_ALL, true},
    {"reading a neighbour's memory", read_neighbours_memory, IN_ALL, true},
    {"a signal to a neighbour", kill_neighbour, IN_ALL, true},
    {"mounting", mount_something, IN_ALL, false},
    {"a world of its own", new_namespace, IN_ALL, false},
    {"memory that can be executed", memory_to_execute, IN_SERVER | IN_MAILER | IN_COMMAND, true},
    {"making memory executable", make_executable, IN_SERVER | IN_MAILER | IN_COMMAND, true},
    {"its own memory through a file", memory_through_a_file, IN_ALL, true},
    {"a ring of system calls", ring, IN_ALL, false},
    {"a file without a name", unnamed_file, IN_ALL, true},
};

const size_t ATTEMPT_COUNT = COUNT_OF(ATTEMPTS);

/* Only Landlock can tell a path that is ours from another. */
bool attempt_is_by_path(const struct attempt *a)
{
    return a->run == read_outside || a->run == write_outside || a->run == truncate_outside ||
        a->run == unlink_outside || a->run == read_passwords || a->run == memory_through_a_file ||
        a->run == attempt_run_program;
}
