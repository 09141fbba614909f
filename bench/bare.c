/*
 * The yardstick: the least that libmicrohttpd does for a page. It answers every request with the same 16 KB, from
 * memory, with no routing, session, database or audit, in the same thread pool as Cairn's transport uses. What
 * Cairn serves is told as a share of what this serves on the same machine in the same minute.
 *
 *     bench-bare PORT THREADS
 */
#include <microhttpd.h>
#include <unistd.h>

#include "base/str.h"

enum { PAGE_BYTES = 16 * 1024 };

static char page[PAGE_BYTES];

static enum MHD_Result answer(void *user, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *body, size_t *body_size, void **seen)
{
    (void)user, (void)url, (void)method, (void)version, (void)body;
    if (!*seen) {
        *seen = connection;
        return MHD_YES;
    }
    *body_size = 0;
    struct MHD_Response *response = MHD_create_response_from_buffer(sizeof page, page, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

int main(int argc, char **argv)
{
    int64_t port, threads;
    if (argc != 3 || !str_int(str_from_cstr(argv[1]), 1, 65535, &port) ||
        !str_int(str_from_cstr(argv[2]), 1, 64, &threads)) {
        fputs("usage: bench-bare PORT THREADS\n", stderr);
        return 2;
    }
    memset(page, 'x', sizeof page);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)port, NULL, NULL, answer,
        NULL, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)threads, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
        MHD_OPTION_END);
    if (!daemon) return 1;
    for (;;) pause();
}
