#include "platform/backup/backup.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { LINE_MOST = 1024 };
static const char PUBLIC_NAME[] = "backup.key";

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

static enum err failure(void)
{
    return errno == ENOSPC ? ERR_FULL : errno == ENOENT ? ERR_NOT_FOUND : errno == EEXIST ? ERR_EXISTS : ERR_IO;
}

static enum err read_text(const char *path, char *text, size_t *ret_n)
{
    CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return failure();
    ssize_t n = read(fd, text, LINE_MOST);
    if (n < 0) return ERR_IO;
    if (n == LINE_MOST) return ERR_DAMAGED;
    *ret_n = (size_t)n;
    return ERR_NONE;
}

static enum err write_text(const char *path, int flags, struct str text)
{
    CLEANUP(close_file) int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (fd < 0) return failure();
    if (write(fd, text.p, text.n) == (ssize_t)text.n && fsync(fd) == 0) return ERR_NONE;
    enum err err = failure();
    unlink(path);
    return err;
}

/* The line that isn't a comment. */
static struct str line_in(struct str text)
{
    while (text.p) {
        struct str line = str_trim(str_cut(&text, '\n'));
        if (line.n && line.p[0] != '#') return line;
    }
    return STR_NONE;
}

struct str backup_key_id(struct arena *a, const struct crypto_public_key *key)
{
    struct crypto_hash hash = crypto_hash_of((struct str){(const char *)key->bytes, sizeof key->bytes});
    return crypto_hex(a, hash.bytes, 8);
}

/* ---- the public one ---- */

enum err backup_public_read(const char *directory, struct crypto_public_key *ret)
{
    struct arena a CLEANUP(arena_release);
    char text[LINE_MOST];
    size_t n;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    const char *path = str_cstr(&a, str_printf(&a, "%s/%s", directory, PUBLIC_NAME));
    enum err err = read_text(path, text, &n);
    if (err) return err;
    struct str line = line_in((struct str){text, n});
    bool good = str_eq(str_cut(&line, ' '), STR("cairn-backup-public")) && str_eq(str_cut(&line, ' '), STR("1")) &&
        crypto_from_hex(line, ret->bytes, sizeof ret->bytes);
    return good ? ERR_NONE : ERR_DAMAGED;
}

enum err backup_public_write(const char *directory, const struct crypto_public_key *key)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    const char *path = str_cstr(&a, str_printf(&a, "%s/%s", directory, PUBLIC_NAME));
    const char *fresh = str_cstr(&a, str_printf(&a, "%s.new", path));
    struct str hex = crypto_hex(&a, key->bytes, sizeof key->bytes);
    struct str text = str_printf(&a,
        "# Backups of this installation are sealed to this key. It is no secret; the private one is kept "
        "elsewhere.\n"
        "cairn-backup-public 1 %.*s\n",
        STR_ARG(hex));
    enum err err = write_text(fresh, O_TRUNC, text);
    if (!err && rename(fresh, path) != 0) err = failure();
    return err;
}

/* ---- the private one ---- */

static bool read_private(struct str line, struct backup_private *ret)
{
    struct crypto_key secret;
    struct backup_private key = {0};
    if (!str_eq(str_cut(&line, ' '), STR("cairn-backup-private")) || !str_eq(str_cut(&line, ' '), STR("1")))
        return false;
    if (!uuid_from_text(str_cut(&line, ' '), &key.installation)) return false;
    if (!crypto_from_hex(str_cut(&line, ' '), key.signer.bytes, sizeof key.signer.bytes)) return false;
    if (!crypto_from_hex(line, secret.bytes, sizeof secret.bytes)) return false;
    key.box = crypto_box_of(&secret);
    crypto_forget(&secret, sizeof secret);
    *ret = key;
    return true;
}

enum err backup_private_read(const char *path, struct backup_private *ret)
{
    char text[LINE_MOST];
    size_t n;
    enum err err = read_text(path, text, &n);
    if (!err && !read_private(line_in((struct str){text, n}), ret)) err = ERR_DAMAGED;
    crypto_forget(text, sizeof text);
    return err;
}

enum err backup_private_write(const char *path, const struct backup_private *key)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct str signer = crypto_hex(&a, key->signer.bytes, sizeof key->signer.bytes);
    struct str secret = crypto_hex(&a, key->box.secret.bytes, sizeof key->box.secret.bytes);
    struct str installation = uuid_text(&a, key->installation);
    struct str text = str_printf(&a,
        "# The private key of Cairn's backups. Whoever has it and a backup can read everything in it; without it "
        "no\n"
        "# backup can be restored. Keep it away from the machine, in two places. `cairn restore --key` reads it.\n"
        "cairn-backup-private 1 %.*s %.*s %.*s\n",
        STR_ARG(installation), STR_ARG(signer), STR_ARG(secret));
    enum err err = write_text(path, O_EXCL, text);
    crypto_forget((char *)secret.p, secret.n);
    crypto_forget((char *)text.p, text.n);
    return err;
}
