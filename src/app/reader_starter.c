#include "app/reader_starter.h"

#include "care/imports/imports.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct asked {
    uint64_t number;
    int64_t ended; /* in the answer: enum err */
};
union two_descriptors {
    struct cmsghdr head;
    char room[CMSG_SPACE(2 * sizeof(int))];
};

/* ---- the parent ---- */

bool reader_starter_pair(int ret[2])
{
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ret) == 0;
}

/* False: the other side is gone, or sends what it shouldn't. */
static bool receive(int fd, struct asked *ret, int ret_fds[2])
{
    union two_descriptors extra = {0};
    struct iovec bytes = {ret, sizeof *ret};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    ssize_t got;
    do got = recvmsg(fd, &packet, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const struct cmsghdr *h = CMSG_FIRSTHDR(&packet);
    if (got != (ssize_t)sizeof *ret || !h || h->cmsg_type != SCM_RIGHTS ||
        h->cmsg_len != CMSG_LEN(2 * sizeof(int)))
        return false;
    memcpy(ret_fds, CMSG_DATA(h), 2 * sizeof(int));
    return true;
}

static enum err read_one(const int fds[2])
{
    pid_t child;
    int status = 0;
    enum err err = import_reader_spawn(NULL, fds[0], fds[1], &child);
    close(fds[0]), close(fds[1]);
    if (err) return err;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ERR_NONE : ERR_DAMAGED;
}

static void *start_readers(void *arg)
{
    int *fd = arg, fds[2];
    struct asked asked;
    while (receive(*fd, &asked, fds)) {
        asked.ended = read_one(fds);
        if (send(*fd, &asked, sizeof asked, MSG_NOSIGNAL) < 0) break;
    }
    return NULL;
}

void reader_starter_run(int fd)
{
    static int ours;
    pthread_t thread;
    ours = fd;
    if (pthread_create(&thread, NULL, start_readers, &ours) == 0) pthread_detach(thread);
}

/* ---- the server ---- */

struct server_end {
    uint64_t number;
};

static enum err start(void *owner, int input, int rows)
{
    struct server_end *s = owner;
    union two_descriptors extra = {0};
    struct asked asked = {.number = ++s->number};
    struct iovec bytes = {&asked, sizeof asked};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&packet);
    const int fds[2] = {input, rows};
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fds)};
    memcpy(CMSG_DATA(head), fds, sizeof fds);
    ssize_t sent;
    do sent = sendmsg(READER_STARTER_FD, &packet, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof asked ? ERR_NONE : ERR_IO;
}

static enum err end(void *owner)
{
    const struct server_end *s = owner;
    struct asked answer = {0};
    while (answer.number != s->number) {
        ssize_t got = recv(READER_STARTER_FD, &answer, sizeof answer, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got != (ssize_t)sizeof answer) return ERR_IO;
    }
    return answer.ended ? ERR_DAMAGED : ERR_NONE;
}

struct import_starter reader_starter(void)
{
    static struct server_end server;
    server.number = (uint64_t)clock_monotonic_us() << 16;
    (void)fcntl(READER_STARTER_FD, F_SETFD, FD_CLOEXEC);
    return (struct import_starter){&server, start, end};
}
