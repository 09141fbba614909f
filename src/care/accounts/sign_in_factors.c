/* What signing in and somebody's own account page ask and show alike: codes, passwords to be set, the app's seed.
 */
#include "care/accounts/pages/codes.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/auth/password.h"
#include "platform/auth/totp.h"
#include "wire/qr.h"

enum { QUIET_ZONE = 4, SECRET_GROUP = 4 };

enum err sign_in_code_right(
    struct ctx *c, const struct account_by_id_row *account, struct str code, bool *ret_right)
{
    struct str seed;
    int64_t step;
    *ret_right = false;
    if (!code.n || !account->totp_seed.n) return ERR_NONE;
    enum err err = account_open_seed(c, account->account_id, account->totp_seed, &seed);
    if (err) return err;
    err = totp_right(seed, code, clock_now(c->clock), account->totp_last_step, &step) ?
        account_use_step(c->db, account->account_id, step) :
        recovery_code_use(c, account->account_id, code);
    *ret_right = err == ERR_NONE;
    return err == ERR_CONFLICT ? ERR_NONE : err;
}

enum err sign_in_wrong_factor(struct ctx *c, struct sign_in_try *t)
{
    bool ended;
    enum err err = sign_in_failed(c, t, t->password.n ? STR("wrong password") : STR("wrong code"));
    if (!err) err = session_wrong_try(c, t->session, &ended);
    if (!err && ended) t->result = SIGN_IN_ENDED;
    return err;
}

enum err sign_in_check_new_password(struct ctx *c, struct account_id account, struct str name, struct str email,
    struct str password, struct problems *problems)
{
    struct names_around_list names;
    enum err err = names_around(c->db, account, &names);
    if (err) return err;
    struct password_words around = {ARENA_ARRAY(c->arena, struct str, names.n + 3), 0};
    around.items[around.n++] = name;
    around.items[around.n++] = email;
    around.items[around.n++] = c->app->name;
    for (size_t i = 0; i < names.n; i++) around.items[around.n++] = names.items[i].name;
    struct str wrong = password.n ? password_problem(c->arena, password, &around) : STR("Enter a password");
    if (wrong.n) problems_add(problems, STR("password"), wrong);
    return ERR_NONE;
}

struct password_input sign_in_new_password_input(const struct problems *problems, struct str label)
{
    return (struct password_input){.name = STR("password"),
        .label = label,
        .label_size = SIZE_S,
        .hint =
            STR("12 characters or more. Three words that don’t belong together are good. A password manager is "
                "better"),
        .autocomplete = STR("new-password"),
        .width = 30,
        .error = problems_at(problems, STR("password"))};
}

struct input sign_in_code_input(
    const struct problems *problems, const char *name, const char *label, const char *hint)
{
    return (struct input){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .hint = str_from_cstr(hint),
        .label_size = SIZE_S,
        .width = 10,
        .inputmode = STR("numeric"),
        .autocomplete = STR("one-time-code"),
        .code = true,
        .spellcheck = SPELLCHECK_OFF,
        .error = problems_at(problems, str_from_cstr(name))};
}

/* "ABCD EFGH IJKL": as people copy it. */
static struct str in_groups(struct arena *a, struct str secret)
{
    struct str groups[TOTP_SEED_BYTES * 2 / SECRET_GROUP];
    size_t n = 0;
    for (size_t at = 0; at < secret.n && n < COUNT_OF(groups); at += SECRET_GROUP)
        groups[n++] = str_slice(secret, at, at + SECRET_GROUP);
    return str_join(a, groups, n, STR(" "));
}

enum err sign_in_draw_offer(struct ctx *c, struct str seed, struct str email, struct factor_offer *ret)
{
    struct qr qr;
    struct str name = str_slice(c->app->name, 0, 60);
    enum err err = qr_make(c->arena, totp_address(c->arena, seed, name, email), &qr);
    if (err) return err;
    int side = qr.width + 2 * QUIET_ZONE;
    *ret = (struct factor_offer){.box = str_printf(c->arena, "%d %d %d %d", -QUIET_ZONE, -QUIET_ZONE, side, side),
        .path = qr.path,
        .secret = in_groups(c->arena, totp_base32(c->arena, seed)),
        .email = email};
    return ERR_NONE;
}

struct reply sign_in_codes_page(
    struct ctx *c, const struct request *r, const struct recovery_codes *codes, struct str token, struct str back)
{
    struct recovery_codes_view *v = ARENA_NEW(c->arena, struct recovery_codes_view);
    *v = (struct recovery_codes_view){.codes = {(struct str *)codes->items, RECOVERY_CODES}, .back = back};
    struct page page = {
        .title = STR("Keep your recovery codes"), .narrow = true, .main = recovery_codes_page_slot(v)};
    /* The page's form belongs to the session under its new token. */
    struct session session = *r->session;
    session.csrf = session_csrf_under(c, r->session, token);
    struct request renewed = *r;
    renewed.session = &session;
    struct reply reply = shell_page(c, &renewed, 200, SECTION_NONE, &page);
    reply_add_cookie(&reply, session_set_cookie(c, token));
    return reply;
}
