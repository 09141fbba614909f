#include "base/random.h"
#include "base/tests/check.h"

/* Worked out apart from our code, from the published definitions of splitmix64 and xoshiro256**. */
static void the_same_seed_gives_the_same_numbers_on_every_machine(void **state)
{
    (void)state;
    static const struct {
        uint64_t seed, first[4];
    } cases[] = {
        {0, {0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0, 0x6aa594f1262d2d2c}},
        {1, {0xb3f2af6d0fc710c5, 0x853b559647364cea, 0x92f89756082a4514, 0x642e1c7bc266a3a7}},
        {2026, {0x92e011592e98ae15, 0x489f37946d6d18d8, 0xd0009e279d9cdeda, 0xe4c7dca786d56702}},
        {UINT64_MAX, {0x8f5520d52a7ead08, 0xc476a018caa1802d, 0x81de31c0d260469e, 0xbf658d7e065f3c2f}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct random_seeded r;
        random_seed(&r, cases[i].seed);
        for (size_t k = 0; k < COUNT_OF(cases[i].first); k++) assert_true(random_next(&r) == cases[i].first[k]);
    }
}

static void numbers_below_a_limit_are_the_same_too(void **state)
{
    (void)state;
    static const uint32_t limits[] = {1, 2, 6, 100, 1000000, UINT32_MAX};
    static const uint32_t expected[] = {0, 0, 1, 43, 712492, 3748535523};
    struct random_seeded r;
    random_seed(&r, 7);
    for (size_t i = 0; i < COUNT_OF(limits); i++) assert_int_equal(random_below(&r, limits[i]), expected[i]);
    random_seed(&r, 7);
    assert_true(random_unit(&r) == 0.7005764821796896);
    assert_true(random_unit(&r) == 0.2787512294737843);
}

static void numbers_below_a_limit_are_spread_evenly(void **state)
{
    (void)state;
    enum { SIDES = 6, THROWS = 60000 };
    int seen[SIDES] = {0};
    struct random_seeded r;
    random_seed(&r, 3);
    for (int i = 0; i < THROWS; i++) seen[random_below(&r, SIDES)]++;
    for (int i = 0; i < SIDES; i++) assert_in_range(seen[i], THROWS / SIDES - 400, THROWS / SIDES + 400);
    for (int i = 0; i < 1000; i++) {
        double x = random_unit(&r);
        assert_true(x >= 0 && x < 1);
    }
}

static void ask_below_nothing(void)
{
    struct random_seeded r = {{1}};
    random_below(&r, 0);
}

static void a_number_below_nothing_is_our_mistake(void **state)
{
    (void)state;
    check_dies(ask_below_nothing, STR("limit > 0"));
}

static void secret_bytes_fill_all_they_are_asked_to(void **state)
{
    (void)state;
    uint8_t bytes[1000], seen[256] = {0};
    memset(bytes, 0, sizeof bytes);
    random_bytes(bytes, sizeof bytes - 1);
    assert_int_equal(bytes[sizeof bytes - 1], 0);
    int different = 0;
    for (size_t i = 0; i < sizeof bytes - 1; i++)
        if (!seen[bytes[i]]++) different++;
    assert_true(different > 200);
    random_bytes(bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("the same seed gives the same numbers on every machine",
            the_same_seed_gives_the_same_numbers_on_every_machine),
        SENTENCE("numbers below a limit are the same too", numbers_below_a_limit_are_the_same_too),
        SENTENCE("numbers below a limit are spread evenly", numbers_below_a_limit_are_spread_evenly),
        SENTENCE("a number below nothing is our mistake", a_number_below_nothing_is_our_mistake),
        SENTENCE("secret bytes fill all they are asked to", secret_bytes_fill_all_they_are_asked_to),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
