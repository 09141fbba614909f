#include "care/editing/draft.h"

#include "wire/json_write.h"

enum { DRAFTS_SHOWN = 10 };

static struct str when_words(struct ctx *c, struct instant at)
{
    struct date day = instant_date(at), today = clock_today(c->clock);
    struct str time = instant_time(c->arena, at);
    struct str near = date_eq(day, today) ? STR("today") : date_near(c->arena, day, today);
    return str_printf(c->arena, "%.*s %.*s", STR_ARG(time), STR_ARG(near));
}

static struct url with_draft(struct ctx *c, struct url form_page, struct uuid key)
{
    return url_with_query(c->arena, form_page, "draft", uuid_text(c->arena, key));
}

struct uuid draft_key(const struct form *sent)
{
    struct uuid key;
    return uuid_from_text(form_get(sent, STR("draft")), &key) ? key : (struct uuid){0};
}

static struct draft_view view_of(struct ctx *c, struct uuid key, struct url form_page)
{
    struct str post_to = str_printf(c->arena, "%.*s/draft", STR_ARG(form_page.text));
    return (struct draft_view){
        .key = uuid_text(c->arena, key), .save_to = post_to, .post_to = (struct url){post_to}};
}

struct draft_view draft_of_sent(struct ctx *c, const struct form *sent, struct url form_page)
{
    struct uuid key = draft_key(sent);
    return view_of(c, uuid_is_set(key) ? key : uuid_new(c->clock), form_page);
}

/* ---- opening ---- */

static enum err list_others(struct ctx *c, struct draft_of of, struct url form_page, struct draft_view *v)
{
    struct draft_times times;
    enum err err = drafts_of(c, of, DRAFTS_SHOWN, &times);
    if (err) return err;
    v->others.items = ARENA_ARRAY(c->arena, struct draft_line, times.n);
    for (size_t i = 0; i < times.n; i++) {
        struct str key = uuid_text(c->arena, times.items[i].key);
        if (str_eq(key, v->key)) continue;
        v->others.items[v->others.n++] = (struct draft_line){.when = when_words(c, times.items[i].saved_at),
            .key = key,
            .go_on = with_draft(c, form_page, times.items[i].key)};
    }
    return ERR_NONE;
}

/* The draft that the address names. One that isn't there leaves a new form. */
static enum err open_named(
    struct ctx *c, struct draft_of of, struct uuid key, struct url form_page, struct draft_opened *ret)
{
    struct draft *d = ARENA_NEW(c->arena, struct draft);
    enum err err = draft_get(c, of, key, d);
    if (err == ERR_NOT_FOUND) ret->view.gone = true;
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    ret->fields = &d->fields;
    ret->view = view_of(c, key, form_page);
    ret->view.continued = when_words(c, d->saved_at);
    return ERR_NONE;
}

enum err draft_open(
    struct ctx *c, const struct request *r, struct draft_of of, struct url form_page, struct draft_opened *ret)
{
    struct uuid named;
    enum err err = ERR_NONE;
    *ret = (struct draft_opened){.view = view_of(c, uuid_new(c->clock), form_page)};
    if (r->held) {
        ret->fields = &r->form;
        ret->view = draft_of_sent(c, &r->form, form_page);
        ret->view.held = true;
    } else if (uuid_from_text(form_get(&r->query, STR("draft")), &named)) {
        err = open_named(c, of, named, form_page, ret);
    }
    return err ? err : list_others(c, of, form_page, &ret->view);
}

/* ---- keeping ---- */

struct draft_keeping draft_keeping(struct ctx *c, struct draft_of of, const struct form *sent)
{
    struct uuid key = draft_key(sent);
    return (struct draft_keeping){.of = of, .form = sent, .key = uuid_is_set(key) ? key : uuid_new(c->clock)};
}

enum err draft_keep_sent(struct ctx *c, struct draft_keeping *k, enum audit_outcome outcome)
{
    struct str body = draft_body(c->arena, k->form);
    enum err err = draft_keep(c, k->of, k->key, body, &k->kept);
    if (!err && k->kept == DRAFT_OVER) {
        k->key = uuid_new(c->clock);
        err = draft_keep(c, k->of, k->key, body, &k->kept);
    }
    c->audit->outcome = outcome;
    return err;
}

