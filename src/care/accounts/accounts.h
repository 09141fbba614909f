/*
 * Signing in, accounts and staff: who may use Cairn, and as what.
 *
 * The public face of the slice: its routes and periodic jobs, and the two things that commands do to accounts. The
 * tables and the rules of sessions, passwords and codes belong to platform/auth; this slice is their pages and the
 * changes that administrators make. Every change is versioned (kind "account", without secrets) and audited.
 * [reliability §6 "Identity, sessions, secrets", domain §1]
 */
#ifndef CAIRN_CARE_ACCOUNTS_H
#define CAIRN_CARE_ACCOUNTS_H

#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/http/route.h"
#include "platform/jobs/jobs.h"

struct account_role {
    enum staff_role role;
    struct pcn_id pcn;
    struct practice_id practice; /* 0: the whole network */
};

struct account_new {
    struct str email, name;
    struct account_role role; /* the first; more can be given */
    struct str password_hash; /* of crypto_password_hash; STR_NONE: invited, until the one-time link was used */
    bool no_second_factor;    /* demonstration accounts only */
    struct str seed;          /* of the second factor, 20 bytes; STR_NONE: set up at the first sign-in */
    struct account_id id;     /* set by account_create */
    struct uuid key;          /* likewise, unless it was given */
};

/* In an action: adds an account with its first role and version, in that role's network. ERR_EXISTS: the email
 * address is somebody's there (another network may have it as well); ERR_INVALID: email or name could not be one.
 */
MUST_USE enum err account_create(struct ctx *c, struct account_new *account);
/* In an action: one more role; ERR_EXISTS if it is held already. */
MUST_USE enum err account_give_role(struct ctx *c, struct account_id account, const struct account_role *role);
/* In an action: they can work again, or in one more role. What others have to do about it: slices above this one
 * listen, app/ has the table (src/app/listeners.c). */
struct account_listener {
    enum err (*works_again)(struct ctx *c, struct account_id account);
};
extern const struct account_listener *const ACCOUNT_LISTENERS[];
extern const size_t ACCOUNT_LISTENER_COUNT;
MUST_USE enum err account_works_again(struct ctx *c, struct account_id account);
/* In an action: which row a role is that somebody holds; ERR_NOT_FOUND: they don't. */
MUST_USE enum err account_role_held(
    struct ctx *c, struct account_id account, const struct account_role *role, struct role_held_id *ret);
/* In an action: a one-time link for somebody to set their password, good for 72 hours; earlier ones no longer are.
 * token goes to the end of /welcome/ and nowhere else: only its hash is kept. */
MUST_USE enum err account_invite_link(struct ctx *c, struct account_id account, struct str token);
struct str account_link_token(struct arena *a); /* a new one: 128 random bits */

/* One factor once more, within a session: before a restricted record is opened. The form's fields are named
 * password and code; one is enough. A wrong one counts like any at sign-in, and the fifth ends the session. */
enum account_factor_result { FACTOR_RIGHT = 1, FACTOR_WRONG, FACTOR_WAIT, FACTOR_ENDED };
struct account_factor {
    bool given;       /* something was typed */
    bool needs_check; /* a password: account_factor_check must run first, by reply_slow */
    enum account_factor_result result;
    struct str problem; /* what to say where it was not right */
    void *attempt;
};
MUST_USE enum err account_factor_read(
    struct ctx *c, const struct request *r, struct account_factor *ret);          /* in a handler */
void account_factor_check(struct account_factor *f, struct ctx *c);               /* slow; touches no data */
MUST_USE enum err account_factor_settle(struct ctx *c, struct account_factor *f); /* in an action: sets result */

extern const struct route_table account_routes;
extern const struct periodic_job account_jobs[];
extern const size_t account_jobs_count;

#endif
