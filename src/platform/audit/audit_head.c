#include "platform/audit/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static struct str signed_part(struct arena *a, const struct audit_head *head)
{
    struct str mac = crypto_hex(a, head->mac.bytes, sizeof head->mac.bytes);
    return str_printf(a, "cairn-audit 1 %lld %.*s", (long long)head->seq, STR_ARG(mac));
}

struct str audit_head_line(struct arena *a, const struct crypto_key *signing_seed, const struct audit_head *head)
{
    struct str part = signed_part(a, head);
    struct crypto_public_key by = crypto_public(signing_seed);
    struct crypto_signature signature = crypto_sign_message(signing_seed, part);
    struct str key = crypto_hex(a, by.bytes, sizeof by.bytes);
    struct str proof = crypto_hex(a, signature.bytes, sizeof signature.bytes);
    return str_printf(a, "%.*s %.*s %.*s", STR_ARG(part), STR_ARG(key), STR_ARG(proof));
}

/* The signature covers the bytes up to the third space, so nothing but exactly what was signed is accepted. */
enum err audit_head_read(struct str line, const struct crypto_public_key *by, struct audit_head *ret)
{
    struct crypto_public_key key;
    struct crypto_signature signature;
    struct audit_head head;
    struct str rest = str_trim(line), whole = rest;
    struct str word = str_cut(&rest, ' '), version = str_cut(&rest, ' ');
    if (!str_eq(word, STR("cairn-audit")) || !str_eq(version, STR("1"))) return ERR_DAMAGED;
    struct str seq = str_cut(&rest, ' '), mac = str_cut(&rest, ' ');
    if (!rest.p) return ERR_DAMAGED;
    struct str part = {whole.p, (size_t)(rest.p - whole.p) - 1};
    if (!str_int(seq, 0, INT64_MAX, &head.seq) || !crypto_from_hex(mac, head.mac.bytes, sizeof head.mac.bytes) ||
        !crypto_from_hex(str_cut(&rest, ' '), key.bytes, sizeof key.bytes) ||
        !crypto_from_hex(rest, signature.bytes, sizeof signature.bytes))
        return ERR_DAMAGED;
    if (!crypto_same(key.bytes, by->bytes, sizeof key.bytes) || !crypto_signature_good(*by, part, &signature))
        return ERR_DAMAGED;
    *ret = head;
    return ERR_NONE;
}

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

static enum err failure(void)
{
    return errno == ENOSPC ? ERR_FULL : ERR_IO;
}

enum err audit_head_save(const char *directory, struct str line)
{
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return ERR_IO;
    CLEANUP(close_file) int fd = openat(at, "audit.head.new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return failure();
    bool written = write(fd, line.p, line.n) == (ssize_t)line.n && write(fd, "\n", 1) == 1 && fsync(fd) == 0;
    if (!written) return failure();
    if (renameat(at, "audit.head.new", at, "audit.head") != 0) return failure();
    return fsync(at) == 0 ? ERR_NONE : failure();
}

enum err audit_head_file(struct arena *a, const char *directory, struct str *ret_line)
{
    char text[512];
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CLEANUP(close_file) int fd = at < 0 ? -1 : openat(at, "audit.head", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    ssize_t n = read(fd, text, sizeof text);
    if (n < 0) return ERR_IO;
    *ret_line = str_dup(a, str_trim((struct str){text, (size_t)n}));
    return ERR_NONE;
}
