/*
 * What the files of the transport share, and nobody else includes.
 *
 * transport.c talks to libmicrohttpd; transport_server.c starts and stops it. transport_check.c holds a
 * request's first line and headers to the rules, without I/O. transport_minder.c owns the listening socket and
 * every connection's deadline: one thread that accepts, hands each connection to a polling thread, cuts off what
 * takes too long, and lets refused senders finish talking before their socket closes. transport_tls.c is the
 * little that is needed of GnuTLS.
 */
#ifndef CAIRN_PLATFORM_HTTP_TRANSPORT_OWN_H
#define CAIRN_PLATFORM_HTTP_TRANSPORT_OWN_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "platform/http/transport.h"

/* ---- transport_check.c */

/* status 0: nothing wrong. message is a sentence for a person. */
struct refusal {
    int status;
    struct str message;
};

enum http_method http_method_from(struct str word, struct refusal *ret_refusal); /* sets ret when 405 or 501 */
struct refusal http_check_target(struct str target);

/* What the rules need to know of the headers, gathered one by one. */
struct head_check {
    size_t count, bytes, hosts, lengths, encodings;
    bool bad_field, bad_expect, coded; /* coded: a Content-Encoding that isn't identity */
    bool chunked;
    struct str length;
};
void http_check_field(struct head_check *h, struct str name, struct str value);
struct refusal http_check_head(const struct head_check *h, bool http_1_0);
/* May a body of this declared length (0: chunked) begin, where a route takes so many bytes? *ret_large: it is
 * counted among those under way, whatever is answered, until the exchange ends. */
struct refusal http_check_body(struct http_server *s, int64_t declared, size_t most, bool *ret_large);

struct str http_status_words(int status);
/* The page of a refusal: the application's, or a small one of our own. */
struct str http_refusal_page(struct arena *a, const struct http_options *o, struct refusal r);
/* What the library calls when it finds itself broken: logs and stops the process. */
void http_on_panic(void *user, const char *file, unsigned line, const char *reason);
/* A whole response as bytes, for the one refusal that can't go through the library. */
struct str http_refusal_text(
    struct arena *a, struct refusal r, const struct http_field *fields, size_t n, struct str page);

/* ---- transport_minder.c */

/* Where a connection stands; with its deadline in one word, so that the minder and the polling thread that owns
 * the connection never disagree about both. */
enum phase {
    PHASE_FRESH,   /* accepted, no request line yet */
    PHASE_HEADERS, /* a request has begun */
    PHASE_BODY,
    PHASE_HANDLING, /* with the handler: no deadline */
    PHASE_SENDING,
    PHASE_IDLE, /* answered, kept alive */
};

struct peer_address {
    unsigned char bytes[16]; /* IPv4 mapped; of IPv6 the /64, since one household has that many */
};

struct http_connection {
    struct http_connection *next, **at;                  /* all of them */
    struct http_connection *next_neighbour, **at_bucket; /* of the same bucket of addresses */
    struct peer_address peer;
    int socket;
    _Atomic int64_t due; /* deadline in monotonic microseconds times 8, plus the phase */
    char remote[48];
};

enum { MINDER_BUCKETS = 1024, MINDER_LINGERING = 64 };

struct lingering {
    int socket;
    int64_t until_us;
};

struct minder {
    /* set by the owner before minder_start */
    int listener;
    size_t most_connections, most_per_address;
    int64_t header_us, body_us, idle_us;
    /* takes the socket; false: it is closed already */
    bool (*hand_over)(void *user, int socket, const struct sockaddr *address, socklen_t n);
    void *user;

    pthread_t thread;
    int poll, wake;
    _Atomic bool draining, cutting, stopping;
    _Atomic size_t connections, deadlines;
    bool deaf; /* the listener is left out for now: full */
    uint64_t seed;
    pthread_mutex_t lock; /* for all below */
    struct http_connection *all, *buckets[MINDER_BUCKETS], **by_socket;
    size_t by_socket_room;
    struct lingering lingering[MINDER_LINGERING];
};

MUST_USE enum err minder_listen(struct str address, uint16_t port, int *ret_socket);
uint16_t minder_port(int socket); /* 0 for a socket without ports */
MUST_USE enum err minder_start(struct minder *m);
void minder_drain(struct minder *m); /* stop accepting, close idle connections, now and later */
void minder_cut(struct minder *m);   /* close all but those with the handler */
void minder_stop(struct minder *m);  /* ends the thread and frees; no connection may be left */

struct http_connection *minder_find(struct minder *m, int socket);
void minder_forget(struct minder *m, struct http_connection *c); /* before its socket is closed */
void minder_linger(struct minder *m, int socket); /* keeps a copy of a socket whose sender was refused */
void minder_phase(struct http_connection *c, enum phase phase, int64_t deadline_us);
enum phase minder_phase_of(const struct http_connection *c, int64_t *ret_deadline_us);

/* ---- transport.c and transport_server.c */

enum { MOST_THREADS = 64 };

/* One of the library's polling threads. */
struct worker {
    struct http_server *server;
    struct MHD_Daemon *daemon;
    struct exchange *spare; /* touched by this worker's thread alone */
    size_t spares;
};

struct http_server {
    struct http_options options;
    struct minder minder;
    uint16_t port;
    size_t workers, next_worker;
    struct worker worker[MOST_THREADS];
    _Atomic size_t unanswered, requests, refusals;
    _Atomic size_t large_bodies; /* on their way: each takes as much memory as its limit */
};

/* How far an exchange is. READING belongs to the polling thread; from HANDLING on, http_reply may come from
 * anywhere and whoever finds the other's mark does what remains. */
enum stage { READING, HANDLING, WAITING, ANSWERED };

struct exchange {
    struct http_exchange shown; /* first: what the handler sees */
    struct worker *worker;
    struct http_connection *connection;
    struct MHD_Connection *library;
    struct MHD_Response *response; /* made by http_reply, sent by the polling thread */
    unsigned status;
    size_t answer_bytes;
    _Atomic int stage;
    struct refusal refusal; /* what the first line was found guilty of */
    bool past_head, linger;
    bool large; /* counted among the large bodies */
    struct arena body_memory;
    struct buf body;
    struct exchange *next;
};

MUST_USE enum err workers_start(struct http_server *s);
void workers_stop(struct http_server *s);
/* From the minder's thread: connections go round the workers. */
bool workers_take(void *server, int socket, const struct sockaddr *address, socklen_t n);

/* ---- transport_tls.c */

MUST_USE enum err tls_read_file(const char *path, char **ret_text); /* NUL-terminated; tls_free_file wipes it */
void tls_free_file(char *text);
void tls_send(void *session, struct str text); /* as much as goes without waiting */

#endif
