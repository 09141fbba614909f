#include "app/control.h"

#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct control {
    const struct app *app;
    const struct control_command *commands;
    size_t n;
    int listener, directory;
    int wake[2]; /* closing one end stops the thread */
    pthread_t thread;
};

/* A socket's address holds about a hundred bytes and a path may be longer, so it is named through its folder. */
static enum err address_of(int directory, struct sockaddr_un *ret)
{
    *ret = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(ret->sun_path, sizeof ret->sun_path, "/proc/self/fd/%d/control.sock", directory);
    return n > 0 && (size_t)n < sizeof ret->sun_path ? ERR_NONE : ERR_INVALID;
}

static int open_directory(const char *path)
{
    return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

union one_descriptor {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

enum err control_send(int talk, struct str json, int to_pass)
{
    union one_descriptor extra = {0};
    struct iovec bytes = {(char *)json.p, json.n};
    struct msghdr packet = {.msg_iov = &bytes, .msg_iovlen = 1};
    if (json.n > CONTROL_PACKET_MOST) return ERR_TOO_LARGE;
    if (to_pass >= 0) {
        packet.msg_control = &extra;
        packet.msg_controllen = sizeof extra.room;
        struct cmsghdr *head = CMSG_FIRSTHDR(&packet);
        *head =
            (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
        memcpy(CMSG_DATA(head), &to_pass, sizeof to_pass);
    }
    ssize_t sent;
    do sent = sendmsg(talk, &packet, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)json.n ? ERR_NONE : ERR_IO;
}

static int passed_with(struct msghdr *packet)
{
    int fd = -1;
    for (struct cmsghdr *h = CMSG_FIRSTHDR(packet); h; h = CMSG_NXTHDR(packet, h))
        if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(h), sizeof fd);
    return fd;
}

enum err control_receive(struct arena *a, int talk, struct json_value *ret, int *ret_passed)
{
    union one_descriptor extra = {0};
    char *text = ARENA_ARRAY(a, char, CONTROL_PACKET_MOST);
    struct iovec bytes = {text, CONTROL_PACKET_MOST};
    struct msghdr packet = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &extra, .msg_controllen = sizeof extra.room};
    struct json_problem problem;
    ssize_t got;
    do got = recvmsg(talk, &packet, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0) return ERR_IO;
    int passed = passed_with(&packet); /* even an empty packet can carry one */
    enum err err = ERR_NOT_FOUND;
    if (packet.msg_flags & MSG_TRUNC)
        err = ERR_TOO_LARGE;
    else if (got > 0)
        err = json_parse(a, (struct str){text, (size_t)got}, ret, &problem);
    if (err && passed >= 0) close(passed);
    if (!err) *ret_passed = passed;
    return err;
}

/* ---- the server ---- */

static bool is_owner(int talk)
{
    struct ucred peer;
    socklen_t n = sizeof peer;
    return getsockopt(talk, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

static void serve_one(struct control *control, int talk)
{
    struct arena arena CLEANUP(arena_release);
    struct json_value request;
    int passed = -1;
    bool known = false;
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    if (!is_owner(talk) || control_receive(&arena, talk, &request, &passed)) return;
    struct str name = json_as_text(json_get(request, STR("command")));
    for (size_t i = 0; i < control->n && !known; i++) {
        known = str_eq(control->commands[i].name, name);
        if (known) control->commands[i].run(control->app, talk, request, passed);
    }
    if (!known && control_send(talk, STR("{\"error\":\"this server does not know that command\"}"), -1))
        log_event(LOG_DEBUG, "control.gone", LOG_NUMBER("packets", 0)); /* who asked didn't wait for the answer */
    if (passed >= 0) close(passed);
}

/* Somebody who connects and says nothing may not keep the door: they have five seconds. */
static void *listen_on(void *arg)
{
    struct control *control = arg;
    const struct timeval patience = {.tv_sec = 5};
    for (;;) {
        struct pollfd waits[] = {{.fd = control->listener, .events = POLLIN}, {.fd = control->wake[0]}};
        if (poll(waits, COUNT_OF(waits), -1) < 0 && errno != EINTR) return NULL;
        if (waits[1].revents) return NULL;
        if (!(waits[0].revents & POLLIN)) continue;
        int talk = accept4(control->listener, NULL, NULL, SOCK_CLOEXEC);
        if (talk < 0) continue;
        (void)setsockopt(talk, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        serve_one(control, talk);
        close(talk);
    }
}

static enum err listen_in(struct control *control)
{
    struct sockaddr_un address;
    enum err err = address_of(control->directory, &address);
    if (err) return err;
    control->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (control->listener < 0) return ERR_IO;
    (void)unlinkat(control->directory, "control.sock", 0); /* left by a server that was killed; the lock is ours */
    mode_t before = umask(0177);
    int bound = bind(control->listener, (const struct sockaddr *)&address, sizeof address);
    umask(before);
    return bound == 0 && listen(control->listener, 16) == 0 && pipe2(control->wake, O_CLOEXEC) == 0 ? ERR_NONE :
                                                                                                      ERR_IO;
}

enum err control_start(
    const struct app *app, const struct control_command *commands, size_t n, struct control **ret)
{
    struct arena arena CLEANUP(arena_release);
    struct control *control = calloc(1, sizeof *control);
    if (!control) BUG("no memory");
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    *control = (struct control){.app = app, .commands = commands, .n = n, .listener = -1, .wake = {-1, -1}};
    control->directory = open_directory(str_cstr(&arena, app->directory));
    enum err err = control->directory < 0 ? ERR_IO : listen_in(control);
    if (!err && pthread_create(&control->thread, NULL, listen_on, control)) err = ERR_IO;
    if (!err) {
        *ret = control;
        return ERR_NONE;
    }
    const int open_ones[] = {control->listener, control->directory, control->wake[0], control->wake[1]};
    for (size_t i = 0; i < COUNT_OF(open_ones); i++)
        if (open_ones[i] >= 0) close(open_ones[i]);
    free(control);
    return err;
}

void control_stop(struct control *control)
{
    close(control->wake[1]);
    pthread_join(control->thread, NULL);
    close(control->wake[0]);
    close(control->listener);
    (void)unlinkat(control->directory, "control.sock", 0);
    close(control->directory);
    free(control);
}

/* ---- the client ---- */

enum err control_connect(const char *directory, int *ret_talk)
{
    struct sockaddr_un address;
    int folder = open_directory(directory);
    if (folder < 0) return ERR_NOT_FOUND;
    enum err err = address_of(folder, &address);
    int talk = err ? -1 : socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    bool connected = talk >= 0 && connect(talk, (const struct sockaddr *)&address, sizeof address) == 0;
    close(folder);
    if (connected) {
        *ret_talk = talk;
        return ERR_NONE;
    }
    if (talk >= 0) close(talk);
    return ERR_NOT_FOUND;
}
