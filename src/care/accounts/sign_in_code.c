/* The second step, a code from the app or a recovery code; and the one factor that brings back an idle session. */
#include "base/limits.h"
#include "care/accounts/pages/again.tmpl.h"
#include "care/accounts/pages/code.tmpl.h"
#include "care/accounts/sign_in.h"

/* ---- the action of both ---- */

enum err sign_in_factor(struct ctx *c, struct sign_in_try *t, bool *ret_right)
{
    struct account_by_id_row account;
    bool waits;
    *ret_right = false;
    enum err err = sign_in_must_wait(c, t, &waits);
    if (err || waits) return err;
    err = account_by_id(c->db, t->account, &account);
    if (err) return err;
    *ret_right = t->password.n && t->right && str_eq(account.password_hash, t->stored);
    if (!t->password.n && (err = sign_in_code_right(c, &account, t->code, ret_right))) return err;
    return *ret_right ? ERR_NONE : sign_in_wrong_factor(c, t);
}

static enum err try_factor(struct ctx *c, void *arg)
{
    struct sign_in_try *t = arg;
    struct role_held_id only, keep = {0};
    bool right;
    enum err err = sign_in_factor(c, t, &right);
    if (err || !right) return err;
    err = sign_in_came(c, t, &only);
    return err ? err : session_make_whole(c, t->session, t->token, t->one_role ? only : keep);
}

/* ---- the second step ---- */

static struct reply code_page(
    struct ctx *c, const struct request *r, struct url back, const struct problems *problems, int status)
{
    struct sign_in_view *v = ARENA_NEW(c->arena, struct sign_in_view);
    *v = (struct sign_in_view){.problems = problems_summary(problems),
        .back = back.text,
        .code = sign_in_code_input(problems, "code", "Code",
            "6 digits from the app on your phone. Without your phone, type one of your 12-digit recovery codes")};
    struct page page = {.title = STR("Enter your code"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .main = sign_in_code_page_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

/* True where this page is not the session's next step; an idle session has a page of its own. */
static bool is_elsewhere(const struct request *r, struct reply *ret)
{
    const struct session *s = r->session;
    if (s->state == SESSION_HALF && s->has_seed) return false;
    *ret = reply_see_other(s->state == SESSION_HALF ? URL("/sign-in/set-up") : URL("/sign-in/again"));
    return true;
}

struct reply sign_in_code_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    struct reply elsewhere;
    if (is_elsewhere(r, &elsewhere)) return elsewhere;
    return code_page(c, r, sign_in_back(&r->query), &none, 200);
}

static struct reply refuse_code(
    struct ctx *c, const struct request *r, const struct sign_in_try *t, struct str why, int status)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, STR("code"), why);
    return code_page(c, r, t->back, problems, status);
}

static struct reply code_tried(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct sign_in_try *t = arg;
    if (result == ERR_CONFLICT) return reply_see_other(URL("/sign-in?done=kept"));
    if (result) return shell_failure(c, result);
    if (t->result == SIGN_IN_ENDED) return reply_see_other(URL("/sign-in?done=tries"));
    if (t->result == SIGN_IN_WAIT) return refuse_code(c, r, t, sign_in_wait_words(c, t->until), 429);
    if (t->result == SIGN_IN_WRONG)
        return refuse_code(
            c, r, t, STR("This code is not right, or it was used before. Wait for the next one"), 422);
    return sign_in_go_on(c, t);
}

struct reply sign_in_code_post(struct ctx *c, const struct request *r)
{
    struct reply elsewhere;
    if (is_elsewhere(r, &elsewhere)) return elsewhere;
    struct sign_in_try *t = sign_in_try_new(c, r, r->session->email, &r->form);
    t->code = str_trim(form_get(&r->form, STR("code")));
    if (!t->code.n) return refuse_code(c, r, t, STR("Enter the code"), 422);
    return reply_write(try_factor, code_tried, t);
}

/* ---- after idling ---- */

static struct reply again_page(
    struct ctx *c, const struct request *r, struct url back, const struct problems *problems, int status)
{
    struct sign_in_view *v = ARENA_NEW(c->arena, struct sign_in_view);
    *v = (struct sign_in_view){.problems = problems_summary(problems),
        .back = back.text,
        .who = r->session->email,
        .has_second_factor = r->session->has_seed,
        .has_held_form = r->session->held_body.n != 0};
    v->password = (struct password_input){.name = STR("password"),
        .label = STR("Password"),
        .label_size = SIZE_S,
        .width = 30,
        .error = problems_at(problems, STR("password"))};
    v->code =
        sign_in_code_input(problems, "code", "Or a code from your app", "6 digits. One of the two is enough");
    struct page page = {.title = STR("Continue where you were"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .main = sign_in_again_page_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

static bool is_not_idle(const struct request *r, struct reply *ret)
{
    if (r->session->state == SESSION_IDLE) return false;
    *ret = reply_see_other(URL("/sign-in/code"));
    return true;
}

struct reply sign_in_again_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    struct reply elsewhere;
    if (is_not_idle(r, &elsewhere)) return elsewhere;
    return again_page(c, r, sign_in_back(&r->query), &none, 200);
}

static struct reply refuse_again(
    struct ctx *c, const struct request *r, const struct sign_in_try *t, struct str why, int status)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    problems_add(problems, t->code.n ? STR("code") : STR("password"), why);
    return again_page(c, r, t->back, problems, status);
}

static struct reply again_tried(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct sign_in_try *t = arg;
    if (result == ERR_CONFLICT) return reply_see_other(URL("/sign-in?done=kept"));
    if (result) return shell_failure(c, result);
    if (t->result == SIGN_IN_ENDED) return reply_see_other(URL("/sign-in?done=tries"));
    if (t->result == SIGN_IN_WAIT) return refuse_again(c, r, t, sign_in_wait_words(c, t->until), 429);
    if (t->result == SIGN_IN_WRONG)
        return refuse_again(c, r, t,
            t->password.n ? STR("Password is not right. Try again") :
                            STR("This code is not right, or it was used before. Wait for the next one"),
            422);
    /* The role they had is still theirs, however many they hold; "/" asks again if it was taken away meanwhile. */
    t->one_role = true;
    return sign_in_go_on(c, t);
}

static struct reply again_checked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return result ? shell_failure(c, result) : reply_write(try_factor, again_tried, arg);
}

struct reply sign_in_again_post(struct ctx *c, const struct request *r)
{
    struct reply elsewhere;
    if (is_not_idle(r, &elsewhere)) return elsewhere;
    struct sign_in_try *t = sign_in_try_new(c, r, r->session->email, &r->form);
    struct str held = r->session->held_path;
    struct account_by_id_row account;
    struct url held_page;
    bool waits;
    if (!url_is_set(t->back) && held.n && url_local(held, &held_page)) t->back = held_page;
    t->password = form_get(&r->form, STR("password"));
    if (!t->password.n) t->code = str_trim(form_get(&r->form, STR("code")));
    if (!t->password.n && !t->code.n) return refuse_again(c, r, t, STR("Enter your password"), 422);
    enum err err = sign_in_must_wait(c, t, &waits);
    if (!err) err = account_by_id(c->db, t->account, &account);
    if (err) return shell_failure(c, err);
    if (waits) return refuse_again(c, r, t, sign_in_wait_words(c, t->until), 429);
    t->stored = account.password_hash;
    return t->password.n ? reply_slow(sign_in_check_password, again_checked, t) :
                           reply_write(try_factor, again_tried, t);
}
