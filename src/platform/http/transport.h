/*
 * HTTP/1.1 on a socket: requests in, answers out, and everything hostile refused on the way.
 *
 * The transport reads requests on a small pool of threads, holds each to its ceilings and deadlines
 * (base/limits.h), and hands the whole ones to one handler. It knows nothing of routes, sessions or pages. What it
 * can't accept it answers itself (400, 405, 413, 414, 415, 417, 431, 501, 503, 505) and closes the connection.
 *
 * A request is a struct http_exchange, alive from its first line until its answer has been sent (or its connection
 * was lost, and it was answered nevertheless). Everything made for it comes from its arena. The handler must lead
 * to exactly one http_reply: at once, or later from any thread; until then the connection waits without holding a
 * thread, and the client's going away changes nothing. Answering twice is a BUG; never answering is noticed when
 * the server is drained. After http_reply the exchange is no longer the caller's to touch.
 *
 * Answers are sent from where their bytes lie: body and headers must live in the exchange's arena or for ever.
 * What is too large for that is sent from a file. HEAD arrives as GET; the body is left out of the answer. This is
 * the only code that knows libmicrohttpd (docs/adr/0004-http-on-libmicrohttpd.md says why, and what it can't see).
 */
#ifndef CAIRN_PLATFORM_HTTP_TRANSPORT_H
#define CAIRN_PLATFORM_HTTP_TRANSPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum http_method {
    HTTP_GET = 1, /* HEAD too */
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
};

struct str http_method_name(enum http_method method);

struct http_request {
    enum http_method method;
    struct str path;   /* as sent, begins with "/", percent-encoding not undone; no controls, no %00 */
    struct str query;  /* as sent, after the "?"; STR_NONE without one */
    struct str body;   /* whole, at most what the body limit allowed */
    struct str remote; /* the peer's address as text, without a port: "192.0.2.7", "2001:db8::7" */
    bool secure;       /* came over TLS that ends here */
    bool head;         /* was HEAD */
};

struct http_exchange {
    struct arena arena; /* for the handler and its answer; ceiling LIMIT_REQUEST_ARENA */
    struct http_request request;
    void *user; /* the handler's own; NULL at first */
};

/* The value of a request's header, white space trimmed; STR_NONE if absent. Names compare without regard to case;
 * of a repeated header the first counts. Only before http_reply, and from one thread at a time. */
struct str http_header(const struct http_exchange *x, struct str name);
/* The same, but of a repeated header the last: what the proxy nearest to us added, whatever came before it. */
struct str http_header_last(const struct http_exchange *x, struct str name);

struct http_field {
    struct str name, value;
};

struct http_response {
    int status;      /* 200 to 599 */
    struct str type; /* Content-Type; STR_NONE for none */
    struct str body;
    bool has_file; /* instead of a body: sent from its beginning, a piece at a time, and closed */
    int file;
    uint64_t file_bytes;
    const struct http_field *fields; /* further headers; a value with a line break in it is a BUG */
    size_t field_count;
};

/* Answers. From any thread, exactly once for an exchange, also while the handler is still returning. */
void http_reply(struct http_exchange *x, const struct http_response *response);

/* Asked when the headers are in and before any of the body is read: the largest body to accept in bytes, 0 for
 * none. Runs on a transport thread, must be quick; x->request lacks its body, the arena and headers are there. */
typedef size_t (*http_body_limit_fn)(void *user, struct http_exchange *x);

/* A whole request. Runs on a transport thread and should not wait for anything: what takes time goes elsewhere and
 * answers from there. */
typedef void (*http_handler_fn)(void *user, struct http_exchange *x);

/* The page for a refusal at this level, made in the arena or constant. message is a plain sentence of ours. */
typedef struct str (*http_refusal_fn)(void *user, struct arena *a, int status, struct str message);

struct http_options {
    int socket;         /* a listening socket, which the server then owns; -1: opens address and port */
    struct str address; /* numeric: "127.0.0.1", "::" */
    uint16_t port;      /* 0: any free one, see http_port */
    unsigned threads;   /* 1 to 64 */

    const char *certificate_file, *key_file; /* PEM; both or neither. TLS 1.2 and 1.3 only */

    /* 0 stands for the limit of base/limits.h */
    unsigned connections, connections_per_address;
    int64_t header_ms; /* from the first byte to the end of the headers */
    int64_t body_ms;   /* from the first byte to the end of the body */
    int64_t idle_ms;   /* a connection without a request; also an answer of which nothing is taken */

    const struct http_field *fields; /* added to every response, refusals too; must outlive the server */
    size_t field_count;

    void *user; /* handed to the functions below */
    http_body_limit_fn body_limit;
    http_handler_fn handler;
    http_refusal_fn refusal; /* NULL: a small page of plain text */
};

struct http_server;

/* ERR_INVALID: an address, certificate or key that can't be used; ERR_EXISTS: the port is taken; ERR_IO: other
 * trouble with the socket. The cause is logged. */
MUST_USE enum err http_start(const struct http_options *options, struct http_server **ret_server);

uint16_t http_port(const struct http_server *s);

/* What goes on, for /healthz and tests. */
struct http_counts {
    size_t connections, exchanges;        /* open now; being handled or waiting for their answer now */
    size_t requests, refusals, deadlines; /* since the start: handed to the handler, refused, cut off */
};
struct http_counts http_counts(struct http_server *s);

/* Stops accepting, lets what is under way finish for at most `limit_ms`, closes idle connections, then stops and
 * frees the server. Returns whether everything was finished in time. What is still unanswered after that is
 * waited for all the same, since its answer will touch the server: the caller's own queues must end first. */
bool http_drain_and_stop(struct http_server *s, int64_t limit_ms);

#endif
