/* Looking at an agreed plan again: each goal, what changed, when next. */
#include "care/plan/pages/review.tmpl.h"
#include "care/plan/plan_forms.h"
#include "wire/json_write.h"

enum { SAID_MOST = 300, REVIEW_AFTER_DAYS = 91, REVIEW_DAYS_MOST = 366, WORDS_CEILING = 256 * 1024 };

static const struct term HOW_TERMS[] = {
    {STR_INIT("better"), STR_INIT("Better")},
    {STR_INIT("same"), STR_INIT("Same")},
    {STR_INIT("worse"), STR_INIT("Worse")},
    {STR_INIT("done"), STR_INIT("Done")},
    {STR_INIT("unwanted"), STR_INIT("No longer wanted")},
};
const struct vocabulary plan_review_hows = {HOW_TERMS, COUNT_OF(HOW_TERMS)};

struct reviewing {
    struct plan_about about;
    const struct plan_event *agreed; /* the version that is reviewed: the newest */
    struct problems problems;
    struct uuid key, of; /* of: the version that the form was about */
    struct plan_goal_reviewed *goals;
    size_t n;
    struct str changed;
    struct field_date on, review_on;
};

/* ---- which goals ---- */

static void list_goals(struct arena *a, struct reviewing *k)
{
    const struct plan *plan = &k->about.plan;
    k->goals = ARENA_ARRAY(a, struct plan_goal_reviewed, plan->n);
    k->n = 0;
    for (size_t i = 0; i < plan->n; i++)
        if (plan->items[i].kind == PLAN_GOAL && plan_goal_is_open(a, &plan->items[i]))
            k->goals[k->n++].goal = &plan->items[i];
}

static struct str field_of(struct arena *a, const char *name, const struct plan_part *goal)
{
    return str_printf(a, "%s_%.*s", name, STR_ARG(uuid_text(a, goal->key)));
}

/* ---- the form ---- */

static enum err open_review(struct ctx *c, const struct request *r, struct reviewing *k)
{
    enum err err = plan_about_read(c, r, &k->about);
    if (err) return err;
    k->problems.arena = c->arena;
    k->agreed = plan_event_last(&k->about.events, PLAN_AGREED);
    list_goals(c->arena, k);
    return ERR_NONE;
}

static void read_form(struct ctx *c, const struct form *form, struct reviewing *k)
{
    struct problems *p = &k->problems;
    struct date today = clock_today(c->clock);
    bool whole =
        uuid_from_text(form_get(form, STR("key")), &k->key) && uuid_from_text(form_get(form, STR("of")), &k->of);
    if (!whole) problems_add(p, STR_NONE, STR("This form is not complete. Go back to the plan and open it again"));
    for (size_t i = 0; i < k->n; i++) {
        struct plan_goal_reviewed *g = &k->goals[i];
        int how;
        struct str name = field_of(c->arena, "how", g->goal);
        g->how = form_get(form, name);
        g->said = field_text(form, field_of(c->arena, "said", g->goal), STR("What they say"), SAID_MOST, p);
        if (!vocabulary_find(&plan_review_hows, g->how, &how)) problems_add(p, name, STR("Choose how it is"));
    }
    k->changed = field_note(form, STR("changed"), STR("What changed"), PLAN_WHY_MOST, p);
    k->on = field_date(form, STR("on"), STR("The day"), p);
    k->review_on = field_date(form, STR("review_on"), STR("The day of the next review"), p);
    if (!date_is_set(k->on.date))
        problems_add(p, STR("on"), STR("Enter the day on which you looked at it"));
    else if (date_before(today, k->on.date))
        problems_add(p, STR("on"), STR("The day must be today or in the past"));
    if (!date_is_set(k->review_on.date))
        problems_add(p, STR("review_on"), STR("Enter when to look at it again"));
    else if (!date_before(today, k->review_on.date) ||
        date_days_between(today, k->review_on.date) > REVIEW_DAYS_MOST)
        problems_add(p, STR("review_on"), STR("The next review must be after today and within a year"));
}

