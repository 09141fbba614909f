/* Striking a contact through: it stays, with who and why. */
#include "base/limits.h"
#include "care/contacts/contact_pages.h"
#include "care/contacts/pages/contact_strike.tmpl.h"
#include "care/people/person.h"

struct striking {
    struct person person;
    struct contact contact;
    struct str why;
    struct problems problems;
};

static struct url timeline_url(struct ctx *c, const struct striking *s, struct str done)
{
    struct url timeline = person_url(c->arena, &s->person, "/timeline");
    return done.n ? url_with_query(c->arena, timeline, "done", done) : timeline;
}

static enum err load(struct ctx *c, const struct request *r, struct striking *s)
{
    enum err err = person_get(c, r->person, &s->person);
    if (!err) err = contact_by_key(c, request_id(r, 1), &s->contact);
    /* Another person's contact under this person's address is not there. */
    if (!err && s->contact.person.v != s->person.id.v) return ERR_NOT_FOUND;
    return err;
}

/* What a request wants to strike through. NULL: nothing, and *ret_instead is the answer. */
static struct striking *begin(struct ctx *c, const struct request *r, struct reply *ret_instead)
{
    struct striking *s = ARENA_NEW(c->arena, struct striking);
    s->problems.arena = c->arena;
    enum err err = load(c, r, s);
    if (!err && !instant_is_set(s->contact.struck_at)) return s;
    *ret_instead = err ? shell_failure(c, err) : reply_see_other(timeline_url(c, s, STR("struck-already")));
    return NULL;
}

static struct reply strike_page(struct ctx *c, const struct request *r, const struct striking *s, int status)
{
    const struct contact *k = &s->contact;
    struct contact_strike_view *v = ARENA_NEW(c->arena, struct contact_strike_view);
    v->problems = problems_summary(&s->problems);
    v->title = contact_title(c->arena, k, person_called(c->arena, &s->person));
    v->when = str_printf(
        c->arena, "%.*s, by %.*s", STR_ARG(instant_long(c->arena, k->happened_at)), STR_ARG(k->by_name));
    v->note = k->note;
    v->action = contact_strike_url(c->arena, person_url(c->arena, &s->person, ""), k);
    v->cancel = timeline_url(c, s, STR_NONE);
    v->why = (struct input){.name = STR("why"),
        .label = STR("Why?"),
        .label_size = SIZE_S,
        .value = s->why,
        .error = problems_at(&s->problems, STR("why")),
        .autocomplete = STR("off"),
        .hint = STR("For example, recorded for the wrong person")};
    struct page page = person_page(c, &s->person, STR("Timeline"), STR("Strike through a contact, person record"));
    page.has_problems = s->problems.n != 0;
    page.main = contact_strike_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_why(const struct form *form, struct striking *s)
{
    s->why = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, &s->problems);
    if (!s->why.n) problems_add(&s->problems, STR("why"), STR("Enter why you strike it through"));
}

struct reply contact_strike_get(struct ctx *c, const struct request *r)
{
    struct reply instead;
    struct striking *s = begin(c, r, &instead);
    if (!s) return instead;
    if (r->held) read_why(&r->form, s);
    return strike_page(c, r, s, 200);
}

static enum err strike(struct ctx *c, void *arg)
{
    const struct striking *s = arg;
    return contact_strike(c, &s->contact, s->why);
}

static struct reply struck(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct striking *s = arg;
    if (result == ERR_CONFLICT) return reply_see_other(timeline_url(c, s, STR("struck-already")));
    return result ? shell_failure(c, result) : reply_see_other(timeline_url(c, s, STR("struck")));
}

struct reply contact_strike_post(struct ctx *c, const struct request *r)
{
    struct reply instead;
    struct striking *s = begin(c, r, &instead);
    if (!s) return instead;
    read_why(&r->form, s);
    if (s->problems.n) return strike_page(c, r, s, 422);
    return reply_write(strike, struck, s);
}
