/* Moving on: planned with the person, then done. */
#include "care/caseload/case_pages.h"
#include "care/caseload/pages/moving_on.tmpl.h"
#include "base/limits.h"

struct moving_on {
    struct case_showing showing;
    struct case_closing closing;
    struct field_date close_on, check_in;
    struct case_move move;
    bool closes;
};

static struct radios outcome_field(struct ctx *c, const struct moving_on *k)
{
    struct radios field = {.name = STR("outcome"),
        .legend = STR("What came of it?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->showing.problems, STR("outcome"))};
    const struct vocabulary but_died = {case_outcomes.terms, CASE_OUTCOME_DIED - 1};
    struct choice_list all =
        choices_of(c->arena, &but_died, vocabulary_code(&case_outcomes, (int)k->closing.outcome));
    field.items.items = all.items;
    field.items.n = all.n;
    return field;
}

static struct reply form_page(struct ctx *c, const struct request *r, struct moving_on *k, int status)
{
    struct moving_on_view *v = ARENA_NEW(c->arena, struct moving_on_view);
    const struct problems *p = &k->showing.problems;
    const struct person *person = &k->showing.person;
    struct str called = person_called(c->arena, person);
    *v = (struct moving_on_view){.problems = problems_summary(p),
        .top = {.heading = STR("Moving on"),
            .quiet = str_printf(c->arena, "Plan it with %.*s, before the last contact", STR_ARG(called))},
        .action = case_url(c->arena, person, k->showing.now, "/moving-on"),
        .cancel = case_url(c->arena, person, k->showing.now, ""),
        .version = str_printf(c->arena, "%lld", (long long)k->move.from.version),
        .outcome = outcome_field(c, k),
        .reached = case_text_field("reached", "Goals reached", k->closing.reached),
        .themselves = case_text_field("themselves", "What they do themselves now", k->closing.themselves),
        .ring = case_text_field("ring", "Who to ring if things change", k->closing.ring),
        .links = case_text_field("links", "Who else is there for them now", k->closing.links),
        .check_in = case_date_field(&k->check_in, "check_in", "When should somebody ask how it goes?"),
        .close_on = case_date_field(&k->close_on, "close_on", "When is it planned to close?")};
    v->reached.hint = STR("In their words, if you can");
    v->ring.hint = STR("A name and a number that will still be right in a year");
    v->links.hint = STR("Link worker, health coach, a group, a charity");
    v->check_in.hint = STR("Only if they want that. It becomes a task");
    v->close_on.hint = STR("For the plan. Leave it empty to close now");
    v->reached.optional = v->themselves.optional = v->links.optional = true;
    v->check_in.optional = v->close_on.optional = true;
    v->reached.error = problems_at(p, STR("reached"));
    v->themselves.error = problems_at(p, STR("themselves"));
    v->ring.error = problems_at(p, STR("ring"));
    v->links.error = problems_at(p, STR("links"));
    v->check_in.error = problems_at(p, STR("check_in"));
    v->close_on.error = problems_at(p, STR("close_on"));
    struct page page = person_page(c, person, STR("Case"), STR("Moving on, person record"));
    page.narrow = true;
    page.has_problems = p->n != 0;
    page.main = moving_on_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static enum err read_case(struct ctx *c, const struct request *r, struct moving_on *k)
{
    enum err err = case_showing_read(c, r, &k->showing);
    if (err) return err;
    k->move.from = *k->showing.now;
    k->closing = (struct case_closing){.close_on = DATE_NONE, .check_in = DATE_NONE};
    err = case_closing_read(c, k->showing.now->id, true, &k->closing);
    k->close_on = case_date_shown(c->arena, k->closing.close_on);
    k->check_in = case_date_shown(c->arena, k->closing.check_in);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

struct reply moving_on_get(struct ctx *c, const struct request *r)
{
    struct moving_on *k = ARENA_NEW(c->arena, struct moving_on);
    enum err err = read_case(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->showing.now->state != CASE_IS_CLOSED) return form_page(c, r, k, 200);
    return reply_see_other(case_url(c->arena, &k->showing.person, k->showing.now, ""));
}

/* ---- saving ---- */

/* Whoever was reached is told whom to ring. */
static bool needs_somebody(enum case_outcome outcome)
{
    return outcome == CASE_OUTCOME_REACHED || outcome == CASE_OUTCOME_PARTLY || outcome == CASE_OUTCOME_STOPPED;
}

static void read_form(struct ctx *c, const struct form *form, struct moving_on *k)
{
    struct problems *p = &k->showing.problems;
    struct case_closing *m = &k->closing;
    int outcome = 0;
    k->closes = str_eq(form_get(form, STR("do")), STR("close"));
    if (vocabulary_find(&case_outcomes, form_get(form, STR("outcome")), &outcome) && outcome < CASE_OUTCOME_DIED)
        m->outcome = (enum case_outcome)outcome;
    else
        m->outcome = CASE_OUTCOME_NONE;
    m->reached = field_note(form, STR("reached"), STR("Goals reached"), LIMIT_NOTE, p);
    m->themselves = field_note(form, STR("themselves"), STR("What they do themselves"), LIMIT_NOTE, p);
    m->ring = field_note(form, STR("ring"), STR("Who to ring"), LIMIT_NOTE, p);
    m->links = field_note(form, STR("links"), STR("Who else is there"), LIMIT_NOTE, p);
    k->check_in = case_day_read(c, form, "check_in", "The check-in", p);
    k->close_on = case_day_read(c, form, "close_on", "The day to close", p);
    m->check_in = k->check_in.date;
    m->close_on = k->close_on.date;
    if (k->closes && !m->outcome) problems_add(p, STR("outcome"), STR("Choose what came of it"));
    if (k->closes && needs_somebody(m->outcome) && !m->ring.n)
        problems_add(p, STR("ring"), STR("Enter who they can ring if things change"));
    if (!str_int(form_get(form, STR("version")), 1, INT64_MAX, &k->move.from.version))
        problems_add(p, STR_NONE, STR("Open the form again: it was not whole"));
}

static enum err save(struct ctx *c, void *arg)
{
    struct moving_on *k = arg;
    struct case_closing m = k->closing;
    k->move.step = k->closes ? CASE_STEP_CLOSED : CASE_STEP_PLANNED;
    k->move.closing = &m;
    k->move.words = m.outcome ?
        str_printf(c->arena, "%.*s.", STR_ARG(vocabulary_label(&case_outcomes, (int)m.outcome))) :
        STR_NONE;
    return case_take_step(c, &k->move);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct moving_on *k = arg;
    struct case_events steps;
    if (!result) {
        struct url page = case_url(c->arena, &k->showing.person, k->showing.now, "");
        return reply_see_other(url_with_query(c->arena, page, "done", k->closes ? STR("closed") : STR("planned")));
    }
    if (result != ERR_CONFLICT && result != ERR_REFUSED) return shell_failure(c, result);
    enum err err = case_history(c, k->showing.now->id, &steps);
    if (err) return shell_failure(c, err);
    problems_add(&k->showing.problems, STR_NONE,
        result == ERR_REFUSED ? k->move.why_not : case_problem_quicker(c->arena, &steps.items[0]));
    k->move.from.version = k->showing.now->version; /* read it above, then send it again */
    return form_page(c, r, k, 409);
}

struct reply moving_on_post(struct ctx *c, const struct request *r)
{
    struct moving_on *k = ARENA_NEW(c->arena, struct moving_on);
    enum err err = read_case(c, r, k);
    if (err) return shell_failure(c, err);
    read_form(c, &r->form, k);
    return k->showing.problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}
