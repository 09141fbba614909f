/*
 * Slowing down whoever guesses: failed sign-ins are counted by account and by network address, for 15 minutes.
 *
 * Up to five wrong tries cost nothing; each further one doubles the wait, from 30 seconds to 15 minutes. A right
 * sign-in forgives the account's failures, never the address's. Unknown accounts are counted like known ones, so
 * the answer doesn't say who exists. Only keyed hashes are stored (reliability A09).
 */
#ifndef CAIRN_PLATFORM_THROTTLE_H
#define CAIRN_PLATFORM_THROTTLE_H

#include "platform/app.h"

struct crypto_hash throttle_account(const struct app *app, struct str email);
struct crypto_hash throttle_address(const struct app *app, struct str address);
/* The same address where it sends referrals without signing in: the one doesn't slow down the other. */
struct crypto_hash throttle_sender(const struct app *app, struct str address);

/* Until when no try of this one counts; INSTANT_NONE if one may be made now. An address may fail ten times as
 * often: a whole surgery can share one. */
MUST_USE enum err throttle_until(
    struct ctx *c, struct crypto_hash whom, bool is_address, struct instant *ret_until);
MUST_USE enum err throttle_failed(struct ctx *c, struct crypto_hash whom);  /* in an action */
MUST_USE enum err throttle_forgive(struct ctx *c, struct crypto_hash whom); /* in an action */

/* The rule alone, for the table of tests: how long to wait after n failures. */
int64_t throttle_wait_ms(int64_t failures, bool is_address);

#endif
