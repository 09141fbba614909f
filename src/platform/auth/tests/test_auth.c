/* The rules of passwords, codes, waiting and permissions, as tables. */
#include "base/limits.h"
#include "platform/auth/password.h"
#include "platform/auth/permission.h"
#include "platform/auth/throttle.h"
#include "platform/auth/totp.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static bool allowed(struct str password)
{
    struct str around[] = {STR("Leah Morgan"), STR("leah.morgan@example.nhs.uk"), STR("Riverside and Elm PCN"),
        STR("Greenacre Surgery")};
    return !password_problem(&arena, password, &(struct password_words){around, COUNT_OF(around)}).n;
}

static void long_passwords_of_ones_own_are_allowed(void **state)
{
    (void)state;
    static const struct str good[] = {STR_INIT("tangerine gravel bicycle"),
        STR_INIT("correct horse battery staple"), STR_INIT("8vQ#mLw2!rTz"), STR_INIT("ysgubor lliwgar hapus"),
        STR_INIT("каждый охотник желает"), STR_INIT("porridge lantern otter 2026")};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (!allowed(good[i])) fail_msg("refused: %.*s", STR_ARG(good[i]));
}

static void what_is_guessed_first_is_refused(void **state)
{
    (void)state;
    static const struct str bad[] = {STR_INIT("short one"), STR_INIT("elevenchars"), STR_INIT("Password1234"),
        STR_INIT("P@ssw0rd2026!"), STR_INIT("qwertyuiop12"), STR_INIT("123456789012"), STR_INIT("aaaaaaaaaaaaaa"),
        STR_INIT("abababababab"), STR_INIT("liverpoolfootball"), STR_INIT("Welcome2Cairn!"),
        STR_INIT("leahmorgan123"), STR_INIT("Riverside-2026"), STR_INIT("greenacresurgery"),
        STR_INIT("Summer Summer 26"), STR_INIT("letmein letmein")};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (allowed(bad[i])) fail_msg("allowed: %.*s", STR_ARG(bad[i]));
}

/* Every byte counts: nothing is cut off at the 72 that some hashes look at. */
static void passwords_may_be_long_but_not_endless(void **state)
{
    (void)state;
    char text[PASSWORD_MOST + 1];
    for (size_t i = 0; i < sizeof text; i++) text[i] = "kvzxwjqtgb"[i * 7 % 10];
    assert_true(allowed((struct str){text, 128}));
    assert_true(allowed((struct str){text, PASSWORD_MOST}));
    assert_false(allowed((struct str){text, PASSWORD_MOST + 1}));
}

static void the_reason_never_repeats_the_password(void **state)
{
    (void)state;
    struct str why = password_problem(&arena, STR("liverpoolfootball"), &(struct password_words){NULL, 0});
    assert_true(why.n > 0);
    assert_false(str_has(why, STR("liverpool")));
}

/* RFC 6238 appendix B, SHA-1; its eight digits end in our six. */
static void codes_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        struct str code;
    } vectors[] = {{59, STR_INIT("287082")}, {1111111109, STR_INIT("081804")}, {1111111111, STR_INIT("050471")},
        {1234567890, STR_INIT("005924")}, {2000000000, STR_INIT("279037")}, {20000000000, STR_INIT("353130")}};
    for (size_t i = 0; i < COUNT_OF(vectors); i++) {
        struct instant at = {vectors[i].seconds * 1000};
        assert_true(str_eq(totp_code(&arena, STR("12345678901234567890"), at), vectors[i].code));
    }
}

static bool right(int64_t code_at, int64_t now, int64_t last, int64_t *ret_step)
{
    struct str seed = STR("12345678901234567890");
    struct str code = totp_code(&arena, seed, (struct instant){code_at * 1000});
    return totp_right(seed, code, (struct instant){now * 1000}, last, ret_step);
}