/* Somebody agreed to another version meanwhile: what was typed stays, and is looked at beside that one. */
static bool is_superseded(struct ctx *c, struct reviewing *k)
{
    if (!k->agreed || uuid_eq(k->agreed->key, k->of)) return false;
    problems_add(&k->problems, STR_NONE,
        str_printf(c->arena,
            "While you were writing, the plan was agreed again: %.*s, recorded by %.*s. Nothing is lost. "
            "Look at that version together, then save the review",
            STR_ARG(plan_event_title(c->arena, k->agreed)), STR_ARG(k->agreed->by_name)));
    return true;
}

static struct plan_goal_question question(
    struct ctx *c, const struct plan_goal_reviewed *g, const struct problems *p)
{
    struct arena *a = c->arena;
    struct str how = field_of(a, "how", g->goal), said = field_of(a, "said", g->goal);
    struct plan_goal_question q = {.words = str_printf(a, "“%.*s”", STR_ARG(plan_text(a, g->goal, "words")))};
    q.how = plan_choices(a, str_cstr(a, how), q.words, &plan_review_hows, g->how, p);
    q.how.in_line = true;
    q.said = (struct input){.name = said,
        .label = STR("What they say about it"),
        .value = g->said,
        .error = problems_at(p, said),
        .autocomplete = STR("off")};
    return q;
}

