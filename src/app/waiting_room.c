#include "app/waiting_room.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

#include "app/modules.h"
#include "base/log.h"
#include "platform/http/dispatch.h"

enum { TRY_AGAIN_MS = 1500, ASK_AGAIN_US = 1000000, DRAIN_MS = 2000, PROBE_BYTES = 4096 };

struct room {
    struct app app; /* without data: what answers pages that need none */
    struct clock clock;
    const char *probe;        /* a file that is written and removed, to see what the disk says */
    _Atomic int64_t asked_us; /* when it was last written, and what the disk said: not for each who asks */
    _Atomic int said;
};

/* ---- why ---- */

static int write_probe(const char *path)
{
    static const char bytes[PROBE_BYTES];
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return errno;
    bool written = write(fd, bytes, sizeof bytes) == (ssize_t)sizeof bytes && fsync(fd) == 0;
    int why = written ? 0 : errno ? errno : ENOSPC;
    close(fd);
    unlink(path);
    return why;
}

static struct str why_not(struct room *room)
{
    int64_t now = clock_monotonic_us(), before = room->asked_us;
    bool due = !before || now - before > ASK_AGAIN_US;
    if (due && atomic_compare_exchange_strong(&room->asked_us, &before, now))
        room->said = write_probe(room->probe);
    int said = room->said;
    switch (said) {
    case EROFS: return STR("The disk that the data is on can only be read. Nothing can be saved or shown.\n");
    case ENOSPC:
    case EDQUOT: return STR("The disk that the data is on is full. Nothing can be saved or shown.\n");
    default: return STR("The data can't be opened. The log says why.\n");
    }
}

/* ---- answering ---- */

static void answer(struct http_exchange *x, struct str type, struct str body)
{
    static const struct http_field fields[] = {
        {STR_INIT("Cache-Control"), STR_INIT("no-store")}, {STR_INIT("Retry-After"), STR_INIT("5")}};
    http_reply(x,
        &(struct http_response){
            .status = 503, .type = type, .body = body, .fields = fields, .field_count = COUNT_OF(fields)});
}

static bool needs_no_data(const struct room *room, const struct http_exchange *x)
{
    struct request r = {.method = x->request.method, .path = x->request.path};
    unsigned allowed;
    const struct route *route = router_find(room->app.router, &r, &allowed);
    return route && route->permission == PERMISSION_PUBLIC && route->trace == TRACE_NOTHING &&
        route->csrf == CSRF_READS;
}

/* The app comes first in struct room, so that what answers in ordinary times is given the same pointer. */
static void handle(void *user, struct http_exchange *x)
{
    struct room *room = user;
    if (str_eq(x->request.path, STR("/healthz"))) {
        answer(x, STR("text/plain; charset=utf-8"), why_not(room));
    } else if (needs_no_data(room, x)) {
        dispatch(&room->app, x);
    } else {
        struct ctx c = {.arena = &x->arena, .clock = &room->clock, .app = &room->app};
        struct reply page = room->app.hooks.error_page(&c, 503);
        answer(x, page.type, page.body);
    }
}

/* ---- waiting ---- */

static bool asked_to_stop(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    const struct timespec wait = {TRY_AGAIN_MS / 1000, (TRY_AGAIN_MS % 1000) * 1000000};
    return sigtimedwait(&set, NULL, &wait) > 0;
}

static int wait_inside(struct arena *a, struct arguments *args, struct instance *ret, bool *ret_asked)
{
    for (;;) {
        struct arena_mark mark = arena_mark(a);
        *ret_asked = asked_to_stop();
        if (*ret_asked) return EXIT_DONE;
        if (instance_open(a, args, ret) == EXIT_DONE) return EXIT_DONE;
        arena_rewind(a, mark);
    }
}

int waiting_room(
    struct arena *a, struct arguments *args, struct http_options options, struct instance *ret, bool *ret_asked)
{
    struct room *room = ARENA_NEW(a, struct room);
    struct router *router = modules_router();
    struct http_server *http;
    room->clock = clock_real();
    room->app.hooks = MODULE_HOOKS;
    room->app.router = router;
    room->app.clock = &room->clock;
    room->probe = str_cstr(a, str_printf(a, "%.*s/cairn.probe", STR_ARG(arguments_flag(args, "data"))));
    options.user = room;
    options.handler = handle;
    options.threads = 2;
    log_event(LOG_ERROR, "server.waits", LOG_WORD("why", "the data can't be opened"));
    enum err err = http_start(&options, &http);
    if (err) return command_failed(EXIT_USAGE, "cannot listen: %s", err_text(err));
    int status = wait_inside(a, args, ret, ret_asked);
    http_drain_and_stop(http, DRAIN_MS);
    router_free(router);
    return status;
}