static void a_code_counts_one_step_to_either_side_and_once(void **state)
{
    (void)state;
    int64_t step = 0, now = 1111111110; /* the first second of step 37037037 */
    assert_true(right(now, now, 0, &step));
    assert_int_equal(step, 37037037);
    assert_true(right(now - 30, now, 0, &step));
    assert_int_equal(step, 37037036);
    assert_true(right(now + 30, now, 0, &step));
    assert_false(right(now - 60, now, 0, &step));
    assert_false(right(now + 60, now, 0, &step));
    assert_false(right(now, now, 37037037, &step));
    assert_true(right(now + 30, now, 37037037, &step));
    assert_int_equal(step, 37037038);
}

static void a_code_may_be_typed_with_spaces_and_nothing_else(void **state)
{
    (void)state;
    int64_t step;
    struct instant at = {59000};
    struct str seed = STR("12345678901234567890");
    assert_true(totp_right(seed, STR(" 287 082 "), at, 0, &step));
    assert_false(totp_right(seed, STR("28708"), at, 0, &step));
    assert_false(totp_right(seed, STR("2870820"), at, 0, &step));
    assert_false(totp_right(seed, STR("94287082"), at, 0, &step));
    assert_false(totp_right(seed, STR("28708x"), at, 0, &step));
    assert_false(totp_right(seed, STR(""), at, 0, &step));
}

