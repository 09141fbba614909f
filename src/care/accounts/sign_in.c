/* The first step, an email address and a password; the way out; and the address "/". */
#include "base/limits.h"
#include "care/accounts/pages/sign_in.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"

static const struct shell_notice NOTICES[] = {{"out", "You have signed out"},
    {"tries", "Too many wrong tries: sign in again from the start"},
    {"kept", "Your session was over: sign in again"}};

/* Whoever comes with this address: an account in each of some networks, mostly one. */
enum { ACCOUNTS_MOST = 16, CHECKS_LEAST = 2 };
struct coming {
    struct sign_in_try *t;
    struct accounts_by_email_list accounts;
    bool right[ACCOUNTS_MOST]; /* the password */
    size_t checks;             /* how many passwords are checked, whoever has the address */
    struct uuid network;       /* chosen, where the password is right in several */
};

static void draw_networks(
    struct ctx *c, const struct coming *k, const struct problems *problems, struct sign_in_view *v)
{
    v->network = (struct radios){.name = STR("network"),
        .legend = STR("Where do you want to sign in?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(problems, STR("network"))};
    v->network.items.items = ARENA_ARRAY(c->arena, struct choice, ACCOUNTS_MOST);
    for (size_t i = 0; i < k->accounts.n; i++)
        if (k->right[i])
            v->network.items.items[v->network.items.n++] =
                (struct choice){.value = uuid_text(c->arena, k->accounts.items[i].pcn_key),
                    .label = k->accounts.items[i].pcn_name};
}

/* networks: NULL, or those that are to be chosen from. */
static struct reply sign_in_page(struct ctx *c, const struct request *r, struct url back, struct str email,
    const struct coming *networks, const struct problems *problems, int status)
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
    if (networks) draw_networks(c, networks, problems, v);
    struct page page = {
        .title = STR("Sign in"), .narrow = true, .has_problems = problems->n != 0, .main = sign_in_form_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply sign_in_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return sign_in_page(c, r, sign_in_back(&r->query), STR_NONE, NULL, &none, 200);
}

/* A sentence over the whole form: which of the two fields was wrong is nobody's business. */
static struct reply refuse(
    struct ctx *c, const struct request *r, const struct sign_in_try *t, struct str why, int status)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, STR("email"), why);
    return sign_in_page(c, r, t->back, t->email, NULL, problems, status);
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

/* One password in several networks: which of them is asked, and the password once more. */
static struct reply ask_network(struct ctx *c, const struct request *r, const struct coming *k)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, STR("network"), STR("Choose one of your networks, and enter your password again"));
    return sign_in_page(c, r, k->t->back, k->t->email, k, problems, 422);
}

/* An address that one network has takes as long as one that two have, or none: time would tell whoever added it to
 * theirs that another has it too. */
static void check(struct ctx *c, void *arg)
{
    struct coming *k = arg;
    for (size_t i = 0; i < k->checks; i++) {
        k->t->stored = i < k->accounts.n ? k->accounts.items[i].password_hash : STR_NONE;
        sign_in_check_password(c, k->t);
        if (i < k->accounts.n) k->right[i] = k->t->right;
    }
}

/* The account that the password opens; where it opens none, whose it was meant to be is not known but where there
 * is one alone. */
static size_t settle(struct coming *k)
{
    size_t found = 0, at = 0;
    for (size_t i = 0; i < k->accounts.n; i++) {
        bool wanted = !uuid_is_set(k->network) || uuid_eq(k->network, k->accounts.items[i].pcn_key);
        if (!k->right[i] || !wanted) continue;
        at = i;
        found++;
    }
    k->t->right = found == 1;
    if (!k->accounts.n || (!found && k->accounts.n > 1)) return found;
    k->t->account = k->accounts.items[at].account_id;
    k->t->stored = k->accounts.items[at].password_hash;
    return found;
}

static struct reply checked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct coming *k = arg;
    if (result) return shell_failure(c, result);
    return settle(k) > 1 ? ask_network(c, r, k) : reply_write(sign_in, signed_in, k->t);
}

static enum err who_comes(struct ctx *c, const struct request *r, struct sign_in_try *t, struct coming *ret)
{
    struct accounts_networks_row installation;
    *ret = (struct coming){.t = t, .checks = 1};
    enum err err = accounts_by_email(c->db, t->email, ACCOUNTS_MOST, &ret->accounts);
    if (!err) err = accounts_networks(c->db, &installation);
    if (err) return err;
    if (installation.networks > 1) ret->checks = ret->accounts.n > CHECKS_LEAST ? ret->accounts.n : CHECKS_LEAST;
    if (!uuid_from_text(form_get(&r->form, STR("network")), &ret->network)) ret->network = (struct uuid){0};
    return ERR_NONE;
}

struct reply sign_in_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct str email = field_text(&r->form, STR("email"), STR("Email address"), LIMIT_EMAIL, &problems);
    struct str password = form_get(&r->form, STR("password"));
    if (!email.n) problems_add(&problems, STR("email"), STR("Enter your email address"));
    if (!password.n) problems_add(&problems, STR("password"), STR("Enter your password"));
    if (problems.n) return sign_in_page(c, r, sign_in_back(&r->form), email, NULL, &problems, 422);
    struct sign_in_try *t = sign_in_try_new(c, r, str_lower(c->arena, email), &r->form);
    struct coming *k = ARENA_NEW(c->arena, struct coming);
    bool waits;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err) return shell_failure(c, err);
    if (waits) return refuse(c, r, t, sign_in_wait_words(c, t->until), 429);
    t->account = (struct account_id){0};
    t->password = password;
    err = who_comes(c, r, t, k);
    return err ? shell_failure(c, err) : reply_slow(check, checked, k);
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
