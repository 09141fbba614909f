/* One account as administrators see it: who, in which roles, and what may be done to it. */
#include "base/limits.h"
#include "care/accounts/pages/staff_account.tmpl.h"
#include "care/accounts/staff.h"
#include "care/accounts/staff_reasons.h"

static struct url account_url(struct ctx *c, struct uuid key, const char *after)
{
    return url_with_id(c->arena, "/admin/staff/", key, after);
}

static struct str why_not(const struct staff_account *s)
{
    if (s->beyond)
        return STR(
            "They also work in a place that you don’t manage, so only an administrator of all their places can "
            "change this account.");
    if (s->is_self)
        return STR(
            "This is your own account. You can change your name and address; another administrator must do the "
            "rest.");
    return STR_NONE;
}

static struct input field(const struct problems *p, const char *name, const char *label, struct str value)
{
    struct str id = str_from_cstr(name);
    return (struct input){.name = id,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .width = 30,
        .value = value,
        .autocomplete = STR("off"),
        .error = problems_at(p, id)};
}

static void view_roles(struct ctx *c, const struct staff_account *s, struct staff_account_view *v)
{
    v->roles.items = ARENA_ARRAY(c->arena, struct staff_role_row, s->roles.n);
    for (size_t i = 0; i < s->roles.n; i++) {
        const struct roles_of_row *role = &s->roles.items[i];
        bool in_reach = role->pcn_id.v == c->actor->pcn.v &&
            (!c->actor->practice.v || role->practice_id.v == c->actor->practice.v);
        if (!in_reach && role->pcn_id.v != c->actor->pcn.v) continue; /* nothing crosses between networks */
        v->roles.items[v->roles.n++] =
            (struct staff_role_row){.label = staff_role_label((enum staff_role)role->role),
                .place = role->place_name,
                .value = staff_role_value(c->arena, role),
                .can_end = in_reach};
    }
}

static void view_addresses(struct ctx *c, struct uuid key, struct staff_account_view *v)
{
    v->save = account_url(c, key, "");
    v->give = account_url(c, key, "/roles");
    v->end = account_url(c, key, "/roles/end");
    v->disable = account_url(c, key, "/disable");
    v->enable = account_url(c, key, "/enable");
    v->reset = account_url(c, key, "/reset");
    v->leaving = account_url(c, key, "/leaving");
    v->post = url_with_id(c->arena, "/team/", key, "/post");
}

static void view_reset(
    struct ctx *c, const struct problems *p, const struct form *form, struct staff_account_view *v)
{
    struct choice *both = ARENA_ARRAY(c->arena, struct choice, 2);
    struct str chosen = form ? form_get(form, STR("what")) : STR_NONE;
    both[0] = (struct choice){.value = STR("password"),
        .label = STR("Password only"),
        .hint = STR("They still need a code from their phone"),
        .checked = str_eq(chosen, STR("password"))};
    both[1] = (struct choice){.value = STR("both"),
        .label = STR("Password and second step"),
        .hint = STR("They lost their phone, or have a new one"),
        .checked = str_eq(chosen, STR("both"))};
    v->what = (struct radios){.name = STR("what"),
        .legend = STR("What to reset"),
        .legend_size = SIZE_S,
        .small = true,
        .items = {both, 2},
        .error = problems_at(p, STR("what"))};
    v->reason = staff_reason_field(c, p, form ? form_get(form, STR("reason")) : STR_NONE);
}

static struct str day_or(struct ctx *c, struct instant t, struct str otherwise)
{
    return instant_is_set(t) ? instant_long(c->arena, t) : otherwise;
}

static void view_facts(struct ctx *c, const struct staff_account *s, struct staff_account_view *v)
{
    v->version = str_printf(c->arena, "%lld", (long long)s->row.version);
    v->top = (struct page_top){.heading = s->row.name, .quiet = s->row.email};
    v->state = staff_state_tag(s->row.state);
    v->created = day_or(c, s->row.created_at, STR_NONE);
    v->last = day_or(c, s->row.signed_in_at, STR("Never"));
    v->why_not = why_not(s);
    v->is_self = s->is_self;
    v->is_disabled = str_eq(s->row.state, STR("disabled"));
    v->has_second_factor = s->row.has_seed;
    v->can_change = !s->beyond;
    v->can_give = !s->is_self && !v->is_disabled;
    v->can_reset = v->can_change && v->can_give;
}

static const struct shell_notice NOTICES[] = {{"saved", "The account is saved"},
    {"post", "Hours and people to turn to are saved"}, {"given", "The role is given"},
    {"ended", "The role is ended"},
    {"disabled", "The account is disabled, and nobody is signed in with it any more"},
    {"enabled", "The account works again"}};

struct reply staff_account_page(
    struct ctx *c, const struct request *r, const struct form *form, const struct problems *problems, int status)
{
    struct staff_account s;
    enum err err = staff_get(c, request_id(r, 0), &s);
    if (err) return shell_failure(c, err);
    struct staff_account_view *v = ARENA_NEW(c->arena, struct staff_account_view);
    v->problems = problems_summary(problems);
    view_facts(c, &s, v);
    view_addresses(c, s.row.key, v);
    view_roles(c, &s, v);
    bool typed = form && form_get(form, STR("name")).p;
    v->name_field = field(problems, "name", "Name", typed ? form_get(form, STR("name")) : s.row.name);
    v->email_field =
        field(problems, "email", "Work email address", typed ? form_get(form, STR("email")) : s.row.email);
    v->role = staff_role_field(c, problems, form ? form_get(form, STR("role")) : STR_NONE);
    err = staff_place_field(c, problems, form ? form_get(form, STR("place")) : STR_NONE, &v->place);
    if (err) return shell_failure(c, err);
    view_reset(c, problems, form, v);
    struct page page = {.title = STR("Account, staff"),
        .has_problems = problems->n != 0,
        .back = URL("/admin/staff"),
        .main = staff_account_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_STAFF, &page);
}

struct reply staff_account_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return staff_account_page(c, r, r->held ? &r->form : NULL, &none, 200);
}

struct reply staff_link_page(
    struct ctx *c, const struct request *r, struct str name, struct str email, struct uuid key, struct str token)
{
    struct staff_link_view *v = ARENA_NEW(c->arena, struct staff_link_view);
    struct uuid id;
    MUST(uuid_from_text(token, &id));
    v->name = name;
    v->email = email;
    v->account = account_url(c, key, "");
    v->link_path = url_with_id(c->arena, "/welcome/", id, "");
    v->link = str_printf(c->arena, "%.*s%.*s", STR_ARG(c->app->origin), STR_ARG(v->link_path.text));
    struct page page = {.title = STR("A link to hand over"), .narrow = true, .main = staff_link_slot(v)};
    return shell_page(c, r, 200, SECTION_STAFF, &page);
}
