/*
 * The two processes of `cairn serve`, confined: which role each has, and which files besides its libraries' own.
 *
 * Both may use the data directory and read the certificate and its key, and where the data is on PostgreSQL what
 * it takes to get there; nothing else is within reach. The server is confined from its first moment, and once
 * more, and closer, when it listens.
 */
#ifndef CAIRN_APP_CONFINE_H
#define CAIRN_APP_CONFINE_H

#include "app/settings.h"
#include "platform/sandbox/sandbox.h"

/* EXIT_DONE, or a status after saying why not. data: the data directory. */
int confine(struct arena *a, enum sandbox_role role, struct str data, const struct settings *settings);
/* The server listens and has all its threads: the rest is given up. */
int confine_listening(const struct settings *settings);

#endif
