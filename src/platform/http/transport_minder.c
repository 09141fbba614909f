#include "platform/http/transport_own.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"

enum {
    LINGER_US = 2 * 1000 * 1000,  /* how long a refused sender may go on talking to nobody */
    FRESH_DRAIN_US = 1000 * 1000, /* when draining, how long a silent new connection is given */
    ARRIVAL_SLACK_US = 20 * 1000, /* the kernel counts arrivals in ticks */
    ACCEPT_AT_ONCE = 64,
    BACKLOG = 1024,
};

/* What epoll hands back; anything else is a lingering entry's index plus EVENT_LINGER. */
enum { EVENT_LISTENER, EVENT_WAKE, EVENT_LINGER };

void minder_phase(struct http_connection *c, enum phase phase, int64_t deadline_us)
{
    atomic_store(&c->due, deadline_us * 8 + (int64_t)phase);
}

enum phase minder_phase_of(const struct http_connection *c, int64_t *ret_deadline_us)
{
    int64_t due = atomic_load(&c->due);
    *ret_deadline_us = due / 8;
    return (enum phase)(due % 8);
}

enum err minder_listen(struct str address, uint16_t port, int *ret_socket)
{
    char host[64], service[8];
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    if (address.n >= sizeof host) return ERR_INVALID;
    snprintf(host, sizeof host, "%.*s", STR_ARG(address));
    snprintf(service, sizeof service, "%u", port);
    if (getaddrinfo(host, service, &hints, &found)) return ERR_INVALID;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1;
    enum err err = ERR_NONE;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
        err = ERR_IO;
    else if (bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, BACKLOG))
        err = errno == EADDRINUSE ? ERR_EXISTS : errno == EADDRNOTAVAIL ? ERR_INVALID : ERR_IO;
    freeaddrinfo(found);
    if (err && fd >= 0) close(fd);
    if (!err) *ret_socket = fd;
    return err;
}

uint16_t minder_port(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t n = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &n)) return 0;
    if (address.ss_family == AF_INET) return ntohs(((const struct sockaddr_in *)&address)->sin_port);
    if (address.ss_family == AF_INET6) return ntohs(((const struct sockaddr_in6 *)&address)->sin6_port);
    return 0;
}

/* ---- the book of connections */

static void describe_peer(struct http_connection *c, const struct sockaddr_storage *address)
{
    const void *shown = NULL;
    int family = address->ss_family;
    if (family == AF_INET) {
        shown = &((const struct sockaddr_in *)address)->sin_addr;
        c->peer.bytes[10] = c->peer.bytes[11] = 0xFF;
        memcpy(c->peer.bytes + 12, shown, 4);
    } else if (family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
        shown = six;
        if (IN6_IS_ADDR_V4MAPPED(six)) {
            memcpy(c->peer.bytes, six, 16);
            shown = six->s6_addr + 12;
            family = AF_INET;
        } else {
            memcpy(c->peer.bytes, six, 8);
        }
    }
    if (!shown || !inet_ntop(family, shown, c->remote, sizeof c->remote)) c->remote[0] = 0;
}

