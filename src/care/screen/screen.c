/* Beginning and ending to show the screen, and what stands in the place of other pages meanwhile. */
#include "care/screen/screen.h"
#include "base/limits.h"
#include "care/people/person.h"
#include "care/screen/pages/screen.tmpl.h"
#include "care/screen/screen_view.h"
#include "care/shell/shell.h"

static struct url theirs(struct ctx *c, struct uuid key)
{
    return url_with_id(c->arena, "/people/", key, "/about");
}

/* ---- beginning ---- */

static struct reply start_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct screen_start_view *v = ARENA_NEW(c->arena, struct screen_start_view);
    enum err err = person_get(c, r->person, &p);
    if (err) return shell_failure(c, err);
    v->action = person_url(c->arena, &p, "/screen");
    v->cancel = person_url(c->arena, &p, "");
    v->called = person_called(c->arena, &p);
    struct page page = person_page(c, &p, STR("Show the screen"), STR("Show the screen, person record"));
    page.narrow = true;
    page.main = screen_start_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

static enum err start(struct ctx *c, void *arg)
{
    const struct uuid *key = arg;
    return session_show_to(c, c->actor->session, *key);
}

static struct reply started(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(theirs(c, r->person_key));
}

static struct reply start_post(struct ctx *c, const struct request *r)
{
    struct uuid *key = ARENA_NEW(c->arena, struct uuid);
    *key = r->person_key;
    return reply_write(start, started, key);
}

/* ---- meanwhile ---- */

static struct reply instead(struct ctx *c, const struct request *r, int status)
{
    struct screen_instead_view *v = ARENA_NEW(c->arena, struct screen_instead_view);
    v->theirs = theirs(c, r->session->shown_to);
    v->back = r->method == HTTP_GET && status != 200 ? r->path : theirs(c, r->session->shown_to).text;
    struct page page = {
        .title = STR("Not while the screen is shown"), .narrow = true, .main = screen_instead_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply screen_instead_page(struct ctx *c, const struct request *r)
{
    return instead(c, r, 403);
}

/* Where the strip leads from a page that has no form token. */
static struct reply screen_get(struct ctx *c, const struct request *r)
{
    return c->actor->shown ? instead(c, r, 200) : reply_see_other(shell_home(c->actor));
}

/* ---- ending ---- */

static enum err end(struct ctx *c, void *arg)
{
    (void)arg;
    return session_show_to(c, c->actor->session, (struct uuid){0});
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct url back;
    (void)arg;
    if (result) return shell_failure(c, result);
    return reply_see_other(url_local(form_get(&r->form, STR("back")), &back) ? back : URL("/"));
}

static struct reply end_post(struct ctx *c, const struct request *r)
{
    (void)r;
    return reply_write(end, ended, c->arena);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person/screen", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, start_get),
    ROUTE(
        POST, "/people/:person/screen", PERSON_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, start_post),
    SHARED_ROUTE(GET, "/screen", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, screen_get),
    SHARED_ROUTE(POST, "/screen/end", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, end_post),
};
const struct route_table screen_routes = ROUTE_TABLE(ROUTES);
