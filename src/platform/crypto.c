#include "platform/crypto.h"

#include "base/random.h"
#include "platform/crypto_sodium.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_TEXT = 64 + 1, NONCE = 24, TAG = 16 };

void crypto_start(void)
{
    if (sodium_init() < 0) BUG("libsodium did not start");
}

struct crypto_hash crypto_keyed_hash(const struct crypto_key *key, const struct str *parts, size_t n)
{
    struct crypto_hash hash;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key->bytes, sizeof key->bytes, sizeof hash.bytes);
    for (size_t i = 0; i < n; i++)
        crypto_generichash_update(&state, (const unsigned char *)parts[i].p, parts[i].n);
    crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
    return hash;
}

struct crypto_hash crypto_hash_of(struct str text)
{
    struct crypto_hash hash;
    crypto_generichash(hash.bytes, sizeof hash.bytes, (const unsigned char *)text.p, text.n, NULL, 0);
    return hash;
}

struct uuid crypto_uuid_of(struct uuid of, struct str what)
{
    enum { TIME_BYTES = 6, VERSION_AT = 6, VARIANT_AT = 8 }; /* of RFC 9562 */
    struct crypto_hash hash;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash.bytes);
    crypto_generichash_update(&state, of.bytes, sizeof of.bytes);
    crypto_generichash_update(&state, (const unsigned char *)what.p, what.n);
    crypto_generichash_final(&state, hash.bytes, sizeof hash.bytes);
    struct uuid made = of;
    memcpy(made.bytes + TIME_BYTES, hash.bytes, sizeof made.bytes - TIME_BYTES);
    made.bytes[VERSION_AT] = (uint8_t)((made.bytes[VERSION_AT] & 0x0F) | 0x70);
    made.bytes[VARIANT_AT] = (uint8_t)((made.bytes[VARIANT_AT] & 0x3F) | 0x80);
    return made;
}

