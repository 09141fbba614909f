/*
 * Preloaded, it is code of an intruder's inside a command of Cairn: when the command has done its work, it reads and
 * writes the file that CAIRN_WITHIN names, looks into the folder it is in, asks for a call that no command makes, and
 * says on standard error what came of each. Built by commands.test.mjs.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const char *was(int worked)
{
    return worked ? "allowed" : strerror(errno);
}

__attribute__((destructor)) static void try_what_is_forbidden(void)
{
    const char *file = getenv("CAIRN_WITHIN");
    char folder[4096];
    if (!file || strlen(file) >= sizeof folder) return;
    memcpy(folder, file, strlen(file) + 1);
    *strrchr(folder, '/') = '\0';
    fprintf(stderr, "within: read: %s\n", was(open(file, O_RDONLY) >= 0));
    fprintf(stderr, "within: write: %s\n", was(open(file, O_WRONLY) >= 0));
    fprintf(stderr, "within: look: %s\n", was(opendir(folder) != NULL));
    fprintf(stderr, "within: call: %s\n", was(prctl(PR_GET_SECCOMP) >= 0));
}
