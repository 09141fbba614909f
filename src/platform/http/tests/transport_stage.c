#include "platform/http/tests/transport_stage.h"

#include <pthread.h>
#include <unistd.h>

#include "base/limits.h"

struct http_server *server;
uint16_t port;
_Atomic bool held = true;

static char page[16384];
static const struct http_field everywhere[] = {{STR_INIT("X-Content-Type-Options"), STR_INIT("nosniff")}};

static size_t body_limit(void *user, struct http_exchange *x)
{
    (void)user;
    if (str_eq(x->request.path, STR("/large"))) return LIMIT_BODY_LARGEST;
    return str_eq(x->request.path, STR("/none")) ? 0 : 1000;
}

static void answer(struct http_exchange *x, struct str body)
{
    struct http_field fields[] = {{STR("X-Method"), http_method_name(x->request.method)}};
    http_reply(x,
        &(struct http_response){
            .status = 200, .type = STR("text/plain"), .body = body, .fields = fields, .field_count = 1});
}

static void *answer_later(void *argument)
{
    struct http_exchange *x = argument;
    if (str_eq(x->request.path, STR("/held")))
        while (atomic_load(&held)) nanosleep(&(struct timespec){0, 1000000}, NULL);
    else if (!str_eq(x->request.path, STR("/race")))
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    answer(x, str_printf(&x->arena, "late %.*s", STR_ARG(http_header(x, STR("x-word")))));
    return NULL;
}

static void handle(void *user, struct http_exchange *x)
{
    (void)user;
    struct str path = x->request.path;
    if (str_eq(path, STR("/late")) || str_eq(path, STR("/held")) || str_eq(path, STR("/race"))) {
        pthread_t thread;
        MUST(!pthread_create(&thread, NULL, answer_later, x));
        pthread_detach(thread);
    } else if (str_eq(path, STR("/echo"))) {
        answer(x, x->request.body);
    } else if (str_eq(path, STR("/last"))) {
        answer(x, http_header_last(x, STR("X-Word")));
    } else if (str_eq(path, STR("/page"))) {
        answer(x, (struct str){page, sizeof page});
    } else {
        answer(x,
            str_printf(&x->arena, "%.*s|%.*s|%zu|%.*s", STR_ARG(path), STR_ARG(x->request.query),
                x->request.body.n, STR_ARG(x->request.remote)));
    }
}

struct http_options options(void)
{
    return (struct http_options){.socket = -1,
        .address = STR("127.0.0.1"),
        .threads = 2,
        .header_ms = 400,
        .body_ms = 700,
        .idle_ms = 600,
        .fields = everywhere,
        .field_count = 1,
        .body_limit = body_limit,
        .handler = handle};
}

void start(struct http_options o)
{
    assert_int_equal(http_start(&o, &server), ERR_NONE);
    port = http_port(server);
    atomic_store(&held, true);
}

int start_patient(void **state)
{
    (void)state;
    struct http_options o = options();
    o.header_ms = o.body_ms = o.idle_ms = PATIENCE_MS;
    start(o);
    return 0;
}

int start_hasty(void **state)
{
    (void)state;
    start(options());
    return 0;
}

int stop(void **state)
{
    (void)state;
    struct http_server *gone = server;
    server = NULL; /* it is gone even if the drain was cut short, and must not be stopped twice */
    if (gone) assert_true(http_drain_and_stop(gone, PATIENCE_MS));
    return 0;
}
