/*
 * Makes the nth call of a kind fail, in a running server: preloaded (LD_PRELOAD) by tests/faults.
 *
 * The clock of the machine can be set beside, or made to stand still.
 *
 * CAIRN_FAIL names a file of a few numbers that test and server both map: for each kind how many calls may still
 * succeed (0: all do), how many after that fail, with which error, and how many did fail. Only the process that was
 * started as "cairn server" is touched, so that its parent lives to start it again. Built by the tests themselves.
 *
 * Why not the libraries that do such things, as Debian 12 has them (both tried):
 *   libfiu 1.1 (fiu-run) fails calls at random, always or once, but not the nth, and a sweep over every n is what shows
 *   that none is overlooked. Its fifo for changing that in a running process is refused by the server's sandbox, so it
 *   would fail from the first moment on, and mostly show that a database which can't be read isn't opened.
 *   libfaketime 0.9.10 wants a semaphore and shared memory in /dev/shm, ends a process that may not have them, and
 *   has no setting to do without: the server never starts.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum kind { ALLOCATE, WRITE, FLUSH, DATABASE, CLOCK, KINDS }; /* as tests/support/faulty.mjs counts them */

struct countdown {
    _Atomic int64_t left, many, error, failed;
};

static struct countdown unused[KINDS], *counts = unused;

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t each);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t align, size_t n);

static int fails(enum kind kind)
{
    struct countdown *c = counts + kind;
    if (atomic_load(&c->left) <= 0) return 0;
    int64_t before = atomic_fetch_sub(&c->left, 1);
    if (before > 1) return 0;
    if (atomic_fetch_sub(&c->many, 1) > 1)
        atomic_store(&c->left, 1); /* the next one too */
    else
        atomic_store(&c->left, 0);
    atomic_fetch_add(&c->failed, 1);
    errno = (int)atomic_load(&c->error);
    return 1;
}

__attribute__((constructor)) static void begin(void)
{
    char words[64] = "";
    const char *path = getenv("CAIRN_FAIL");
    int self = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    if (!path || self < 0) {
        /* /proc is closed by the parent's sandbox: whoever can't read it is the server. */
        if (!path || errno != EACCES) return;
        memcpy(words, "cairn\0server", 13);
    } else {
        if (read(self, words, sizeof words - 1) < 0) words[0] = '\0';
        close(self);
    }
    if (strcmp(words + strlen(words) + 1, "server") != 0) return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void *shared = mmap(NULL, sizeof unused, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared != MAP_FAILED) counts = shared;
}

void *malloc(size_t n)
{
    return fails(ALLOCATE) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t each)
{
    return fails(ALLOCATE) ? NULL : __libc_calloc(n, each);
}

void *realloc(void *p, size_t n)
{
    return n && fails(ALLOCATE) ? NULL : __libc_realloc(p, n);
}

int posix_memalign(void **ret, size_t align, size_t n)
{
    if (fails(ALLOCATE)) return ENOMEM;
    *ret = __libc_memalign(align, n);
    return *ret ? 0 : ENOMEM;
}

static int is_file(int fd)
{
    struct stat info;
    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (fd > 2 && is_file(fd) && fails(WRITE)) return -1;
    return syscall(SYS_write, fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
    if (fails(WRITE)) return -1;
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return pwrite64(fd, bytes, n, at);
}

int ftruncate64(int fd, off_t n)
{
    return fails(WRITE) ? -1 : (int)syscall(SYS_ftruncate, fd, n);
}

int ftruncate(int fd, off_t n)
{
    return ftruncate64(fd, n);
}

/* With no error to give, a flush lies: it says that it was done. */
static int flush(long call, int fd)
{
    if (!fails(FLUSH)) return (int)syscall(call, fd);
    return errno ? -1 : 0;
}

int fsync(int fd)
{
    return flush(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return flush(SYS_fdatasync, fd);
}

/* ---- the clock: `left` is how far ahead it is (ns), or where it stands if `many` says so; `error` is how much longer
 * the machine has been running than it has ---- */

int clock_gettime(clockid_t which, struct timespec *ret)
{
    int failed = (int)syscall(SYS_clock_gettime, which, ret);
    if (failed || (which != CLOCK_REALTIME && which != CLOCK_BOOTTIME)) return failed;
    if (which == CLOCK_BOOTTIME) {
        ret->tv_sec += atomic_load(&counts[CLOCK].error) / 1000000000;
        return 0;
    }
    int64_t moved = atomic_load(&counts[CLOCK].left), now = ret->tv_sec * INT64_C(1000000000) + ret->tv_nsec;
    now = atomic_load(&counts[CLOCK].many) ? moved : now + moved;
    *ret = (struct timespec){now / 1000000000, now % 1000000000};
    return 0;
}

int gettimeofday(struct timeval *restrict ret, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *ret = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *ret)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (ret) *ret = now.tv_sec;
    return now.tv_sec;
}
