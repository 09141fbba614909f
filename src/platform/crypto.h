/*
 * All cryptography in Cairn, on libsodium: keyed hashes, signatures, passwords, random tokens, sealed secrets.
 *
 * Nothing outside of crypto*.c includes <sodium.h>. Hashes are BLAKE2b-256 with a key, signatures Ed25519,
 * passwords Argon2id with two passes over 64 MiB (about an eighth of a second, so never on the writer or an HTTP
 * thread), sealed secrets XChaCha20-Poly1305. Comparisons take the same time whatever they find. Call crypto_start
 * once, before threads. Key files in the data directory are readable by their owner alone; a file of the wrong
 * length is ERR_DAMAGED.
 */
#ifndef CAIRN_PLATFORM_CRYPTO_H
#define CAIRN_PLATFORM_CRYPTO_H

#include "base/uuid.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct crypto_key {
    uint8_t bytes[32];
};
struct crypto_hash {
    uint8_t bytes[32];
};
struct crypto_signature {
    uint8_t bytes[64];
};
struct crypto_public_key {
    uint8_t bytes[32];
};

void crypto_start(void);

/* The keys of one installation, each in a file of its own so that each can be kept and replaced apart. */
struct crypto_keys {
    struct crypto_key audit;      /* audit.key: chains the audit's rows and hashes network addresses */
    struct crypto_key audit_sign; /* audit-sign.key: the seed of the pair that signs the audit's head */
    struct crypto_key secrets;    /* secrets.key: seals secrets at rest; peppers passwords */
};
MUST_USE enum err crypto_keys_create(const char *directory); /* ERR_EXISTS if any of them is there already */
/* ERR_NOT_FOUND; ERR_DAMAGED; ERR_REFUSED where a file can be read by others than its owner. */
MUST_USE enum err crypto_keys_read(const char *directory, struct crypto_keys *ret);
void crypto_keys_forget(struct crypto_keys *keys); /* overwrites them */

/* The parts are hashed one after the other: where a boundary matters, the caller writes lengths (see audit.c). */
struct crypto_hash crypto_keyed_hash(const struct crypto_key *key, const struct str *parts, size_t n);
/* Without a key: for telling texts apart, not for proving who made them. */
struct crypto_hash crypto_hash_of(struct str text);
/* The key of what comes of something by itself, always the same for the same: as hard to guess as the key of that.
 */
struct uuid crypto_uuid_of(struct uuid of, struct str what);
bool crypto_same(const void *a, const void *b, size_t n); /* in constant time */

struct crypto_public_key crypto_public(const struct crypto_key *signing_seed);
struct crypto_signature crypto_sign_message(const struct crypto_key *signing_seed, struct str message);
bool crypto_signature_good(
    struct crypto_public_key by, struct str message, const struct crypto_signature *signature);

/* A password's stored form is text. A wrong or unknown account is checked against crypto_password_nobody, so that
 * it takes as long as a right one. The stored form tells what it costs to check: CRYPTO_PASSWORD_COST, unless it
 * is of a test that isn't about passwords. ERR_FULL: that much memory isn't to be had just now. */
struct crypto_cost {
    unsigned passes;
    size_t bytes;
};
extern const struct crypto_cost CRYPTO_PASSWORD_COST;
MUST_USE enum err crypto_password_hash(struct arena *a, const struct crypto_keys *keys, struct str password,
    const struct crypto_cost *cost, struct str *ret_stored);
bool crypto_password_right(const struct crypto_keys *keys, struct str password, struct str stored);
struct str crypto_password_nobody(void);

/* 256 random bits as 43 characters of base64url: sessions, one-time links. What is stored is its hash. */
struct str crypto_token_new(struct arena *a);
struct crypto_hash crypto_token_hash(struct str token);

/* A secret to be stored, with what it belongs to ("totp:42"): sealed for one place, it opens in no other. */
struct str crypto_seal(struct arena *a, const struct crypto_keys *keys, struct str belongs_to, struct str secret);
MUST_USE enum err crypto_open(struct arena *a, const struct crypto_keys *keys, struct str belongs_to,
    struct str sealed, struct str *ret_secret); /* ERR_DAMAGED */

/* Lower-case hexadecimal, both ways. */
struct str crypto_hex(struct arena *a, const void *bytes, size_t n);
MUST_USE bool crypto_from_hex(struct str text, void *ret_bytes, size_t n);

#endif
