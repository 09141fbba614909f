#include "platform/http/tests/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

int client_connect(uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    MUST(fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

bool client_try_send(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes += sent;
        n -= (size_t)sent;
    }
    return true;
}

void client_send(int fd, const char *text)
{
    MUST(client_try_send(fd, text, strlen(text)));
}

static bool readable(int fd, int within_ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    return poll(&p, 1, within_ms) > 0;
}

static bool read_head(int fd, struct answer *a)
{
    size_t n = 0;
    while (n < 4 || memcmp(a->head + n - 4, "\r\n\r\n", 4) != 0) {
        MUST(n + 1 < sizeof a->head);
        if (!readable(fd, PATIENCE_MS)) {
            a->status = -1;
            return false;
        }
        if (recv(fd, a->head + n, 1, 0) != 1) return false;
        n++;
    }
    int64_t status;
    MUST(n > 12 && str_int((struct str){a->head + 9, 3}, 100, 599, &status));
    a->status = (int)status;
    return true;
}

struct answer *client_read_head_only(int fd)
{
    static struct answer a;
    memset(&a, 0, sizeof a);
    read_head(fd, &a);
    return &a;
}

struct answer *client_read(int fd)
{
    struct answer *a = client_read_head_only(fd);
    if (a->status <= 0) return a;
    const char *length = strcasestr(a->head, "\r\nContent-Length: ");
    if (!length) return a;
    length += 18;
    int64_t n = 0;
    MUST(str_int((struct str){length, strcspn(length, "\r")}, 0, sizeof a->body - 1, &n));
    while (a->body_n < (size_t)n) {
        ssize_t got = readable(fd, PATIENCE_MS) ? recv(fd, a->body + a->body_n, (size_t)n - a->body_n, 0) : 0;
        if (got <= 0) break;
        a->body_n += (size_t)got;
    }
    return a;
}

bool client_sees_close(int fd, int within_ms)
{
    char c;
    if (!readable(fd, within_ms)) return false;
    ssize_t n = recv(fd, &c, 1, 0);
    return n == 0 || (n < 0 && errno == ECONNRESET);
}

bool answer_has(const struct answer *a, const char *text)
{
    return strcasestr(a->head, text) != NULL;
}
