#include "platform/child.h"

#include <spawn.h>
#include <unistd.h>

int child_spawn(const char *program, char *const words[], int input, int output, pid_t *ret)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    char *const environment[] = {NULL};
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
#ifdef CAIRN_DEV
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1); /* where a sanitizer reports */
#else
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO);
#endif
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    int failed = posix_spawn(ret, program ? program : "/proc/self/exe", &files, &how, words, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}
