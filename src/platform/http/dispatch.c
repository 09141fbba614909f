#include "platform/http/dispatch.h"

#include "base/limits.h"
#include "base/log.h"
#include "platform/auth/relation.h"
#include "platform/http/guard.h"

/* One request on its way. Lives in the exchange's arena; touched by one thread at a time. */
struct work {
    struct http_exchange *x;
    const struct app *app;
    const struct route *route;
    struct request request;
    struct session session;
    struct ctx ctx;
    struct scope scope;
    struct trace trace;
    struct audit_entry audit;
    struct reply reply;
    struct store_job job;
    struct pool_job pool_job;
    enum err result; /* of the action or the audit row before `then` */
    bool audited;    /* a row for this request is durable */
};

static void proceed(struct work *w);

static struct str caching_words(enum reply_caching caching)
{
    switch (caching) {
    case CACHE_NEVER: return STR("no-store");
    case CACHE_A_DAY: return STR("public, max-age=86400");
    case CACHE_FOR_EVER: return STR("public, max-age=31536000, immutable");
    }
    return STR("no-store");
}

static void send_reply(struct work *w)
{
    const struct reply *r = &w->reply;
    struct arena *a = &w->x->arena;
    struct http_field *fields = ARENA_ARRAY(a, struct http_field, REPLY_COOKIES + 6);
    size_t n = 0;
    if (r->location.n) fields[n++] = (struct http_field){STR("Location"), r->location};
    for (size_t i = 0; i < r->cookie_count; i++)
        fields[n++] = (struct http_field){STR("Set-Cookie"), r->cookies[i]};
    if (r->encoding.n) fields[n++] = (struct http_field){STR("Content-Encoding"), r->encoding};
    fields[n++] = (struct http_field){STR("Cache-Control"), caching_words(r->caching)};
    if (r->status == 503) fields[n++] = (struct http_field){STR("Retry-After"), STR("5")};
    if (r->caching) fields[n++] = (struct http_field){STR("Vary"), STR("Accept-Encoding")};
    if (r->file.set)
        fields[n++] = (struct http_field){
            STR("Content-Disposition"), str_printf(a, "attachment; filename=\"%.*s\"", STR_ARG(r->file.name))};
    struct http_response response = {.status = r->status,
        .type = r->type,
        .body = r->body,
        .has_file = r->file.set,
        .file = r->file.file,
        .file_bytes = r->file.bytes,
        .fields = fields,
        .field_count = n};
    http_reply(w->x, &response);
}

static enum err snapshot_begin(struct work *w)
{
    return store_read_begin(w->app->store, &w->x->arena, &w->scope, &w->trace, &w->ctx.db);
}

static void snapshot_end(struct work *w)
{
    if (!w->ctx.db) return;
    store_read_end(w->app->store, w->ctx.db);
    w->ctx.db = NULL;
}

static struct reply failure(struct work *w, enum err err)
{
    int status = err == ERR_NOT_FOUND ? 404 : err == ERR_CONFLICT ? 409 : err == ERR_REFUSED ? 403 : 503;
    return w->app->hooks.error_page(&w->ctx, status);
}

/* Of what was typed nothing is lost: where a form can't be saved it comes back, to be sent again. A sign-in has no
 * words to lose, and its secrets are echoed nowhere. What was saved, though its page can't be shown, isn't sent
 * twice; what another site sent is put before nobody. */
static bool can_be_sent_again(struct work *w)
{
    bool saved = w->audited && w->result == ERR_NONE;
    return !saved && w->reply.status == 503 && w->route && w->route->csrf != CSRF_READS &&
        w->route->csrf != CSRF_SIGN_IN && w->request.form.fields.n && guard_token_is_right(&w->ctx, &w->request) &&
        w->app->hooks.not_saved_page;
}

/* ---- after a stage ---- */

static void run_then(void *arg)
{
    struct work *w = arg;
    enum err err = snapshot_begin(w);
    struct reply before = w->reply;
    w->reply = err ? failure(w, err) : before.then(&w->ctx, &w->request, before.arg, w->result);
    proceed(w);
}

static void run_slow(void *arg)
{
    struct work *w = arg;
    w->reply.work(&w->ctx, w->reply.arg);
    w->result = ERR_NONE;
    run_then(w);
}

static void answer_is_audited(struct store_job *job)
{
    struct work *w = job->owner;
    if (!job->audited) w->reply = failure(w, ERR_IO);
    if (can_be_sent_again(w)) w->reply = w->app->hooks.not_saved_page(&w->ctx, &w->request);
    send_reply(w);
}

