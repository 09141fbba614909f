/* What the transport refuses before any handler sees it. */
#include "platform/http/tests/transport_stage.h"

#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"

static void expect_refusal(const char *request, int status)
{
    int fd = client_connect(port);
    client_try_send(fd, request, strlen(request));
    struct answer *a = client_read(fd);
    if (a->status != status) print_message("# %.60s: %d instead of %d\n", request, a->status, status);
    assert_int_equal(a->status, status);
    assert_true(answer_has(a, "\r\nConnection: close\r\n"));
    assert_true(answer_has(a, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_true(client_sees_close(fd, 3000));
    close(fd);
}

static void a_length_given_in_two_ways_is_refused(void **state)
{
    (void)state;
    expect_refusal(POST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    expect_refusal(POST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400);
    expect_refusal(POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400);
    expect_refusal(POST "content-length: 3\r\nContent-Length: 30\r\n\r\nabc", 400);
    expect_refusal(POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    expect_refusal(POST "Transfer-Encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n", 400);
}

static void a_transfer_encoding_other_than_chunked_is_refused(void **state)
{
    (void)state;
    expect_refusal(POST "Transfer-Encoding: gzip\r\n\r\n", 400);
    expect_refusal(POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400);
    expect_refusal(POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400);
    expect_refusal(POST "Transfer-Encoding: \r\n\r\n", 400);
    expect_refusal("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
}

static void a_missing_or_repeated_host_is_refused(void **state)
{
    (void)state;
    expect_refusal("GET / HTTP/1.1\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400);
}

static void an_address_that_is_no_plain_path_is_refused(void **state)
{
    (void)state;
    expect_refusal("GET http://a/ HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET x HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a%00b HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a?b=%00 HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a\x01 HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a\x7F HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a\xC3\xA9 HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a b HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a\\b HTTP/1.1\r\n" HOST "\r\n", 400);
    expect_refusal("GET /a#b HTTP/1.1\r\n" HOST "\r\n", 400);
}

static void a_method_that_is_not_ours_is_refused(void **state)
{
    (void)state;
    expect_refusal("OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 405);
    expect_refusal("TRACE / HTTP/1.1\r\n" HOST "\r\n", 405);
    expect_refusal("CONNECT a:80 HTTP/1.1\r\n" HOST "\r\n", 405);
    expect_refusal("BREW / HTTP/1.1\r\n" HOST "\r\n", 501);
    expect_refusal("get / HTTP/1.1\r\n" HOST "\r\n", 501);
}

static void a_long_address_is_refused(void **state)
{
    (void)state;
    char request[LIMIT_URL + 100];
    memset(request, 'a', sizeof request);
    memcpy(request, "GET /", 5);
    snprintf(request + 5 + LIMIT_URL - 1, 60, " HTTP/1.1\r\n" HOST "\r\n");
    int fd = client_connect(port);
    client_send(fd, request);
    assert_int_equal(client_read(fd)->status, 200); /* just fits */
    close(fd);
    memset(request, 'a', sizeof request);
    memcpy(request, "GET /", 5);
    snprintf(request + 5 + LIMIT_URL, 60, " HTTP/1.1\r\n" HOST "\r\n");
    expect_refusal(request, 414);
}

static void headers_over_the_limits_are_refused(void **state)
{
    (void)state;
    static char request[64 * 1024];
    size_t n = (size_t)snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" HOST);
    for (int i = 0; i < LIMIT_HEADER_COUNT; i++) n += (size_t)snprintf(request + n, 20, "X-%d: y\r\n", i);
    snprintf(request + n, 3, "\r\n");
    expect_refusal(request, 431);
    n = (size_t)snprintf(request, sizeof request, "GET / HTTP/1.1\r\n" HOST "X-Big: ");
    memset(request + n, 'y', LIMIT_HEADERS);
    snprintf(request + n + LIMIT_HEADERS, 5, "\r\n\r\n");
    expect_refusal(request, 431);
}

static void headers_without_end_are_cut_off(void **state)
{
    (void)state;
    static char much[256 * 1024];
    memset(much, 'y', sizeof much);
    int fd = client_connect(port);
    client_send(fd, "GET / HTTP/1.1\r\n" HOST "X-Big: ");
    client_try_send(fd, much, sizeof much);
    int status = client_read(fd)->status;
    assert_true(status == 431 || status == 0); /* the library's own answer, or the reset that overtook it */
    close(fd);
}

static void a_header_with_a_strange_name_or_value_is_refused(void **state)
{
    (void)state;
    expect_refusal("GET / HTTP/1.1\r\n" HOST "a b: c\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\n" HOST "a(: c\r\n\r\n", 400);
    expect_refusal("GET / HTTP/1.1\r\n" HOST "a: c\x01\r\n\r\n", 400);
}

static void a_compressed_body_is_refused(void **state)
{
    (void)state;
    expect_refusal(POST "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 415);
}

static void an_unknown_expectation_is_refused(void **state)
{
    (void)state;
    expect_refusal(POST "Expect: tea\r\nContent-Length: 3\r\n\r\nabc", 417);
}

static void a_body_over_the_limit_is_refused_before_it_is_read(void **state)
{
    (void)state;
    expect_refusal(POST "Content-Length: 1001\r\n\r\n", 413);
    expect_refusal(POST "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n", 413);
    expect_refusal(POST "Content-Length: 9223372036854775807\r\n\r\n", 413);
    expect_refusal("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", 413);
    expect_refusal("POST /none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 413);
}

static void a_sender_that_talks_on_still_reads_why_it_was_refused(void **state)
{
    (void)state;
    static char much[1024 * 1024];
    int fd = client_connect(port);
    client_send(fd, POST "Content-Length: 16777216\r\n\r\n");
    for (int i = 0; i < 16; i++) /* a reset would cut it off, and lose the answer for some */
        assert_true(client_try_send(fd, much, sizeof much));
    assert_int_equal(client_read(fd)->status, 413);
    assert_true(client_sees_close(fd, 3000));
    close(fd);
}

static void a_chunked_body_over_the_limit_is_refused_while_it_comes(void **state)
{
    (void)state;
    char request[2000];
    int n = snprintf(request, sizeof request, POST "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 11; i++) n += snprintf(request + n, sizeof request - (size_t)n, "64\r\n%0100d\r\n", 0);
    expect_refusal(request, 413);
}

int main(void)
{
    log_set_level(LOG_ERROR + 1);
    const struct CMUnitTest tests[] = {
        WITH(start_patient, a_length_given_in_two_ways_is_refused),
        WITH(start_patient, a_transfer_encoding_other_than_chunked_is_refused),
        WITH(start_patient, a_missing_or_repeated_host_is_refused),
        WITH(start_patient, an_address_that_is_no_plain_path_is_refused),
        WITH(start_patient, a_method_that_is_not_ours_is_refused),
        WITH(start_patient, a_long_address_is_refused),
        WITH(start_patient, headers_over_the_limits_are_refused),
        WITH(start_patient, headers_without_end_are_cut_off),
        WITH(start_patient, a_header_with_a_strange_name_or_value_is_refused),
        WITH(start_patient, a_compressed_body_is_refused),
        WITH(start_patient, an_unknown_expectation_is_refused),
        WITH(start_patient, a_body_over_the_limit_is_refused_before_it_is_read),
        WITH(start_patient, a_sender_that_talks_on_still_reads_why_it_was_refused),
        WITH(start_patient, a_chunked_body_over_the_limit_is_refused_while_it_comes),
    };
    return cmocka_run_group_tests_name("http transport refusals", tests, NULL, NULL);
}
