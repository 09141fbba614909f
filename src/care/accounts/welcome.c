/* The page behind a one-time link: choosing a password, for a new account or after an administrator's reset. */
#include "base/limits.h"
#include "care/accounts/pages/welcome.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"

/* The token stands in the path as an id. Only its hash is looked up, and only the pattern of the path is logged.
 */
static struct crypto_hash link_hash(struct ctx *c, const struct request *r)
{
    return crypto_token_hash(uuid_text(c->arena, request_id(r, 0)));
}

static struct str bytes_of(const struct crypto_hash *h)
{
    return (struct str){(const char *)h->bytes, sizeof h->bytes};
}

static struct reply link_is_over(struct ctx *c)
{
    return shell_error(c, 410,
        STR("A link to set a password works once, for 72 hours. Ask whoever manages accounts "
            "for a new one."));
}

static struct reply welcome_page(struct ctx *c, const struct request *r, const struct link_by_token_row *link,
    const struct problems *problems, int status)
{
    struct welcome_view *v = ARENA_NEW(c->arena, struct welcome_view);
    *v = (struct welcome_view){.problems = problems_summary(problems),
        .email = link->email,
        .name = link->name,
        .action = url_with_id(c->arena, "/welcome/", request_id(r, 0), "")};
    v->password = sign_in_new_password_input(problems, STR("Password"));
    struct page page = {.title = STR("Choose your password"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .main = welcome_form_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply welcome_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    struct link_by_token_row link;
    struct crypto_hash hash = link_hash(c, r);
    enum err err = link_by_token(c->db, bytes_of(&hash), clock_now(c->clock), &link);
    if (err) return err == ERR_NOT_FOUND ? link_is_over(c) : shell_failure(c, err);
    return welcome_page(c, r, &link, &none, 200);
}

struct welcome {
    struct crypto_hash link;
    struct sign_in_try *attempt;
    struct str hash; /* the password's */
    enum err hashed;
    bool second_factor;
};

static void hash_password(struct ctx *c, void *arg)
{
    struct welcome *w = arg;
    w->hashed =
        crypto_password_hash(c->arena, c->app->keys, w->attempt->password, &CRYPTO_PASSWORD_COST, &w->hash);
}

static enum err use_link(struct ctx *c, void *arg)
{
    struct welcome *w = arg;
    struct sign_in_try *t = w->attempt;
    struct role_held_id role = {0};
    int64_t changed;
    enum err err = link_use(c->db, bytes_of(&w->link), clock_now(c->clock));
    if (!err) err = link_cancel_all(c->db, t->account, clock_now(c->clock), &changed);
    if (!err) err = account_set_password(c->db, t->account, w->hash);
    if (!err) err = session_end_all_of(c->db, t->account, &changed);
    if (!err && t->session.v) err = session_end(c->db, t->session, &changed); /* its cookie goes now */
    if (!err) err = account_keep_version(c, t->account);
    if (err) return err;
    t->result = SIGN_IN_HALF;
    if (!w->second_factor) err = sign_in_came(c, t, &role);
    if (err) return err;
    c->audit->account = t->account;
    c->audit->reason = STR("password set");
    return session_begin(c, t->account, !w->second_factor, t->token, role);
}

static struct reply link_used(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct welcome *w = arg;
    if (result == ERR_CONFLICT) return link_is_over(c);
    return result ? shell_failure(c, result) : sign_in_go_on(c, w->attempt);
}

static struct reply hashed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    struct welcome *w = arg;
    if (!result) result = w->hashed;
    return result ? shell_failure(c, result) : reply_write(use_link, link_used, w);
}

struct reply welcome_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct link_by_token_row link;
    struct welcome *w = ARENA_NEW(c->arena, struct welcome);
    struct str password = form_get(&r->form, STR("password"));
    w->link = link_hash(c, r);
    enum err err = link_by_token(c->db, bytes_of(&w->link), clock_now(c->clock), &link);
    if (err) return err == ERR_NOT_FOUND ? link_is_over(c) : shell_failure(c, err);
    err = sign_in_check_new_password(c, link.account_id, link.name, link.email, password, &problems);
    if (err) return shell_failure(c, err);
    if (problems.n) return welcome_page(c, r, &link, &problems, 422);
    w->attempt = sign_in_try_new(c, r, link.email, &r->form);
    w->attempt->account = link.account_id;
    w->attempt->password = password;
    w->attempt->has_seed = link.has_seed;
    w->second_factor = link.second_factor;
    return reply_slow(hash_password, hashed, w);
}
