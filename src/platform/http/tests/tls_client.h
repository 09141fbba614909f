/* A certificate made on the spot, and a client that speaks TLS with it. */
#ifndef CAIRN_PLATFORM_HTTP_TESTS_TLS_CLIENT_H
#define CAIRN_PLATFORM_HTTP_TESTS_TLS_CLIENT_H

#include "base/base.h"

void tls_make_certificate(const char *certificate_file, const char *key_file);
/* Sends the request in two records and reads until n bytes or the end; priorities are GnuTLS's. False: no
 * handshake. */
bool tls_ask(uint16_t port, const char *priorities, const char *request, char *answer, size_t n);

#endif
