/* What the transport answers, plainly and over TLS. */
#include "platform/http/tests/transport_stage.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/http/tests/tls_client.h"

static void a_request_is_answered_with_path_query_and_address(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "GET /people/%41?x=1&y=%20 HTTP/1.1\r\nHost: a\r\n\r\n");
    struct answer *a = client_read(fd);
    assert_int_equal(a->status, 200);
    assert_string_equal(a->body, "/people/%41|x=1&y=%20|0|127.0.0.1");
    assert_true(answer_has(a, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_true(answer_has(a, "\r\nContent-Type: text/plain\r\n"));
    close(fd);
}

static void a_connection_serves_many_requests(void **state)
{
    (void)state;
    int fd = client_connect(port);
    for (int i = 0; i < 50; i++) {
        client_send(fd, i % 2 ? "GET /page HTTP/1.1\r\n" : "GET /late HTTP/1.1\r\nX-Word: w\r\n");
        client_send(fd, "Host: a\r\n\r\n");
        struct answer *a = client_read(fd);
        assert_int_equal(a->status, 200);
        assert_int_equal(a->body_n, i % 2 ? 16384 : 6);
    }
    close(fd);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd,
        "GET /late HTTP/1.1\r\nHost: a\r\nX-Word: one\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\n"
        "Content-Length: 3\r\n\r\ntwoGET /three HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_string_equal(client_read(fd)->body, "late one");
    assert_string_equal(client_read(fd)->body, "two");
    assert_string_equal(client_read(fd)->body, "/three||0|127.0.0.1");
    close(fd);
}

static void of_a_repeated_header_the_last_can_be_asked_for(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd,
        "GET /last HTTP/1.1\r\nHost: a\r\nX-Word: one\r\nX-Other: a\r\nx-word: two \r\n\r\n"
        "GET /last HTTP/1.1\r\nHost: a\r\nX-Word: one\r\n\r\nGET /last HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_string_equal(client_read(fd)->body, "two");
    assert_string_equal(client_read(fd)->body, "one");
    assert_string_equal(client_read(fd)->body, "");
    close(fd);
}

static void head_is_answered_as_get_without_the_body(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "HEAD /page HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n");
    struct answer *a = client_read_head_only(fd);
    assert_int_equal(a->status, 200);
    assert_true(answer_has(a, "Content-Length: 16384") && answer_has(a, "X-Method: GET"));
    assert_string_equal(client_read(fd)->body, "/x||0|127.0.0.1");
    close(fd);
}

static void a_chunked_body_arrives_whole(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    client_send(fd, "1\r\n \r\n5\r\nthere\r\n0\r\n\r\n");
    assert_string_equal(client_read(fd)->body, "hello there");
    close(fd);
}

static void a_client_that_expects_100_continue_is_told_to_go_on(void **state)
{
    (void)state;
    int fd = client_connect(port);
    client_send(fd, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(client_read_head_only(fd)->status, 100);
    client_send(fd, "ok");
    assert_string_equal(client_read(fd)->body, "ok");
    close(fd);
}

static void a_large_body_arrives_whole(void **state)
{
    (void)state;
    enum { BIG = 3 * 1024 * 1024 };
    char *bytes = calloc(1, BIG);
    int fd = client_connect(port);
    client_send(fd, "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 3145728\r\n\r\n");
    assert_true(client_try_send(fd, bytes, BIG));
    assert_string_equal(client_read(fd)->body, "/large||3145728|127.0.0.1");
    free(bytes);
    close(fd);
}

static void an_answer_that_races_the_handlers_return_arrives(void **state)
{
    (void)state;
    int fds[20];
    for (size_t i = 0; i < COUNT_OF(fds); i++) fds[i] = client_connect(port);
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < COUNT_OF(fds); i++)
            client_send(fds[i], "GET /race HTTP/1.1\r\nHost: a\r\nX-Word: r\r\n\r\n");
        for (size_t i = 0; i < COUNT_OF(fds); i++) assert_string_equal(client_read(fds[i])->body, "late r");
    }
    for (size_t i = 0; i < COUNT_OF(fds); i++) close(fds[i]);
}

