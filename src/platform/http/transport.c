#include "platform/http/transport_own.h"

#include <microhttpd.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

enum {
    POOL = LIMIT_URL + LIMIT_HEADERS + 16 * 1024, /* the library's memory for one connection */
    KEPT_EXCHANGES = 32,                          /* spare ones a thread keeps */
    SLOWEST_BYTES_PER_MS = 8,                     /* a reader slower than 8 KB a second is cut off in the end */
};

/* ---- exchanges */

static struct exchange *exchange_take(struct worker *w)
{
    struct exchange *e = w->spare;
    if (e) {
        w->spare = e->next;
        w->spares--;
        *e = (struct exchange){.shown.arena = e->shown.arena, .worker = w};
    } else {
        e = calloc(1, sizeof *e);
        if (!e) BUG("out of memory");
        arena_init(&e->shown.arena, LIMIT_REQUEST_ARENA);
        e->worker = w;
    }
    return e;
}

static void exchange_give_back(struct exchange *e)
{
    struct worker *w = e->worker;
    if (e->response) MHD_destroy_response(e->response);
    arena_release(&e->body_memory);
    if (e->large) atomic_fetch_sub(&w->server->large_bodies, 1);
    if (w->spares < KEPT_EXCHANGES) {
        arena_reset(&e->shown.arena);
        e->next = w->spare;
        w->spare = e;
        w->spares++;
    } else {
        arena_release(&e->shown.arena);
        free(e);
    }
}

static void worker_release(struct worker *w)
{
    while (w->spare) {
        struct exchange *e = w->spare;
        w->spare = e->next;
        arena_release(&e->shown.arena);
        free(e);
    }
}

struct str http_header(const struct http_exchange *x, struct str name)
{
    const struct exchange *e = (const struct exchange *)x;
    const char *value;
    size_t n;
    bool there = MHD_lookup_connection_value_n(e->library, MHD_HEADER_KIND, name.p, name.n, &value, &n) == MHD_YES;
    if (!there || !value) return STR_NONE;
    return str_trim((struct str){value, n});
}

struct last_header {
    struct str name, value;
};

static enum MHD_Result keep_last(
    void *user, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value, size_t value_n)
{
    (void)kind;
    struct last_header *h = user;
    if (value && str_eq_nocase((struct str){name, name_n}, h->name)) h->value = (struct str){value, value_n};
    return MHD_YES;
}

struct str http_header_last(const struct http_exchange *x, struct str name)
{
    const struct exchange *e = (const struct exchange *)x;
    struct last_header h = {name, STR_NONE};
    MHD_get_connection_values_n(e->library, MHD_HEADER_KIND, keep_last, &h);
    return str_trim(h.value);
}

/* ---- answers */

static void add_field(struct exchange *e, struct MHD_Response *response, struct str name, struct str value)
{
    struct arena *a = &e->shown.arena;
    if (MHD_add_response_header(response, str_cstr(a, name), str_cstr(a, value)) != MHD_YES)
        BUG("response header %.*s can't be sent", STR_ARG(name));
}

