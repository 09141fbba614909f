#include "platform/http/guard.h"

#include "base/limits.h"
#include "wire/cookie.h"
#include "wire/multipart.h"

/* Some proxies join what they add to the client's own header, others add a second one: only the very last one
 * counts. */
static struct str client_address(const struct app *app, const struct http_exchange *x)
{
    struct str remote = x->request.remote;
    if (!app->trust_proxy || !str_eq(remote, app->proxy_address)) return remote;
    struct str rest = http_header_last(x, STR("X-Forwarded-For")), last = STR_NONE;
    while (rest.p) last = str_trim(str_cut(&rest, ','));
    return last.n && last.n <= 45 ? last : remote;
}

static bool parse_form(struct ctx *c, const struct http_exchange *x, struct form *ret)
{
    if (!x->request.body.n) return true;
    struct str type = http_header(x, STR("Content-Type"));
    if (multipart_is(type)) return multipart_parse(c->arena, type, x->request.body, ret, NULL) == ERR_NONE;
    struct str kind = str_trim(str_cut(&type, ';'));
    if (!str_eq_nocase(kind, STR("application/x-www-form-urlencoded"))) return false;
    return form_parse(c->arena, x->request.body, ret, NULL) == ERR_NONE;
}

bool guard_parse(struct ctx *c, const struct http_exchange *x, struct request *r)
{
    r->method = x->request.method;
    r->path = x->request.path;
    r->address = client_address(c->app, x);
    r->accept_encoding = http_header(x, STR("Accept-Encoding"));
    if (x->request.query.n && form_parse(c->arena, x->request.query, &r->query, NULL) != ERR_NONE) return false;
    return parse_form(c, x, &r->form);
}

struct str guard_session_token(const struct app *app, const struct http_exchange *x)
{
    return cookie_get(http_header(x, STR("Cookie")), session_cookie_name(app));
}

/* A browser says where a request came from. Saying nothing is allowed (the token decides); saying "another site"
 * never is. */
