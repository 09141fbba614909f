/* Deadlines, numbers of connections, and how the server ends. */
#include "platform/http/tests/transport_stage.h"

#include <pthread.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

/* ---- deadlines */

static int64_t ms_until_close(int fd, const char *drip, int64_t most_ms)
{
    int64_t began = clock_monotonic_us(), ms = 0;
    while (ms < most_ms && !client_sees_close(fd, 50)) {
        if (drip) client_try_send(fd, drip, 1);
        ms = (clock_monotonic_us() - began) / 1000;
    }
    return (clock_monotonic_us() - began) / 1000;
}

static void slow_headers_are_cut_off(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "GET / HTTP/1.1\r\nX-Slow: ");
    int64_t ms = ms_until_close(fd, "y", 3000);
    assert_in_range(ms, 200, 1200);
    assert_int_equal(http_counts(server).deadlines, 1);
    close(fd);
}

static void a_slow_first_line_on_a_used_connection_is_cut_off(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(client_read(fd)->status, 200);
    nanosleep(&(struct timespec){0, 100000000}, NULL);
    int64_t ms = ms_until_close(fd, "G", 3000);
    assert_in_range(ms, 200, 1200);
    assert_int_equal(http_counts(server).deadlines, 1);
    close(fd);
}

static void a_slow_body_is_cut_off(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, POST "Content-Length: 900\r\n\r\n");
    int64_t ms = ms_until_close(fd, "y", 3000);
    assert_in_range(ms, 400, 1500);
    close(fd);
}

static void an_idle_connection_is_closed(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(client_read(fd)->status, 200);
    assert_in_range(ms_until_close(fd, NULL, 3000), 400, 1500);
    close(fd);
}

static void an_answer_that_takes_long_to_make_is_waited_for(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "GET /held HTTP/1.1\r\nHost: a\r\nX-Word: w\r\n\r\n");
    assert_false(client_sees_close(fd, 1500));
    atomic_store(&held, false);
    assert_string_equal(client_read(fd)->body, "late w");
    close(fd);
}

/* ---- limits on connections */

static void one_address_may_not_take_all_connections(void **state)
{
    (void)state;
    struct http_options o = options();
    o.connections_per_address = 3;
    start(o);
    int fds[4];
    for (int i = 0; i < 4; i++) fds[i] = client_connect(port);
    assert_true(client_sees_close(fds[3], 300));
    client_send(fds[2], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(client_read(fds[2])->status, 200);
    for (int i = 0; i < 4; i++) close(fds[i]);
}

static void connections_over_the_limit_wait_their_turn(void **state)
{
    (void)state;
    struct http_options o = options();
    o.connections = 2;
    start(o);
    int fds[3];
    for (int i = 0; i < 3; i++) fds[i] = client_connect(port);
    client_send(fds[2], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    close(fds[0]);
    assert_int_equal(client_read(fds[2])->status, 200);
    close(fds[1]);
    close(fds[2]);
}

static void a_taken_port_or_bad_address_is_an_error(void **state)
{
    (void)state;
    start(options());
    struct http_options o = options();
    struct http_server *other = NULL;
    o.port = port;
    assert_int_equal(http_start(&o, &other), ERR_EXISTS);
    o.address = STR("not an address");
    assert_int_equal(http_start(&o, &other), ERR_INVALID);
    assert_null(other);
}

/* ---- draining */

static void *drain(void *argument)
{
    static bool done;
    done = http_drain_and_stop(server, *(int64_t *)argument);
    server = NULL;
    return &done;
}

static void draining_finishes_what_is_under_way(void **state)
{
    (void)state;
    start_patient(NULL);
    int idle = client_connect(port), busy = client_connect(port);
    client_send(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(client_read(idle)->status, 200);
    client_send(busy, "GET /held HTTP/1.1\r\nHost: a\r\nX-Word: w\r\n\r\n");
    while (!http_counts(server).exchanges) nanosleep(&(struct timespec){0, 1000000}, NULL);
    pthread_t thread;
    int64_t limit = 5000;
    void *done;
    MUST(!pthread_create(&thread, NULL, drain, &limit));
    assert_true(client_sees_close(idle, 1000));
    assert_false(client_sees_close(busy, 100));
    atomic_store(&held, false);
    struct answer *a = client_read(busy);
    assert_string_equal(a->body, "late w");
    assert_true(answer_has(a, "Connection: close"));
    pthread_join(thread, &done);
    assert_true(*(bool *)done);
    close(idle);
    close(busy);
}

static void draining_past_its_limit_cuts_off_but_waits_for_the_handler(void **state)
{
    (void)state;
    start_patient(NULL);
    int busy = client_connect(port), slow = client_connect(port);
    client_send(busy, "GET /held HTTP/1.1\r\nHost: a\r\nX-Word: w\r\n\r\n");
    client_send(slow, "GET / HTTP/1.1\r\nHost:");
    while (!http_counts(server).exchanges) nanosleep(&(struct timespec){0, 1000000}, NULL);
    pthread_t thread;
    int64_t limit = 100;
    void *done;
    MUST(!pthread_create(&thread, NULL, drain, &limit));
    assert_true(client_sees_close(slow, 1000));
    assert_false(client_sees_close(busy, 200));
    atomic_store(&held, false);
    pthread_join(thread, &done);
    assert_false(*(bool *)done);
    close(busy);
    close(slow);
}

int main(void)
{
    log_set_level(LOG_ERROR + 1);
    const struct CMUnitTest tests[] = {
        WITH(start_hasty, slow_headers_are_cut_off),
        WITH(start_hasty, a_slow_first_line_on_a_used_connection_is_cut_off),
        WITH(start_hasty, a_slow_body_is_cut_off),
        WITH(start_hasty, an_idle_connection_is_closed),
        WITH(start_hasty, an_answer_that_takes_long_to_make_is_waited_for),
        OWN(one_address_may_not_take_all_connections),
        OWN(connections_over_the_limit_wait_their_turn),
        OWN(a_taken_port_or_bad_address_is_an_error),
        OWN(draining_finishes_what_is_under_way),
        OWN(draining_past_its_limit_cuts_off_but_waits_for_the_handler),
    };
    return cmocka_run_group_tests_name("http transport limits", tests, NULL, NULL);
}