static void two_hundred_connections_are_served_at_once(void **state)
{
    (void)state;
    int fds[200];
    for (size_t i = 0; i < COUNT_OF(fds); i++) {
        fds[i] = client_connect(port);
        client_send(fds[i], "GET /late HTTP/1.1\r\nHost: a\r\nX-Word: many\r\n\r\n");
    }
    for (size_t i = 0; i < COUNT_OF(fds); i++) assert_string_equal(client_read(fds[i])->body, "late many");
    assert_int_equal(http_counts(server).connections, 200);
    for (size_t i = 0; i < COUNT_OF(fds); i++) close(fds[i]);
}

static void a_client_that_leaves_before_its_answer_harms_nobody(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        int fd = client_connect(port);
        client_send(fd, "GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
        close(fd);
    }
    int fd = client_connect(port);
    client_send(fd, "GET /late HTTP/1.1\r\nHost: a\r\nX-Word: me\r\n\r\n");
    assert_string_equal(client_read(fd)->body, "late me");
    close(fd);
}

/* ---- TLS */

static void over_tls_requests_are_answered_and_refused_alike(void **state)
{
    (void)state;
    char folder[] = "/tmp/cairn-tls-XXXXXX", certificate[64], key[64], got[2048];
    const char *priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
    MUST(mkdtemp(folder));
    snprintf(certificate, sizeof certificate, "%s/certificate.pem", folder);
    snprintf(key, sizeof key, "%s/key.pem", folder);
    tls_make_certificate(certificate, key);
    struct http_options o = options();
    o.certificate_file = certificate;
    o.key_file = key;
    o.header_ms = o.body_ms = o.idle_ms = PATIENCE_MS;
    start(o);
    const char *late = "GET /late HTTP/1.1\r\nHost: a\r\nX-Word: safe\r\nConnection: close\r\n\r\n";
    assert_true(tls_ask(port, priorities, late, got, sizeof got));
    assert_true(strstr(got, "HTTP/1.1 200 ") == got && strstr(got, "late safe"));
    assert_true(tls_ask(port, priorities, "GET / HTTP/1.1\r\n\r\n", got, sizeof got));
    assert_true(strstr(got, "HTTP/1.1 400 ") == got);
    char large[2000];
    int n = snprintf(large, sizeof large, POST "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 11; i++) n += snprintf(large + n, sizeof large - (size_t)n, "64\r\n%0100d\r\n", 0);
    assert_true(tls_ask(port, priorities, large, got, sizeof got));
    assert_true(strstr(got, "HTTP/1.1 413 ") == got && strstr(got, "nosniff"));
    assert_false(tls_ask(port, "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT", late, got, sizeof got));
    o.key_file = certificate; /* not a key */
    struct http_server *other = NULL;
    assert_int_equal(http_start(&o, &other), ERR_INVALID);
    unlink(certificate);
    unlink(key);
    rmdir(folder);
    assert_int_equal(http_start(&o, &other), ERR_IO);
}

static size_t open_descriptors(void)
{
    size_t n = 0;
    for (int fd = 0; fd < 1024; fd++) n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

static void nothing_is_left_open_after_many_connections(void **state)
{
    (void)state;
    size_t before = open_descriptors();
    start_patient(NULL);
    for (int i = 0; i < 300; i++) {
        int fd = client_connect(port);
        client_send(fd, i % 3 ? "GET / HTTP/1.1\r\nHost: a\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n");
        assert_true(client_read(fd)->status > 0);
        close(fd);
    }
    stop(NULL);
    assert_int_equal(open_descriptors(), before);
}

int main(void)
{
    log_set_level(LOG_ERROR + 1);
    const struct CMUnitTest tests[] = {
        WITH(start_patient, a_request_is_answered_with_path_query_and_address),
        WITH(start_patient, a_connection_serves_many_requests),
        WITH(start_patient, pipelined_requests_are_answered_in_order),
        WITH(start_patient, of_a_repeated_header_the_last_can_be_asked_for),
        WITH(start_patient, head_is_answered_as_get_without_the_body),
        WITH(start_patient, a_chunked_body_arrives_whole),
        WITH(start_patient, a_client_that_expects_100_continue_is_told_to_go_on),
        WITH(start_patient, a_large_body_arrives_whole),
        WITH(start_patient, an_answer_that_races_the_handlers_return_arrives),
        WITH(start_patient, two_hundred_connections_are_served_at_once),
        WITH(start_patient, a_client_that_leaves_before_its_answer_harms_nobody),
        OWN(over_tls_requests_are_answered_and_refused_alike),
        OWN(nothing_is_left_open_after_many_connections),
    };
    return cmocka_run_group_tests_name("http transport", tests, NULL, NULL);
}