static struct reply form_page(struct ctx *c, const struct request *r, struct reviewing *k, int status)
{
    struct arena *a = c->arena;
    struct plan_review_view *v = ARENA_NEW(a, struct plan_review_view);
    struct problems *p = ARENA_NEW(a, struct problems);
    *p = k->problems;
    v->problems = problems_summary(p);
    v->heading = str_printf(a, "Go through the plan with %.*s", STR_ARG(person_called(a, &k->about.person)));
    v->quiet = plan_event_title(a, k->agreed);
    v->key = uuid_text(a, k->key);
    v->of = uuid_text(a, k->agreed->key);
    v->action = plan_url(a, &k->about.person, "/review");
    v->cancel = plan_url(a, &k->about.person, "");
    v->goals.items = ARENA_ARRAY(a, struct plan_goal_question, k->n);
    for (size_t i = 0; i < k->n; i++) v->goals.items[v->goals.n++] = question(c, &k->goals[i], p);
    v->changed = (struct textarea){.name = STR("changed"),
        .label = STR("What changed since?"),
        .label_size = SIZE_S,
        .hint = STR("In their life, in those who help, in their health. Change the plan itself afterwards, and "
                    "agree it again"),
        .value = k->changed,
        .error = problems_at(p, STR("changed")),
        .rows = 4};
    v->on = plan_date_input("on", "On which day did you look at it?", "", &k->on, p);
    v->review_on =
        plan_date_input("review_on", "When next?", "Within a year. It comes up on My day then", &k->review_on, p);
    struct page page = plan_frame(c, &k->about.person, "Review the plan");
    page.has_problems = p->n != 0;
    page.main = plan_review_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_review_get(struct ctx *c, const struct request *r)
{
    struct reviewing *k = ARENA_NEW(c->arena, struct reviewing);
    enum err err = open_review(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->agreed)
        return reply_see_other(plan_url(c->arena, &k->about.person, "/agree")); /* nothing to review yet */
    struct date today = clock_today(c->clock);
    k->key = uuid_new(c->clock);
    k->on = plan_day(c->arena, today);
    k->review_on = plan_day(c->arena, date_add_days(today, REVIEW_AFTER_DAYS));
    return form_page(c, r, k, 200);
}

/* ---- saving ---- */

static struct str words_of(struct arena *a, const struct reviewing *k)
{
    struct buf out = buf_new(a, 1024, WORDS_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("changed"));
    json_str(&w, k->changed);
    json_name(&w, STR("goals"));
    json_array_begin(&w);
    for (size_t i = 0; i < k->n; i++) {
        json_object_begin(&w);
        json_name(&w, STR("key"));
        json_str(&w, uuid_text(a, k->goals[i].goal->key));
        json_name(&w, STR("how"));
        json_str(&w, k->goals[i].how);
        json_name(&w, STR("said"));
        json_str(&w, k->goals[i].said);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

/* A goal that is reached or not wanted any more says so itself, as a change of it like any other. */
static enum err follow_goal(struct ctx *c, const struct person *p, const struct plan_goal_reviewed *g)
{
    const char *state = str_eq(g->how, STR("done")) ? "achieved" :
        str_eq(g->how, STR("unwanted"))             ? "unwanted" :
                                                      NULL;
    const struct document *d = plan_table(PLAN_GOAL, g->goal->key);
    struct document_word *words = ARENA_ARRAY(c->arena, struct document_word, d->n);
    if (!state) return ERR_NONE;
    for (size_t i = 0; i < d->n; i++) {
        const char *field = str_cstr(c->arena, d->fields[i].field.state);
        words[i] = (struct document_word){field, plan_text(c->arena, g->goal, field)};
        if (str_eq(d->fields[i].field.state, STR("state"))) words[i].value = str_from_cstr(state);
        if (str_eq(d->fields[i].field.state, STR("outcome")) && g->said.n) words[i].value = g->said;
    }
    const struct plan_written w = {.kind = PLAN_GOAL, .key = g->goal->key, .words = words, .n = d->n};
    return plan_write(c, p, &w);
}

static enum err save(struct ctx *c, void *arg)
{
    struct reviewing *k = arg;
    struct reviewing now = {.of = k->of};
    enum err err = person_get(c, k->about.person.id, &now.about.person);
    if (!err) err = plan_read(c, &now.about.person, &now.about.plan);
    if (!err) err = plan_events_read(c, now.about.person.id, &now.about.events);
    if (err) return err;
    now.agreed = plan_event_last(&now.about.events, PLAN_AGREED);
    if (plan_event_by_key(&now.about.events, k->key)) return ERR_EXISTS; /* sent twice */
    if (!now.agreed || !uuid_eq(now.agreed->key, k->of)) return ERR_CONFLICT;
    for (size_t i = 0; !err && i < k->n; i++) {
        struct plan_goal_reviewed g = k->goals[i];
        g.goal =
            plan_find(&now.about.plan, PLAN_GOAL, g.goal->key); /* as it is now: nobody's words are put back */
        if (g.goal) err = follow_goal(c, &now.about.person, &g);
    }
    struct plan_event e = {.key = k->key,
        .kind = PLAN_REVIEWED,
        .of = now.agreed->id,
        .on = k->on.date,
        .review_on = k->review_on.date,
        .words = words_of(c->arena, k)};
    if (!err) err = plan_review_due(c, &now.about.person, &now.about.events, &e);
    return err ? err : plan_event_add(c, &now.about.person, &e, STR_NONE);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct reviewing *k = arg;
    if (result == ERR_CONFLICT) {
        enum err err = plan_events_read(c, k->about.person.id, &k->about.events);
        if (err) return shell_failure(c, err);
        k->agreed = plan_event_last(&k->about.events, PLAN_AGREED);
        (void)is_superseded(c, k);
        return form_page(c, r, k, 409);
    }
    if (result && result != ERR_EXISTS) return shell_failure(c, result);
    struct url plan = plan_url(c->arena, &k->about.person, "");
    return reply_see_other(url_with_query(c->arena, plan, "done", STR("reviewed")));
}

struct reply plan_review_post(struct ctx *c, const struct request *r)
{
    struct reviewing *k = ARENA_NEW(c->arena, struct reviewing);
    enum err err = open_review(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->agreed) return reply_see_other(plan_url(c->arena, &k->about.person, "/agree"));
    read_form(c, &r->form, k);
    if (plan_event_by_key(&k->about.events, k->key)) return saved(c, r, k, ERR_EXISTS);
    if (uuid_is_set(k->of) && is_superseded(c, k)) return form_page(c, r, k, 409);
    if (k->about.person.died_known)
        problems_add(&k->problems, STR_NONE, STR("They have died. Their plan stays as it was"));
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}
