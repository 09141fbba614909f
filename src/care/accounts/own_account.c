/* The page of somebody's own account, and ending their other sessions. */
#include "care/accounts/own_account.h"

#include "care/accounts/pages/own_account.tmpl.h"
#include "platform/audit/audit.h"
#include "platform/auth/throttle.h"

/* ---- what is shown ---- */

static enum err add_roles(struct ctx *c, struct account_id account, struct own_account_view *v)
{
    struct roles_of_list roles;
    enum err err = roles_of(c->db, account, &roles);
    if (err) return err;
    v->roles_box = (struct box){
        .heading = STR("Your roles"), .quiet = STR("Whoever manages accounts where you work gives and ends them")};
    if (roles.n > 1) v->roles_box.link = (struct link){.text = STR("Change role"), .href = URL("/sign-in/role")};
    v->roles.none = STR("You have no role here yet.");
    v->roles.items.items = ARENA_ARRAY(c->arena, struct line, roles.n);
    for (size_t i = 0; i < roles.n; i++) {
        bool now = c->actor->role_held.v && c->actor->role_held.v == roles.items[i].role_held_id.v;
        v->roles.items.items[v->roles.items.n++] =
            (struct line){.text = staff_role_label((enum staff_role)roles.items[i].role),
                .below = roles.items[i].place_name,
                .right = now ? STR("Now") : STR_NONE};
    }
    return ERR_NONE;
}

static struct line session_line(struct ctx *c, const struct sessions_of_row *s, bool here)
{
    struct str began = instant_long(c->arena, s->started_at), seen = instant_long(c->arena, s->seen_at);
    struct line l = {.text = here ? STR("This browser") : STR("Another browser"),
        .below = str_printf(c->arena, "Since %.*s. Last used %.*s", STR_ARG(began), STR_ARG(seen))};
    if (str_eq(s->stage, STR("password")))
        l.right = STR("Waits for the second step");
    else if (s->role.set)
        l.right = staff_role_label((enum staff_role)s->role.v);
    if (here) l.below = str_printf(c->arena, "Since %.*s", STR_ARG(began));
    return l;
}

static enum err add_sessions(struct ctx *c, const struct request *r, struct own_account_view *v)
{
    struct sessions_of_list rows;
    struct instant since = {clock_now(c->clock).v - c->app->limits->whole_ms};
    enum err err = sessions_of(c->db, r->session->account, since, &rows);
    if (err) return err;
    v->sessions_box = (struct box){.heading = STR("Where you are signed in")};
    v->sessions.items.items = ARENA_ARRAY(c->arena, struct line, rows.n);
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < rows.n; i++) {
            bool here = rows.items[i].session_id.v == r->session->id.v;
            if (here == (others != 0)) continue;
            v->sessions.items.items[v->sessions.items.n++] = session_line(c, &rows.items[i], here);
            v->is_elsewhere_too |= !here;
        }
    return ERR_NONE;
}

static enum err add_second_step(
    struct ctx *c, const struct request *r, const struct problems *problems, struct own_account_view *v)
{
    struct recovery_left_row left;
    v->has_second_factor = r->session->has_seed;
    if (!v->has_second_factor) return ERR_NONE;
    enum err err = recovery_left(c->db, r->session->account, &left);
    if (err) return err;
    v->codes_left = str_printf(c->arena, "You have %lld recovery %s left.", (long long)left.left_over,
        left.left_over == 1 ? "code" : "codes");
    v->code = sign_in_code_input(
        problems, "code", "Code", "6 digits from the app on your phone, or one of your recovery codes");
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {{"password", "Your password is changed"},
    {"codes", "You have new recovery codes"}, {"factor", "Your second step is set up again"},
    {"sessions", "You are signed out everywhere else"}};

struct reply own_account_page(struct ctx *c, const struct request *r, const struct problems *problems, int status)
{
    struct own_account_view *v = ARENA_NEW(c->arena, struct own_account_view);
    *v = (struct own_account_view){.problems = problems_summary(problems),
        .top = {.heading = STR("Your account"), .quiet = r->session->email},
        .email = r->session->email,
        .password = sign_in_new_password_input(problems, STR("New password"))};
    v->present = (struct password_input){.name = STR("present"),
        .label = STR("Your password now"),
        .label_size = SIZE_S,
        .width = 30,
        .error = problems_at(problems, STR("present"))};
    enum err err = add_roles(c, r->session->account, v);
    if (!err) err = add_sessions(c, r, v);
    if (!err) err = add_second_step(c, r, problems, v);
    if (err) return shell_failure(c, err);
    struct page page = {
        .title = STR("Your account"), .has_problems = problems->n != 0, .main = own_account_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply own_account_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return own_account_page(c, r, &none, 200);
}

/* ---- what its forms do alike ---- */

bool own_attempt_failed(struct ctx *c, const struct request *r, const struct sign_in_try *t, enum err result,
    const char *field, own_page_fn page, struct reply *ret)
{
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    if (result == ERR_CONFLICT) {
        *ret = reply_see_other(URL("/sign-in?done=kept"));
        return true;
    }
    if (result) {
        *ret = shell_failure(c, result);
        return true;
    }
    if (t->result == SIGN_IN_WHOLE) return false;
    if (t->result == SIGN_IN_ENDED) {
        *ret = reply_see_other(URL("/sign-in?done=tries"));
        return true;
    }
    struct str why = t->result == SIGN_IN_WAIT ? sign_in_wait_words(c, t->until) :
        t->password.n                          ? STR("This is not your password. Try again") :
                        STR("This code is not right, or it was used before. Wait for the next one");
    problems_add(problems, str_from_cstr(field), why);
    *ret = page(c, r, problems, t->result == SIGN_IN_WAIT ? 429 : 422);
    return true;
}

enum err own_attempt_right(struct ctx *c, struct sign_in_try *t, struct str reason)
{
    c->audit->object_kind = STR("account");
    c->audit->object_id = t->account.v;
    c->audit->reason = reason;
    t->result = SIGN_IN_WHOLE;
    enum err err = throttle_forgive(c, t->by_account);
    return err ? err : session_make_whole(c, t->session, t->token, (struct role_held_id){0});
}

/* ---- the other sessions ---- */

static enum err end_others(struct ctx *c, void *arg)
{
    const struct session *s = arg;
    int64_t ended;
    c->audit->object_kind = STR("account");
    c->audit->object_id = s->account.v;
    c->audit->reason = STR("other sessions ended");
    return session_end_others(c->db, s->account, s->id, &ended);
}

static struct reply others_ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/account?done=sessions"));
}

struct reply own_sessions_end_post(struct ctx *c, const struct request *r)
{
    struct session *mine = ARENA_NEW(c->arena, struct session);
    *mine = *r->session;
    return reply_write(end_others, others_ended, mine);
}