bool crypto_same(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

/* ---- signatures ---- */

struct pair {
    struct crypto_public_key public_key;
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

static struct pair pair_of(const struct crypto_key *seed)
{
    struct pair pair;
    crypto_sign_seed_keypair(pair.public_key.bytes, pair.secret, seed->bytes);
    return pair;
}

struct crypto_public_key crypto_public(const struct crypto_key *signing_seed)
{
    struct pair pair = pair_of(signing_seed);
    sodium_memzero(pair.secret, sizeof pair.secret);
    return pair.public_key;
}

struct crypto_signature crypto_sign_message(const struct crypto_key *signing_seed, struct str message)
{
    struct crypto_signature signature;
    struct pair pair = pair_of(signing_seed);
    crypto_sign_detached(signature.bytes, NULL, (const unsigned char *)message.p, message.n, pair.secret);
    sodium_memzero(pair.secret, sizeof pair.secret);
    return signature;
}

bool crypto_signature_good(
    struct crypto_public_key by, struct str message, const struct crypto_signature *signature)
{
    return crypto_sign_verify_detached(signature->bytes, (const unsigned char *)message.p, message.n, by.bytes) ==
        0;
}

/* ---- passwords, tokens, secrets: each use has a key of its own, made from secrets.key ---- */

static struct crypto_hash peppered(const struct crypto_keys *keys, struct str password)
{
    return crypto_keyed_hash(&keys->secrets, (struct str[]){STR("cairn password\n"), password}, 2);
}

const struct crypto_cost CRYPTO_PASSWORD_COST = {.passes = 2, .bytes = 64 * 1024 * 1024};

enum err crypto_password_hash(struct arena *a, const struct crypto_keys *keys, struct str password,
    const struct crypto_cost *cost, struct str *ret_stored)
{
    char stored[crypto_pwhash_STRBYTES];
    struct crypto_hash pepper = peppered(keys, password);
    int failed = crypto_pwhash_str_alg(stored, (const char *)pepper.bytes, sizeof pepper.bytes, cost->passes,
        cost->bytes, crypto_pwhash_ALG_ARGON2ID13);
    sodium_memzero(&pepper, sizeof pepper);
    if (failed) return ERR_FULL;
    *ret_stored = str_dup(a, str_from_cstr(stored));
    return ERR_NONE;
}

bool crypto_password_right(const struct crypto_keys *keys, struct str password, struct str stored)
{
    char text[crypto_pwhash_STRBYTES] = {0};
    if (stored.n >= sizeof text) return false;
    if (stored.n) memcpy(text, stored.p, stored.n);
    struct crypto_hash pepper = peppered(keys, password);
    bool right = crypto_pwhash_str_verify(text, (const char *)pepper.bytes, sizeof pepper.bytes) == 0;
    sodium_memzero(&pepper, sizeof pepper);
    return right;
}

/* Well formed, with the cost of a real one; no password has it. */
struct str crypto_password_nobody(void)
{
    return STR("$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
               "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

struct str crypto_token_new(struct arena *a)
{
    unsigned char bytes[32];
    char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    random_bytes(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_dup(a, str_from_cstr(text));
}

/* Not keyed: a token has 256 random bits, so its hash can't be searched for, and a session survives a new key. */
struct crypto_hash crypto_token_hash(struct str token)
{
    return crypto_hash_of(token);
}

static struct crypto_hash sealing_key(const struct crypto_keys *keys)
{
    return crypto_keyed_hash(&keys->secrets, (struct str[]){STR("cairn seal\n")}, 1);
}

struct str crypto_seal(struct arena *a, const struct crypto_keys *keys, struct str belongs_to, struct str secret)
{
    struct crypto_hash key = sealing_key(keys);
    unsigned char *sealed = arena_alloc(a, NONCE + secret.n + TAG, 1);
    random_bytes(sealed, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, (const unsigned char *)secret.p, secret.n,
        (const unsigned char *)belongs_to.p, belongs_to.n, NULL, sealed, key.bytes);
    sodium_memzero(&key, sizeof key);
    return (struct str){(const char *)sealed, NONCE + secret.n + TAG};
}

enum err crypto_open(struct arena *a, const struct crypto_keys *keys, struct str belongs_to, struct str sealed,
    struct str *ret_secret)
{
    if (sealed.n < NONCE + TAG) return ERR_DAMAGED;
    struct crypto_hash key = sealing_key(keys);
    const unsigned char *in = (const unsigned char *)sealed.p;
    size_t n = sealed.n - NONCE - TAG;
    unsigned char *secret = arena_alloc(a, n + 1, 1); /* one more, so that an empty secret is not STR_NONE */
    int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, in + NONCE, sealed.n - NONCE,
        (const unsigned char *)belongs_to.p, belongs_to.n, in, key.bytes);
    sodium_memzero(&key, sizeof key);
    if (failed) return ERR_DAMAGED;
    *ret_secret = (struct str){(const char *)secret, n};
    return ERR_NONE;
}

/* ---- hexadecimal ---- */

struct str crypto_hex(struct arena *a, const void *bytes, size_t n)
{
    char *text = arena_alloc(a, 2 * n + 1, 1);
    sodium_bin2hex(text, 2 * n + 1, bytes, n);
    return (struct str){text, 2 * n};
}

bool crypto_from_hex(struct str text, void *ret_bytes, size_t n)
{
    size_t got;
    if (text.n != 2 * n) return false;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'A' && text.p[i] <= 'F') return false; /* one spelling only */
    return sodium_hex2bin(ret_bytes, n, text.p, text.n, NULL, &got, NULL) == 0 && got == n;
}

/* ---- key files: 64 hexadecimal digits and a newline, so that a key can also be kept on paper ---- */

static const char *const key_files[] = {"audit.key", "audit-sign.key", "secrets.key"};

static struct crypto_key *key_at(struct crypto_keys *keys, size_t i)
{
    struct crypto_key *const all[] = {&keys->audit, &keys->audit_sign, &keys->secrets};
    return all[i];
}

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

static enum err key_write(int directory, const char *name)
{
    struct crypto_key key;
    char text[KEY_TEXT + 1];
    random_bytes(key.bytes, sizeof key.bytes);
    sodium_bin2hex(text, sizeof text, key.bytes, sizeof key.bytes);
    text[KEY_TEXT - 1] = '\n';
    CLEANUP(close_file) int fd = openat(directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return errno == EEXIST ? ERR_EXISTS : errno == ENOSPC ? ERR_FULL : ERR_IO;
    bool written = write(fd, text, KEY_TEXT) == KEY_TEXT && fsync(fd) == 0;
    sodium_memzero(text, sizeof text);
    sodium_memzero(&key, sizeof key);
    return written ? ERR_NONE : errno == ENOSPC ? ERR_FULL : ERR_IO;
}

enum err crypto_keys_create(const char *directory)
{
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    for (size_t i = 0; i < COUNT_OF(key_files); i++)
        if (faccessat(at, key_files[i], F_OK, AT_SYMLINK_NOFOLLOW) == 0) return ERR_EXISTS;
    for (size_t i = 0; i < COUNT_OF(key_files); i++) {
        enum err err = key_write(at, key_files[i]);
        if (err) return err;
    }
    return fsync(at) == 0 ? ERR_NONE : ERR_IO;
}

static enum err key_read(int directory, const char *name, struct crypto_key *ret)
{
    char text[KEY_TEXT + 1];
    struct stat about;
    CLEANUP(close_file) int fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    if (fstat(fd, &about) != 0) return ERR_IO;
    if (about.st_mode & 077) return ERR_REFUSED;
    ssize_t n = read(fd, text, sizeof text);
    if (n < 0) return ERR_IO;
    if (n != KEY_TEXT || text[KEY_TEXT - 1] != '\n') return ERR_DAMAGED;
    bool good = crypto_from_hex((struct str){text, KEY_TEXT - 1}, ret->bytes, sizeof ret->bytes);
    sodium_memzero(text, sizeof text);
    return good ? ERR_NONE : ERR_DAMAGED;
}

enum err crypto_keys_read(const char *directory, struct crypto_keys *ret)
{
    struct crypto_keys keys;
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at < 0) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    for (size_t i = 0; i < COUNT_OF(key_files); i++) {
        enum err err = key_read(at, key_files[i], key_at(&keys, i));
        if (err) return err;
    }
    *ret = keys;
    sodium_memzero(&keys, sizeof keys);
    return ERR_NONE;
}

void crypto_keys_forget(struct crypto_keys *keys)
{
    sodium_memzero(keys, sizeof *keys);
}
