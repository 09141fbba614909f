/*
 * The second factor: six digits from an authenticator app, new every 30 seconds (RFC 6238, SHA-1, as apps expect).
 *
 * A code counts in its own step and one to either side, and once only: the caller stores the step that was used
 * and passes it back. Seeds are 160 random bits, kept sealed (crypto_seal) and bound to their account.
 */
#ifndef CAIRN_PLATFORM_TOTP_H
#define CAIRN_PLATFORM_TOTP_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

enum { TOTP_SEED_BYTES = 20, TOTP_DIGITS = 6, TOTP_STEP_SECONDS = 30 };

void totp_start(void); /* once, at start */
struct str totp_seed_new(struct arena *a);
struct str totp_base32(
    struct arena *a, struct str seed); /* what a person types in: "ABCD EFGH …" has no spaces here */
MUST_USE bool totp_from_base32(struct arena *a, struct str text, struct str *ret_seed);
/* otpauth://totp/Installation:email?secret=…&issuer=Installation */
struct str totp_address(struct arena *a, struct str seed, struct str installation, struct str email);
/* True if the code is right for a step after last_step; spaces in the code are ignored. */
bool totp_right(struct str seed, struct str code, struct instant now, int64_t last_step, int64_t *ret_step);
struct str totp_code(struct arena *a, struct str seed, struct instant now); /* for demonstrations and tests */

#endif
