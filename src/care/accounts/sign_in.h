/*
 * What the steps of signing in have in common, and the views of their pages. Private to the slice.
 *
 * password -> code (or setting up the second factor) -> role -> first page. Each step gives a new session token.
 * Whatever was wrong, the answer is the same for accounts that exist and for those that don't. Somebody's own
 * account page (own_account.h) asks for the same factors again with the same functions.
 */
#ifndef CAIRN_CARE_SIGN_IN_H
#define CAIRN_CARE_SIGN_IN_H

#include "care/accounts/account_store.h"
#include "care/shell/shell.h"

enum sign_in_result { SIGN_IN_WRONG = 1, SIGN_IN_WAIT, SIGN_IN_ENDED, SIGN_IN_HALF, SIGN_IN_WHOLE };

/* One attempt: the handler fills the first part, the action or the slow check the second. */
struct sign_in_try {
    struct str email, password, code;
    struct url back;
    struct crypto_hash by_account, by_address;
    struct account_id account; /* 0: there is no such account */
    struct session_id session; /* the one the browser has; 0: none */
    struct str stored;         /* the password's stored form */
    struct str token;          /* of the session from now on */

    bool right; /* the password */
    enum sign_in_result result;
    struct instant until; /* with SIGN_IN_WAIT */
    bool has_seed, one_role;
};

/* An attempt on behalf of an email address; back comes from a form or a query. */
struct sign_in_try *sign_in_try_new(
    struct ctx *c, const struct request *r, struct str email, const struct form *form);
/* For reply_slow: sets t->right. Takes as long for an account that isn't there. */
void sign_in_check_password(struct ctx *c, void *attempt);

/* In an action: is either of the two waiting? Then notes it in the audit and in the attempt. */
MUST_USE enum err sign_in_must_wait(struct ctx *c, struct sign_in_try *t, bool *ret_waits);
/* In an action: counts a failure; reason is a word for the audit. */
MUST_USE enum err sign_in_failed(struct ctx *c, struct sign_in_try *t, struct str reason);
/* In an action: is the password (checked before) or the code of this attempt right? A wrong one is counted and
 * noted, and t->result says so. */
MUST_USE enum err sign_in_factor(struct ctx *c, struct sign_in_try *t, bool *ret_right);
/* In an action: somebody is in: forgets their failures, notes the day, finds their role if they hold just one. */
MUST_USE enum err sign_in_came(struct ctx *c, struct sign_in_try *t, struct role_held_id *ret_role);

/* In an action: a code of the app counts once, the step it was for is stored in the same transaction; else it may
 * be a recovery code, which is used up. */
MUST_USE enum err sign_in_code_right(
    struct ctx *c, const struct account_by_id_row *account, struct str code, bool *ret_right);
/* In an action: a wrong password or code within a session; the fifth ends it (SIGN_IN_ENDED). */
MUST_USE enum err sign_in_wrong_factor(struct ctx *c, struct sign_in_try *t);

/* The way on after a step, with the new cookie. */
struct reply sign_in_go_on(struct ctx *c, const struct sign_in_try *t);
/* "/people/…" from a field named back; URL_NONE unless it is a page of this site. */
struct url sign_in_back(const struct form *form);
/* "Too many wrong tries. Wait 2 minutes, then try again." */
struct str sign_in_wait_words(struct ctx *c, struct instant until);

/* A password that is to be set: what is wrong with it becomes a problem of the field "password". */
MUST_USE enum err sign_in_check_new_password(struct ctx *c, struct account_id account, struct str name,
    struct str email, struct str password, struct problems *problems);
struct password_input sign_in_new_password_input(const struct problems *problems, struct str label);
struct input sign_in_code_input(
    const struct problems *problems, const char *name, const char *label, const char *hint);

/* A seed for the app: the picture to scan and the same as letters. */
struct factor_offer {
    struct str box, path; /* of the picture: "0 0 53 53" and the modules */
    struct str secret, email;
};
MUST_USE enum err sign_in_draw_offer(struct ctx *c, struct str seed, struct str email, struct factor_offer *ret);
/* The recovery codes, shown once; the session goes on under the token. */
struct reply sign_in_codes_page(
    struct ctx *c, const struct request *r, const struct recovery_codes *codes, struct str token, struct str back);

struct sign_in_view {
    struct error_summary problems;
    struct input email, code;
    struct password_input password;
    struct radios network; /* drawn where there is something to choose */
    struct str back, who;
    bool has_second_factor, has_held_form;
};
struct sign_in_role_view {
    struct error_summary problems;
    struct radios roles;
    struct str back;
    bool none;
};
struct sign_in_set_up_view {
    struct error_summary problems;
    struct factor_offer offer;
    struct str back;
    struct input code;
};
struct recovery_codes_view {
    struct str_list {
        struct str *items;
        size_t n;
    } codes;
    struct str back;
};
struct welcome_view {
    struct error_summary problems;
    struct str email, name;
    struct url action;
    struct password_input password;
};

struct reply sign_in_get(struct ctx *c, const struct request *r);
struct reply sign_in_post(struct ctx *c, const struct request *r);
struct reply sign_in_code_get(struct ctx *c, const struct request *r);
struct reply sign_in_code_post(struct ctx *c, const struct request *r);
struct reply sign_in_set_up_get(struct ctx *c, const struct request *r);
struct reply sign_in_set_up_post(struct ctx *c, const struct request *r);
struct reply sign_in_codes_kept_post(struct ctx *c, const struct request *r);
struct reply sign_in_again_get(struct ctx *c, const struct request *r);
struct reply sign_in_again_post(struct ctx *c, const struct request *r);
struct reply sign_in_role_get(struct ctx *c, const struct request *r);
struct reply sign_in_role_post(struct ctx *c, const struct request *r);
struct reply welcome_get(struct ctx *c, const struct request *r);
struct reply welcome_post(struct ctx *c, const struct request *r);
struct reply sign_in_stay_post(struct ctx *c, const struct request *r);
struct reply sign_out_post(struct ctx *c, const struct request *r);
struct reply first_page_get(struct ctx *c, const struct request *r);

#endif
