/* Changing one's own password: the present one is asked for, in the time that checking and hashing take. */
#include "care/accounts/own_account.h"

struct own_password {
    struct sign_in_try *attempt; /* its password is the present one */
    struct str wanted, hash;
    enum err hashed;
};

/* Off the writer: an eighth of a second for each of the two. */
static void check_and_hash(struct ctx *c, void *arg)
{
    struct own_password *p = arg;
    sign_in_check_password(c, p->attempt);
    if (p->attempt->right)
        p->hashed = crypto_password_hash(c->arena, c->app->keys, p->wanted, &CRYPTO_PASSWORD_COST, &p->hash);
}

static enum err change(struct ctx *c, void *arg)
{
    struct own_password *p = arg;
    struct sign_in_try *t = p->attempt;
    struct account_by_id_row account;
    int64_t ended;
    bool waits;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err || waits) return err;
    if ((err = account_by_id(c->db, t->account, &account))) return err;
    /* What was checked off the writer must still be what counts. */
    if (!t->right || !str_eq(account.password_hash, t->stored)) return sign_in_wrong_factor(c, t);
    err = account_set_password(c->db, t->account, p->hash);
    if (!err) err = session_end_others(c->db, t->account, t->session, &ended);
    if (!err) err = account_keep_version(c, t->account);
    return err ? err : own_attempt_right(c, t, STR("password changed"));
}

static struct reply changed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct own_password *p = arg;
    struct reply failed;
    if (own_attempt_failed(c, r, p->attempt, result, "present", own_account_page, &failed)) return failed;
    struct reply reply = reply_see_other(URL("/account?done=password"));
    reply_add_cookie(&reply, session_set_cookie(c, p->attempt->token));
    return reply;
}

static struct reply checked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    struct own_password *p = arg;
    if (!result && p->attempt->right) result = p->hashed;
    return result ? shell_failure(c, result) : reply_write(change, changed, p);
}

struct reply own_password_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct account_by_id_row account;
    struct str present = form_get(&r->form, STR("present")), wanted = form_get(&r->form, STR("password"));
    enum err err = account_by_id(c->db, r->session->account, &account);
    if (!present.n) problems_add(&problems, STR("present"), STR("Enter your password as it is now"));
    if (wanted.n && str_eq(present, wanted))
        problems_add(&problems, STR("password"), STR("New password must not be the one you have now"));
    if (!err)
        err = sign_in_check_new_password(c, account.account_id, account.name, account.email, wanted, &problems);
    if (err) return shell_failure(c, err);
    if (problems.n) return own_account_page(c, r, &problems, 422);
    struct own_password *p = ARENA_NEW(c->arena, struct own_password);
    *p = (struct own_password){.attempt = sign_in_try_new(c, r, account.email, &r->form), .wanted = wanted};
    p->attempt->password = present;
    p->attempt->stored = account.password_hash;
    struct reply failed;
    bool waits;
    err = sign_in_must_wait(c, p->attempt, &waits);
    if ((err || waits) && own_attempt_failed(c, r, p->attempt, err, "present", own_account_page, &failed))
        return failed;
    return reply_slow(check_and_hash, checked, p);
}
