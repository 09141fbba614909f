#include "platform/crypto_box.h"

#include "base/random.h"
#include "platform/crypto_sodium.h"

_Static_assert(CRYPTO_SEALED_KEY == 32 + crypto_box_SEALBYTES, "a sealed key");
_Static_assert(CRYPTO_STREAM_HEADER == crypto_secretstream_xchacha20poly1305_HEADERBYTES, "a stream's header");
_Static_assert(CRYPTO_STREAM_MORE == crypto_secretstream_xchacha20poly1305_ABYTES, "what a chunk grows by");
_Static_assert(sizeof(crypto_secretstream_xchacha20poly1305_state) <= sizeof(struct crypto_stream), "a stream");
_Static_assert(sizeof(crypto_generichash_state) <= sizeof(struct crypto_hasher), "a hasher");

struct crypto_box crypto_box_of(const struct crypto_key *secret)
{
    struct crypto_box box = {.secret = *secret};
    if (crypto_scalarmult_base(box.open_to.bytes, secret->bytes)) BUG("a box's secret has no public key");
    return box;
}

struct crypto_key crypto_key_random(void)
{
    struct crypto_key key = {0};
    random_bytes(key.bytes, sizeof key.bytes);
    return key;
}

struct crypto_box crypto_box_new(void)
{
    struct crypto_key secret = crypto_key_random();
    struct crypto_box box = crypto_box_of(&secret);
    crypto_forget(&secret, sizeof secret);
    return box;
}

void crypto_forget(void *secret, size_t n)
{
    sodium_memzero(secret, n);
}

void crypto_box_seal_key(
    const struct crypto_public_key *to, const struct crypto_key *key, uint8_t ret[CRYPTO_SEALED_KEY])
{
    if (crypto_box_seal(ret, key->bytes, sizeof key->bytes, to->bytes)) BUG("nothing can be sealed to this key");
}

enum err crypto_box_open_key(
    const struct crypto_box *box, const uint8_t sealed[CRYPTO_SEALED_KEY], struct crypto_key *ret)
{
    return crypto_box_seal_open(ret->bytes, sealed, CRYPTO_SEALED_KEY, box->open_to.bytes, box->secret.bytes) ==
            0 ?
        ERR_NONE :
        ERR_DAMAGED;
}

/* ---- a stream ---- */

static crypto_secretstream_xchacha20poly1305_state *inner(struct crypto_stream *s)
{
    return (crypto_secretstream_xchacha20poly1305_state *)(void *)s->state;
}

void crypto_stream_write_begin(
    struct crypto_stream *s, const struct crypto_key *key, uint8_t ret_header[CRYPTO_STREAM_HEADER])
{
    crypto_secretstream_xchacha20poly1305_init_push(inner(s), ret_header, key->bytes);
}

void crypto_stream_write(
    struct crypto_stream *s, const void *bytes, size_t n, const struct crypto_hash *with, bool last, uint8_t *ret)
{
    unsigned char tag =
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    crypto_secretstream_xchacha20poly1305_push(
        inner(s), ret, NULL, bytes, n, with->bytes, sizeof with->bytes, tag);
}

enum err crypto_stream_read_begin(
    struct crypto_stream *s, const struct crypto_key *key, const uint8_t header[CRYPTO_STREAM_HEADER])
{
    return crypto_secretstream_xchacha20poly1305_init_pull(inner(s), header, key->bytes) == 0 ? ERR_NONE :
                                                                                                ERR_DAMAGED;
}

enum err crypto_stream_read(struct crypto_stream *s, const uint8_t *sealed, size_t n,
    const struct crypto_hash *with, bool *ret_last, uint8_t *ret)
{
    unsigned char tag;
    if (n < CRYPTO_STREAM_MORE) return ERR_DAMAGED;
    if (crypto_secretstream_xchacha20poly1305_pull(
            inner(s), ret, NULL, &tag, sealed, n, with->bytes, sizeof with->bytes))
        return ERR_DAMAGED;
    *ret_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return ERR_NONE;
}

/* ---- a hash of pieces ---- */

static crypto_generichash_state *hash_inner(struct crypto_hasher *h)
{
    return (void *)h;
}

void crypto_hasher_begin(struct crypto_hasher *h)
{
    crypto_generichash_init(hash_inner(h), NULL, 0, sizeof(struct crypto_hash));
}

void crypto_hasher_add(struct crypto_hasher *h, const void *bytes, size_t n)
{
    crypto_generichash_update(hash_inner(h), bytes, n);
}

struct crypto_hash crypto_hasher_end(struct crypto_hasher *h)
{
    struct crypto_hash hash;
    crypto_generichash_final(hash_inner(h), hash.bytes, sizeof hash.bytes);
    return hash;
}
