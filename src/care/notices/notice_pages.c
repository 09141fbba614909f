/* The notices of a record: what is open, what was; and dismissing one, with why. */
#include "base/limits.h"
#include "care/notices/notice.h"
#include "care/notices/pages/notices.tmpl.h"

static struct str closed_words(struct arena *a, const struct raised_notice *n)
{
    struct str day = date_long(a, instant_date(n->closed_at));
    if (n->resolved) return str_printf(a, "Over since %.*s.", STR_ARG(day));
    return str_printf(
        a, "Dismissed by %.*s on %.*s: %.*s", STR_ARG(n->closed_by), STR_ARG(day), STR_ARG(n->closed_why));
}

static struct url notice_url(struct ctx *c, const struct person *p, const struct raised_notice *n)
{
    const char *before = str_cstr(c->arena, person_url(c->arena, p, "/notices/").text);
    return url_with_id(c->arena, before, n->key, "");
}

static struct notice_line line_of(struct ctx *c, const struct person *p, const struct raised_notice *n)
{
    bool open = !instant_is_set(n->closed_at);
    struct notice_line l = {.title = vocabulary_label(&notice_kinds, (int)n->kind),
        .words = notice_words(c->arena, n->kind, n->was, n->became),
        .raised = notice_raised_words(c->arena, n),
        .closed = open ? STR_NONE : closed_words(c->arena, n)};
    if (!open || !actor_may(c->actor, PERMISSION_CONTACT_RECORD)) return l;
    l.dismiss = n->kind == NOTICE_OF_DIED ?
        (struct link){.text = STR("Go to the closing steps"), .href = person_url(c->arena, p, "/closing")} :
        (struct link){.text = STR("Dismiss"),
            .href = notice_url(c, p, n),
            .hidden_text = str_printf(c->arena, ": %.*s", STR_ARG(l.title))};
    return l;
}

static const struct shell_notice NOTICES[] = {
    {"dismissed", "The notice is dismissed, with your name and why"}, {"gone", "That notice is closed already"}};

struct reply notices_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct notice_list all;
    struct notices_view *v = ARENA_NEW(c->arena, struct notices_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = notices_all(c, p.id, &all);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){
        .heading = STR("Notices"), .quiet = STR("What everybody who works with this person should know first")};
    v->open.items = ARENA_ARRAY(c->arena, struct notice_line, all.n);
    v->past.items = ARENA_ARRAY(c->arena, struct notice_line, all.n);
    for (size_t i = 0; i < all.n; i++) {
        struct notice_line l = line_of(c, &p, &all.items[i]);
        if (l.closed.n)
            v->past.items[v->past.n++] = l;
        else
            v->open.items[v->open.n++] = l;
    }
    struct page page = person_page(c, &p, STR("Notices"), STR("Notices, person record"));
    page.notes = (struct page_notes){0}; /* they are the page */
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = notices_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- dismissing ---- */

struct dismissing {
    struct person person;
    struct raised_notice notice;
    struct str why;
    struct problems problems;
};

static enum err load(struct ctx *c, const struct request *r, struct dismissing *d)
{
    struct notice_list open;
    d->problems.arena = c->arena;
    enum err err = person_get(c, r->person, &d->person);
    if (!err) err = notices_all(c, r->person, &open);
    for (size_t i = 0; !err && i < open.n; i++)
        if (uuid_eq(open.items[i].key, request_id(r, 1)) && open.items[i].kind != NOTICE_OF_DIED) {
            d->notice = open.items[i];
            return ERR_NONE;
        }
    return err ? err : ERR_NOT_FOUND; /* a death has closing steps instead */
}

static struct reply to_notices(struct ctx *c, const struct dismissing *d, struct str done)
{
    return reply_see_other(url_with_query(c->arena, person_url(c->arena, &d->person, "/notices"), "done", done));
}

static struct reply dismiss_page(struct ctx *c, const struct request *r, const struct dismissing *d, int status)
{
    struct notice_dismiss_view *v = ARENA_NEW(c->arena, struct notice_dismiss_view);
    v->problems = problems_summary(&d->problems);
    v->action = notice_url(c, &d->person, &d->notice);
    v->cancel = person_url(c->arena, &d->person, "/notices");
    v->line = line_of(c, &d->person, &d->notice);
    v->why = (struct input){.name = STR("why"),
        .label = STR("Why is it no longer needed?"),
        .label_size = SIZE_S,
        .value = d->why,
        .error = problems_at(&d->problems, STR("why")),
        .autocomplete = STR("off"),
        .hint = STR("For example, rang the new practice, who take over")};
    struct page page = person_page(c, &d->person, STR("Notices"), STR("Dismiss a notice, person record"));
    page.has_problems = d->problems.n != 0;
    page.notes = (struct page_notes){0}; /* one of them is the page */
    page.main = notice_dismiss_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_why(const struct form *form, struct dismissing *d)
{
    d->why = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, &d->problems);
    if (!d->why.n) problems_add(&d->problems, STR("why"), STR("Enter why the notice is no longer needed"));
}

struct reply notice_dismiss_get(struct ctx *c, const struct request *r)
{
    struct dismissing *d = ARENA_NEW(c->arena, struct dismissing);
    enum err err = load(c, r, d);
    if (err) return shell_failure(c, err);
    if (instant_is_set(d->notice.closed_at)) return to_notices(c, d, STR("gone"));
    if (r->held) read_why(&r->form, d);
    return dismiss_page(c, r, d, 200);
}

static enum err dismiss(struct ctx *c, void *arg)
{
    const struct dismissing *d = arg;
    return notice_dismiss(c, &d->notice, d->why);
}

static struct reply dismissed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    if (result == ERR_CONFLICT) return to_notices(c, arg, STR("gone"));
    return result ? shell_failure(c, result) : to_notices(c, arg, STR("dismissed"));
}

struct reply notice_dismiss_post(struct ctx *c, const struct request *r)
{
    struct dismissing *d = ARENA_NEW(c->arena, struct dismissing);
    enum err err = load(c, r, d);
    if (err) return shell_failure(c, err);
    if (instant_is_set(d->notice.closed_at)) return to_notices(c, d, STR("gone"));
    read_why(&r->form, d);
    if (d->problems.n) return dismiss_page(c, r, d, 422);
    return reply_write(dismiss, dismissed, d);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person/notices", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, notices_get),
    ROUTE(GET, "/people/:person/notices/:notice", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY,
        notice_dismiss_get),
    ROUTE(POST, "/people/:person/notices/:notice", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        notice_dismiss_post),
    ROUTE(GET, "/people/:person/closing", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, closing_get),
    ROUTE(POST, "/people/:person/closing", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        closing_post),
};
const struct route_table notice_routes = ROUTE_TABLE(ROUTES);