static bool from_elsewhere(const struct app *app, const struct http_exchange *x)
{
    struct str site = http_header(x, STR("Sec-Fetch-Site"));
    if (site.n && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none"))) return true;
    struct str origin = http_header(x, STR("Origin"));
    /* Under our no-referrer policy browsers send "null" with our own forms; Sec-Fetch-Site
     * vouched for it above. */
    if (!origin.n || (site.n && str_eq(origin, STR("null")))) return false;
    if (app->public_origin.n) return !str_eq_nocase(origin, app->public_origin);
    struct str host = http_header(x, STR("Host"));
    struct str rest = str_starts(origin, STR("https://")) ? str_skip(origin, 8) : str_skip(origin, 7);
    return !str_eq_nocase(rest, host);
}

/* Of this session, be it of another role. */
static bool token_is_ours(struct ctx *c, const struct request *r, struct role_held_id *ret_role)
{
    return session_token_is(c, r->session, form_get(&r->form, STR("_token")), ret_role);
}

static bool is_other_role(const struct request *r, struct role_held_id opened_in)
{
    return opened_in.v && opened_in.v != r->session->role_held.v;
}

bool guard_token_is_right(struct ctx *c, const struct request *r)
{
    struct role_held_id opened_in;
    return token_is_ours(c, r, &opened_in) && !is_other_role(r, opened_in);
}

static struct url back_to(struct ctx *c, const struct request *r, struct url sign_in)
{
    if (r->method != HTTP_GET || str_eq(r->path, STR("/"))) return sign_in;
    return url_with_query(c->arena, sign_in, "back", r->path);
}

/* The page that the session's state asks for. */
static struct url where_to_sign_in(struct ctx *c, const struct request *r)
{
    switch (r->session->state) {
    case SESSION_HALF: return r->session->has_seed ? URL("/sign-in/code") : URL("/sign-in/set-up");
    case SESSION_CHOOSING: return URL("/sign-in/role");
    case SESSION_IDLE: return back_to(c, r, URL("/sign-in/again"));
    case SESSION_NONE: return back_to(c, r, URL("/sign-in"));
    case SESSION_WHOLE: break;
    }
    return URL("/");
}

struct held {
    struct session_id session;
    struct str path, body;
    struct role_held_id opened_in;
};

static enum err hold(struct ctx *c, void *arg)
{
    const struct held *h = arg;
    c->audit->reason = h->opened_in.v ? STR("opened in another role") : STR("kept until they sign in again");
    return session_hold_form(c, h->session, h->path, h->body);
}

static struct reply held(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct held *h = arg;
    if (result) return c->app->hooks.error_page(c, 503);
    return reply_see_other(url_with_query(c->arena, where_to_sign_in(c, r), "back", h->path));
}

/* A page to show it on again; not what came with a file, which is chosen anew. */
static bool can_come_back(struct ctx *c, const struct request *r, const struct http_exchange *x)
{
    struct request page = {.method = HTTP_GET, .path = r->path};
    unsigned allowed;
    return !multipart_is(http_header(x, STR("Content-Type"))) &&
        router_find(c->app->router, &page, &allowed) != NULL;
}

/* What was typed into a form while the session had gone idle is kept, if the form has a page to come back to. */
static struct reply hold_form(struct ctx *c, const struct request *r, const struct http_exchange *x)
{
    struct role_held_id opened_in;
    if (!can_come_back(c, r, x) || !token_is_ours(c, r, &opened_in) || from_elsewhere(c->app, x))
        return reply_see_other(where_to_sign_in(c, r));
    struct held *h = ARENA_NEW(c->arena, struct held);
    *h = (struct held){r->session->id, r->path, x->request.body, {0}};
    return reply_write(hold, held, h);
}

static struct reply kept_for_the_role(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct held *h = arg;
    return c->app->hooks.other_role_page(c, r, h->opened_in, !result);
}

/* A form opened in one role and sent after another tab changed it: what it says must not count under the new one.
 * Where signing in, out and changing the role are concerned, it doesn't matter. */
static bool opened_in_another_role(struct ctx *c, const struct route *route, const struct request *r,
    const struct http_exchange *x, struct reply *ret)
{
    struct role_held_id opened_in;
    if (r->session->state != SESSION_WHOLE || route->csrf == CSRF_READS || route->trace == TRACE_SIGN_IN)
        return false;
    if (from_elsewhere(c->app, x) || !token_is_ours(c, r, &opened_in) || !is_other_role(r, opened_in))
        return false;
    if (!can_come_back(c, r, x)) {
        *ret = c->app->hooks.other_role_page(c, r, opened_in, false);
        return true;
    }
    struct held *h = ARENA_NEW(c->arena, struct held);
    *h = (struct held){r->session->id, r->path, x->request.body, opened_in};
    *ret = reply_write(hold, kept_for_the_role, h);
    return true;
}

/* While the person looks on, only what is fit for their eyes; what they type into its forms is kept as ever. */
static bool is_fit_to_be_seen(const struct route *route, const struct request *r)
{
    const struct session *s = r->session;
    if (s->state != SESSION_WHOLE || !uuid_is_set(s->shown_to)) return true;
    if (route->permission == PERMISSION_PUBLIC || route->permission == PERMISSION_HALF_SIGNED_IN) return true;
    if (route->csrf == CSRF_DRAFT) return true; /* it answers nothing but whether it was kept */
    return route->shared && (route->scope != SCOPE_PERSON || uuid_eq(r->person_key, s->shown_to));
}

static struct reply kept_until_it_ends(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    return result ? c->app->hooks.error_page(c, 503) : c->app->hooks.not_shown_page(c, r);
}

static bool not_fit_to_be_seen(struct ctx *c, const struct route *route, const struct request *r,
    const struct http_exchange *x, struct reply *ret)
{
    struct role_held_id opened_in;
    if (is_fit_to_be_seen(route, r)) return false;
    bool keep = r->method == HTTP_POST && can_come_back(c, r, x) && token_is_ours(c, r, &opened_in) &&
        !from_elsewhere(c->app, x);
    *ret = c->app->hooks.not_shown_page(c, r);
    if (!keep) return true;
    struct held *h = ARENA_NEW(c->arena, struct held);
    *h = (struct held){r->session->id, r->path, x->request.body, {0}};
    *ret = reply_write(hold, kept_until_it_ends, h);
    return true;
}

static bool is_open(enum permission p)
{
    return p == PERMISSION_PUBLIC || p == PERMISSION_ANYBODY;
}

static bool not_permitted(struct ctx *c, const struct route *route, const struct request *r,
    const struct http_exchange *x, struct reply *ret)
{
    if (actor_may(c->actor, (int)route->permission) || is_open(route->permission)) return false;
    if (r->session->state == SESSION_IDLE && r->method != HTTP_GET)
        *ret = hold_form(c, r, x);
    else if (r->session->state != SESSION_WHOLE || route->permission == PERMISSION_HALF_SIGNED_IN)
        *ret = reply_see_other(where_to_sign_in(c, r));
    else
        *ret = c->app->hooks.error_page(c, 403);
    return true;
}

/* The form held for this very page, if there is one: shown again as if it had just been sent. */
static void bring_back_held(struct ctx *c, struct request *r)
{
    const struct session *s = r->session;
    if (r->method != HTTP_GET || !s->held_body.n || !str_eq(s->held_path, r->path)) return;
    struct form form;
    if (form_parse(c->arena, s->held_body, &form, NULL) != ERR_NONE) return;
    r->form = form;
    r->held = true;
}

bool guard_refuses(struct ctx *c, const struct route *route, struct request *r, const struct http_exchange *x,
    struct reply *ret_refusal)
{
    if (multipart_is(http_header(x, STR("Content-Type"))) && route->body_limit <= LIMIT_BODY_FORM) {
        *ret_refusal = c->app->hooks.error_page(c, 400); /* no form of ours without a file is sent so */
        return true;
    }
    if (opened_in_another_role(c, route, r, x, ret_refusal)) return true;
    if (not_permitted(c, route, r, x, ret_refusal)) return true;
    if (not_fit_to_be_seen(c, route, r, x, ret_refusal)) return true;
    bool fine = route->csrf == CSRF_READS ||
        (!from_elsewhere(c->app, x) && (route->csrf == CSRF_SIGN_IN || guard_token_is_right(c, r)));
    if (!fine) {
        /* Whose session is over can't have its token: the way on is to sign in, not a refusal. */
        bool over = r->session->state == SESSION_NONE && !from_elsewhere(c->app, x);
        *ret_refusal = over ? reply_see_other(URL("/sign-in")) : c->app->hooks.error_page(c, 403);
        return true;
    }
    bring_back_held(c, r);
    return false;
}
