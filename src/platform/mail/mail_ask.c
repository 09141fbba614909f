/* The server's side: a message into one pipe, its result out of another. */
#include "base/arena.h"
#include "base/buf.h"
#include "platform/mail/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { LOOK_MS = 200, STARTING_S = 30, FRAME_MOST = LIMIT_MAIL_TEXT + 1024, ANSWER_MOST = LIMIT_MAIL_SAID + 64 };

static void send_frame(int to, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(to, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break; /* a child that is gone answers nothing, which is what is looked at */
        bytes = str_skip(bytes, (size_t)n);
    }
    close(to);
}

/* What there is until the end, until time is up, or until nobody waits any more. */
static struct str answer_of(struct arena *a, int from, int64_t timeout_s, const _Atomic bool *stop)
{
    char *bytes = arena_alloc(a, ANSWER_MOST, 1);
    size_t n = 0;
    int64_t until = clock_monotonic_us() + (timeout_s + STARTING_S) * 1000000;
    while (n < ANSWER_MOST && !*stop && clock_monotonic_us() < until) {
        struct pollfd waits = {.fd = from, .events = POLLIN};
        if (poll(&waits, 1, LOOK_MS) <= 0) continue;
        ssize_t got = read(from, bytes + n, ANSWER_MOST - n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        n += (size_t)got;
    }
    return (struct str){bytes, n};
}

void mail_ask(mail_door *door, const struct mail_message *m, int64_t timeout_s, const _Atomic bool *stop,
    struct mail_result *ret)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, 4 * FRAME_MOST);
    mail_result_set(ret, MAIL_LATER, 0, STR("The process that sends mail could not be started"));
    if (pipe2(in, O_CLOEXEC)) return;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return;
    }
    struct buf frame = buf_new(&arena, FRAME_MOST, FRAME_MOST);
    mail_frame_write(&frame, m);
    MUST(!frame.overflow);
    if (door(in[0], out[1])) {
        close(in[1]), close(out[0]);
        return;
    }
    send_frame(in[1], buf_str(&frame));
    *ret = mail_result_read(answer_of(&arena, out[0], timeout_s, stop));
    close(out[0]);
}
