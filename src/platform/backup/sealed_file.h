/*
 * A sealed file: what a backup is on the outside. Whoever has the public key can write one; only who has the
 * private key can read it; and it proves who made it.
 *
 *     CAIRN BACKUP 1\n          what it is, and the format's version
 *     length, header            32 bits, lowest byte first; JSON that anybody may read: nothing about people
 *     sealed key                the file's own random key, sealed to the public key
 *     stream header             24 bytes
 *     length, chunk ...         at most 64 KB each, sealed; the length of the last has its highest bit set
 *     signature                 Ed25519 over the hash of all before it, by the installation's audit-sign.key
 *
 * Each chunk is proven together with the hash of everything up to the stream header, so chunks of two files can't
 * be mixed. Reading goes twice: first the frame and the signature, and only when both are right is anything
 * opened, so nothing forged is ever taken apart. What is wrong is told as an enum sealed_fault, with the chunk's
 * number.
 */
#ifndef CAIRN_PLATFORM_BACKUP_SEALED_FILE_H
#define CAIRN_PLATFORM_BACKUP_SEALED_FILE_H

#include "platform/crypto_box.h"

enum {
    SEALED_CHUNK = 64 * 1024, /* bytes of content in one */
    SEALED_HEADER_MOST = 16 * 1024,
};

#define SEALED_FAULT_LIST(X) \
    X(NONE, "whole") \
    X(UNREADABLE, "it could not be read") \
    X(OTHER, "it is not a backup made by Cairn, or its beginning was changed") \
    X(NEWER, "it was made by a newer version of Cairn, in a format that this one doesn't know") \
    X(SHORT, "it was cut off: the end is missing") \
    X(LONG, "something was added after its end") \
    X(KEY, "it was sealed to another key than the one given") \
    X(CHANGED, "it was changed after it was made, or a part of another backup was put in") \
    X(SIGNATURE, "its signature is not that of the installation that the key belongs to")

enum sealed_fault {
#define SEALED_FAULT_ENUM(name, text) SEALED_FAULT_##name,
    SEALED_FAULT_LIST(SEALED_FAULT_ENUM)
#undef SEALED_FAULT_ENUM
};
struct str sealed_fault_text(enum sealed_fault fault);

/* ---- writing ---- */

struct sealed_writer {
    FILE *out;
    struct crypto_stream stream;
    struct crypto_hasher all;
    struct crypto_hash beginning;
    uint8_t *content, *chunk;
    size_t n;
    bool failed; /* told by sealed_end */
};
/* The writer's memory is the arena's. */
void sealed_begin(
    struct sealed_writer *w, struct arena *a, FILE *out, struct str header, const struct crypto_public_key *to);
void sealed_write(struct sealed_writer *w, const void *bytes, size_t n);
/* Seals what is left and signs. ERR_FULL or ERR_IO if anything could not be written. The file stays the caller's.
 */
MUST_USE enum err sealed_end(struct sealed_writer *w, const struct crypto_key *signing_seed);

/* ---- reading ---- */

struct sealed_reader {
    FILE *in;
    struct str header; /* not proven before sealed_prove */
    uint8_t sealed_key[CRYPTO_SEALED_KEY], stream_header[CRYPTO_STREAM_HEADER];
    struct crypto_hash beginning;
    long first_chunk;
    int64_t bytes, chunks; /* of the whole file; after sealed_prove */
    struct crypto_stream stream;
    uint8_t *chunk, *content;
    int64_t chunk_number;
    bool ended;
};
/* Reads the beginning alone: enough to say what a file is. */
enum sealed_fault sealed_open(struct sealed_reader *r, struct arena *a, FILE *in);
/* The whole frame and the signature; then ready for sealed_next. *ret_chunk: which one is wrong, 0 where that
 * can't be said. */
enum sealed_fault sealed_prove(struct sealed_reader *r, const struct crypto_box *box,
    const struct crypto_public_key *signer, int64_t *ret_chunk);
/* The next chunk's content, valid until the next call; n is 0 at the end. */
enum sealed_fault sealed_next(struct sealed_reader *r, struct str *ret);

#endif
