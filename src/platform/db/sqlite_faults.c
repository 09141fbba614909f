#include "platform/db/sqlite_faults.h"

#ifdef CAIRN_DEV

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

enum { KIND = 3, KINDS = 5 }; /* as tests/support/faulty.mjs counts them */

struct countdown {
    _Atomic int64_t left, many, code, failed;
};

static struct countdown *count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find(void)
{
    const char *path = getenv("CAIRN_FAIL");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *shared = mmap(NULL, KINDS * sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (shared != MAP_FAILED) count = (struct countdown *)shared + KIND;
}

int db_fault(void)
{
    pthread_once(&once, find);
    if (!count || atomic_load(&count->left) <= 0) return 0;
    if (atomic_fetch_sub(&count->left, 1) > 1) return 0;
    atomic_store(&count->left, atomic_fetch_sub(&count->many, 1) > 1 ? 1 : 0);
    atomic_fetch_add(&count->failed, 1);
    return (int)atomic_load(&count->code);
}

#endif
