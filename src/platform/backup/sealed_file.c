#include "platform/backup/sealed_file.h"

#include "base/limits.h"

#include <errno.h>

enum { LENGTH = 4 };
static const uint32_t LAST = 0x80000000u;
static const char MAGIC[] = "CAIRN BACKUP 1\n";
enum { MAGIC_BYTES = sizeof MAGIC - 1, VERSION_AT = sizeof MAGIC - 3 };

struct str sealed_fault_text(enum sealed_fault fault)
{
    static const struct str texts[] = {
#define FAULT_TEXT(name, text) STR_INIT(text),
        SEALED_FAULT_LIST(FAULT_TEXT)
#undef FAULT_TEXT
    };
    MUST((size_t)fault < COUNT_OF(texts));
    return texts[fault];
}

static void put_length(uint8_t *to, uint32_t n)
{
    for (size_t i = 0; i < LENGTH; i++) to[i] = (uint8_t)(n >> (8 * i));
}

static uint32_t get_length(const uint8_t *from)
{
    uint32_t n = 0;
    for (size_t i = 0; i < LENGTH; i++) n |= (uint32_t)from[i] << (8 * i);
    return n;
}

static struct str to_be_signed(struct arena *a, struct crypto_hash hash)
{
    struct str hex = crypto_hex(a, hash.bytes, sizeof hash.bytes);
    return str_printf(a, "cairn backup 1 %.*s", STR_ARG(hex));
}

/* ---- writing ---- */

static void put(struct sealed_writer *w, const void *bytes, size_t n)
{
    crypto_hasher_add(&w->all, bytes, n);
    if (!w->failed && fwrite(bytes, 1, n, w->out) != n) w->failed = true;
}

void sealed_begin(
    struct sealed_writer *w, struct arena *a, FILE *out, struct str header, const struct crypto_public_key *to)
{
    struct crypto_key key = crypto_key_random();
    uint8_t sealed_key[CRYPTO_SEALED_KEY], stream_header[CRYPTO_STREAM_HEADER], length[LENGTH];
    MUST(header.n && header.n <= SEALED_HEADER_MOST);
    *w = (struct sealed_writer){.out = out,
        .content = ARENA_ARRAY(a, uint8_t, SEALED_CHUNK),
        .chunk = ARENA_ARRAY(a, uint8_t, SEALED_CHUNK + CRYPTO_STREAM_MORE)};
    crypto_hasher_begin(&w->all);
    crypto_box_seal_key(to, &key, sealed_key);
    crypto_stream_write_begin(&w->stream, &key, stream_header);
    crypto_forget(&key, sizeof key);
    put_length(length, (uint32_t)header.n);
    put(w, MAGIC, MAGIC_BYTES);
    put(w, length, sizeof length);
    put(w, header.p, header.n);
    put(w, sealed_key, sizeof sealed_key);
    put(w, stream_header, sizeof stream_header);
    struct crypto_hasher beginning = w->all;
    w->beginning = crypto_hasher_end(&beginning);
}

static void put_chunk(struct sealed_writer *w, bool last)
{
    uint8_t length[LENGTH];
    uint32_t n = (uint32_t)w->n + CRYPTO_STREAM_MORE;
    crypto_stream_write(&w->stream, w->content, w->n, &w->beginning, last, w->chunk);
    put_length(length, last ? n | LAST : n);
    put(w, length, sizeof length);
    put(w, w->chunk, n);
    w->n = 0;
}

void sealed_write(struct sealed_writer *w, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    while (n) {
        if (w->n == SEALED_CHUNK) put_chunk(w, false);
        size_t now = n < SEALED_CHUNK - w->n ? n : SEALED_CHUNK - w->n;
        memcpy(w->content + w->n, p, now);
        w->n += now;
        p += now;
        n -= now;
    }
}

