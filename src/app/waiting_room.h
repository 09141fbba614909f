/*
 * Where people wait while the data can't be opened: a disk that is full, or that became read-only, after the
 * server had to be started again.
 *
 * The server listens all the same. Every page is answered with 503 and says in plain words that nothing was saved;
 * /healthz says why, for whoever looks after Cairn. Each second or two it is tried again, and when the data opens
 * the server goes on as if it had just been started. A first start that fails ends at once instead, so that
 * whoever gave the command sees why.
 */
#ifndef CAIRN_APP_WAITING_ROOM_H
#define CAIRN_APP_WAITING_ROOM_H

#include "app/command.h"
#include "platform/http/transport.h"

/* EXIT_DONE with the instance open; *ret_asked: it was asked to stop before that. options: where to listen. */
int waiting_room(
    struct arena *a, struct arguments *args, struct http_options options, struct instance *ret, bool *ret_asked);

#endif