/* A page that leaves no trace is sent whether or not the time could be noted. */
static void touch_is_done(struct store_job *job)
{
    send_reply(job->owner);
}

static void write_is_done(struct store_job *job)
{
    struct work *w = job->owner;
    w->audited = job->audited;
    w->result = job->result;
    trace_keep(&w->trace, 0);
    w->pool_job = (struct pool_job){.run = run_then, .arg = w};
    pool_add(w->app->after, &w->pool_job);
}

/* Runs beside the audit row of an answer: notes that somebody was there, so that the session does not idle. */
static enum err touch(struct ctx *c, void *arg)
{
    struct work *w = arg;
    return session_seen(c, w->session.id);
}

/* A change, and with it: the session was used, and what was held for this address has now been sent. */
static enum err change(struct ctx *c, void *arg)
{
    struct work *w = arg;
    enum err err = w->reply.action(c, w->reply.arg);
    if (err || w->session.state != SESSION_WHOLE) return err;
    if (w->session.touch_due && (err = session_seen(c, w->session.id))) return err;
    bool was_sent = w->audit.outcome != AUDIT_REFUSED; /* else it is being held now */
    if (was_sent && str_eq(w->session.held_path, w->request.path)) return session_drop_held(c, w->session.id);
    return ERR_NONE;
}

static void submit(struct work *w, action_fn action, void (*done)(struct store_job *))
{
    w->job = (struct store_job){.action = action, .arg = w, .ctx = &w->ctx, .done = done, .owner = w};
    store_submit(w->app->store, &w->job);
}

/* Was it a while since the session was last noted as used, and did somebody use it now? */
static bool was_away(const struct work *w)
{
    return w->session.state == SESSION_WHOLE && w->session.touch_due && !w->reply.unattended;
}

/* What the row says of an answer that no action came before: a form that was shown again was not a change. */
static enum audit_outcome outcome_of(int status)
{
    if (status == 409) return AUDIT_CONFLICT;
    if (status == 403 || status == 404 || status == 410 || status == 429) return AUDIT_REFUSED;
    if (status >= 500) return AUDIT_FAILED;
    return status >= 400 ? AUDIT_INVALID : AUDIT_DONE;
}

/* What is made for somebody outside is sent only if a permit to do so was used: a handler that forgot to ask, or
 * did not listen, sends nothing. A refusal and a form that comes back are for whoever sits here. */
static void hold_back(struct work *w)
{
    if (!w->route || w->route->leaving != LEAVING_GOES_OUT || w->reply.status >= 400) return;
    if (w->ctx.may_leave.v == w->request.person.v)
        return; /* both 0: sent to sign in before anybody was looked up */
    log_event(LOG_ERROR, "sharing.no-permit", LOG_WORD("route", w->route->path));
    w->reply = w->app->hooks.error_page(&w->ctx, 500);
}

static void proceed(struct work *w)
{
    snapshot_end(w);
    if (w->reply.kind == REPLY_ANSWER) hold_back(w);
    /* Without an entry the database couldn't be read at all: nobody is known and nothing was shown. */
    bool traces = w->ctx.audit && w->route && w->route->trace != TRACE_NOTHING;
    switch (w->reply.kind) {
    case REPLY_WRITE:
        MUST(traces && w->route->csrf != CSRF_READS);
        if (w->request.person.v) trace_saw(&w->trace, w->request.person);
        submit(w, change, write_is_done);
        return;
    case REPLY_SLOW:
        w->pool_job = (struct pool_job){.run = run_slow, .arg = w};
        pool_add(w->app->slow, &w->pool_job);
        return;
    case REPLY_ANSWER:
        if (w->trace.n && !traces)
            BUG("route %s showed people without a trace", w->route ? w->route->path : "none");
        if (w->reply.status == 303) trace_keep(&w->trace, 0); /* where it leads to leaves a row of its own */
        if (traces && (!w->audited || w->trace.n)) {
            if (w->audit.outcome == AUDIT_NOT_SET) w->audit.outcome = outcome_of(w->reply.status);
            submit(w, was_away(w) ? touch : NULL, answer_is_audited);
        } else if (!traces && was_away(w)) {
            w->ctx.audit = NULL;
            submit(w, touch, touch_is_done);
        } else {
            if (can_be_sent_again(w)) w->reply = w->app->hooks.not_saved_page(&w->ctx, &w->request);
            send_reply(w);
        }
        return;
    }
    BUG("a handler of %s returned nothing", w->route->path);
}

/* ---- the first stage ---- */