enum err sealed_end(struct sealed_writer *w, const struct crypto_key *signing_seed)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    put_chunk(w, true);
    struct crypto_hasher all = w->all;
    struct crypto_signature signature =
        crypto_sign_message(signing_seed, to_be_signed(&a, crypto_hasher_end(&all)));
    put(w, signature.bytes, sizeof signature.bytes);
    if (fflush(w->out) != 0) w->failed = true;
    crypto_forget(w->content, SEALED_CHUNK);
    if (!w->failed) return ERR_NONE;
    return errno == ENOSPC ? ERR_FULL : ERR_IO;
}

/* ---- reading ---- */

/* False at the end of the file. */
static bool get(struct sealed_reader *r, void *to, size_t n)
{
    return fread(to, 1, n, r->in) == n;
}

static enum sealed_fault ended_early(const struct sealed_reader *r)
{
    return ferror(r->in) ? SEALED_FAULT_UNREADABLE : SEALED_FAULT_SHORT;
}

static enum sealed_fault open_header(struct sealed_reader *r, struct arena *a, struct crypto_hasher *h)
{
    char magic[MAGIC_BYTES];
    uint8_t length[LENGTH];
    if (!get(r, magic, sizeof magic)) return ferror(r->in) ? SEALED_FAULT_UNREADABLE : SEALED_FAULT_OTHER;
    if (memcmp(magic, MAGIC, VERSION_AT) != 0) return SEALED_FAULT_OTHER;
    if (memcmp(magic, MAGIC, sizeof magic) != 0) return SEALED_FAULT_NEWER;
    if (!get(r, length, sizeof length)) return ended_early(r);
    uint32_t n = get_length(length);
    if (!n || n > SEALED_HEADER_MOST) return SEALED_FAULT_OTHER;
    char *header = ARENA_ARRAY(a, char, n);
    if (!get(r, header, n)) return ended_early(r);
    r->header = (struct str){header, n};
    crypto_hasher_add(h, magic, sizeof magic);
    crypto_hasher_add(h, length, sizeof length);
    crypto_hasher_add(h, header, n);
    return SEALED_FAULT_NONE;
}

enum sealed_fault sealed_open(struct sealed_reader *r, struct arena *a, FILE *in)
{
    struct crypto_hasher h;
    *r = (struct sealed_reader){.in = in,
        .chunk = ARENA_ARRAY(a, uint8_t, SEALED_CHUNK + CRYPTO_STREAM_MORE),
        .content = ARENA_ARRAY(a, uint8_t, SEALED_CHUNK)};
    crypto_hasher_begin(&h);
    enum sealed_fault fault = open_header(r, a, &h);
    if (fault) return fault;
    if (!get(r, r->sealed_key, sizeof r->sealed_key) || !get(r, r->stream_header, sizeof r->stream_header))
        return ended_early(r);
    crypto_hasher_add(&h, r->sealed_key, sizeof r->sealed_key);
    crypto_hasher_add(&h, r->stream_header, sizeof r->stream_header);
    r->beginning = crypto_hasher_end(&h);
    r->first_chunk = ftell(in);
    return r->first_chunk < 0 ? SEALED_FAULT_UNREADABLE : SEALED_FAULT_NONE;
}

/* A chunk as it lies there, into r->chunk. */
static enum sealed_fault get_chunk(struct sealed_reader *r, uint32_t *ret_n, bool *ret_last)
{
    uint8_t length[LENGTH];
    if (!get(r, length, sizeof length)) return ended_early(r);
    uint32_t n = get_length(length);
    *ret_last = (n & LAST) != 0;
    n &= ~LAST;
    if (n < CRYPTO_STREAM_MORE || n > SEALED_CHUNK + CRYPTO_STREAM_MORE) return SEALED_FAULT_CHANGED;
    if (!get(r, r->chunk, n)) return ended_early(r);
    r->bytes += (int64_t)n + LENGTH;
    *ret_n = n;
    return SEALED_FAULT_NONE;
}