static void a_seed_survives_being_typed(void **state)
{
    (void)state;
    struct str seed = totp_seed_new(&arena), again;
    assert_int_equal(seed.n, TOTP_SEED_BYTES);
    assert_true(totp_from_base32(&arena, totp_base32(&arena, seed), &again));
    assert_true(str_eq(seed, again));
    struct str address = totp_address(&arena, STR("12345678901234567890"), STR("Elm & Co"), STR("a@b.nhs.uk"));
    assert_true(str_eq(address,
        STR("otpauth://totp/Elm%20%26%20Co:a%40b.nhs.uk?secret="
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Elm%20%26%20Co")));
}

static void waiting_grows_from_30_seconds_to_15_minutes(void **state)
{
    (void)state;
    static const struct {
        int64_t failures, account_s, address_s;
    } rows[] = {{0, 0, 0}, {4, 0, 0}, {5, 30, 0}, {6, 60, 0}, {7, 120, 0}, {8, 240, 0}, {9, 480, 0}, {10, 900, 0},
        {49, 900, 0}, {50, 900, 30}, {59, 900, 30}, {60, 900, 60}, {100, 900, 900}, {1000000, 900, 900}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(throttle_wait_ms(rows[i].failures, false), rows[i].account_s * 1000);
        assert_int_equal(throttle_wait_ms(rows[i].failures, true), rows[i].address_s * 1000);
    }
}

static bool are_one(const struct app *app, const char *a, const char *b)
{
    struct crypto_hash x = throttle_address(app, str_from_cstr(a)), y = throttle_address(app, str_from_cstr(b));
    return memcmp(x.bytes, y.bytes, sizeof x.bytes) == 0;
}

static void one_household_counts_as_one_address(void **state)
{
    (void)state;
    struct crypto_keys keys = {0};
    struct app app = {.keys = &keys};
    assert_true(are_one(&app, "192.0.2.7", "192.0.2.7"));
    assert_false(are_one(&app, "192.0.2.7", "192.0.2.8"));
    assert_true(are_one(&app, "2001:db8:1:2::7", "2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assert_false(are_one(&app, "2001:db8:1:2::7", "2001:db8:1:3::7"));
    assert_false(are_one(&app, "::ffff:192.0.2.7", "::ffff:192.0.2.8"));
    assert_false(are_one(&app, "unknown", "secret"));
}

static bool role_may(enum staff_role role, enum permission p)
{
    return (permissions_of(role) & PERMISSION_BIT(p)) != 0;
}

static void roles_may_what_the_domain_says(void **state)
{
    (void)state;
    assert_true(role_may(STAFF_ROLE_CARE_COORDINATOR, PERMISSION_PERSON_RECORD));
    assert_true(role_may(STAFF_ROLE_DATA_MANAGER, PERMISSION_PERSON_DETAILS));
    assert_false(role_may(STAFF_ROLE_DATA_MANAGER, PERMISSION_PERSON_RECORD));
    assert_int_equal(role_reach(STAFF_ROLE_ADMINISTRATOR), REACH_NOBODY);
    assert_int_equal(role_reach(STAFF_ROLE_GOVERNANCE_LEAD), REACH_NOBODY);
    assert_int_equal(role_reach(STAFF_ROLE_PCN_MANAGER), REACH_RELATIONS);
    assert_int_equal(role_reach(STAFF_ROLE_MDT_ASSOCIATE), REACH_RELATIONS);
    assert_true(role_may(STAFF_ROLE_PCN_MANAGER, PERMISSION_CLAIM));
    assert_false(role_may(STAFF_ROLE_MDT_ASSOCIATE, PERMISSION_CLAIM));
    assert_false(role_may(STAFF_ROLE_PRACTICE_STAFF, PERMISSION_CLAIM));
    for (int role = 1; role <= (int)staff_role_vocabulary.n; role++) {
        assert_true(role_may((enum staff_role)role, PERMISSION_SIGNED_IN));
        assert_false(role_may((enum staff_role)role, PERMISSION_NONE));
        assert_false(role_may((enum staff_role)role, PERMISSION_HALF_SIGNED_IN));
        if (role != STAFF_ROLE_ADMINISTRATOR) assert_false(role_may((enum staff_role)role, PERMISSION_ACCOUNTS));
    }
    assert_int_equal(permissions_of((enum staff_role)0), 0);
    assert_int_equal(permissions_of((enum staff_role)999), 0);
}

/* Whoever sets up accounts has no way to a person, by any permission that shows one. */
static void an_administrator_never_sees_people(void **state)
{
    (void)state;
    static const enum permission SHOWS_PEOPLE[] = {PERMISSION_MY_DAY, PERMISSION_PEOPLE_FIND,
        PERMISSION_PERSON_DETAILS, PERMISSION_PERSON_RECORD, PERMISSION_PERSON_EDIT, PERMISSION_CONTACT_RECORD,
        PERMISSION_WHO_LOOKED, PERMISSION_TEAM, PERMISSION_RELATIONS_OWN, PERMISSION_CLAIM, PERMISSION_RESTRICT,
        PERMISSION_PROTECTED_ADDRESS};
    for (size_t i = 0; i < COUNT_OF(SHOWS_PEOPLE); i++)
        assert_false(role_may(STAFF_ROLE_ADMINISTRATOR, SHOWS_PEOPLE[i]));
    assert_true(role_may(STAFF_ROLE_ADMINISTRATOR, PERMISSION_ACCOUNTS));
    for (int role = 1; role <= (int)staff_role_vocabulary.n; role++) {
        bool any = role_may((enum staff_role)role, PERMISSION_PERSON_RECORD) ||
            role_may((enum staff_role)role, PERMISSION_PERSON_DETAILS);
        assert_true(any == (role_reach((enum staff_role)role) != REACH_NOBODY));
    }
}

int main(void)
{
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    totp_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_passwords_of_ones_own_are_allowed),
        cmocka_unit_test(what_is_guessed_first_is_refused),
        cmocka_unit_test(passwords_may_be_long_but_not_endless),
        cmocka_unit_test(the_reason_never_repeats_the_password),
        cmocka_unit_test(codes_are_those_of_the_standard),
        cmocka_unit_test(a_code_counts_one_step_to_either_side_and_once),
        cmocka_unit_test(a_code_may_be_typed_with_spaces_and_nothing_else),
        cmocka_unit_test(a_seed_survives_being_typed),
        cmocka_unit_test(waiting_grows_from_30_seconds_to_15_minutes),
        cmocka_unit_test(one_household_counts_as_one_address),
        cmocka_unit_test(roles_may_what_the_domain_says),
        cmocka_unit_test(an_administrator_never_sees_people),
    };
    int failed = cmocka_run_group_tests_name("auth", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
