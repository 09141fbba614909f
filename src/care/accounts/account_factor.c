/* One factor once more, within a session. The rules and the counting are those of signing in. */
#include "care/accounts/sign_in.h"
#include "platform/auth/throttle.h"

enum err account_factor_read(struct ctx *c, const struct request *r, struct account_factor *ret)
{
    struct account_by_id_row account;
    struct sign_in_try *t = sign_in_try_new(c, r, r->session->email, &r->form);
    t->password = form_get(&r->form, STR("password"));
    if (!t->password.n) t->code = str_trim(form_get(&r->form, STR("code")));
    *ret = (struct account_factor){
        .given = t->password.n || t->code.n, .needs_check = t->password.n != 0, .attempt = t};
    if (!t->password.n) return ERR_NONE;
    enum err err = account_by_id(c->db, t->account, &account);
    if (!err) t->stored = account.password_hash;
    return err;
}

void account_factor_check(struct account_factor *f, struct ctx *c)
{
    sign_in_check_password(c, f->attempt);
}

enum err account_factor_settle(struct ctx *c, struct account_factor *f)
{
    struct sign_in_try *t = f->attempt;
    bool right;
    enum err err = sign_in_factor(c, t, &right);
    if (err) return err;
    f->result = right              ? FACTOR_RIGHT :
        t->result == SIGN_IN_WAIT  ? FACTOR_WAIT :
        t->result == SIGN_IN_ENDED ? FACTOR_ENDED :
                                     FACTOR_WRONG;
    if (right) return throttle_forgive(c, t->by_account);
    f->problem = f->result == FACTOR_WAIT ? sign_in_wait_words(c, t->until) :
        t->password.n                     ? STR("Password is not right. Try again") :
                        STR("This code is not right, or it was used before. Wait for the next one");
    return ERR_NONE;
}
