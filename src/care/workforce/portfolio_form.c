/* Adding to a portfolio: one's own, or what a supervisor saw of a colleague. */
#include "base/limits.h"
#include "care/workforce/development_pages.h"
#include "care/workforce/pages/portfolio.tmpl.h"

struct adding {
    struct staff_facts staff;
    struct staff_reach reach;
    struct portfolio_saving saving;
    struct problems problems;
};

enum { MINUTES_LEAST = 5, MINUTES_MOST = 480 };

struct url development_url(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, const char *after)
{
    if (!reach->self) return url_with_id(c->arena, "/team/", s->key, after);
    return (struct url){str_printf(c->arena, "/my-development%s", after)};
}

static struct str hint_of(bool self)
{
    return self ? STR("What you did, and what you take from it. No names or numbers of people you support") :
                  STR("What you saw or heard. No names or numbers of people you support");
}

static struct reply form_page(struct ctx *c, const struct request *r, const struct adding *k, int status)
{
    struct portfolio_form_view *v = ARENA_NEW(c->arena, struct portfolio_form_view);
    const struct problems *p = &k->problems;
    const struct form *form = &r->form;
    bool self = k->reach.self;
    *v = (struct portfolio_form_view){.problems = problems_summary(p),
        .top = {.heading = STR("Add to the portfolio"),
            .quiet = self ? STR("Read by you and the supervisors of where you work") :
                            str_printf(c->arena, "Read by %.*s and their supervisors", STR_ARG(k->staff.name))},
        .nonce = form_nonce(c, form),
        .action = development_url(c, &k->staff, &k->reach, "/portfolio/new"),
        .cancel = development_url(c, &k->staff, &k->reach, "/competencies"),
        .kind = word_field(c, "kind", "What is it?", &portfolio_kinds, "Choose",
            form_get(form->fields.n ? form : &r->query, STR("kind"))),
        .competency = word_field(c, "competency", "Which competency does it show?", &competencies,
            "None in particular", form_get(form, STR("competency"))),
        .done_on = date_field(c, form, "done_on", "When was it?", clock_today(c->clock), p),
        .minutes = text_field(form, "minutes", "How long did it take? (optional)", STR_NONE, p),
        .words = {.name = STR("words"),
            .label = STR("In your words"),
            .label_size = SIZE_S,
            .hint = hint_of(self),
            .value = form_get(form, STR("words")),
            .error = problems_at(p, STR("words"))}};
    v->kind.error = problems_at(p, STR("kind"));
    v->competency.error = problems_at(p, STR("competency"));
    v->competency.hint = STR("Examples, feedback, observed practice and reflection need one");
    v->minutes.width = 3;
    v->minutes.suffix = STR("minutes");
    v->minutes.inputmode = STR("numeric");
    struct page page = {.narrow = true, .has_problems = p->n != 0, .main = portfolio_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Add to the portfolio", status, &page);
}

static void read_kind(const struct form *form, struct adding *k)
{
    struct problems *p = &k->problems;
    int kind = 0, competency = 0;
    struct str about = form_get(form, STR("competency"));
    if (!vocabulary_find(&portfolio_kinds, form_get(form, STR("kind")), &kind))
        problems_add(p, STR("kind"), STR("Choose what it is"));
    if (about.n && !vocabulary_find(&competencies, about, &competency))
        problems_add(p, STR("competency"), STR("Choose a competency from the list"));
    else if (kind && !competency && portfolio_is_evidence((enum portfolio_kind)kind))
        problems_add(p, STR("competency"), STR("Choose which competency it shows"));
    k->saving.entry.kind = (enum portfolio_kind)kind;
    k->saving.entry.competency = (enum competency)competency;
}

static void read_entry(struct ctx *c, const struct form *form, struct adding *k)
{
    struct portfolio_entry *e = &k->saving.entry;
    struct problems *p = &k->problems;
    read_kind(form, k);
    e->done_on = field_date(form, STR("done_on"), STR("The day"), p).date;
    if (!date_is_set(e->done_on)) problems_add(p, STR("done_on"), STR("Enter the day"));
    if (date_is_set(e->done_on) && date_before(clock_today(c->clock), e->done_on))
        problems_add(p, STR("done_on"), STR("The day must be today or in the past"));
    struct str minutes = str_trim(form_get(form, STR("minutes")));
    if (minutes.n && !str_int(minutes, MINUTES_LEAST, MINUTES_MOST, &e->minutes))
        problems_add(p, STR("minutes"), STR("Enter the minutes as a number from 5 to 480"));
    k->saving.words = field_note(form, STR("words"), STR("What you write"), LIMIT_NOTE, p);
    if (!k->saving.words.n) problems_add(p, STR("words"), STR("Write what it was"));
    if (!form_nonce_read(form, &e->nonce)) e->nonce = uuid_new(c->clock);
}

static enum err save(struct ctx *c, void *arg)
{
    const struct adding *k = arg;
    struct portfolio_saving saving = k->saving;
    saving.entry.key = uuid_new(c->clock);
    return portfolio_save(c, k->staff.account, &saving);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct adding *k = arg;
    struct url page = development_url(c, &k->staff, &k->reach, "/competencies");
    if (!result || result == ERR_EXISTS)
        return reply_see_other(url_with_query(c->arena, page, "done", STR("added")));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_TOO_LARGE) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("So much is in this portfolio that nothing can be added"));
    return form_page(c, r, k, 422);
}

static struct reply offer(struct ctx *c, const struct request *r, struct adding *k, enum err err)
{
    if (err) return shell_failure(c, err);
    if (!k->reach.self && !k->reach.passport) return shell_failure(c, ERR_NOT_FOUND);
    if (!portfolio_may_read(&k->reach)) return shell_error_page(c, 403);
    k->problems.arena = c->arena;
    if (r->method == HTTP_GET) return form_page(c, r, k, 200);
    read_entry(c, &r->form, k);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}

static struct reply own(struct ctx *c, const struct request *r)
{
    struct adding *k = ARENA_NEW(c->arena, struct adding);
    return offer(c, r, k, staff_open_by_id(c, c->actor->account, &k->staff, &k->reach));
}

static struct reply colleagues(struct ctx *c, const struct request *r)
{
    struct adding *k = ARENA_NEW(c->arena, struct adding);
    return offer(c, r, k, staff_open(c, request_id(r, 0), &k->staff, &k->reach));
}

struct reply own_portfolio_new_get(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply own_portfolio_new_post(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply portfolio_new_get(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}

struct reply portfolio_new_post(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}