void draft_note_kept(struct ctx *c, const struct draft_keeping *k, enum err result, struct draft_view *v)
{
    v->too_many = result || k->kept != DRAFT_KEPT;
    v->key = uuid_text(c->arena, k->key);
}

/* ---- the route ---- */

struct posting {
    struct draft_keeping keeping;
    struct url form_page;
    bool background;
};

static enum err keep(struct ctx *c, void *arg)
{
    struct posting *p = arg;
    struct draft_keeping *k = &p->keeping;
    c->audit->reason = STR("draft");
    return p->background ? draft_keep(c, k->of, k->key, draft_body(c->arena, k->form), &k->kept) :
                           draft_keep_sent(c, k, AUDIT_NOT_SET);
}

/* For the script: what to say, and the key to go on with. */
static struct reply tell_script(struct ctx *c, int status, struct uuid key, struct str words)
{
    struct buf out = buf_new(c->arena, 256, 1024);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("draft"));
    json_str(&w, uuid_text(c->arena, key));
    json_name(&w, STR("words"));
    json_str(&w, words);
    json_object_end(&w);
    return reply_bytes(status, STR("application/json"), buf_str(&out));
}

static struct reply told(struct ctx *c, const struct posting *p)
{
    struct instant now = clock_now(c->clock);
    switch (p->keeping.kept) {
    case DRAFT_OVER: return tell_script(c, 410, uuid_new(c->clock), STR(""));
    case DRAFT_FULL:
        return tell_script(c, 413, p->keeping.key,
            STR("This draft cannot be saved: it is too long, or you have too many. Discard some, or save the "
                "form."));
    case DRAFT_KEPT: break;
    }
    struct str words = str_printf(c->arena, "Draft saved at %.*s", STR_ARG(instant_time(c->arena, now)));
    return tell_script(c, 200, p->keeping.key, words);
}

static struct reply kept(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    struct posting *p = arg;
    if (result) return shell_failure(c, result);
    if (p->background) return told(c, p);
    if (p->keeping.kept != DRAFT_KEPT)
        return shell_error(c, 413,
            STR("This draft is too long to be kept, or you have 100 drafts already. Go back to the form: what you "
                "typed is still there. Save it, or discard older drafts first."));
    struct url to = with_draft(c, p->form_page, p->keeping.key);
    return reply_see_other(url_with_query(c->arena, to, "done", STR("draft")));
}

static enum err discard(struct ctx *c, void *arg)
{
    struct posting *p = arg;
    c->audit->reason = STR("draft discarded");
    return draft_end(c, p->keeping.of, p->keeping.key);
}

static struct reply discarded(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct posting *p = arg;
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, p->form_page, "done", STR("discarded")));
}

/* A copy that says what is there already was not typed by anybody: it must not keep the session alive. */
static bool is_same_again(struct ctx *c, const struct posting *p)
{
    struct draft d;
    enum err err = draft_get(c, p->keeping.of, p->keeping.key, &d);
    return !err && str_eq(d.body, draft_body(c->arena, p->keeping.form));
}

struct reply draft_post(struct ctx *c, const struct request *r, struct draft_of of, struct url form_page)
{
    struct posting *p = ARENA_NEW(c->arena, struct posting);
    bool named = uuid_is_set(draft_key(&r->form));
    *p = (struct posting){.keeping = draft_keeping(c, of, &r->form),
        .form_page = form_page,
        .background = field_ticked(&r->form, STR("background"))};
    if (field_ticked(&r->form, STR("discard"))) return reply_write(discard, discarded, p);
    if (!named) return reply_see_other(form_page);
    if (p->background && is_same_again(c, p)) {
        p->keeping.kept = DRAFT_KEPT;
        struct reply same = told(c, p);
        same.unattended = true;
        return same;
    }
    return reply_write(keep, kept, p);
}
