/* The list of staff, and adding somebody. */
#include "base/buf.h"
#include "base/limits.h"
#include "care/accounts/pages/staff.tmpl.h"
#include "care/accounts/staff.h"

enum { ROLES_TEXT_MOST = 4096 };

static struct str roles_text(struct ctx *c, const struct roles_in_reach_list *roles, struct account_id account)
{
    struct buf out = buf_new(c->arena, 128, ROLES_TEXT_MOST);
    for (size_t i = 0; i < roles->n; i++) {
        if (roles->items[i].account_id.v != account.v) continue;
        struct str label = staff_role_label((enum staff_role)roles->items[i].role);
        buf_printf(&out, "%s%.*s, %.*s", out.n ? "; " : "", STR_ARG(label), STR_ARG(roles->items[i].place_name));
    }
    return out.n ? buf_str(&out) : STR("No role any more");
}

/* Who manages accounts opens the account; who answers for people's work, what somebody would leave behind. */
static struct url account_page(struct ctx *c, struct uuid key)
{
    if (actor_may(c->actor, PERMISSION_ACCOUNTS)) return url_with_id(c->arena, "/admin/staff/", key, "");
    if (actor_may(c->actor, PERMISSION_LEAVERS)) return url_with_id(c->arena, "/admin/staff/", key, "/leaving");
    return URL_NONE;
}

static const struct shell_notice NOTICES[] = {{"added", "The account is added"}};

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Name")}, {.heading = STR_INIT("Roles")},
    {.heading = STR_INIT("Account")}, {.heading = STR_INIT("Last signed in")}};
