#include "platform/auth/totp.h"

#include <liboath/oath.h>

#include "base/random.h"
#include "wire/url.h"

void totp_start(void)
{
    if (oath_init() != OATH_OK) BUG("liboath would not start");
}

struct str totp_seed_new(struct arena *a)
{
    char *seed = arena_alloc(a, TOTP_SEED_BYTES, 1);
    random_bytes(seed, TOTP_SEED_BYTES);
    return (struct str){seed, TOTP_SEED_BYTES};
}

struct str totp_base32(struct arena *a, struct str seed)
{
    char *text = NULL;
    size_t n = 0;
    if (oath_base32_encode(seed.p, seed.n, &text, &n) != OATH_OK) BUG("base32 of a seed failed");
    struct str copy = str_dup(a, (struct str){text, n});
    free(text);
    return copy;
}

bool totp_from_base32(struct arena *a, struct str text, struct str *ret_seed)
{
    char *seed = NULL;
    size_t n = 0;
    if (oath_base32_decode(text.p, text.n, &seed, &n) != OATH_OK) return false;
    *ret_seed = str_dup(a, (struct str){seed, n});
    free(seed);
    return true;
}

struct str totp_address(struct arena *a, struct str seed, struct str installation, struct str email)
{
    struct str secret = totp_base32(a, seed);
    struct str name = url_encode(a, installation), who = url_encode(a, email);
    return str_printf(a, "otpauth://totp/%.*s:%.*s?secret=%.*s&issuer=%.*s", STR_ARG(name), STR_ARG(who),
        STR_ARG(secret), STR_ARG(name));
}

static void code_of_step(struct str seed, int64_t step, char digits[TOTP_DIGITS + 1])
{
    if (oath_hotp_generate(
            seed.p, seed.n, (uint64_t)step, TOTP_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION, digits) != OATH_OK)
        BUG("a one-time code could not be made");
}

static int64_t step_at(struct instant now)
{
    return now.v / 1000 / TOTP_STEP_SECONDS;
}

struct str totp_code(struct arena *a, struct str seed, struct instant now)
{
    char digits[TOTP_DIGITS + 1];
    code_of_step(seed, step_at(now), digits);
    return str_dup(a, (struct str){digits, TOTP_DIGITS});
}

/* The six digits of what was typed, spaces left out; false if it is anything else. */
static bool six_digits(struct str code, char out[TOTP_DIGITS])
{
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        if (code.p[i] == ' ') continue;
        if (code.p[i] < '0' || code.p[i] > '9' || n == TOTP_DIGITS) return false;
        out[n++] = code.p[i];
    }
    return n == TOTP_DIGITS;
}

bool totp_right(struct str seed, struct str code, struct instant now, int64_t last_step, int64_t *ret_step)
{
    char typed[TOTP_DIGITS];
    if (!six_digits(code, typed)) return false;
    bool found = false;
    for (int64_t step = step_at(now) - 1; step <= step_at(now) + 1; step++) {
        char right[TOTP_DIGITS + 1];
        code_of_step(seed, step, right);
        int differs = 0;
        for (int i = 0; i < TOTP_DIGITS; i++) differs |= right[i] ^ typed[i];
        if (!differs && step > last_step && !found) {
            found = true;
            *ret_step = step;
        }
    }
    return found;
}
