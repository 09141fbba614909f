#include "care/shell/shell.h"

#include "care/shell/other_role.tmpl.h"
#include "nhs/vocabulary.h"
#include "platform/auth/auth.sql.h"

static const struct {
    enum permission needs;
    enum shell_section section;
    struct str text;
    struct url href;
} NAVIGATION[] = {
    {PERMISSION_MY_DAY, SECTION_MY_DAY, STR_INIT("My day"), {STR_INIT("/my-day")}},
    {PERMISSION_PERSON_RECORD, SECTION_PEOPLE, STR_INIT("People"), {STR_INIT("/people")}},
    /* For those who see no list. */
    {PERMISSION_PEOPLE_FIND, SECTION_PEOPLE, STR_INIT("People"), {STR_INIT("/people/find")}},
    {PERMISSION_RELATIONS_OWN, SECTION_OWN_PEOPLE, STR_INIT("My people"), {STR_INIT("/my-people")}},
    {PERMISSION_CASELOAD, SECTION_CASELOAD, STR_INIT("Caseload"), {STR_INIT("/caseload")}},
    {PERMISSION_TRIAGE, SECTION_REFERRALS, STR_INIT("Referrals"), {STR_INIT("/referrals")}},
    {PERMISSION_REFER, SECTION_REFERRALS, STR_INIT("Referrals"), {STR_INIT("/referrals/sent")}},
    {PERMISSION_CONTACT_RECORD, SECTION_TASKS, STR_INIT("Tasks"), {STR_INIT("/tasks")}},
    {PERMISSION_CARE_HOMES, SECTION_CARE_HOMES, STR_INIT("Care homes"), {STR_INIT("/care-homes")}},
    {PERMISSION_DUPLICATES, SECTION_DUPLICATES, STR_INIT("Duplicates"), {STR_INIT("/duplicates")}},
    {PERMISSION_TEAM_SEE, SECTION_TEAM, STR_INIT("My team"), {STR_INIT("/team/readiness")}},
    {PERMISSION_DEVELOPMENT_OWN, SECTION_DEVELOPMENT, STR_INIT("My development"), {STR_INIT("/my-development")}},
    {PERMISSION_IMPORTS, SECTION_IMPORTS, STR_INIT("Imports"), {STR_INIT("/admin/imports")}},
    {PERMISSION_ACCESS_REVIEW, SECTION_ACCESS, STR_INIT("Access"), {STR_INIT("/admin/access")}},
    {PERMISSION_STAFF_SEE, SECTION_STAFF, STR_INIT("Staff"), {STR_INIT("/admin/staff")}},
    {PERMISSION_GP_RECORD, SECTION_GP_RECORD, STR_INIT("GP records"), {STR_INIT("/gp-record")}},
    {PERMISSION_ACCOUNTS, SECTION_BACKUPS, STR_INIT("Backups"), {STR_INIT("/admin/backups")}},
    {PERMISSION_ACCOUNTS, SECTION_MAIL, STR_INIT("Mail"), {STR_INIT("/admin/mail")}},
    {PERMISSION_AUDIT, SECTION_AUDIT, STR_INIT("Audit"), {STR_INIT("/admin/audit")}},
    {PERMISSION_REFERENCE, SECTION_REFERENCE, STR_INIT("Published tables"), {STR_INIT("/admin/reference")}},
};

struct url shell_home(const struct actor *actor)
{
    for (size_t i = 0; i < COUNT_OF(NAVIGATION); i++) {
        /* The list is nobody's first page: it would show fifty people to whoever signs in. */
        if (NAVIGATION[i].needs == PERMISSION_PERSON_RECORD) continue;
        if (actor_may(actor, (int)NAVIGATION[i].needs)) return NAVIGATION[i].href;
    }
    return URL("/nothing-yet");
}

static struct link_list navigation(struct ctx *c, enum shell_section section)
{
    struct link_list list = {ARENA_ARRAY(c->arena, struct link, COUNT_OF(NAVIGATION)), 0};
    for (size_t i = 0; i < COUNT_OF(NAVIGATION); i++) {
        if (!actor_may(c->actor, (int)NAVIGATION[i].needs)) continue;
        if (list.n && str_eq(list.items[list.n - 1].text, NAVIGATION[i].text)) continue;
        list.items[list.n++] = (struct link){
            .text = NAVIGATION[i].text, .href = NAVIGATION[i].href, .current = NAVIGATION[i].section == section};
    }
    return list;
}

/* The person looks on: what leads elsewhere, and what is said about them rather than to them, isn't there. */
static void show(struct ctx *c, struct page *p)
{
    p->shown = true;
    p->actor_name = STR_NONE;
    p->can_find = false;
    p->change_role = URL_NONE;
    p->has_design = false;
    p->nav = (struct link_list){0};
    p->notes = (struct page_notes){0};
    if (!p->person) return;
    struct person_banner *banner = ARENA_NEW(c->arena, struct person_banner);
    *banner = *p->person;
    banner->alert = STR_NONE;
    p->person = banner;
}

static struct reply render(struct ctx *c, int status, enum shell_section section, struct str csrf, struct page *p)
{
    p->installation = c->app->name;
    p->demonstration = c->app->demonstration;
    p->has_design = p->demonstration;
    p->no_forms = !csrf.n;
    if (c->actor && c->actor->role) {
        if (c->actor->pcn_name.n) p->installation = c->actor->pcn_name; /* of several networks, their own */
        p->actor_name = c->actor->name;
        p->actor_role = staff_role_label((enum staff_role)c->actor->role);
        p->home = shell_home(c->actor);
        p->can_find = actor_may(c->actor, PERMISSION_PEOPLE_FIND);
        p->nav = navigation(c, section);
    }
    if (c->actor && c->actor->shown) show(c, p);
    struct html h = html_new(c->arena, csrf);
    page_write(&h, p);
    MUST(!h.out.overflow);
    return reply_html(status, buf_str(&h.out));
}

