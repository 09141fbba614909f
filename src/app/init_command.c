/* `cairn init`: a new, empty installation, and the one-time link of its first administrator. */
#include "app/command.h"
#include "app/modules.h"
#include "platform/auth/session.h"
#include "platform/installation/installation.h"

int init_command(struct arena *a, struct arguments *args)
{
    (void)a;
    (void)args;
    return command_failed(EXIT_REFUSED, "not yet");
}
