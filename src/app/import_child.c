#include "app/import_child.h"

#include "care/imports/imports.h"
#include "platform/crypto.h"
#include "platform/sandbox/sandbox.h"

#include <unistd.h>

/* A day: files have any size, and one that is read in circles is not possible. */
static const struct sandbox_policy POLICY = {
    .role = SANDBOX_READER, .memory_bytes = 240 * 1024 * 1024, .cpu_seconds = 86400};

int import_child_command(struct arena *a, struct arguments *args)
{
    (void)a, (void)args;
    crypto_start();
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    struct import_reader *reader = import_reader_new();
    enum err err = sandbox_enter(&POLICY);
    if (!err) err = import_reader_run(reader, STDIN_FILENO, STDOUT_FILENO);
    _exit(err ? 1 : 0); /* nothing may be tidied up that needs more than the sandbox allows */
}
