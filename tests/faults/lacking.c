/*
 * Preloaded, it makes the program believe that something is missing which CAIRN_LACKS names: "landlock", as in a
 * kernel without it, or "close_range", which some containers refuse. All else goes through.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

enum { ARGUMENTS = 6 };

static int lacks(const char *what, int error)
{
    const char *named = getenv("CAIRN_LACKS");
    if (!named || strcmp(named, what) != 0) return 0;
    errno = error;
    return 1;
}

int close_range(unsigned first, unsigned last, int flags)
{
    int (*real)(unsigned, unsigned, int);
    if (lacks("close_range", EPERM)) return -1;
    *(void **)&real = dlsym(RTLD_NEXT, "close_range");
    return real(first, last, flags);
}

long syscall(long number, ...)
{
    static long (*real)(long, ...);
    long a[ARGUMENTS];
    va_list list;
    if (number == SYS_landlock_create_ruleset && lacks("landlock", ENOSYS)) return -1;
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    va_start(list, number);
    for (int i = 0; i < ARGUMENTS; i++) a[i] = va_arg(list, long);
    va_end(list);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