static struct http_connection **bucket_of(struct minder *m, struct peer_address peer)
{
    uint64_t hash = m->seed;
    for (size_t i = 0; i < sizeof peer.bytes; i++) {
        hash = (hash ^ peer.bytes[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return &m->buckets[hash % MINDER_BUCKETS];
}

static bool room_for_peer(struct minder *m, struct peer_address peer)
{
    size_t n = 0;
    for (struct http_connection *c = *bucket_of(m, peer); c; c = c->next_neighbour)
        n += memcmp(&c->peer, &peer, sizeof peer) == 0;
    return n < m->most_per_address;
}

static void book_in(struct minder *m, struct http_connection *c)
{
    size_t at = (size_t)c->socket;
    if (at >= m->by_socket_room) {
        size_t room = at * 2 + 64;
        m->by_socket = realloc(m->by_socket, room * sizeof(*m->by_socket));
        if (!m->by_socket) BUG("out of memory");
        memset(m->by_socket + m->by_socket_room, 0, (room - m->by_socket_room) * sizeof(*m->by_socket));
        m->by_socket_room = room;
    }
    m->by_socket[at] = c;
    struct http_connection **bucket = bucket_of(m, c->peer);
    c->at = &m->all;
    c->next = m->all;
    if (c->next) c->next->at = &c->next;
    m->all = c;
    c->at_bucket = bucket;
    c->next_neighbour = *bucket;
    if (c->next_neighbour) c->next_neighbour->at_bucket = &c->next_neighbour;
    *bucket = c;
    atomic_fetch_add(&m->connections, 1);
}

struct http_connection *minder_find(struct minder *m, int socket)
{
    pthread_mutex_lock(&m->lock);
    struct http_connection *c = m->by_socket[socket];
    pthread_mutex_unlock(&m->lock);
    return c;
}

void minder_forget(struct minder *m, struct http_connection *c)
{
    pthread_mutex_lock(&m->lock);
    m->by_socket[c->socket] = NULL;
    *c->at = c->next;
    if (c->next) c->next->at = c->at;
    *c->at_bucket = c->next_neighbour;
    if (c->next_neighbour) c->next_neighbour->at_bucket = c->at_bucket;
    pthread_mutex_unlock(&m->lock);
    free(c);
    atomic_fetch_sub(&m->connections, 1);
}

/* ---- accepting */

static void listen_again(struct minder *m, bool listening)
{
    struct epoll_event event = {.events = listening ? EPOLLIN : 0, .data.u64 = EVENT_LISTENER};
    if (m->listener >= 0) epoll_ctl(m->poll, EPOLL_CTL_MOD, m->listener, &event);
    m->deaf = !listening;
}

static void welcome(struct minder *m, int fd, const struct sockaddr_storage *address, socklen_t n)
{
    struct http_connection *c = calloc(1, sizeof *c);
    if (!c) BUG("out of memory");
    c->socket = fd;
    describe_peer(c, address);
    minder_phase(c, PHASE_FRESH, clock_monotonic_us() + m->header_us);
    pthread_mutex_lock(&m->lock);
    bool room = room_for_peer(m, c->peer);
    if (room) book_in(m, c);
    pthread_mutex_unlock(&m->lock);
    if (!room) {
        close(fd);
        free(c);
    } else if (!m->hand_over(m->user, fd, (const struct sockaddr *)address, n)) {
        minder_forget(m, c);
    }
}

static void accept_some(struct minder *m)
{
    for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
        if (atomic_load(&m->connections) >= m->most_connections) {
            listen_again(m, false);
            return;
        }
        struct sockaddr_storage address = {0};
        socklen_t n = sizeof address;
        int fd = accept4(m->listener, (struct sockaddr *)&address, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0) {
            welcome(m, fd, &address, n);
        } else if (errno == EAGAIN) {
            return;
        } else if (errno != ECONNABORTED && errno != EINTR) {
            log_event(LOG_WARN, "http.accept_failed", LOG_NUMBER("errno", errno));
            listen_again(m, false); /* out of descriptors, most likely: the next round tries again */
            return;
        }
    }
}

/* ---- lingering: a refused sender that is cut off in mid-sentence would never see why */

void minder_linger(struct minder *m, int fd)
{
    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < MINDER_LINGERING; i++) {
        struct lingering *l = &m->lingering[i];
        if (l->socket >= 0) continue;
        l->socket = dup(fd);
        l->until_us = clock_monotonic_us() + LINGER_US;
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = EVENT_LINGER + i};
        if (l->socket >= 0) epoll_ctl(m->poll, EPOLL_CTL_ADD, l->socket, &event);
        break;
    }
    pthread_mutex_unlock(&m->lock);
}

static void linger_end(struct minder *m, struct lingering *l)
{
    if (l->socket < 0) return;
    epoll_ctl(m->poll, EPOLL_CTL_DEL, l->socket, NULL);
    close(l->socket);
    l->socket = -1;
}

static void linger_read(struct minder *m, struct lingering *l)
{
    char nobody[16384];
    pthread_mutex_lock(&m->lock);
    ssize_t n = l->socket < 0 ? 1 : recv(l->socket, nobody, sizeof nobody, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) linger_end(m, l);
    pthread_mutex_unlock(&m->lock);
}

/* ---- deadlines */

/* Whether bytes came since the connection fell idle: then a request has begun, though its first line is not
 * whole yet and the library has said nothing. */
static bool has_stirred(int fd, int64_t since_us, int64_t now_us)
{
    struct tcp_info info;
    socklen_t n = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n)) return false;
    return now_us - (int64_t)info.tcpi_last_data_recv * 1000 > since_us + ARRIVAL_SLACK_US;
}

