#include "platform/http/tests/tls_client.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <unistd.h>

#include "platform/http/tests/client.h"

static void write_file(const char *path, const unsigned char *bytes, size_t n)
{
    FILE *file = fopen(path, "w");
    MUST(file && fwrite(bytes, 1, n, file) == n && fclose(file) == 0);
}

void tls_make_certificate(const char *certificate_file, const char *key_file)
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
    unsigned char pem[8192];
    size_t n = sizeof pem;
    MUST(!gnutls_x509_privkey_init(&key) && !gnutls_x509_crt_init(&certificate));
    MUST(!gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    MUST(!gnutls_x509_crt_set_version(certificate, 3) && !gnutls_x509_crt_set_serial(certificate, "\x01", 1));
    MUST(!gnutls_x509_crt_set_dn(certificate, "CN=localhost", NULL) && !gnutls_x509_crt_set_key(certificate, key));
    MUST(!gnutls_x509_crt_set_activation_time(certificate, 0));
    MUST(!gnutls_x509_crt_set_expiration_time(certificate, 4000000000));
    MUST(!gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
    MUST(!gnutls_x509_crt_export(certificate, GNUTLS_X509_FMT_PEM, pem, &n));
    write_file(certificate_file, pem, n);
    n = sizeof pem;
    MUST(!gnutls_x509_privkey_export(key, GNUTLS_X509_FMT_PEM, pem, &n));
    write_file(key_file, pem, n);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

static size_t talk(gnutls_session_t session, const char *request, char *answer, size_t room)
{
    size_t half = strlen(request) / 2, n = 0;
    ssize_t got = 1;
    MUST(gnutls_record_send(session, request, half) == (ssize_t)half);
    MUST(gnutls_record_send(session, request + half, strlen(request + half)) > 0);
    while (n < room && (got > 0 || got == GNUTLS_E_AGAIN)) {
        got = gnutls_record_recv(session, answer + n, room - n);
        if (got > 0) n += (size_t)got;
    }
    return n;
}

bool tls_ask(uint16_t port, const char *priorities, const char *request, char *answer, size_t n)
{
    gnutls_session_t session;
    gnutls_certificate_credentials_t trust;
    int fd = client_connect(port);
    MUST(!gnutls_certificate_allocate_credentials(&trust) && !gnutls_init(&session, GNUTLS_CLIENT));
    MUST(!gnutls_priority_set_direct(session, priorities, NULL));
    MUST(!gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, trust));
    gnutls_transport_set_int(session, fd);
    bool met = gnutls_handshake(session) == 0;
    memset(answer, 0, n);
    if (met) talk(session, request, answer, n - 1);
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(trust);
    close(fd);
    return met;
}