static const struct worklist_kind KIND = {.name = "staff",
    .path = {STR_INIT("/admin/staff")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Staff"),
    .empty = STR_INIT("Nobody works here yet. Add an account first.")};

static void add_row(struct ctx *c, const struct staff_in_reach_row *one, const struct roles_in_reach_list *roles,
    struct worklist_view *v)
{
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    cells[0] = (struct worklist_cell){.text = one->name, .href = account_page(c, one->key), .quiet = one->email};
    cells[1].text = roles_text(c, roles, one->account_id);
    cells[2].tag = staff_state_tag(one->state);
    cells[3].none = STR("Never");
    if (instant_is_set(one->signed_in_at)) cells[3].text = instant_long(c->arena, one->signed_in_at);
}

static struct worklist_place place_of(const struct staff_in_reach_list *staff, size_t at)
{
    if (at >= staff->n) return (struct worklist_place){0};
    return (struct worklist_place){.words = staff->items[at].name, .id = staff->items[at].account_id.v};
}

static enum err read_page(struct ctx *c, const struct worklist *w, struct staff_in_reach_list *ret)
{
    struct str after = w->begun ? w->place.words : STR("");
    return staff_in_reach(
        c->db, c->actor->pcn, c->actor->practice, w->back, after, w->place.id, WORKLIST_PAGE + 1, ret);
}

struct reply staff_list_get(struct ctx *c, const struct request *r)
{
    struct staff_in_reach_list staff;
    struct roles_in_reach_list roles;
    struct worklist w;
    if (!worklist_read(c, r, &KIND, NULL, 0, &w)) return worklist_unreadable(c);
    enum err err = read_page(c, &w, &staff);
    if (!err) err = roles_in_reach(c->db, c->actor->pcn, c->actor->practice, &roles);
    if (err) return shell_failure(c, err);
    struct worklist_span s = worklist_span_ordered(&w, staff.n);
    struct staff_list_view *v = ARENA_NEW(c->arena, struct staff_list_view);
    v->can_add = actor_may(c->actor, PERMISSION_ACCOUNTS);
    v->top = (struct page_top){.heading = STR("Staff"), .quiet = STR("By name")};
    worklist_view(c, &w, &s, place_of(&staff, s.from), place_of(&staff, s.from + s.shown - 1), &v->list);
    for (size_t i = 0; i < s.shown; i++) add_row(c, &staff.items[worklist_at(&s, i)], &roles, &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {.title = worklist_title(c->arena, &w, STR("Staff")), .main = staff_list_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_STAFF, &page);
}

/* ---- adding ---- */

static struct input field(const struct problems *p, const struct form *form, const char *name, const char *label)
{
    struct str id = str_from_cstr(name);
    return (struct input){.name = id,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .width = 30,
        .value = form_get(form, id),
        .autocomplete = STR("off"),
        .error = problems_at(p, id)};
}

static struct reply new_page(struct ctx *c, const struct request *r, const struct problems *problems, int status)
{
    struct staff_new_view *v = ARENA_NEW(c->arena, struct staff_new_view);
    *v = (struct staff_new_view){.problems = problems_summary(problems),
        .name = field(problems, &r->form, "name", "Name"),
        .email = field(problems, &r->form, "email", "Work email address"),
        .role = staff_role_field(c, problems, form_get(&r->form, STR("role")))};
    v->email.type = STR("email");
    v->email.spellcheck = SPELLCHECK_OFF;
    v->name.hint = STR("As colleagues read it, for example Leah Morgan");
    enum err err = staff_place_field(c, problems, form_get(&r->form, STR("place")), &v->place);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Add an account"),
        .narrow = true,
        .has_problems = problems->n != 0,
        .back = URL("/admin/staff"),
        .main = staff_new_slot(v)};
    return shell_page(c, r, status, SECTION_STAFF, &page);
}

struct reply staff_new_get(struct ctx *c, const struct request *r)
{
    struct problems none = {.arena = c->arena};
    return new_page(c, r, &none, 200);
}

struct adding {
    struct account_new account;
    struct str token;
};

static enum err add(struct ctx *c, void *arg)
{
    struct adding *a = arg;
    struct account_new account = a->account;
    enum err err = account_create(c, &account);
    if (!err) err = account_invite_link(c, account.id, a->token);
    return err;
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct adding *a = arg;
    if (result == ERR_EXISTS) {
        struct problems *problems = ARENA_NEW(c->arena, struct problems);
        problems->arena = c->arena;
        problems_add(problems, STR("email"), STR("Somebody already has an account with this email address"));
        return new_page(c, r, problems, 409);
    }
    if (result) return shell_failure(c, result);
    return staff_link_page(c, r, a->account.name, a->account.email, a->account.key, a->token);
}

struct reply staff_new_post(struct ctx *c, const struct request *r)
{
    struct problems problems = {.arena = c->arena};
    struct adding *a = ARENA_NEW(c->arena, struct adding);
    struct str email = field_text(&r->form, STR("email"), STR("Work email address"), LIMIT_EMAIL, &problems);
    a->account.name = field_text(&r->form, STR("name"), STR("Name"), LIMIT_NAME, &problems);
    a->account.email = account_email(c->arena, email);
    a->account.key = uuid_new(c->clock);
    a->token = account_link_token(c->arena);
    struct str role = form_get(&r->form, STR("role")), place = form_get(&r->form, STR("place"));
    if (!a->account.name.n) problems_add(&problems, STR("name"), STR("Enter their name"));
    if (!a->account.email.n)
        problems_add(&problems, STR("email"),
            email.n ? STR("Enter an email address like leah.morgan@example.nhs.uk") :
                      STR("Enter their work email address"));
    if (!role.n) problems_add(&problems, STR("role"), STR("Choose a role"));
    if (!place.n) problems_add(&problems, STR("place"), STR("Choose where they work"));
    enum err err = role.n && place.n ? staff_role_from(c, role, place, &a->account.role) : ERR_NONE;
    if (err == ERR_NOT_FOUND)
        problems_add(&problems, STR("role"), STR("Choose a role and a place from the lists"));
    else if (err)
        return shell_failure(c, err);
    return problems.n ? new_page(c, r, &problems, 422) : reply_write(add, added, a);
}
