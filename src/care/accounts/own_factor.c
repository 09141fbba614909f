/* One's own second factor, shown again before anything of it is renewed: new recovery codes, or another phone. */
#include "base/limits.h"
#include "care/accounts/own_account.h"
#include "care/accounts/pages/own_account.tmpl.h"
#include "platform/auth/totp.h"

struct own_factor {
    struct sign_in_try *attempt; /* its code is of the second factor as it is now */
    struct recovery_codes codes;
    struct str seed; /* the new one; STR_NONE: only the codes are renewed */
    int64_t step;
};

static enum err take_new_seed(struct ctx *c, const struct own_factor *f)
{
    struct account_id account = f->attempt->account;
    int64_t ended;
    enum err err = account_set_seed(c->db, account, account_seal_seed(c, account, f->seed), f->step);
    if (!err) err = session_end_others(c->db, account, f->attempt->session, &ended);
    return err ? err : account_keep_version(c, account);
}

static enum err renew(struct ctx *c, void *arg)
{
    struct own_factor *f = arg;
    struct sign_in_try *t = f->attempt;
    struct account_by_id_row account;
    bool waits, right;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err || waits) return err;
    err = account_by_id(c->db, t->account, &account);
    if (!err) err = sign_in_code_right(c, &account, t->code, &right);
    if (err) return err;
    if (!right) return sign_in_wrong_factor(c, t);
    if (f->seed.n && (err = take_new_seed(c, f))) return err;
    err = recovery_codes_keep(c, t->account, &f->codes);
    if (err) return err;
    return own_attempt_right(c, t, f->seed.n ? STR("second factor renewed") : STR("recovery codes renewed"));
}

static struct own_factor *factor_new(struct ctx *c, const struct request *r, struct str code)
{
    struct own_factor *f = ARENA_NEW(c->arena, struct own_factor);
    f->attempt = sign_in_try_new(c, r, r->session->email, &r->form);
    f->attempt->code = code;
    f->codes = recovery_codes_new(c->arena);
    return f;
}

/* ---- recovery codes ---- */

static struct reply codes_renewed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct own_factor *f = arg;
    struct reply failed;
    if (own_attempt_failed(c, r, f->attempt, result, "code", own_account_page, &failed)) return failed;
    return sign_in_codes_page(c, r, &f->codes, f->attempt->token, STR("/account?done=codes"));
}

struct reply own_codes_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct str code = str_trim(form_get(&r->form, STR("code")));
    if (!r->session->has_seed) return reply_see_other(URL("/account"));
    if (!code.n) problems_add(&problems, STR("code"), STR("Enter a code from the app"));
    if (problems.n) return own_account_page(c, r, &problems, 422);
    return reply_write(renew, codes_renewed, factor_new(c, r, code));
}

/* ---- another phone ---- */

/*
 * The seed that the page offers. It is made of the session's token and a key that goes with the form, with the
 * installation's secret: nothing need be stored before it is confirmed, and each time the page is opened it is
 * another, so that one who saw an earlier page knows nothing.
 */
static struct str offered_seed(struct ctx *c, const struct request *r, struct uuid key)
{
    const struct str parts[] = {
        STR("renewed second factor "), r->session->token, {(const char *)key.bytes, sizeof key.bytes}};
    struct crypto_hash hash = crypto_keyed_hash(&c->app->keys->secrets, parts, COUNT_OF(parts));
    return str_dup(c->arena, (struct str){(const char *)hash.bytes, TOTP_SEED_BYTES});
}

static struct reply factor_page(
    struct ctx *c, const struct request *r, const struct problems *problems, int status)
{
    struct own_factor_view *v = ARENA_NEW(c->arena, struct own_factor_view);
    struct uuid key;
    if (!uuid_from_text(form_get(&r->form, STR("offer")), &key)) random_bytes(key.bytes, sizeof key.bytes);
    *v = (struct own_factor_view){.problems = problems_summary(problems),
        .offer_key = uuid_text(c->arena, key),
        .present = sign_in_code_input(problems, "present_code", "Code as it is now",
            "6 digits from the app as you use it today, or one of your recovery codes"),
        .code = sign_in_code_input(
            problems, "code", "Code of the new entry", "The 6 digits that the new entry in the app shows now")};
    enum err err = sign_in_draw_offer(c, offered_seed(c, r, key), r->session->email, &v->offer);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Set up your second step again"),
        .narrow = true,
        .back = URL("/account"),
        .back_text = STR("Your account"),
        .has_problems = problems->n != 0,
        .main = own_factor_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply own_factor_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return r->session->has_seed ? factor_page(c, r, &none, 200) : reply_see_other(URL("/account"));
}

static struct reply factor_renewed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct own_factor *f = arg;
    struct reply failed;
    if (own_attempt_failed(c, r, f->attempt, result, "present_code", factor_page, &failed)) return failed;
    return sign_in_codes_page(c, r, &f->codes, f->attempt->token, STR("/account?done=factor"));
}

static void check_new_code(struct ctx *c, const struct request *r, struct own_factor *f, struct problems *problems)
{
    struct uuid key;
    struct str code = str_trim(form_get(&r->form, STR("code"))), why = STR_NONE;
    bool offered = uuid_from_text(form_get(&r->form, STR("offer")), &key);
    if (offered) f->seed = offered_seed(c, r, key);
    if (!code.n)
        why = STR("Enter the code that the new entry shows");
    else if (!offered)
        why = STR("Scan the picture once more, then enter the code that it gives");
    else if (!totp_right(f->seed, code, clock_now(c->clock), 0, &f->step))
        why = STR("This code is not right. Check that the clock of your phone is right, then type the next code");
    if (why.n) problems_add(problems, STR("code"), why);
}

struct reply own_factor_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct str present = str_trim(form_get(&r->form, STR("present_code")));
    if (!r->session->has_seed) return reply_see_other(URL("/account"));
    struct own_factor *f = factor_new(c, r, present);
    if (!present.n) problems_add(&problems, STR("present_code"), STR("Enter a code from the app as it is now"));
    check_new_code(c, r, f, &problems);
    if (problems.n) return factor_page(c, r, &problems, 422);
    return reply_write(renew, factor_renewed, f);
}
