/* One's own development, a colleague's page, and what the pages that belong to them share. */
#include "base/limits.h"
#include "care/workforce/pages/passport.tmpl.h"
#include "care/workforce/workforce_pages.h"

static const struct shell_notice NOTICES[] = {{"recorded", "The training is recorded"},
    {"waits", "The training is recorded. It counts once a supervisor has confirmed it"},
    {"confirmed", "The training is confirmed"}, {"struck", "It is struck through"},
    {"struck-already", "Somebody struck it through or confirmed it already"}, {"post", "The post is saved"},
    {"override", "They can take referrals until the day you gave"}, {"override-ended", "The override has ended"},
    {"supervision", "It is logged"}, {"done", "Done"}, {"rated", "It is saved"},
    {"added", "It is in the portfolio"}, {"planned", "It is in the plan"}, {"deleted", "It is deleted"},
    {"answered", "Your answer is saved"}, {"already", "A colleague was quicker: look at how it stands"}};

struct url staff_page_url(struct ctx *c, const struct staff_facts *s)
{
    struct staff_reach reach = staff_reach_of(c, s);
    if (reach.self && reach.passport) return URL("/my-development");
    if (reach.passport) return url_with_id(c->arena, "/team/", s->key, "");
    /* An administrator sees of a colleague the post alone; who supervised somebody once, the team. */
    return reach.post ? url_with_id(c->arena, "/admin/staff/", s->key, "") : URL("/team/readiness");
}

struct url staff_page_done(struct ctx *c, const struct staff_facts *s, const char *done)
{
    struct url page = staff_page_url(c, s);
    return url_with_query(c->arena, page, "done", str_from_cstr(done));
}

static enum shell_section section_of(const struct ctx *c, const struct staff_facts *s)
{
    if (s->account.v == c->actor->account.v) return SECTION_DEVELOPMENT;
    return actor_may(c->actor, PERMISSION_TEAM_SEE) ? SECTION_TEAM : SECTION_STAFF;
}

struct reply staff_form_page(struct ctx *c, const struct request *r, const struct staff_facts *s,
    const char *title, int status, struct page *p)
{
    p->title = str_printf(c->arena, "%s, %.*s", title, STR_ARG(s->name));
    if (s->account.v == c->actor->account.v) p->title = str_printf(c->arena, "%s, my development", title);
    if (!p->back.text.n) p->back = staff_page_url(c, s);
    shell_notice(r, p, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, section_of(c, s), p);
}

/* ---- forms ---- */

struct str form_nonce(struct ctx *c, const struct form *form)
{
    struct uuid nonce;
    return uuid_text(c->arena, form_nonce_read(form, &nonce) ? nonce : uuid_new(c->clock));
}

bool form_nonce_read(const struct form *form, struct uuid *ret)
{
    return uuid_from_text(form_get(form, STR("nonce")), ret);
}

struct select_field word_field(struct ctx *c, const char *name, const char *label, const struct vocabulary *list,
    const char *any, struct str chosen)
{
    struct select_field s = {.name = str_from_cstr(name), .label = str_from_cstr(label), .label_size = SIZE_S};
    s.items = options_of(c->arena, list, any, chosen);
    return s;
}

struct date_input date_field(struct ctx *c, const struct form *form, const char *name, const char *legend,
    struct date otherwise, const struct problems *p)
{
    struct problems none = {.arena = c->arena};
    struct str id = str_from_cstr(name);
    struct field_date typed = field_date(form, id, str_from_cstr(legend), &none);
    struct date_input d = {.name = id,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .day = typed.day,
        .month = typed.month,
        .year = typed.year,
        .error = problems_at(p, id)};
    if (form->fields.n || !date_is_set(otherwise)) return d;
    struct date_parts parts = date_parts(otherwise);
    d.day = str_printf(c->arena, "%d", parts.day);
    d.month = str_printf(c->arena, "%d", parts.month);
    d.year = str_printf(c->arena, "%d", parts.year);
    return d;
}

struct input text_field(
    const struct form *form, const char *name, const char *label, struct str otherwise, const struct problems *p)
{
    struct str id = str_from_cstr(name);
    return (struct input){.name = id,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .value = form->fields.n ? form_get(form, id) : otherwise,
        .autocomplete = STR("off"),
        .error = problems_at(p, id)};
}

struct strike_view strike_form(struct url action, const struct form *form, const struct problems *p)
{
    struct strike_view v = {.fold = {.summary = STR("Strike it through"), .open = p->n != 0}, .action = action};
    v.why = text_field(form, "why", "Why?", STR_NONE, p);
    v.why.hint =
        STR("For example, recorded for the wrong colleague. It stays readable, and doesn’t count any more");
    return v;
}

struct str strike_read(const struct form *form, struct problems *p)
{
    struct str why = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, p);
    if (!why.n) problems_add(p, STR("why"), STR("Enter why you strike it through"));
    return why;
}

/* ---- the two pages ---- */

static struct reply passport_page(struct ctx *c, const struct request *r, const struct staff_facts *s,
    const struct staff_reach *reach, struct page *page)
{
    struct passport_view *v = ARENA_NEW(c->arena, struct passport_view);
    enum err err = passport_view(c, s, reach, v);
    if (err) return shell_failure(c, err);
    if (reach->self) v->top = (struct page_top){.heading = STR("My development"), .quiet = s->places};
    page->main = passport_slot(v);
    shell_notice(r, page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, section_of(c, s), page);
}

struct reply development_get(struct ctx *c, const struct request *r)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, c->actor->account, &s, &reach);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("My development")};
    return passport_page(c, r, &s, &reach, &page);
}

struct reply member_get(struct ctx *c, const struct request *r)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open(c, request_id(r, 0), &s, &reach);
    if (err) return shell_failure(c, err);
    if (reach.self) return reply_see_other(URL("/my-development"));
    struct page page = {
        .title = str_printf(c->arena, "%.*s, team", STR_ARG(s.name)), .back = URL("/team/readiness")};
    return passport_page(c, r, &s, &reach, &page);
}
