/* Looking at an agreed plan again: each goal, what changed, when next. */
#include "care/plan/pages/review.tmpl.h"
#include "care/plan/plan_forms.h"
#include "base/utf8.h"
#include "care/plan/plan_fields.h"
#include "wire/json_write.h"

enum { SAID_MOST = 300, WORDS_CEILING = 256 * 1024 };

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
    bool superseded;                 /* that is another than the form was about */
    struct problems problems;
    struct uuid key, of; /* of: the version that the form was about */
    struct plan_goal_reviewed *goals;
    size_t n;
    struct str changed;
    struct field_date on, review_on;
    struct draft_view draft;
    struct draft_keeping keeping;
};

static struct draft_of draft_about(struct person_id person)
{
    return (struct draft_of){STR("plan-review"), person};
}

/* ---- which goals ---- */

static struct str field_of(struct arena *a, const char *name, const struct plan_part *goal)
{
    return str_printf(a, "%s_%.*s", name, STR_ARG(uuid_text(a, goal->key)));
}

/* Those that are open, and those that were when the form was opened: what was typed about them is kept. */
static void list_goals(struct arena *a, const struct form *form, struct reviewing *k)
{
    const struct plan *plan = &k->about.plan;
    k->goals = ARENA_ARRAY(a, struct plan_goal_reviewed, plan->n);
    k->n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_part *part = &plan->items[i];
        if (part->kind != PLAN_GOAL) continue;
        if (plan_goal_is_open(a, part) || (form && form_count(form, field_of(a, "said", part))))
            k->goals[k->n++].goal = part;
    }
}

/* ---- the form ---- */

static enum err open_review(struct ctx *c, const struct request *r, struct reviewing *k)
{
    enum err err = plan_about_read(c, r, &k->about);
    if (err) return err;
    k->problems.arena = c->arena;
    k->agreed = plan_event_last(&k->about.events, PLAN_AGREED);
    return ERR_NONE;
}

static void read_form(struct ctx *c, const struct form *form, struct reviewing *k)
{
    struct problems *p = &k->problems;
    struct date today = clock_today(c->clock);
    bool whole =
        uuid_from_text(form_get(form, STR("key")), &k->key) && uuid_from_text(form_get(form, STR("of")), &k->of);
    if (!whole) problems_add(p, STR_NONE, STR("This form is not complete. Go back to the plan and open it again"));
    list_goals(c->arena, form, k);
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
    plan_check_on(&k->on, today, STR("Enter the day on which you looked at it"), p);
    plan_check_review_on(&k->review_on, today, p);
}

/* Somebody agreed to another version meanwhile: what was typed stays, and is looked at beside that one. */
static bool is_superseded(struct ctx *c, struct reviewing *k)
{
    if (!uuid_is_set(k->of) || uuid_eq(k->agreed->key, k->of)) return false;
    k->superseded = true;
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

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply form_page(struct ctx *c, const struct request *r, struct reviewing *k, int status)
{
    struct arena *a = c->arena;
    struct plan_review_view *v = ARENA_NEW(a, struct plan_review_view);
    struct problems *p = ARENA_NEW(a, struct problems);
    *p = k->problems;
    v->problems = problems_summary(p);
    v->draft = k->draft;
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
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = plan_review_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_review_get(struct ctx *c, const struct request *r)
{
    struct reviewing *k = ARENA_NEW(c->arena, struct reviewing);
    struct draft_opened opened;
    enum err err = open_review(c, r, k);
    struct url to = plan_url(c->arena, &k->about.person, "/review");
    if (!err) err = draft_open(c, r, draft_about(r->person), to, &opened);
    if (err) return shell_failure(c, err);
    if (!k->agreed)
        return reply_see_other(plan_url(c->arena, &k->about.person, "/agree")); /* nothing to review yet */
    struct date today = clock_today(c->clock);
    k->draft = opened.view;
    if (opened.fields) {
        read_form(c, opened.fields, k);
        if (!opened.view.held) k->problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
        (void)is_superseded(c, k);
        return form_page(c, r, k, 200);
    }
    list_goals(c->arena, NULL, k);
    k->key = uuid_new(c->clock);
    k->on = plan_day(c->arena, today);
    k->review_on = plan_day(c->arena, date_add_days(today, PLAN_REVIEW_AFTER_DAYS));
    return form_page(c, r, k, 200);
}

struct reply plan_review_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.key = r->person_key};
    return draft_post(c, r, draft_about(r->person), plan_url(c->arena, &p, "/review"));
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

/* What came of it, with what they say now under what was written before. */
static struct str outcome(struct arena *a, const struct plan_goal_reviewed *g)
{
    struct str before = plan_text(a, g->goal, "outcome");
    struct str both = str_join(a, (const struct str[]){before, g->said}, 2, STR("\n"));
    return str_eq(before, g->said) || utf8_length(both) > PLAN_OUTCOME_MOST ? before :
                                                                              both; /* the review has it */
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
        if (str_eq(d->fields[i].field.state, STR("outcome"))) words[i].value = outcome(c->arena, g);
    }
    const struct plan_written w = {.kind = PLAN_GOAL, .key = g->goal->key, .words = words, .n = d->n};
    return plan_write(c, p, &w);
}

