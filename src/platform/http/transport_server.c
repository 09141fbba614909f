/* Starting, counting, draining and stopping; what needs no word of the library. */
#include "platform/http/transport_own.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

static void fill_in(struct http_options *o)
{
    if (!o->connections) o->connections = LIMIT_CONNECTIONS;
    if (!o->connections_per_address) o->connections_per_address = LIMIT_CONNECTIONS_PER_ADDRESS;
    if (!o->header_ms) o->header_ms = LIMIT_HEADER_SECONDS * 1000;
    if (!o->body_ms) o->body_ms = LIMIT_BODY_SECONDS * 1000;
    if (!o->idle_ms) o->idle_ms = LIMIT_IDLE_SECONDS * 1000;
}

static enum err open_listener(struct http_server *s)
{
    struct minder *m = &s->minder;
    m->listener = s->options.socket;
    enum err err = ERR_NONE;
    if (m->listener < 0) err = minder_listen(s->options.address, s->options.port, &m->listener);
    if (err) return err;
    fcntl(m->listener, F_SETFL, fcntl(m->listener, F_GETFL) | O_NONBLOCK);
    s->port = minder_port(m->listener);
    return ERR_NONE;
}

enum err http_start(const struct http_options *options, struct http_server **ret_server)
{
    MUST(options->threads >= 1 && options->threads <= MOST_THREADS && options->handler && options->body_limit);
    MUST(!options->certificate_file == !options->key_file);
    struct http_server *s = calloc(1, sizeof *s);
    if (!s) BUG("out of memory");
    s->options = *options;
    fill_in(&s->options);
    const struct http_options *o = &s->options;
    s->minder = (struct minder){.listener = -1,
        .most_connections = o->connections,
        .most_per_address = o->connections_per_address,
        .header_us = o->header_ms * 1000,
        .body_us = o->body_ms * 1000,
        .idle_us = o->idle_ms * 1000,
        .hand_over = workers_take,
        .user = s};
    enum err err = open_listener(s);
    bool ours = options->socket < 0; /* a socket that was handed in stays the caller's until we have started */
    if (!err) err = workers_start(s);
    if (!err && (err = minder_start(&s->minder))) workers_stop(s);
    if (err) {
        log_event(LOG_ERROR, "http.not_started", LOG_WORD("reason", err_text(err)));
        if (ours && s->minder.listener >= 0) close(s->minder.listener);
        free(s);
        return err;
    }
    *ret_server = s;
    return ERR_NONE;
}

uint16_t http_port(const struct http_server *s)
{
    return s->port;
}

struct http_counts http_counts(struct http_server *s)
{
    return (struct http_counts){atomic_load(&s->minder.connections), atomic_load(&s->unanswered),
        atomic_load(&s->requests), atomic_load(&s->refusals), atomic_load(&s->minder.deadlines)};
}

static bool wait_until_zero(_Atomic size_t *count, int64_t until_us)
{
    const struct timespec step = {0, 2 * 1000 * 1000};
    while (atomic_load(count)) {
        if (clock_monotonic_us() > until_us) return false;
        nanosleep(&step, NULL);
    }
    return true;
}

bool http_drain_and_stop(struct http_server *s, int64_t limit_ms)
{
    minder_drain(&s->minder);
    bool in_time = wait_until_zero(&s->minder.connections, clock_monotonic_us() + limit_ms * 1000);
    if (!in_time) {
        int64_t unanswered = (int64_t)atomic_load(&s->unanswered);
        log_event(LOG_WARN, "http.drain_cut_short", LOG_NUMBER("unanswered", unanswered));
        minder_cut(&s->minder);
        wait_until_zero(&s->minder.connections, INT64_MAX);
    }
    wait_until_zero(&s->unanswered, INT64_MAX);
    workers_stop(s);
    minder_stop(&s->minder);
    free(s);
    return in_time;
}
