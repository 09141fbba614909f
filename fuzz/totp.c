/*
 * The second factor. The first bytes are the time, the rest what was typed: exactly the codes of three steps are
 * right, spaces or not, and none of them twice; a seed that is typed in base32 comes back as it went out.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "platform/auth/totp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_code_at(struct arena *a, struct str seed, struct str typed, int64_t seconds)
{
    struct str code = totp_code(a, seed, (struct instant){seconds * 1000});
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == ' ') continue;
        if (n == code.n || typed.p[i] != code.p[n++]) return false;
    }
    return n == code.n;
}

static void check_code(struct arena *a, struct str seed, int64_t seconds, struct str typed)
{
    const struct instant now = {seconds * 1000};
    int64_t step = 0, again = 0, here = seconds / TOTP_STEP_SECONDS;
    bool right = false;
    for (int k = -1; k <= 1; k++) right = right || is_code_at(a, seed, typed, seconds + k * TOTP_STEP_SECONDS);
    MUST(totp_right(seed, typed, now, 0, &step) == right);
    if (!right) return;
    MUST(step >= here - 1 && step <= here + 1);
    MUST(!totp_right(seed, typed, now, step, &again) || again > step);
    MUST(!totp_right(seed, typed, now, here + 1, &again));
}

static void check_base32(struct arena *a, struct str bytes)
{
    struct str back;
    if (bytes.n && bytes.n <= 64) MUST(totp_from_base32(a, totp_base32(a, bytes), &back) && str_eq(back, bytes));
    if (totp_from_base32(a, bytes, &back)) MUST(back.n <= bytes.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct arena a;
    uint32_t time;
    if (!started) totp_start();
    started = true;
    if (size < sizeof time || size > 4096) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    memcpy(&time, data, sizeof time);
    struct str typed = {(const char *)data + sizeof time, size - sizeof time};
    struct str seed = STR("twenty bytes of seed");
    int64_t seconds = 120 + (int64_t)time;
    check_code(&a, seed, seconds, typed);
    /* The right code, with the input's own spaces round it. */
    size_t spaces = typed.n < 8 ? typed.n : 8;
    struct str code = totp_code(&a, seed, (struct instant){seconds * 1000});
    check_code(
        &a, seed, seconds, str_printf(&a, "%*s%.*s%*s", (int)spaces, "", STR_ARG(code), (int)(spaces / 2), ""));
    check_base32(&a, typed);
    arena_release(&a);
    return 0;
}
