#include "platform/backup/archive.h"
#include "platform/backup/backup.h"
#include "wire/zstd_library.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct unpacker {
    struct sealed_reader *from;
    ZSTD_DCtx *work;
    struct str chunk; /* what of it isn't taken apart yet */
    char *plain;
    size_t at, n; /* of plain */
    int directory;
    const struct backup_progress *progress;
    struct backup_file files[BACKUP_FILES_MOST];
    size_t file_count;
    struct str manifest;
    struct arena *a;
};

/* More of the content into u->plain; nothing more is ERR_DAMAGED, since the archive says where it ends. */
static enum err more(struct unpacker *u)
{
    for (u->at = u->n = 0; !u->n;) {
        ZSTD_outBuffer out = {u->plain, ARCHIVE_PIECE, 0};
        ZSTD_inBuffer in = {u->chunk.p, u->chunk.n, 0};
        size_t left = ZSTD_decompressStream(u->work, &out, &in);
        if (ZSTD_isError(left)) return ERR_DAMAGED;
        u->chunk = str_skip(u->chunk, in.pos);
        u->n = out.pos;
        if (u->n || u->chunk.n) continue;
        if (sealed_next(u->from, &u->chunk)) return ERR_DAMAGED;
        if (!u->chunk.n) return ERR_DAMAGED;
    }
    return ERR_NONE;
}

/* The next bytes that are there, at most n. */
static enum err some(struct unpacker *u, int64_t n, struct str *ret)
{
    enum err err = u->at == u->n ? more(u) : ERR_NONE;
    if (err) return err;
    size_t now = u->n - u->at;
    if ((int64_t)now > n) now = (size_t)n;
    *ret = (struct str){u->plain + u->at, now};
    u->at += now;
    return ERR_NONE;
}

static enum err take(struct unpacker *u, void *to, size_t n)
{
    for (size_t done = 0; done < n;) {
        struct str piece;
        enum err err = some(u, (int64_t)(n - done), &piece);
        if (err) return err;
        memcpy((char *)to + done, piece.p, piece.n);
        done += piece.n;
    }
    return ERR_NONE;
}

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

static enum err write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return errno == ENOSPC ? ERR_FULL : ERR_IO;
        bytes = str_skip(bytes, (size_t)n);
    }
    return ERR_NONE;
}

static enum err unpack_file(struct unpacker *u, struct str name, int64_t size)
{
    struct crypto_hasher h;
    bool tell = u->progress && str_eq(name, STR(ARCHIVE_DATABASE));
    crypto_hasher_begin(&h);
    CLEANUP(close_file)
    int fd =
        openat(u->directory, str_cstr(u->a, name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return errno == EEXIST ? ERR_DAMAGED : errno == ENOSPC ? ERR_FULL : ERR_IO;
    for (int64_t done = 0; done < size;) {
        struct str piece;
        enum err err = some(u, size - done, &piece);
        if (!err) err = write_all(fd, piece);
        if (err) return err;
        crypto_hasher_add(&h, piece.p, piece.n);
        done += (int64_t)piece.n;
        if (tell) u->progress->at(u->progress->owner, done, size);
    }
    if (u->file_count == BACKUP_FILES_MOST) return ERR_DAMAGED;
    u->files[u->file_count++] = (struct backup_file){str_dup(u->a, name), size, crypto_hasher_end(&h)};
    return fsync(fd) == 0 ? ERR_NONE : ERR_IO;
}

static bool is_small(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(ARCHIVE_SMALL); i++)
        if (str_eq(name, str_from_cstr(ARCHIVE_SMALL[i]))) return true;
    return false;
}

static enum err unpack_manifest(struct unpacker *u, int64_t size)
{
    char *text = ARENA_ARRAY(u->a, char, (size_t)size + 1);
    u->manifest = (struct str){text, (size_t)size};
    return take(u, text, (size_t)size);
}

/* One file, or the end. */
static enum err unpack_next(struct unpacker *u, bool *ret_end)
{
    uint8_t n, length[8];
    char text[ARCHIVE_NAME_MOST];
    uint64_t size = 0;
    enum err err = take(u, &n, 1);
    if (!err && !n) {
        *ret_end = true;
        return u->at == u->n ? ERR_NONE : ERR_DAMAGED;
    }
    if (!err && n > ARCHIVE_NAME_MOST) err = ERR_DAMAGED;
    if (!err) err = take(u, text, n);
    if (!err) err = take(u, length, sizeof length);
    if (err) return err;
    for (size_t i = 0; i < sizeof length; i++) size |= (uint64_t)length[i] << (8 * i);
    struct str name = {text, n};
    bool database = str_eq(name, STR(ARCHIVE_DATABASE)), manifest = str_eq(name, STR(ARCHIVE_MANIFEST));
    if (size > INT64_MAX || (!database && size > ARCHIVE_SMALL_MOST)) return ERR_DAMAGED;
    if (manifest && !u->manifest.p) return unpack_manifest(u, (int64_t)size);
    return database || is_small(name) ? unpack_file(u, name, (int64_t)size) : ERR_DAMAGED;
}

static enum err compare(const struct unpacker *u, const struct backup_manifest *m)
{
    if (u->file_count != m->file_count) return ERR_DAMAGED;
    for (size_t i = 0; i < m->file_count; i++) {
        const struct backup_file *is = &u->files[i], *should = &m->files[i];
        if (!str_eq(is->name, should->name) || is->bytes != should->bytes ||
            !crypto_same(&is->hash, &should->hash, sizeof is->hash))
            return ERR_DAMAGED;
    }
    return ERR_NONE;
}

static void release(ZSTD_DCtx **work)
{
    ZSTD_freeDCtx(*work);
}

enum err backup_unpack(struct arena *a, struct sealed_reader *from, const char *directory,
    const struct backup_progress *progress, struct backup_manifest *ret)
{
    ZSTD_DCtx *work CLEANUP(release) = ZSTD_createDCtx();
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!work) BUG("no memory for decompression");
    if (at < 0) return ERR_IO;
    struct unpacker u = {.from = from,
        .work = work,
        .plain = ARENA_ARRAY(a, char, ARCHIVE_PIECE),
        .directory = at,
        .progress = progress,
        .a = a};
    enum err err = ERR_NONE;
    for (bool end = false; !err && !end;) err = unpack_next(&u, &end);
    if (!err && !u.manifest.p) err = ERR_DAMAGED;
    if (!err) err = backup_manifest_read(a, u.manifest, ret);
    if (!err) err = compare(&u, ret);
    crypto_forget(u.plain, ARCHIVE_PIECE);
    return err ? err : fsync(at) == 0 ? ERR_NONE : ERR_IO;
}
