#include "app/child_door.h"

#include "app/mail_child.h"
#include "base/log.h"
#include "care/imports/imports.h"
#include "care/reference/reference.h"
#include "platform/child.h"
#include "platform/sandbox/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READER = 'r', TABLE_READER = 't', MAILER = 'm' };

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

void child_door_open(struct arena *a, const struct settings *settings, struct child_door *door)
{
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        log_event(LOG_ERROR, "children.no-door", LOG_NUMBER("system_error", errno));
    *door = (struct child_door){
        .ours = ends[0], .theirs = ends[1], .mailer = settings->smtp_url.n ? mail_child_words(a, settings) : NULL};
}

void child_door_hand_on(const struct child_door *door)
{
    if (door->theirs == CHILD_DOOR_FD)
        (void)fcntl(CHILD_DOOR_FD, F_SETFD, 0);
    else if (door->theirs >= 0)
        (void)dup2(door->theirs, CHILD_DOOR_FD);
}

void child_door_reap(struct child_door *door)
{
    for (size_t i = 0; i < CHILDREN_MOST; i++)
        if (door->children[i] && waitpid(door->children[i], NULL, WNOHANG) == door->children[i])
            door->children[i] = 0;
}

static pid_t *free_place(struct child_door *door)
{
    child_door_reap(door);
    for (size_t i = 0; i < CHILDREN_MOST; i++)
        if (!door->children[i]) return &door->children[i];
    return NULL;
}

/* Which child is asked for; 0: it is no request. */
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

static int start(const struct child_door *door, char which, const int fds[2], pid_t *ret)
{
    if (which == READER) return reader_spawn(NULL, IMPORT_READER_WORD, fds[0], fds[1], ret);
    if (which == TABLE_READER) return reader_spawn(NULL, REFERENCE_READER_WORD, fds[0], fds[1], ret);
    return which == MAILER && door->mailer ? child_spawn(NULL, door->mailer, fds[0], fds[1], ret) : EINVAL;
}

void child_door_serve(struct child_door *door)
{
    int fds[2] = {-1, -1}, failed;
    char which = receive(door->ours, fds);
    pid_t *place = free_place(door);
    if (place && fds[0] >= 0 && fds[1] >= 0 && (failed = start(door, which, fds, place))) {
        *place = 0;
        log_event(LOG_ERROR, "children.not-started", LOG_NUMBER("system_error", failed));
    }
    close_both(fds);
}

/* ---- the server ---- */

bool child_door_is_there(void)
{
    int kind = 0;
    socklen_t n = sizeof kind;
    return getsockopt(CHILD_DOOR_FD, SOL_SOCKET, SO_TYPE, &kind, &n) == 0 && kind == SOCK_SEQPACKET &&
        fcntl(CHILD_DOOR_FD, F_SETFD, FD_CLOEXEC) == 0;
}

static enum err ask(char which, int input, int output)
{
    const int fds[2] = {input, output};
    union two_descriptors extra = {0};
    struct iovec bytes = {&which, sizeof which};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&packet);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fds)};
    memcpy(CMSG_DATA(head), fds, sizeof fds);
    ssize_t sent;
    do sent = sendmsg(CHILD_DOOR_FD, &packet, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    close_both(fds);
    return sent == 1 ? ERR_NONE : ERR_IO;
}

enum err child_door_ask_reader(int input, int rows)
{
    return ask(READER, input, rows);
}

enum err child_door_ask_table_reader(int input, int rows)
{
    return ask(TABLE_READER, input, rows);
}

enum err child_door_ask_mailer(int input, int result)
{
    return ask(MAILER, input, result);
}