struct reply shell_page(
    struct ctx *c, const struct request *r, int status, enum shell_section section, struct page *p)
{
    bool whole = r->session->state == SESSION_WHOLE;
    if (r->method == HTTP_GET) p->shown_back = r->path;
    if (whole && r->session->many_roles) p->change_role = URL("/sign-in/role");
    /* On a fixed day no time passes, so nothing pauses. */
    if (whole && !instant_is_set(c->clock->fixed)) p->idle_seconds = session_seconds_left(c, r->session);
    if (r->person_followed && !p->notice.heading.n)
        p->notice = (struct notification_banner){
            .heading = STR("The record that you followed was joined to this one. This is where it goes on")};
    return render(c, status, section, r->session->csrf, p);
}

struct reply shell_error(struct ctx *c, int status, struct str detail)
{
    struct error_page *error = ARENA_NEW(c->arena, struct error_page);
    *error = (struct error_page){.status = status, .detail = detail};
    bool signed_in = c->actor && c->actor->role;
    if (signed_in) error->next = (struct link){.text = STR("Go to your first page"), .href = shell_home(c->actor)};
    struct page page = {.title = error_page_title(status), .narrow = true, .main = error_page_main(error)};
    /* It can come from where no token is at hand, so forms are left out; the way to one’s work is there. */
    return render(c, status, SECTION_NONE, STR_NONE, &page);
}

struct reply shell_error_page(struct ctx *c, int status)
{
    return shell_error(c, status, STR_NONE);
}

/* The token is written anew with the form; whoever sends it again types their secrets again. */
static bool is_sent_again(struct str name)
{
    static const struct str NOT[] = {STR_INIT("_token"), STR_INIT("password"), STR_INIT("present"),
        STR_INIT("code"), STR_INIT("present_code"), STR_INIT("background")};
    for (size_t i = 0; i < COUNT_OF(NOT); i++)
        if (str_eq(name, NOT[i])) return false;
    return true;
}

/* Sentences that somebody would miss: not a choice, a name or a number. */
static bool is_a_text(struct str value)
{
    enum { LONG = 20 };
    bool words = false;
    for (size_t i = 0; i < value.n; i++) words = words || value.p[i] == ' ' || value.p[i] == '\n';
    return words && value.n >= LONG;
}

struct reply shell_not_saved_page(struct ctx *c, const struct request *r)
{
    struct not_saved *v = ARENA_NEW(c->arena, struct not_saved);
    size_t most = r->form.fields.n;
    v->action = (struct url){r->path};
    v->fields.items = ARENA_ARRAY(c->arena, struct not_saved_field, most);
    v->words.items = ARENA_ARRAY(c->arena, struct str, most);
    for (size_t i = 0; i < most; i++) {
        const struct form_field *f = &r->form.fields.items[i];
        if (!is_sent_again(f->name)) continue;
        v->fields.items[v->fields.n++] = (struct not_saved_field){f->name, f->value};
        if (is_a_text(f->value)) v->words.items[v->words.n++] = f->value;
    }
    struct page page = {.title = STR("This is not saved yet"), .narrow = true, .main = not_saved_main(v)};
    return render(c, 503, SECTION_NONE, r->session->csrf, &page);
}

/* "care co-ordinator, Mill Row Surgery"; a role that has ended meanwhile has no words any more. */
static struct str role_words(struct ctx *c, const struct roles_of_list *roles, struct role_held_id held)
{
    for (size_t i = 0; i < roles->n; i++) {
        const struct roles_of_row *row = &roles->items[i];
        if (row->role_held_id.v != held.v) continue;
        struct str role = staff_role_label((enum staff_role)row->role);
        return str_join(c->arena, (const struct str[]){role, row->place_name}, 2, STR(", "));
    }
    return STR("something else");
}

struct reply shell_other_role_page(
    struct ctx *c, const struct request *r, struct role_held_id opened_in, bool kept)
{
    struct roles_of_list roles;
    struct other_role_view *v = ARENA_NEW(c->arena, struct other_role_view);
    enum err err = roles_of(c->db, r->session->account, &roles);
    if (err) return shell_failure(c, err);
    v->then = role_words(c, &roles, opened_in);
    v->now = role_words(c, &roles, c->actor->role_held);
    v->kept = kept;
    v->page = (struct url){r->path};
    v->change = url_with_query(c->arena, URL("/sign-in/role"), "back", r->path);
    v->words.items = ARENA_ARRAY(c->arena, struct str, r->form.fields.n);
    for (size_t i = 0; i < r->form.fields.n; i++) {
        const struct form_field *f = &r->form.fields.items[i];
        if (is_sent_again(f->name) && is_a_text(f->value)) v->words.items[v->words.n++] = f->value;
    }
    struct page page = {.title = STR("You changed your role"), .narrow = true, .main = other_role_slot(v)};
    return shell_page(c, r, 409, SECTION_NONE, &page);
}

struct reply shell_failure(struct ctx *c, enum err err)
{
    return shell_error_page(c, err == ERR_NOT_FOUND ? 404 : 503);
}

void shell_notice(const struct request *r, struct page *p, const struct shell_notice *table, size_t n)
{
    struct str word = form_get(&r->query, STR("done"));
    for (size_t i = 0; i < n; i++)
        if (str_eq(word, str_from_cstr(table[i].word)))
            p->notice =
                (struct notification_banner){.kind = NOTICE_SUCCESS, .heading = str_from_cstr(table[i].heading)};
}