static void look_after(struct minder *m, struct http_connection *c, int64_t now)
{
    int64_t deadline;
    enum phase phase = minder_phase_of(c, &deadline);
    if (phase == PHASE_HANDLING) return;
    bool cut = atomic_load(&m->cutting);
    if (atomic_load(&m->draining))
        cut |= phase == PHASE_IDLE || (phase == PHASE_FRESH && now > deadline - m->header_us + FRESH_DRAIN_US);
    if (cut || now > deadline) {
        if (!cut && phase != PHASE_IDLE) atomic_fetch_add(&m->deadlines, 1);
        shutdown(c->socket, SHUT_RDWR);
    } else if (phase == PHASE_IDLE && has_stirred(c->socket, deadline - m->idle_us, now)) {
        int64_t was = deadline * 8 + PHASE_IDLE; /* unless the polling thread was quicker */
        atomic_compare_exchange_strong(&c->due, &was, (now + m->header_us) * 8 + PHASE_HEADERS);
    }
}

static void make_round(struct minder *m)
{
    int64_t now = clock_monotonic_us();
    pthread_mutex_lock(&m->lock);
    for (struct http_connection *c = m->all; c; c = c->next) look_after(m, c, now);
    for (size_t i = 0; i < MINDER_LINGERING; i++)
        if (now > m->lingering[i].until_us) linger_end(m, &m->lingering[i]);
    pthread_mutex_unlock(&m->lock);
    if (atomic_load(&m->draining) && m->listener >= 0) {
        /* Closing alone isn't enough: the parent may hold a copy. */
        epoll_ctl(m->poll, EPOLL_CTL_DEL, m->listener, NULL);
        close(m->listener);
        m->listener = -1;
    }
    if (m->deaf && atomic_load(&m->connections) < m->most_connections) listen_again(m, true);
}

static int round_ms(const struct minder *m)
{
    int64_t shortest = m->header_us < m->body_us ? m->header_us : m->body_us;
    if (m->idle_us < shortest) shortest = m->idle_us;
    int64_t ms = shortest / 8000;
    if (atomic_load(&m->draining) || m->deaf) ms = 20;
    return (int)(ms < 10 ? 10 : ms > 500 ? 500 : ms);
}

static void *mind(void *argument)
{
    struct minder *m = argument;
    int64_t next_round = 0;
    while (!atomic_load(&m->stopping)) {
        struct epoll_event events[64];
        int n = epoll_wait(m->poll, events, COUNT_OF(events), round_ms(m));
        for (int i = 0; i < n; i++) {
            uint64_t what = events[i].data.u64, times;
            if (what == EVENT_LISTENER)
                accept_some(m);
            else if (what == EVENT_WAKE)
                next_round = read(m->wake, &times, sizeof times) > 0 ? 0 : next_round;
            else
                linger_read(m, &m->lingering[what - EVENT_LINGER]);
        }
        if (clock_monotonic_us() >= next_round) {
            make_round(m);
            next_round = clock_monotonic_us() + round_ms(m) * INT64_C(1000);
        }
    }
    return NULL;
}

enum err minder_start(struct minder *m)
{
    pthread_mutex_init(&m->lock, NULL);
    random_bytes(&m->seed, sizeof m->seed);
    for (size_t i = 0; i < MINDER_LINGERING; i++) m->lingering[i].socket = -1;
    m->poll = epoll_create1(EPOLL_CLOEXEC);
    m->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event listening = {.events = EPOLLIN, .data.u64 = EVENT_LISTENER};
    struct epoll_event waking = {.events = EPOLLIN, .data.u64 = EVENT_WAKE};
    if (m->poll >= 0 && m->wake >= 0 && !epoll_ctl(m->poll, EPOLL_CTL_ADD, m->listener, &listening) &&
        !epoll_ctl(m->poll, EPOLL_CTL_ADD, m->wake, &waking) && !pthread_create(&m->thread, NULL, mind, m))
        return ERR_NONE;
    if (m->poll >= 0) close(m->poll);
    if (m->wake >= 0) close(m->wake);
    return ERR_IO;
}

static void wake(struct minder *m)
{
    uint64_t one = 1;
    if (write(m->wake, &one, sizeof one) < 0) return; /* full: it is awake anyway */
}

void minder_drain(struct minder *m)
{
    atomic_store(&m->draining, true);
    wake(m);
}

void minder_cut(struct minder *m)
{
    atomic_store(&m->cutting, true);
    wake(m);
}

void minder_stop(struct minder *m)
{
    atomic_store(&m->stopping, true);
    wake(m);
    pthread_join(m->thread, NULL);
    for (size_t i = 0; i < MINDER_LINGERING; i++) linger_end(m, &m->lingering[i]);
    MUST(!m->all);
    if (m->listener >= 0) close(m->listener);
    close(m->poll);
    close(m->wake);
    free(m->by_socket);
    pthread_mutex_destroy(&m->lock);
}
