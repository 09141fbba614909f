/* Setting up the second factor: the QR code, one code to prove that it works, then the recovery codes, shown once.
 */
#include "base/limits.h"
#include "care/accounts/pages/set_up.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"
#include "platform/auth/totp.h"

/*
 * The seed that this session offers: the same each time its page is loaded, another for every session. It is made
 * from the session's own token with the installation's key, so that nothing need be stored before it is confirmed.
 */
static struct str offered_seed(struct ctx *c, const struct request *r)
{
    struct str parts[] = {STR("second factor "), r->session->token};
    struct crypto_hash hash = crypto_keyed_hash(&c->app->keys->secrets, parts, COUNT_OF(parts));
    return str_dup(c->arena, (struct str){(const char *)hash.bytes, TOTP_SEED_BYTES});
}

static struct reply set_up_page(
    struct ctx *c, const struct request *r, struct url back, const struct problems *problems, int status)
{
    struct sign_in_set_up_view *v = ARENA_NEW(c->arena, struct sign_in_set_up_view);
    *v = (struct sign_in_set_up_view){.problems = problems_summary(problems), .back = back.text};
    enum err err = sign_in_draw_offer(c, offered_seed(c, r), r->session->email, &v->offer);
    if (err) return shell_failure(c, err);
    v->code = sign_in_code_input(problems, "code", "Code", "The 6 digits that the app shows now");
    struct page page = {.title = STR("Set up your second step"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .main = sign_in_set_up_page_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

static bool is_elsewhere(const struct request *r, struct reply *ret)
{
    const struct session *s = r->session;
    if (s->state == SESSION_HALF && !s->has_seed) return false;
    *ret = reply_see_other(s->state == SESSION_HALF ? URL("/sign-in/code") : URL("/sign-in/again"));
    return true;
}

struct reply sign_in_set_up_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    struct reply elsewhere;
    if (is_elsewhere(r, &elsewhere)) return elsewhere;
    return set_up_page(c, r, sign_in_back(&r->query), &none, 200);
}

struct set_up {
    struct sign_in_try *attempt;
    struct str seed;
    int64_t step;
    struct recovery_codes codes;
};

static enum err set_up(struct ctx *c, void *arg)
{
    struct set_up *s = arg;
    struct sign_in_try *t = s->attempt;
    struct account_by_id_row account;
    struct role_held_id role;
    enum err err = account_by_id(c->db, t->account, &account);
    if (err) return err;
    if (account.totp_seed.n) return ERR_CONFLICT; /* set up meanwhile, from another window or by somebody else */
    err = account_set_seed(c->db, t->account, account_seal_seed(c, t->account, s->seed), s->step);
    if (!err) err = recovery_codes_keep(c, t->account, &s->codes);
    if (!err) err = account_keep_version(c, t->account);
    if (!err) err = sign_in_came(c, t, &role);
    if (err) return err;
    c->audit->reason = STR("second factor set up");
    return session_make_whole(c, t->session, t->token, role);
}

static struct reply is_set_up(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct set_up *s = arg;
    if (result == ERR_CONFLICT) return reply_see_other(URL("/sign-in?done=kept"));
    if (result) return shell_failure(c, result);
    return sign_in_codes_page(c, r, &s->codes, s->attempt->token, s->attempt->back.text);
}

struct reply sign_in_set_up_post(struct ctx *c, const struct request *r)
{
    struct reply elsewhere;
    struct problems problems = {.arena = c->arena};
    if (is_elsewhere(r, &elsewhere)) return elsewhere;
    struct set_up *s = ARENA_NEW(c->arena, struct set_up);
    struct str code = str_trim(form_get(&r->form, STR("code")));
    s->seed = offered_seed(c, r);
    s->attempt = sign_in_try_new(c, r, r->session->email, &r->form);
    s->codes = recovery_codes_new(c->arena);
    if (!code.n)
        problems_add(&problems, STR("code"), STR("Enter the code that the app shows"));
    else if (!totp_right(s->seed, code, clock_now(c->clock), 0, &s->step))
        problems_add(&problems, STR("code"),
            STR("This code is not right. Check that the clock of your phone is right, then type the next code"));
    if (problems.n) return set_up_page(c, r, s->attempt->back, &problems, 422);
    return reply_write(set_up, is_set_up, s);
}

/* The codes are on paper now: on to the role or the first page. */
struct reply sign_in_codes_kept_post(struct ctx *c, const struct request *r)
{
    struct url back = sign_in_back(&r->form);
    if (r->session->state == SESSION_CHOOSING)
        return reply_see_other(url_is_set(back) ?
                url_with_query(c->arena, URL("/sign-in/role"), "back", back.text) :
                URL("/sign-in/role"));
    return reply_see_other(url_is_set(back) ? back : URL("/"));
}
