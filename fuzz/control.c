/*
 * The packets of control.sock, both ends. Each line of the input is a packet.
 *
 * As a request: it is read as the JSON it is or refused, and a descriptor that came with it is handed on or
 * closed, never lost. As answers of a server: the command hears every refusal, stops at the first packet that is
 * neither refusal nor progress, and calls nothing but "done" a success.
 */
#include "app/import_control.h"
#include "base/arena.h"
#include "base/limits.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The program's own lives among its commands, which a driver doesn't have. */
const struct actor INSTANCE_ACTOR = {.name = STR_INIT("nobody")};

static int next_descriptor(void)
{
    int fd = dup(STDERR_FILENO);
    close(fd);
    return fd;
}

/* A packet as it is, of any size and content. */
static bool push(int talk, struct str packet)
{
    return send(talk, packet.p, packet.n, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)packet.n;
}

static void check_request(struct arena *a, const int pair[2], struct str packet, bool pass)
{
    struct json_value got, v;
    struct json_problem problem;
    int passed = -2, before = next_descriptor();
    bool sent = pass ? !control_send(pair[0], packet, STDERR_FILENO) : push(pair[0], packet);
    MUST(sent || packet.n > CONTROL_PACKET_MOST);
    if (!sent) return;
    enum err err = control_receive(a, pair[1], &got, &passed), wanted = json_parse(a, packet, &v, &problem);
    if (!packet.n) {
        MUST(err == ERR_NOT_FOUND);
    } else if (packet.n > CONTROL_PACKET_MOST) {
        MUST(err == ERR_TOO_LARGE);
    } else {
        MUST(err == wanted && (err || str_eq(json_source(got), json_source(v))));
    }
    MUST(err ? passed == -2 : (passed >= 0) == pass);
    if (!err && pass) close(passed);
    MUST(next_descriptor() == before);
}

struct heard {
    size_t refused, progress;
};

static void on_refused(void *owner, const struct import_refusal *refusal)
{
    (void)refusal;
    ((struct heard *)owner)->refused++;
}

static void on_progress(void *owner, int64_t bytes, const struct import_figures *f)
{
    (void)bytes, (void)f;
    ((struct heard *)owner)->progress++;
}

/* What the command must hear of these packets. */
static struct heard expected(struct arena *a, struct str text, bool *ret_done)
{
    struct heard all = {0};
    *ret_done = false;
    while (text.p) {
        struct json_value v;
        struct json_problem problem;
        struct str packet = str_cut(&text, '\n');
        if (!packet.n || packet.n > CONTROL_PACKET_MOST || json_parse(a, packet, &v, &problem)) return all;
        struct str word = json_as_text(json_get(v, STR("say")));
        *ret_done = str_eq(word, STR("done"));
        if (str_eq(word, STR("refused")))
            all.refused++;
        else if (str_eq(word, STR("progress")))
            all.progress++;
        else
            return all;
    }
    return all;
}

static void check_answers(struct arena *a, struct str text)
{
    int pair[2];
    struct heard heard = {0};
    bool done;
    struct heard wanted = expected(a, text, &done);
    const struct import_events events = {.owner = &heard, .refused = on_refused, .progress = on_progress};
    const struct import_options options = {.source = STR(""), .practice_code = STR(""), .named = STR("a file")};
    struct import_result result;
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
    bool all = true;
    while (text.p && all) all = push(pair[1], str_cut(&text, '\n'));
    shutdown(pair[1], SHUT_WR);
    enum err err = import_run_there(pair[0], &options, -1, &events, &result);
    MUST(err >= ERR_NONE && err <= ERR_IO && (done || err));
    if (all) MUST(heard.refused == wanted.refused && heard.progress == wanted.progress);
    close(pair[0]);
    close(pair[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str text = {(const char *)data, size};
    int pair[2];
    if (!size || size > 64 * 1024) return 0;
    arena_init(&a, (size_t)64 << 20);
    MUST(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
    struct str rest = text;
    for (int i = 0; rest.p && i < 16; i++) check_request(&a, pair, str_cut(&rest, '\n'), i % 2);
    close(pair[0]);
    close(pair[1]);
    check_answers(&a, text);
    arena_release(&a);
    return 0;
}