static enum sealed_fault walk(struct sealed_reader *r, struct crypto_hasher *all, struct crypto_signature *ret)
{
    r->chunks = 0;
    r->bytes = r->first_chunk;
    for (bool last = false; !last;) {
        uint32_t n;
        uint8_t length[LENGTH];
        enum sealed_fault fault = get_chunk(r, &n, &last);
        if (fault) return fault;
        put_length(length, last ? n | LAST : n);
        crypto_hasher_add(all, length, sizeof length);
        crypto_hasher_add(all, r->chunk, n);
        r->chunks++;
    }
    if (!get(r, ret->bytes, sizeof ret->bytes)) return ended_early(r);
    r->bytes += (int64_t)sizeof ret->bytes;
    return fgetc(r->in) == EOF ? SEALED_FAULT_NONE : SEALED_FAULT_LONG;
}

static void hash_beginning(struct sealed_reader *r, struct crypto_hasher *all)
{
    uint8_t length[LENGTH];
    crypto_hasher_begin(all);
    put_length(length, (uint32_t)r->header.n);
    crypto_hasher_add(all, MAGIC, MAGIC_BYTES);
    crypto_hasher_add(all, length, sizeof length);
    crypto_hasher_add(all, r->header.p, r->header.n);
    crypto_hasher_add(all, r->sealed_key, sizeof r->sealed_key);
    crypto_hasher_add(all, r->stream_header, sizeof r->stream_header);
}

static enum sealed_fault begin_content(struct sealed_reader *r, const struct crypto_box *box)
{
    struct crypto_key key;
    if (crypto_box_open_key(box, r->sealed_key, &key)) return SEALED_FAULT_KEY;
    enum err err = crypto_stream_read_begin(&r->stream, &key, r->stream_header);
    crypto_forget(&key, sizeof key);
    r->chunk_number = 0;
    r->ended = false;
    if (err || fseek(r->in, r->first_chunk, SEEK_SET) != 0) return SEALED_FAULT_UNREADABLE;
    return SEALED_FAULT_NONE;
}

enum sealed_fault sealed_next(struct sealed_reader *r, struct str *ret)
{
    uint32_t n;
    bool last, told_last;
    *ret = STR("");
    if (r->ended) return SEALED_FAULT_NONE;
    r->chunk_number++;
    enum sealed_fault fault = get_chunk(r, &n, &last);
    if (fault) return fault;
    if (crypto_stream_read(&r->stream, r->chunk, n, &r->beginning, &told_last, r->content) || told_last != last)
        return SEALED_FAULT_CHANGED;
    r->ended = last;
    *ret = (struct str){(const char *)r->content, n - CRYPTO_STREAM_MORE};
    return SEALED_FAULT_NONE;
}

/* The signature doesn't fit. Which chunk is it? Nothing of the content is used. */
static enum sealed_fault find_changed(struct sealed_reader *r, int64_t *ret_chunk)
{
    struct str content;
    while (!r->ended) {
        enum sealed_fault fault = sealed_next(r, &content);
        if (!fault) continue;
        *ret_chunk = r->chunk_number;
        return fault;
    }
    return SEALED_FAULT_SIGNATURE;
}

enum sealed_fault sealed_prove(struct sealed_reader *r, const struct crypto_box *box,
    const struct crypto_public_key *signer, int64_t *ret_chunk)
{
    struct arena a CLEANUP(arena_release);
    struct crypto_hasher all;
    struct crypto_signature signature;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    *ret_chunk = 0;
    hash_beginning(r, &all);
    enum sealed_fault frame = walk(r, &all, &signature), begun;
    if (frame == SEALED_FAULT_CHANGED) *ret_chunk = r->chunks + 1;
    if (frame == SEALED_FAULT_UNREADABLE) return frame;
    begun = begin_content(r, box);
    if (begun) return begun; /* says more than that it was also cut off */
    if (frame) return frame;
    if (crypto_signature_good(*signer, to_be_signed(&a, crypto_hasher_end(&all)), &signature))
        return SEALED_FAULT_NONE;
    return find_changed(r, ret_chunk);
}
