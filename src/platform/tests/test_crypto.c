#include "platform/crypto.h"

#include "base/clock.h"
#include "base/limits.h"

#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena memory;
static struct crypto_keys keys;
static char directory[64];

static const char *file(const char *name)
{
    return str_cstr(&memory, str_printf(&memory, "%s/%s", directory, name));
}

static int set_up(void **state)
{
    (void)state;
    crypto_start();
    arena_init(&memory, LIMIT_REQUEST_ARENA);
    snprintf(directory, sizeof directory, "/tmp/cairn-crypto-XXXXXX");
    if (!mkdtemp(directory)) return -1;
    return crypto_keys_create(directory) || crypto_keys_read(directory, &keys);
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const names[] = {"audit.key", "audit-sign.key", "secrets.key"};
    for (size_t i = 0; i < COUNT_OF(names); i++) unlink(file(names[i]));
    rmdir(directory);
    arena_release(&memory);
    return 0;
}

static void keys_are_made_once_and_kept_private(void **state)
{
    (void)state;
    struct stat about;
    assert_int_equal(stat(file("audit.key"), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(crypto_keys_create(directory), ERR_EXISTS);
    assert_memory_not_equal(keys.audit.bytes, keys.secrets.bytes, 32);
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    (void)state;
    struct crypto_keys again;
    chmod(file("secrets.key"), 0640);
    assert_int_equal(crypto_keys_read(directory, &again), ERR_REFUSED);
    chmod(file("secrets.key"), 0600);
    assert_int_equal(crypto_keys_read(directory, &again), ERR_NONE);
    assert_memory_equal(&again, &keys, sizeof keys);
}

static void a_key_cut_short_is_damaged(void **state)
{
    (void)state;
    struct crypto_keys again;
    const char *name = file("audit.key");
    char text[65];
    int fd = open(name, O_RDWR);
    assert_int_equal(read(fd, text, 65), 65);
    assert_int_equal(ftruncate(fd, 64), 0);
    assert_int_equal(crypto_keys_read(directory, &again), ERR_DAMAGED);
    assert_int_equal(pwrite(fd, text, 65, 0), 65);
    close(fd);
    assert_int_equal(crypto_keys_read(directory, &again), ERR_NONE);
}

static void a_password_is_right_only_with_its_own_hash(void **state)
{
    (void)state;
    struct str stored, other;
    assert_int_equal(
        crypto_password_hash(&memory, &keys, STR("correct horse"), &CRYPTO_PASSWORD_COST, &stored), ERR_NONE);
    assert_true(str_starts(stored, STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    assert_true(crypto_password_right(&keys, STR("correct horse"), stored));
    assert_false(crypto_password_right(&keys, STR("correct hors"), stored));
    assert_int_equal(
        crypto_password_hash(&memory, &keys, STR("correct horse"), &CRYPTO_PASSWORD_COST, &other), ERR_NONE);
    assert_false(str_eq(stored, other));
    struct crypto_keys elsewhere = keys;
    elsewhere.secrets.bytes[0] ^= 1;
    assert_false(crypto_password_right(&elsewhere, STR("correct horse"), stored));
}

static void nobodys_password_costs_as_much_and_is_never_right(void **state)
{
    (void)state;
    int64_t start = clock_monotonic_us();
    assert_false(crypto_password_right(&keys, STR("anything"), crypto_password_nobody()));
    assert_true(clock_monotonic_us() - start > 20000);
}

static void a_sealed_secret_opens_only_where_it_belongs(void **state)
{
    (void)state;
    struct str sealed = crypto_seal(&memory, &keys, STR("totp:1"), STR("JBSWY3DP")), secret;
    assert_int_equal(crypto_open(&memory, &keys, STR("totp:1"), sealed, &secret), ERR_NONE);
    assert_true(str_eq(secret, STR("JBSWY3DP")));
    assert_int_equal(crypto_open(&memory, &keys, STR("totp:2"), sealed, &secret), ERR_DAMAGED);
    for (size_t i = 0; i < sealed.n; i++) {
        char *bad = (char *)(uintptr_t)str_dup(&memory, sealed).p;
        bad[i] ^= 1;
        assert_int_equal(
            crypto_open(&memory, &keys, STR("totp:1"), (struct str){bad, sealed.n}, &secret), ERR_DAMAGED);
    }
    assert_int_equal(crypto_open(&memory, &keys, STR("totp:1"), str_slice(sealed, 0, 39), &secret), ERR_DAMAGED);
}

static void tokens_are_long_and_never_the_same(void **state)
{
    (void)state;
    struct str one = crypto_token_new(&memory), two = crypto_token_new(&memory);
    assert_int_equal(one.n, 43);
    assert_false(str_eq(one, two));
    struct crypto_hash a = crypto_token_hash(one), b = crypto_token_hash(str_dup(&memory, one));
    assert_true(crypto_same(&a, &b, sizeof a));
}

static void a_signature_holds_for_one_message_and_one_key(void **state)
{
    (void)state;
    struct crypto_signature s = crypto_sign_message(&keys.audit_sign, STR("head"));
    struct crypto_public_key by = crypto_public(&keys.audit_sign);
    assert_true(crypto_signature_good(by, STR("head"), &s));
    assert_false(crypto_signature_good(by, STR("heads"), &s));
    assert_false(crypto_signature_good(crypto_public(&keys.audit), STR("head"), &s));
}

static void hexadecimal_is_read_in_one_spelling_only(void **state)
{
    (void)state;
    uint8_t bytes[2];
    assert_true(crypto_from_hex(STR("0aff"), bytes, 2));
    assert_true(str_eq(crypto_hex(&memory, bytes, 2), STR("0aff")));
    assert_false(crypto_from_hex(STR("0aFF"), bytes, 2));
    assert_false(crypto_from_hex(STR("0af"), bytes, 2));
    assert_false(crypto_from_hex(STR("0a:f"), bytes, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_made_once_and_kept_private),
        cmocka_unit_test(a_key_that_others_can_read_is_refused),
        cmocka_unit_test(a_key_cut_short_is_damaged),
        cmocka_unit_test(a_password_is_right_only_with_its_own_hash),
        cmocka_unit_test(nobodys_password_costs_as_much_and_is_never_right),
        cmocka_unit_test(a_sealed_secret_opens_only_where_it_belongs),
        cmocka_unit_test(tokens_are_long_and_never_the_same),
        cmocka_unit_test(a_signature_holds_for_one_message_and_one_key),
        cmocka_unit_test(hexadecimal_is_read_in_one_spelling_only),
    };
    return cmocka_run_group_tests_name("crypto", tests, set_up, tear_down);
}