static struct str trace_word(enum route_trace trace)
{
    switch (trace) {
    case TRACE_NOTHING: return STR("nothing");
    case TRACE_SIGN_IN: return STR("sign in");
    case TRACE_VIEW: return STR("view");
    case TRACE_CHANGE: return STR("change");
    case TRACE_ADMIN: return STR("administer");
    }
    return STR("");
}

static void prepare_audit(struct work *w)
{
    struct str method = http_method_name(w->request.method);
    struct str pattern = str_printf(w->ctx.arena, "%.*s %s", STR_ARG(method), w->route->path);
    w->audit = audit_entry_by(&w->session.actor, trace_word(w->route->trace), pattern);
    w->audit.address = w->request.address;
    w->ctx.audit = &w->audit;
}

static struct reply find_person(struct work *w)
{
    struct ctx *c = &w->ctx;
    enum err err =
        w->app->hooks.person_find(c, w->request.person_key, &w->request.person, &w->request.person_followed);
    if (!err) {
        w->audit.object_kind = STR("person");
        w->audit.object_id = w->request.person.v;
        w->audit.reason = relation_audit_reason(c->arena, c->actor, w->request.person);
        trace_saw(&w->trace, w->request.person);
        return w->route->handler(c, &w->request);
    }
    if (err == ERR_NOT_FOUND) {
        w->audit.outcome = AUDIT_REFUSED;
        w->audit.reason =
            w->app->hooks.person_exists(c, w->request.person_key) ? STR("not theirs") : STR("not there");
    }
    return failure(w, err);
}

static struct reply guarded(struct work *w)
{
    struct reply refusal;
    if (w->route->csrf == CSRF_DRAFT) {
        enum err err = session_stand_in(&w->ctx, &w->session);
        if (err) return failure(w, err);
    }
    w->ctx.actor = &w->session.actor;
    prepare_audit(w);
    if (guard_refuses(&w->ctx, w->route, &w->request, w->x, &refusal)) {
        w->audit.outcome = AUDIT_REFUSED; /* sent to sign in, or kept for then: not what was asked for */
        return refusal;
    }
    w->scope = w->session.actor.scope;
    return w->route->scope == SCOPE_PERSON ? find_person(w) : w->route->handler(&w->ctx, &w->request);
}

static struct reply first_stage(struct work *w)
{
    unsigned allowed;
    if (!guard_parse(&w->ctx, w->x, &w->request)) return w->app->hooks.error_page(&w->ctx, 400);
    w->route = router_find(w->app->router, &w->request, &allowed);
    if (!w->route) return w->app->hooks.error_page(&w->ctx, allowed ? 405 : 404);
    if (w->route->permission == PERMISSION_PUBLIC && w->route->trace == TRACE_NOTHING &&
        w->route->csrf == CSRF_READS)
        return w->route->handler(&w->ctx, &w->request); /* assets, health: no session, no database */
    enum err err = snapshot_begin(w);
    if (!err) err = session_read(&w->ctx, guard_session_token(w->app, w->x), &w->session);
    return err ? failure(w, err) : guarded(w);
}

static struct work *work_new(const struct app *app, struct http_exchange *x)
{
    struct work *w = ARENA_NEW(&x->arena, struct work);
    w->x = x;
    w->app = app;
    w->trace.arena = &x->arena;
    w->request.session = &w->session;
    w->ctx = (struct ctx){.arena = &x->arena, .clock = app->clock, .app = app, .trace = &w->trace};
    return w;
}

void dispatch(void *user, struct http_exchange *x)
{
    struct work *w = work_new(user, x);
    w->reply = first_stage(w);
    proceed(w);
}

/* A body is in memory before the guard says who may send it: a large one is let in only from somebody who may,
 * also where their session idles and they are about to be asked for a factor. */
static bool may_send_much(const struct app *app, const struct route *route, struct http_exchange *x)
{
    struct work *w = work_new(app, x);
    enum err err = snapshot_begin(w);
    if (!err) err = session_read(&w->ctx, guard_session_token(app, x), &w->session);
    snapshot_end(w);
    return !err &&
        (actor_may(&w->session.actor, (int)route->permission) ||
            actor_may(&w->session.away, (int)route->permission));
}

size_t dispatch_body_limit(void *user, struct http_exchange *x)
{
    const struct app *app = user;
    struct request r = {.method = x->request.method, .path = x->request.path};
    unsigned allowed;
    const struct route *route = router_find(app->router, &r, &allowed);
    if (!route || route->body_limit == NO_BODY) return 0;
    return route->body_limit <= LIMIT_BODY_FORM || may_send_much(app, route, x) ? route->body_limit :
                                                                                  LIMIT_BODY_FORM;
}