static enum err follow_goals(struct ctx *c, const struct plan_about *now, const struct reviewing *k)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < k->n; i++) {
        struct plan_goal_reviewed g = k->goals[i];
        g.goal = plan_find(&now->plan, PLAN_GOAL, g.goal->key); /* as it is now: nobody's words are put back */
        if (g.goal) err = follow_goal(c, &now->person, &g);
    }
    return err;
}

static enum err save(struct ctx *c, void *arg)
{
    struct reviewing *k = arg;
    struct plan_about now;
    enum err err = person_get(c, k->about.person.id, &now.person);
    if (!err) err = plan_read(c, &now.person, &now.plan);
    if (!err) err = plan_events_read(c, now.person.id, &now.events);
    if (err) return err;
    const struct plan_event *agreed = plan_event_last(&now.events, PLAN_AGREED);
    if (plan_event_by_key(&now.events, k->key)) return ERR_EXISTS;
    if (!agreed || !uuid_eq(agreed->key, k->of)) return ERR_CONFLICT;
    struct plan_event e = {.key = k->key,
        .kind = PLAN_REVIEWED,
        .of = agreed->id,
        .on = k->on.date,
        .review_on = k->review_on.date,
        .words = words_of(c->arena, k)};
    err = follow_goals(c, &now, k);
    if (!err) err = plan_review_due(c, &now.person, &now.events, &e);
    if (!err) err = plan_event_add(c, &now.person, &e, STR_NONE);
    return err ? err : draft_end(c, k->keeping.of, k->keeping.key);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct reviewing *k = arg;
    return draft_keep_sent(c, &k->keeping, k->superseded ? AUDIT_CONFLICT : AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct reviewing *k = arg;
    k->draft = draft_of_sent(c, k->keeping.form, plan_url(c->arena, &k->about.person, "/review"));
    draft_note_kept(c, &k->keeping, result, &k->draft);
    return form_page(c, r, k, k->superseded ? 409 : 422);
}

static struct reply done(struct ctx *c, const struct reviewing *k)
{
    struct url plan = plan_url(c->arena, &k->about.person, "");
    return reply_see_other(url_with_query(c->arena, plan, "done", STR("reviewed")));
}

/* The form's key was used: sent twice it is one review; changed since, it is another, and asked about. */
static struct reply sent_before(struct ctx *c, struct reviewing *k)
{
    const struct plan_event *e = plan_event_by_key(&k->about.events, k->key);
    if (e && e->kind == PLAN_REVIEWED && date_eq(e->on, k->on.date) && date_eq(e->review_on, k->review_on.date) &&
        str_eq(e->words, words_of(c->arena, k)))
        return done(c, k);
    k->key = uuid_new(c->clock);
    problems_add(&k->problems, STR_NONE,
        STR("This form was saved before and has changed since. If this is another review, save it again"));
    return reply_write(keep_unfinished, unfinished, k);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct reviewing *k = arg;
    (void)r;
    if (!result) return done(c, k);
    if (result != ERR_CONFLICT && result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = plan_events_read(c, k->about.person.id, &k->about.events);
    if (err) return shell_failure(c, err);
    if (result == ERR_EXISTS) return sent_before(c, k);
    k->agreed = plan_event_last(&k->about.events, PLAN_AGREED);
    (void)is_superseded(c, k);
    return reply_write(keep_unfinished, unfinished, k);
}

struct reply plan_review_post(struct ctx *c, const struct request *r)
{
    struct reviewing *k = ARENA_NEW(c->arena, struct reviewing);
    enum err err = open_review(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->agreed) return reply_see_other(plan_url(c->arena, &k->about.person, "/agree"));
    read_form(c, &r->form, k);
    k->keeping = draft_keeping(c, draft_about(r->person), &r->form);
    if (plan_event_by_key(&k->about.events, k->key)) return sent_before(c, k);
    if (k->about.person.died_known)
        problems_add(&k->problems, STR_NONE, STR("They have died. Their plan stays as it was"));
    bool waits = is_superseded(c, k) || k->problems.n;
    return waits ? reply_write(keep_unfinished, unfinished, k) : reply_write(save, saved, k);
}
