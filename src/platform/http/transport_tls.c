#include "platform/http/transport_own.h"

#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_PEM = 256 * 1024 };

enum err tls_read_file(const char *path, char **ret_text)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (file < 0) return ERR_IO;
    if (fstat(file, &about) || !S_ISREG(about.st_mode) || about.st_size > LARGEST_PEM) {
        close(file);
        return ERR_INVALID;
    }
    char *text = calloc(1, (size_t)about.st_size + 1);
    if (!text) BUG("out of memory");
    ssize_t n = read(file, text, (size_t)about.st_size);
    close(file);
    if (n != about.st_size) {
        tls_free_file(text);
        return ERR_IO;
    }
    *ret_text = text;
    return ERR_NONE;
}

void tls_free_file(char *text)
{
    if (text) explicit_bzero(text, strlen(text));
    free(text);
}

void tls_send(void *session, struct str text)
{
    ssize_t sent = 1;
    while (text.n && sent > 0) {
        sent = gnutls_record_send(session, text.p, text.n);
        if (sent > 0) text = str_skip(text, (size_t)sent);
    }
}
