/* As what somebody is here today: a role and its place, chosen when they hold several. */
#include "base/limits.h"
#include "care/accounts/pages/role.tmpl.h"
#include "care/accounts/sign_in.h"
#include "platform/audit/audit.h"

/* "care-coordinator.0193…": the role's code and the key of its place. */
static struct str role_value(struct arena *a, const struct roles_of_row *role)
{
    struct str code = staff_role_code((enum staff_role)role->role), place = uuid_text(a, role->place);
    return str_printf(a, "%.*s.%.*s", STR_ARG(code), STR_ARG(place));
}

static struct reply role_page(
    struct ctx *c, const struct request *r, struct url back, const struct problems *problems, int status)
{
    struct roles_of_list roles;
    enum err err = roles_of(c->db, r->session->account, &roles);
    if (err) return shell_failure(c, err);
    struct sign_in_role_view *v = ARENA_NEW(c->arena, struct sign_in_role_view);
    *v = (struct sign_in_role_view){.problems = problems_summary(problems), .back = back.text, .none = !roles.n};
    v->roles = (struct radios){.name = STR("role"),
        .legend = STR("What are you here for?"),
        .legend_size = SIZE_M,
        .heading = true,
        .hint = STR("What you see and may do depends on it. You can change it at any time."),
        .error = problems_at(problems, STR("role"))};
    v->roles.items.items = ARENA_ARRAY(c->arena, struct choice, roles.n);
    for (size_t i = 0; i < roles.n; i++)
        v->roles.items.items[v->roles.items.n++] = (struct choice){.value = role_value(c->arena, &roles.items[i]),
            .hint = roles.items[i].place_name,
            .label = staff_role_label((enum staff_role)roles.items[i].role),
            .checked = c->actor->role_held.v && c->actor->role_held.v == roles.items[i].role_held_id.v};
    struct page page = {.title = STR("Choose your role"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .main = sign_in_role_page_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply sign_in_role_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return role_page(c, r, sign_in_back(&r->query), &none, 200);
}

struct choice_made {
    struct session_id session;
    struct account_id account;
    struct str value, token;
    struct url back;
};

static enum err choose(struct ctx *c, void *arg)
{
    const struct choice_made *m = arg;
    struct roles_of_list roles;
    enum err err = roles_of(c->db, m->account, &roles);
    if (err) return err;
    for (size_t i = 0; i < roles.n; i++) {
        if (!str_eq(role_value(c->arena, &roles.items[i]), m->value)) continue;
        c->audit->role = (int)roles.items[i].role;
        c->audit->pcn = roles.items[i].pcn_id;
        c->audit->practice = roles.items[i].practice_id;
        c->audit->reason = STR("role chosen");
        return session_make_whole(c, m->session, m->token, roles.items[i].role_held_id);
    }
    return ERR_INVALID;
}

static struct reply chosen(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct choice_made *m = arg;
    if (result == ERR_INVALID) {
        struct problems *problems = ARENA_NEW(c->arena, struct problems);
        problems->arena = c->arena;
        problems_add(problems, STR("role"), STR("Choose one of your roles"));
        return role_page(c, r, m->back, problems, 422);
    }
    if (result == ERR_CONFLICT) return reply_see_other(URL("/sign-in?done=kept"));
    if (result) return shell_failure(c, result);
    struct reply reply = reply_see_other(url_is_set(m->back) ? m->back : URL("/"));
    reply_add_cookie(&reply, session_set_cookie(c, m->token));
    return reply;
}

struct reply sign_in_role_post(struct ctx *c, const struct request *r)
{
    struct choice_made *m = ARENA_NEW(c->arena, struct choice_made);
    *m = (struct choice_made){.session = r->session->id,
        .account = r->session->account,
        .value = form_get(&r->form, STR("role")),
        .token = crypto_token_new(c->arena),
        .back = sign_in_back(&r->form)};
    return reply_write(choose, chosen, m);
}
