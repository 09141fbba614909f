/* A client that says exactly what it is told to: raw bytes on a loopback socket, for the transport's tests. */
#ifndef CAIRN_PLATFORM_HTTP_TESTS_CLIENT_H
#define CAIRN_PLATFORM_HTTP_TESTS_CLIENT_H

#include "base/base.h"

/* How long anything that comes sooner or later is waited for: on a machine with more to do than it can, too. */
enum { PATIENCE_MS = 20000 };

int client_connect(uint16_t port);
void client_send(int fd, const char *text);
/* As much as goes: false once the other side is gone. */
bool client_try_send(int fd, const char *bytes, size_t n);

struct answer {
    int status; /* 0: closed without an answer */
    char head[4096];
    char body[1 << 20];
    size_t body_n;
};
/* Reads one answer with a Content-Length; gives up after PATIENCE_MS (status -1). */
struct answer *client_read(int fd);
struct answer *client_read_head_only(int fd); /* for HEAD */
bool client_sees_close(int fd, int within_ms);
bool answer_has(const struct answer *a, const char *text); /* in its head, without regard to case */

#endif
