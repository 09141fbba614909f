/*
 * Sealing much to one reader: what a backup needs of libsodium.
 *
 * A box is a pair of keys. Whoever has the public one can seal; only who has the private one can open. A file gets
 * a random key of its own, which is sealed to the box; its content is a stream of chunks under that key
 * (XChaCha20-Poly1305): each chunk proves itself and its place, the last says that it is the last, so a changed,
 * missing, added or moved chunk is noticed when it is opened. A hasher takes BLAKE2b-256 of what comes in pieces.
 */
#ifndef CAIRN_PLATFORM_CRYPTO_BOX_H
#define CAIRN_PLATFORM_CRYPTO_BOX_H

#include "platform/crypto.h"

enum { CRYPTO_SEALED_KEY = 32 + 48, CRYPTO_STREAM_HEADER = 24, CRYPTO_STREAM_MORE = 17 };

struct crypto_box {
    struct crypto_public_key open_to; /* may be known to anybody */
    struct crypto_key secret;
};
struct crypto_box crypto_box_new(void);
/* The pair that belongs to a secret. */
struct crypto_box crypto_box_of(const struct crypto_key *secret);
void crypto_forget(void *secret, size_t n); /* overwrites it */

void crypto_box_seal_key(
    const struct crypto_public_key *to, const struct crypto_key *key, uint8_t ret[CRYPTO_SEALED_KEY]);
/* ERR_DAMAGED: sealed to another box, or changed since. */
MUST_USE enum err crypto_box_open_key(
    const struct crypto_box *box, const uint8_t sealed[CRYPTO_SEALED_KEY], struct crypto_key *ret);
struct crypto_key crypto_key_random(void);

struct crypto_stream {
    _Alignas(16) uint8_t state[64];
};
void crypto_stream_write_begin(
    struct crypto_stream *s, const struct crypto_key *key, uint8_t ret_header[CRYPTO_STREAM_HEADER]);
/* ret has room for n + CRYPTO_STREAM_MORE bytes. `with` is proven along and not written: the file's beginning. */
void crypto_stream_write(
    struct crypto_stream *s, const void *bytes, size_t n, const struct crypto_hash *with, bool last, uint8_t *ret);
MUST_USE enum err crypto_stream_read_begin(
    struct crypto_stream *s, const struct crypto_key *key, const uint8_t header[CRYPTO_STREAM_HEADER]);
/* n counts the sealed bytes. ERR_DAMAGED: not this stream's next chunk as it was written. */
MUST_USE enum err crypto_stream_read(struct crypto_stream *s, const uint8_t *sealed, size_t n,
    const struct crypto_hash *with, bool *ret_last, uint8_t *ret);

struct crypto_hasher {
    _Alignas(64) uint8_t state[384];
};
void crypto_hasher_begin(struct crypto_hasher *h);
void crypto_hasher_add(struct crypto_hasher *h, const void *bytes, size_t n);
struct crypto_hash crypto_hasher_end(struct crypto_hasher *h);

#endif
