/* The first step, an email address and a password; the way out; and the address "/". */
#include "base/limits.h"
#include "care/accounts/pages/sign_in.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"

static const struct shell_notice NOTICES[] = {{"out", "You have signed out"},
    {"tries", "Too many wrong tries: sign in again from the start"},
    {"kept", "Your session was over: sign in again"}};

static struct reply sign_in_page(struct ctx *c, const struct request *r, struct url back, struct str email,
    const struct problems *problems, int status)
{
    struct sign_in_view *v = ARENA_NEW(c->arena, struct sign_in_view);
    *v = (struct sign_in_view){.problems = problems_summary(problems), .back = back.text};
    v->email = (struct input){.name = STR("email"),
        .label = STR("Email address"),
        .label_size = SIZE_S,
        .type = STR("email"),
        .autocomplete = STR("username"),
        .spellcheck = SPELLCHECK_OFF,
        .width = 30,
        .autocapitalize = STR("none"),
        .value = email,
        .error = problems_at(problems, STR("email"))};
    v->password = (struct password_input){.name = STR("password"),
        .label = STR("Password"),
        .label_size = SIZE_S,
        .width = 30,
        .error = problems_at(problems, STR("password"))};
    struct page page = {
        .title = STR("Sign in"), .narrow = true, .has_problems = problems->n != 0, .main = sign_in_form_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply sign_in_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return sign_in_page(c, r, sign_in_back(&r->query), STR_NONE, &none, 200);
}

/* A sentence over the whole form: which of the two fields was wrong is nobody's business. */
static struct reply refuse(
    struct ctx *c, const struct request *r, const struct sign_in_try *t, struct str why, int status)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, STR("email"), why);
    return sign_in_page(c, r, t->back, t->email, problems, status);
}

static enum err sign_in(struct ctx *c, void *arg)
{
    struct sign_in_try *t = arg;
    struct account_by_id_row account = {0};
    struct role_held_id role = {0};
    bool waits;
    int64_t changed;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err || waits) return err;
    if (t->account.v && (err = account_by_id(c->db, t->account, &account))) return err;
    /* What was checked off the writer must still be what counts. */
    bool in = t->right && str_eq(account.state, STR("active")) && str_eq(account.password_hash, t->stored);
    if (!in) return sign_in_failed(c, t, t->account.v ? STR("wrong password") : STR("no such account"));
    if (t->session.v && (err = session_end(c->db, t->session, &changed))) return err;
    t->result = SIGN_IN_HALF;
    t->has_seed = account.totp_seed.n != 0;
    c->audit->account = t->account;
    c->audit->reason = STR("second factor to come");
    if (!account.second_factor) {
        c->audit->reason = STR_NONE;
        err = sign_in_came(c, t, &role);
    }
    return err ? err : session_begin(c, t->account, !account.second_factor, t->token, role);
}

static struct reply signed_in(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct sign_in_try *t = arg;
    if (result) return shell_failure(c, result);
    if (t->result == SIGN_IN_WAIT) return refuse(c, r, t, sign_in_wait_words(c, t->until), 429);
    if (t->result == SIGN_IN_WRONG)
        return refuse(c, r, t, STR("Email address or password is not right. Check both and try again"), 422);
    return sign_in_go_on(c, t);
}

static struct reply checked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return result ? shell_failure(c, result) : reply_write(sign_in, signed_in, arg);
}

struct reply sign_in_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct str email = field_text(&r->form, STR("email"), STR("Email address"), LIMIT_EMAIL, &problems);
    struct str password = form_get(&r->form, STR("password"));
    if (!email.n) problems_add(&problems, STR("email"), STR("Enter your email address"));
    if (!password.n) problems_add(&problems, STR("password"), STR("Enter your password"));
    if (problems.n) return sign_in_page(c, r, sign_in_back(&r->form), email, &problems, 422);
    struct sign_in_try *t = sign_in_try_new(c, r, str_lower(c->arena, email), &r->form);
    struct account_by_email_row account;
    bool waits;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err) return shell_failure(c, err);
    if (waits) return refuse(c, r, t, sign_in_wait_words(c, t->until), 429);
    err = account_by_email(c->db, t->email, &account);
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    if (!err) t->account = account.account_id;
    if (!err) t->stored = account.password_hash;
    t->password = password;
    return reply_slow(sign_in_check_password, checked, t);
}

/* ---- out ---- */

static enum err sign_out(struct ctx *c, void *arg)
{
    const struct session_id *id = arg;
    int64_t changed;
    return session_end(c->db, *id, &changed);
}

static struct reply signed_out(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    if (result) return shell_failure(c, result);
    struct reply reply = reply_see_other(URL("/sign-in?done=out"));
    reply_add_cookie(&reply, session_clear_cookie(c));
    return reply;
}

struct reply sign_out_post(struct ctx *c, const struct request *r)
{
    struct session_id *id = ARENA_NEW(c->arena, struct session_id);
    *id = r->session->id;
    return reply_write(sign_out, signed_out, id);
}

struct reply first_page_get(struct ctx *c, const struct request *r)
{
    bool choosing = r->session->state == SESSION_CHOOSING;
    return reply_see_other(choosing ? URL("/sign-in/role") : shell_home(c->actor));
}
