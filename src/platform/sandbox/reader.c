#include "platform/sandbox/reader.h"

#include <errno.h>
#include <spawn.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

int reader_spawn(const char *program, const char *word, int input, int rows, pid_t *ret)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char *const arguments[] = {(char *)"cairn", (char *)word, NULL};
    char *const environment[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, rows, STDOUT_FILENO);
#ifdef CAIRN_DEV
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1); /* where a sanitizer reports */
#else
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO);
#endif
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    int failed = posix_spawn(ret, program ? program : "/proc/self/exe", &files, &how, arguments, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

bool reader_send(int to, struct str bytes)
{
    while (bytes.n) {
        ssize_t sent = write(to, bytes.p, bytes.n);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = str_skip(bytes, (size_t)sent);
    }
    return true;
}

bool reader_hear(int from, size_t most, struct buf *ret)
{
    static _Thread_local char block[BLOCK];
    while (most) {
        ssize_t n = read(from, block, most < sizeof block ? most : sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return n == 0 && !ret->overflow;
        buf_add(ret, (struct str){block, (size_t)n});
        most -= (size_t)n;
    }
    return !ret->overflow;
}
