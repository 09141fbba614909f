/*
 * Somebody's own account: their password, recovery codes, second factor, and where they are signed in. Private to
 * the slice.
 *
 * Everybody signed in has it, whatever their role. A factor is renewed by showing that very factor again (the
 * password for the password; a code or a recovery code for the second), so an unlocked computer alone changes
 * nothing. Wrong tries count as at sign-in. Whatever is renewed gives the session a new token; a new password and
 * a new second factor sign the account out everywhere else. Each change is in the audit.
 */
#ifndef CAIRN_CARE_OWN_ACCOUNT_H
#define CAIRN_CARE_OWN_ACCOUNT_H

#include "care/accounts/sign_in.h"

struct own_account_view {
    struct error_summary problems;
    struct page_top top;
    struct str email, codes_left;
    struct password_input present, password;
    struct input code;
    struct box roles_box, sessions_box;
    struct lines roles, sessions;
    bool has_second_factor, is_elsewhere_too;
};
struct own_factor_view {
    struct error_summary problems;
    struct factor_offer offer;
    struct str offer_key; /* goes with the form, so that a page that comes back offers the same seed */
    struct input present, code;
};

/* The page; problems may be of any of its forms. */
struct reply own_account_page(struct ctx *c, const struct request *r, const struct problems *problems, int status);
/* What an attempt of one of its forms led to, where it wasn't right: the page again with the words at the field,
 * or the way to signing in. False if it was right. */
typedef struct reply (*own_page_fn)(
    struct ctx *c, const struct request *r, const struct problems *problems, int status);
bool own_attempt_failed(struct ctx *c, const struct request *r, const struct sign_in_try *t, enum err result,
    const char *field, own_page_fn page, struct reply *ret);
/* In an action, after the factor was right: forgives earlier failures and gives the session its new token. */
MUST_USE enum err own_attempt_right(struct ctx *c, struct sign_in_try *t, struct str reason);

struct reply own_account_get(struct ctx *c, const struct request *r);
struct reply own_password_post(struct ctx *c, const struct request *r);
struct reply own_codes_post(struct ctx *c, const struct request *r);
struct reply own_factor_get(struct ctx *c, const struct request *r);
struct reply own_factor_post(struct ctx *c, const struct request *r);
struct reply own_sessions_end_post(struct ctx *c, const struct request *r);

#endif
