/*
 * What actions do to an account, each change with its version. Private to the slice.
 *
 * All of these run in an action. A version's state holds the name, address, state, roles and whether there is a
 * second factor; never a secret.
 */
#ifndef CAIRN_CARE_ACCOUNT_STORE_H
#define CAIRN_CARE_ACCOUNT_STORE_H

#include "care/accounts/accounts.h"
#include "platform/auth/auth.sql.h"

enum { RECOVERY_CODES = 10, LINK_HOURS = 72 };

/* "a@b" at the least, without spaces; in small letters. STR_NONE if it could not be an address. */
struct str account_email(struct arena *a, struct str typed);

/* Saves the account's present state as a version, after the row itself was changed. */
MUST_USE enum err account_keep_version(struct ctx *c, struct account_id account);

/* The seed of the second factor, sealed so that it opens for this account alone. */
struct str account_seal_seed(struct ctx *c, struct account_id account, struct str seed);
MUST_USE enum err account_open_seed(
    struct ctx *c, struct account_id account, struct str sealed, struct str *ret_seed);

/* Twelve digits in groups of four; what is stored is a keyed hash, bound to the account. */
struct recovery_codes {
    struct str items[RECOVERY_CODES];
};
struct recovery_codes recovery_codes_new(struct arena *a);
MUST_USE enum err recovery_codes_keep(
    struct ctx *c, struct account_id account, const struct recovery_codes *codes);
/* ERR_CONFLICT: no such code, or used before. */
MUST_USE enum err recovery_code_use(struct ctx *c, struct account_id account, struct str typed);

#endif
