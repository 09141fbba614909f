/*
 * The server that the transport's tests talk to, started anew for each on a free port of loopback.
 *
 * /echo sends the body back, /late answers from another thread, /race does so at once, /held waits until the test
 * lets it go, /page is 16 KB, /large takes a large body and /none takes none; everything else says what was asked.
 * A test ends with stop as its teardown.
 */
#ifndef CAIRN_PLATFORM_HTTP_TRANSPORT_STAGE_H
#define CAIRN_PLATFORM_HTTP_TRANSPORT_STAGE_H

#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>
#include <stdatomic.h>

#include "platform/http/tests/client.h"
#include "platform/http/transport.h"

#define HOST "Host: a\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: a\r\n"

extern struct http_server *server;
extern uint16_t port;
extern _Atomic bool held; /* /held waits as long as this is so */

struct http_options options(void);
void start(struct http_options o);
int start_patient(void **state); /* deadlines of 20 s */
int start_hasty(void **state);   /* deadlines of half a second */
int stop(void **state);

/* A test with that setup; a test that starts the server itself. */
#define WITH(setup, test) cmocka_unit_test_setup_teardown(test, setup, stop)
#define OWN(test) cmocka_unit_test_teardown(test, stop)

#endif
