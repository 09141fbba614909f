/*
 * The door for commands beside a running server: control.sock in the data directory.
 *
 * While a server owns the data, a command may not open the database beside it, so it asks the server: one request,
 * one answer or many, each a JSON object in one packet, the request perhaps with a file descriptor. Only the owner
 * of the data directory can connect (the socket's mode, checked again by the peer's user id). Requests are served
 * one after the other on a thread of their own; what they do runs on the store's writer like everybody's work.
 */
#ifndef CAIRN_APP_CONTROL_H
#define CAIRN_APP_CONTROL_H

#include "platform/app.h"
#include "wire/json.h"

enum { CONTROL_PACKET_MOST = 16 * 1024 };

/* Both sides. to_pass is a descriptor to go along, -1 for none. ERR_IO: the other side is gone. */
MUST_USE enum err control_send(int talk, struct str json, int to_pass);
/* ERR_NOT_FOUND: the other side has ended. The value points into the arena. *ret_passed is -1 or the caller's. */
MUST_USE enum err control_receive(struct arena *a, int talk, struct json_value *ret, int *ret_passed);

/* ---- the server ---- */

struct control_command {
    struct str name; /* of the request's "command" */
    void (*run)(
        const struct app *app, int talk, struct json_value request, int passed); /* passed is closed after */
};
struct control;
MUST_USE enum err control_start(
    const struct app *app, const struct control_command *commands, size_t n, struct control **ret);
void control_stop(struct control *control); /* waits for the request that runs */

/* ---- the client ---- */

/* ERR_NOT_FOUND: no server runs on this directory. */
MUST_USE enum err control_connect(const char *directory, int *ret_talk);

#endif
