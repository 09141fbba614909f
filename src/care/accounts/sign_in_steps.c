/* What every step of signing in does alike: waiting after failures, counting them, and the way on. */
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"
#include "platform/auth/throttle.h"

struct url sign_in_back(const struct form *form)
{
    struct url back;
    return url_local(form_get(form, STR("back")), &back) ? back : URL_NONE;
}

struct sign_in_try *sign_in_try_new(
    struct ctx *c, const struct request *r, struct str email, const struct form *form)
{
    struct sign_in_try *t = ARENA_NEW(c->arena, struct sign_in_try);
    *t = (struct sign_in_try){.email = email,
        .back = sign_in_back(form),
        .until = INSTANT_NONE,
        .by_account = throttle_account(c->app, email),
        .by_address = throttle_address(c->app, r->address),
        .account = r->session->account,
        .session = r->session->id,
        .token = crypto_token_new(c->arena)};
    return t;
}

void sign_in_check_password(struct ctx *c, void *attempt)
{
    struct sign_in_try *t = attempt;
    bool known = t->stored.n != 0;
    bool right = crypto_password_right(c->app->keys, t->password, known ? t->stored : crypto_password_nobody());
    t->right = known && right;
}

enum err sign_in_must_wait(struct ctx *c, struct sign_in_try *t, bool *ret_waits)
{
    struct instant account, address;
    enum err err = throttle_until(c, t->by_account, false, &account);
    if (!err) err = throttle_until(c, t->by_address, true, &address);
    if (err) return err;
    *ret_waits = instant_is_set(account) || instant_is_set(address);
    if (!*ret_waits) return ERR_NONE;
    t->until = account.v > address.v ? account : address;
    t->result = SIGN_IN_WAIT;
    c->audit->outcome = AUDIT_REFUSED;
    c->audit->reason = STR("too many wrong tries");
    return ERR_NONE;
}

static void name_account(struct ctx *c, const struct sign_in_try *t)
{
    if (!t->account.v) return;
    c->audit->object_kind = STR("account");
    c->audit->object_id = t->account.v;
}

enum err sign_in_failed(struct ctx *c, struct sign_in_try *t, struct str reason)
{
    t->result = SIGN_IN_WRONG;
    name_account(c, t);
    c->audit->outcome = AUDIT_REFUSED;
    c->audit->reason = reason;
    enum err err = throttle_failed(c, t->by_account);
    return err ? err : throttle_failed(c, t->by_address);
}

enum err sign_in_came(struct ctx *c, struct sign_in_try *t, struct role_held_id *ret_role)
{
    struct roles_of_list roles;
    name_account(c, t);
    c->audit->account = t->account;
    t->result = SIGN_IN_WHOLE;
    enum err err = throttle_forgive(c, t->by_account);
    if (!err) err = account_came(c->db, t->account, clock_now(c->clock));
    if (!err) err = roles_of(c->db, t->account, &roles);
    if (err) return err;
    t->one_role = roles.n == 1;
    *ret_role = t->one_role ? roles.items[0].role_held_id : (struct role_held_id){0};
    return ERR_NONE;
}

struct reply sign_in_go_on(struct ctx *c, const struct sign_in_try *t)
{
    struct url to = url_is_set(t->back) ? t->back : URL("/");
    bool step = true;
    if (t->result == SIGN_IN_HALF)
        to = t->has_seed ? URL("/sign-in/code") : URL("/sign-in/set-up");
    else if (!t->one_role)
        to = URL("/sign-in/role");
    else
        step = false;
    if (step && url_is_set(t->back)) to = url_with_query(c->arena, to, "back", t->back.text);
    struct reply reply = reply_see_other(to);
    reply_add_cookie(&reply, session_set_cookie(c, t->token));
    return reply;
}

struct str sign_in_wait_words(struct ctx *c, struct instant until)
{
    int64_t seconds = (until.v - clock_now(c->clock).v + 999) / 1000;
    if (seconds <= 1) return STR("Too many wrong tries. Wait a moment, then try again");
    if (seconds <= 60)
        return str_printf(c->arena, "Too many wrong tries. Wait %lld seconds, then try again", (long long)seconds);
    return str_printf(
        c->arena, "Too many wrong tries. Wait %lld minutes, then try again", (long long)(seconds + 59) / 60);
}
