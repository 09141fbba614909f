#include "platform/backup/archive.h"
#include "platform/backup/backup.h"
#include "wire/zstd_library.h"

#include <errno.h>
#include <sys/stat.h>

struct packer {
    struct sealed_writer sealed;
    ZSTD_CCtx *work;
    char *squeezed, *piece;
    const struct backup_progress *progress;
    struct backup_manifest *manifest;
};

static void compress(struct packer *p, const void *bytes, size_t n, ZSTD_EndDirective how)
{
    ZSTD_inBuffer in = {bytes, n, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {p->squeezed, ARCHIVE_PIECE, 0};
        left = ZSTD_compressStream2(p->work, &out, &in, how);
        if (ZSTD_isError(left)) BUG("compression failed: %s", ZSTD_getErrorName(left));
        sealed_write(&p->sealed, p->squeezed, out.pos);
    } while (in.pos < in.size || (how == ZSTD_e_end && left));
}

static void begin_entry(struct packer *p, struct str name, int64_t size)
{
    uint8_t length[8], n = (uint8_t)name.n;
    MUST(name.n && name.n <= ARCHIVE_NAME_MOST);
    for (size_t i = 0; i < sizeof length; i++) length[i] = (uint8_t)((uint64_t)size >> (8 * i));
    compress(p, &n, 1, ZSTD_e_continue);
    compress(p, name.p, name.n, ZSTD_e_continue);
    compress(p, length, sizeof length, ZSTD_e_continue);
}

static void note_file(struct packer *p, struct str name, int64_t bytes, struct crypto_hash hash)
{
    MUST(p->manifest->file_count < BACKUP_FILES_MOST);
    p->manifest->files[p->manifest->file_count++] = (struct backup_file){name, bytes, hash};
}

static void pack_text(struct packer *p, struct str name, struct str text)
{
    begin_entry(p, name, (int64_t)text.n);
    compress(p, text.p, text.n, ZSTD_e_continue);
    note_file(p, name, (int64_t)text.n, crypto_hash_of(text));
}

static void close_stream(FILE **f)
{
    if (*f) fclose(*f);
}

/* The file doesn't change meanwhile: it is a copy, or a key. */
static enum err pack_stream(struct packer *p, struct str name, FILE *f, int64_t size, bool tell)
{
    struct crypto_hasher h;
    int64_t done = 0;
    crypto_hasher_begin(&h);
    begin_entry(p, name, size);
    for (size_t n; (n = fread(p->piece, 1, ARCHIVE_PIECE, f)) > 0; done += (int64_t)n) {
        crypto_hasher_add(&h, p->piece, n);
        compress(p, p->piece, n, ZSTD_e_continue);
        if (p->sealed.failed) return errno == ENOSPC ? ERR_FULL : ERR_IO;
        if (tell && p->progress) p->progress->at(p->progress->owner, done + (int64_t)n, size);
    }
    if (ferror(f) || done != size) return ERR_IO;
    note_file(p, name, size, crypto_hasher_end(&h));
    return ERR_NONE;
}

static enum err pack_file(struct packer *p, struct str name, const char *path, bool tell)
{
    struct stat about;
    CLEANUP(close_stream) FILE *f = fopen(path, "re");
    if (!f) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    if (fstat(fileno(f), &about) != 0 || !S_ISREG(about.st_mode)) return ERR_IO;
    return pack_stream(p, name, f, about.st_size, tell);
}

/* The head in the directory may be newer than the copy, so the copy's own is packed. */
static enum err pack_small(struct packer *p, struct arena *a, const char *directory)
{
    for (size_t i = 0; i < COUNT_OF(ARCHIVE_SMALL); i++) {
        struct str name = str_from_cstr(ARCHIVE_SMALL[i]);
        if (str_eq(name, STR("audit.head"))) {
            pack_text(p, name, str_printf(a, "%.*s\n", STR_ARG(p->manifest->facts.audit_head)));
            continue;
        }
        enum err err = pack_file(p, name, str_cstr(a, str_printf(a, "%s/%s", directory, ARCHIVE_SMALL[i])), false);
        bool may_lack = str_eq(name, STR("cairn.conf"));
        if (err && !(err == ERR_NOT_FOUND && may_lack)) return err;
    }
    return ERR_NONE;
}

static enum err pack_all(struct packer *p, struct arena *a, const char *directory, const char *database)
{
    enum err err = pack_small(p, a, directory);
    if (!err) err = pack_file(p, STR(ARCHIVE_DATABASE), database, true);
    if (err) return err;
    struct str manifest = backup_manifest_json(a, p->manifest);
    begin_entry(p, STR(ARCHIVE_MANIFEST), (int64_t)manifest.n);
    compress(p, manifest.p, manifest.n, ZSTD_e_continue);
    compress(p, "", 1, ZSTD_e_end);
    return ERR_NONE;
}

static void release(ZSTD_CCtx **work)
{
    ZSTD_freeCCtx(*work);
}

enum err backup_pack(struct arena *a, const char *directory, const char *database, const struct crypto_keys *keys,
    const struct crypto_public_key *to, FILE *out, const struct backup_progress *progress,
    struct backup_manifest *manifest)
{
    ZSTD_CCtx *work CLEANUP(release) = ZSTD_createCCtx();
    if (!work) BUG("no memory for compression");
    if (ZSTD_isError(ZSTD_CCtx_setParameter(work, ZSTD_c_compressionLevel, ARCHIVE_LEVEL)) ||
        ZSTD_isError(ZSTD_CCtx_setParameter(work, ZSTD_c_checksumFlag, 1)))
        BUG("compression can't be set up");
    struct packer p = {.work = work,
        .squeezed = ARENA_ARRAY(a, char, ARCHIVE_PIECE),
        .piece = ARENA_ARRAY(a, char, ARCHIVE_PIECE),
        .progress = progress,
        .manifest = manifest};
    sealed_begin(&p.sealed, a, out, backup_facts_json(a, &manifest->facts), to);
    enum err err = pack_all(&p, a, directory, database);
    enum err ended = sealed_end(&p.sealed, &keys->audit_sign);
    crypto_forget(p.piece, ARCHIVE_PIECE);
    return err ? err : ended;
}
