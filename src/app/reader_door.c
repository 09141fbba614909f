#include "app/reader_door.h"

#include "base/log.h"
#include "care/imports/imports.h"
#include "care/reference/reference.h"
#include "platform/sandbox/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OF_PEOPLE = 'p', OF_A_TABLE = 't' }; /* what a request says */

union two_descriptors {
    struct cmsghdr head;
    char room[CMSG_SPACE(2 * sizeof(int))];
};

static void close_both(const int fds[2])
{
    for (int i = 0; i < 2; i++)
        if (fds[i] >= 0) close(fds[i]);
}

/* ---- the parent ---- */

void reader_door_open(struct reader_door *door)
{
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        log_event(LOG_ERROR, "imports.no-reader", LOG_NUMBER("system_error", errno));
    *door = (struct reader_door){.ours = ends[0], .theirs = ends[1]};
}

void reader_door_hand_on(const struct reader_door *door)
{
    if (door->theirs == READER_DOOR_FD)
        (void)fcntl(READER_DOOR_FD, F_SETFD, 0);
    else if (door->theirs >= 0)
        (void)dup2(door->theirs, READER_DOOR_FD);
}

void reader_door_reap(struct reader_door *door)
{
    for (size_t i = 0; i < READERS_MOST; i++)
        if (door->readers[i] && waitpid(door->readers[i], NULL, WNOHANG) == door->readers[i]) door->readers[i] = 0;
}

static pid_t *free_place(struct reader_door *door)
{
    reader_door_reap(door);
    for (size_t i = 0; i < READERS_MOST; i++)
        if (!door->readers[i]) return &door->readers[i];
    return NULL;
}

/* The letter of the request; 0: there is none. */
static char receive(int from, int ret[2])
{
    char byte = 0;
    union two_descriptors extra = {0};
    struct iovec bytes = {&byte, sizeof byte};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    ssize_t n;
    do n = recvmsg(from, &packet, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&packet) : NULL;
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) return 0;
    size_t carried = head->cmsg_len - CMSG_LEN(0);
    memcpy(ret, CMSG_DATA(head), carried < 2 * sizeof(int) ? carried : 2 * sizeof(int));
    return byte;
}

void reader_door_serve(struct reader_door *door)
{
    int fds[2] = {-1, -1};
    const char *word = receive(door->ours, fds) == OF_A_TABLE ? REFERENCE_READER_WORD : IMPORT_READER_WORD;
    pid_t *place = free_place(door);
    if (place && fds[0] >= 0 && fds[1] >= 0 && reader_spawn(NULL, word, fds[0], fds[1], place)) {
        *place = 0;
        log_event(LOG_ERROR, "imports.no-reader", LOG_NUMBER("system_error", errno));
    }
    close_both(fds);
}

/* ---- the server ---- */

bool reader_door_is_there(void)
{
    int kind = 0;
    socklen_t n = sizeof kind;
    return getsockopt(READER_DOOR_FD, SOL_SOCKET, SO_TYPE, &kind, &n) == 0 && kind == SOCK_SEQPACKET &&
        fcntl(READER_DOOR_FD, F_SETFD, FD_CLOEXEC) == 0;
}

static enum err ask(char byte, int input, int rows)
{
    const int fds[2] = {input, rows};
    union two_descriptors extra = {0};
    struct iovec bytes = {&byte, sizeof byte};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&packet);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fds)};
    memcpy(CMSG_DATA(head), fds, sizeof fds);
    ssize_t sent;
    do sent = sendmsg(READER_DOOR_FD, &packet, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    close_both(fds);
    return sent == 1 ? ERR_NONE : ERR_IO;
}

enum err reader_door_ask_people(int input, int rows)
{
    return ask(OF_PEOPLE, input, rows);
}

enum err reader_door_ask_table(int input, int rows)
{
    return ask(OF_A_TABLE, input, rows);
}