/* The library lets go of an answer after the exchange: the file's number travels in the pointer. */
static ssize_t read_file(void *user, uint64_t at, char *ret, size_t most)
{
    ssize_t n = pread((int)(intptr_t)user, ret, most, (off_t)at); /* no more is asked for than there is */
    return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void close_file(void *user)
{
    close((int)(intptr_t)user);
}

static struct MHD_Response *body_response(const struct http_response *r)
{
    union {
        const char *ours;
        void *theirs; /* the library's word for it; it only reads */
    } body = {.ours = r->body.p};
    if (!r->has_file) return MHD_create_response_from_buffer(r->body.n, body.theirs, MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_callback(
        r->file_bytes, LIMIT_ARENA_BLOCK, read_file, (void *)(intptr_t)r->file, close_file);
}

static struct MHD_Response *make_response(struct exchange *e, const struct http_response *r, bool closing)
{
    const struct http_options *o = &e->worker->server->options;
    struct MHD_Response *response = body_response(r);
    if (!response) BUG("out of memory");
    if (r->type.n) add_field(e, response, STR("Content-Type"), r->type);
    for (size_t i = 0; i < o->field_count; i++) add_field(e, response, o->fields[i].name, o->fields[i].value);
    for (size_t i = 0; i < r->field_count; i++) add_field(e, response, r->fields[i].name, r->fields[i].value);
    if (closing) add_field(e, response, STR("Connection"), STR("close"));
    return response;
}

static enum MHD_Result send_response(struct exchange *e)
{
    const struct http_options *o = &e->worker->server->options;
    int64_t ms = o->body_ms + (int64_t)(e->answer_bytes / SLOWEST_BYTES_PER_MS);
    minder_phase(e->connection, PHASE_SENDING, clock_monotonic_us() + ms * 1000);
    enum MHD_Result result = MHD_queue_response(e->library, e->status, e->response);
    MHD_destroy_response(e->response);
    e->response = NULL;
    return result;
}

void http_reply(struct http_exchange *x, const struct http_response *r)
{
    struct exchange *e = (struct exchange *)x;
    struct http_server *s = e->worker->server;
    struct MHD_Connection *library = e->library;
    MUST(r->status >= 200 && r->status <= 599 && !e->response);
    e->response = make_response(e, r, atomic_load(&s->minder.draining));
    e->status = (unsigned)r->status;
    e->answer_bytes = r->has_file ? (size_t)r->file_bytes : r->body.n;
    /* Once the mark is set, the exchange is the polling thread's, except that a waiting connection can't move
     * before it is resumed. The count keeps the server alive until the last line. */
    int was = atomic_exchange(&e->stage, ANSWERED);
    if (was != HANDLING && was != WAITING) BUG("an exchange was answered out of turn");
    if (was == WAITING) MHD_resume_connection(library);
    atomic_fetch_sub(&s->unanswered, 1);
}

/* Answers in the library's first call for a request, which makes it close the connection afterwards. */
static enum MHD_Result refuse(struct exchange *e, struct refusal refusal)
{
    static const struct http_field allow = {STR_INIT("Allow"), STR_INIT("GET, HEAD, POST, PUT, PATCH, DELETE")};
    struct http_response r = {.status = refusal.status,
        .type = STR("text/html; charset=utf-8"),
        .body = http_refusal_page(&e->shown.arena, &e->worker->server->options, refusal),
        .fields = &allow,
        .field_count = refusal.status == 405};
    atomic_fetch_add(&e->worker->server->refusals, 1);
    log_event(LOG_INFO, "http.refused", LOG_NUMBER("status", refusal.status));
    e->linger = true;
    e->response = make_response(e, &r, true);
    e->status = (unsigned)r.status;
    e->answer_bytes = r.body.n;
    return send_response(e);
}

/* The library takes no answer while it hands out the body, so this one goes around it, and then it is told to
 * close. */
static enum MHD_Result refuse_body(struct exchange *e)
{
    const struct http_options *o = &e->worker->server->options;
    struct refusal refusal = {413, STR("What was sent is too large.")};
    struct str page = http_refusal_page(&e->shown.arena, o, refusal);
    struct str text = http_refusal_text(&e->shown.arena, refusal, o->fields, o->field_count, page);
    atomic_fetch_add(&e->worker->server->refusals, 1);
    log_event(LOG_INFO, "http.refused", LOG_NUMBER("status", refusal.status));
    e->linger = true;
    if (e->shown.request.secure)
        tls_send(MHD_get_connection_info(e->library, MHD_CONNECTION_INFO_GNUTLS_SESSION)->tls_session, text);
    else if (send(e->connection->socket, text.p, text.n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        return MHD_NO; /* gone already */
    return MHD_NO;
}

/* ---- one request, in the order of the library's calls */

/* The first line is in. Nothing can be answered yet; a fault is kept until the headers are whole. */
static void *on_first_line(void *user, const char *target, struct MHD_Connection *library)
{
    struct worker *w = user;
    struct exchange *e = exchange_take(w);
    struct http_request *r = &e->shown.request;
    struct str text = str_from_cstr(target);
    e->library = library;
    e->connection = MHD_get_connection_info(library, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    e->refusal = http_check_target(text);
    if (!e->refusal.status) {
        text = str_dup(&e->shown.arena, text);
        r->path = str_cut(&text, '?');
        r->query = text;
    }
    r->remote = str_from_cstr(e->connection->remote);
    r->secure = w->server->options.certificate_file != NULL;
    int64_t deadline;
    if (minder_phase_of(e->connection, &deadline) == PHASE_IDLE)
        deadline = clock_monotonic_us() + w->server->minder.header_us;
    minder_phase(e->connection, PHASE_HEADERS, deadline);
    return e;
}

static enum MHD_Result gather(
    void *user, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value, size_t value_n)
{
    (void)kind;
    http_check_field(user, (struct str){name, name_n}, (struct str){value ? value : "", value ? value_n : 0});
    return MHD_YES;
}

/* Reads the method and the headers; what is wrong with them, the first line's fault first. */
static struct refusal examine(struct exchange *e, const char *method, const char *version, struct head_check *head)
{
    struct http_request *r = &e->shown.request;
    struct refusal refusal = {0};
    struct str word = str_from_cstr(method);
    r->method = http_method_from(word, &refusal);
    r->head = str_eq(word, STR("HEAD"));
    if (refusal.status) return refusal;
    if (e->refusal.status) return e->refusal;
    MHD_get_connection_values_n(e->library, MHD_HEADER_KIND, gather, head);
    return http_check_head(head, str_eq(str_from_cstr(version), STR("HTTP/1.0")));
}

/* Asks how large a body may be, and makes ready for it; says no before any of it is read. */
static struct refusal admit_body(struct exchange *e, const struct head_check *head)
{
    struct http_server *s = e->worker->server;
    int64_t declared = 0, deadline;
    if (head->lengths && !str_int(head->length, 0, INT64_MAX, &declared)) declared = INT64_MAX;
    if (!declared && !head->chunked) return (struct refusal){0};
    size_t most = s->options.body_limit(s->options.user, &e->shown);
    struct refusal refusal = http_check_body(s, declared, most, &e->large);
    if (refusal.status) return refusal;
    /* Grows with what arrives, whatever was declared; growing leaves the smaller ones behind. */
    arena_init(&e->body_memory, most * 4 + 8 * (size_t)LIMIT_ARENA_BLOCK);
    size_t first = declared && declared < LIMIT_ARENA_BLOCK ? (size_t)declared : LIMIT_ARENA_BLOCK / 4;
    e->body = buf_new(&e->body_memory, first < most ? first : most, most);
    minder_phase_of(e->connection, &deadline);
    minder_phase(e->connection, PHASE_BODY, deadline - s->minder.header_us + s->minder.body_us);
    return (struct refusal){0};
}

static enum MHD_Result on_head(struct exchange *e, const char *method, const char *version)
{
    struct head_check head = {0};
    e->past_head = true;
    struct refusal refusal = examine(e, method, version, &head);
    if (!refusal.status) refusal = admit_body(e, &head);
    return refusal.status ? refuse(e, refusal) : MHD_YES;
}

static enum MHD_Result on_body(struct exchange *e, const char *bytes, size_t *n)
{
    buf_add(&e->body, (struct str){bytes, *n});
    *n = 0;
    return e->body.overflow ? refuse_body(e) : MHD_YES;
}

static enum MHD_Result on_whole(struct exchange *e)
{
    struct http_server *s = e->worker->server;
    if (atomic_load(&e->stage) == ANSWERED) return send_response(e);
    if (e->body.p) e->shown.request.body = buf_str(&e->body);
    minder_phase(e->connection, PHASE_HANDLING, 0);
    atomic_fetch_add(&s->requests, 1);
    atomic_fetch_add(&s->unanswered, 1);
    atomic_store(&e->stage, HANDLING);
    s->options.handler(s->options.user, &e->shown);
    if (atomic_load(&e->stage) == ANSWERED) return send_response(e);
    MHD_suspend_connection(e->library);
    int handling = HANDLING;
    if (!atomic_compare_exchange_strong(&e->stage, &handling, WAITING)) MHD_resume_connection(e->library);
    return MHD_YES;
}

static enum MHD_Result on_call(void *user, struct MHD_Connection *library, const char *target, const char *method,
    const char *version, const char *bytes, size_t *bytes_n, void **context)
{
    (void)user, (void)library, (void)target;
    struct exchange *e = *context;
    if (!e->past_head) return on_head(e, method, version);
    return *bytes_n ? on_body(e, bytes, bytes_n) : on_whole(e);
}

static void on_completed(
    void *user, struct MHD_Connection *library, void **context, enum MHD_RequestTerminationCode why)
{
    (void)library;
    struct worker *w = user;
    struct exchange *e = *context;
    if (!e) return;
    if (e->linger || why == MHD_REQUEST_TERMINATED_WITH_ERROR)
        minder_linger(&w->server->minder, e->connection->socket);
    minder_phase(e->connection, PHASE_IDLE, clock_monotonic_us() + w->server->minder.idle_us);
    exchange_give_back(e);
    *context = NULL;
}

static void on_connection(
    void *user, struct MHD_Connection *library, void **context, enum MHD_ConnectionNotificationCode what)
{
    struct worker *w = user;
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *context = minder_find(
            &w->server->minder, MHD_get_connection_info(library, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else
        minder_forget(&w->server->minder, *context);
}

/* Paths and queries are decoded by us, from what on_first_line copied. */
static size_t leave_as_is(void *user, struct MHD_Connection *library, char *text)
{
    (void)user, (void)library;
    return strlen(text);
}

/* ---- starting and stopping */

/* From the minder's thread: connections go round the workers. */
bool workers_take(void *user, int socket, const struct sockaddr *address, socklen_t n)
{
    struct http_server *s = user;
    struct worker *w = &s->worker[s->next_worker++ % s->workers];
    return MHD_add_connection(w->daemon, socket, address, n) == MHD_YES;
}

static bool start_worker(struct http_server *s, struct worker *w, char *key, char *certificate)
{
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_KEY, 0, key},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, certificate},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE"},
        {MHD_OPTION_END, 0, NULL},
    };
    if (!key) tls[0] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    w->server = s;
    w->daemon = MHD_start_daemon(flags | (key ? MHD_USE_TLS : 0), 0, NULL, NULL, on_call, w,
        MHD_OPTION_URI_LOG_CALLBACK, on_first_line, w, MHD_OPTION_NOTIFY_COMPLETED, on_completed, w,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, w, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL,
        MHD_OPTION_CONNECTION_LIMIT, s->options.connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL,
        MHD_OPTION_CONNECTION_TIMEOUT, 0u, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
    return w->daemon != NULL;
}

void workers_stop(struct http_server *s)
{
    for (size_t i = 0; i < s->workers; i++) {
        MHD_stop_daemon(s->worker[i].daemon);
        worker_release(&s->worker[i]);
    }
}

enum err workers_start(struct http_server *s)
{
    char *key = NULL, *certificate = NULL;
    enum err err = ERR_NONE;
    MHD_set_panic_func(http_on_panic, NULL);
    if (s->options.certificate_file) {
        err = tls_read_file(s->options.certificate_file, &certificate);
        if (!err) err = tls_read_file(s->options.key_file, &key);
    }
    while (!err && s->workers < s->options.threads) {
        if (start_worker(s, &s->worker[s->workers], key, certificate))
            s->workers++;
        else
            err = key ? ERR_INVALID : ERR_IO;
    }
    tls_free_file(key);
    tls_free_file(certificate);
    if (err) workers_stop(s);
    return err;
}
