/* The plan for the year: what somebody wants to learn, added, read, and what came of it. */
#include "base/limits.h"
#include "care/tasks/task.h"
#include "care/workforce/development_pages.h"
#include "care/workforce/goal.h"
#include "care/workforce/pages/goal.tmpl.h"

/* ---- the plan on the page of competencies ---- */

static struct str goal_how(struct arena *a, const struct goal *g)
{
    struct str competency = vocabulary_label(&competencies, (int)g->competency);
    if (!g->how.n || !competency.n) return g->how.n ? g->how : competency;
    return str_join(a, (const struct str[]){g->how, competency}, 2, STR(". "));
}

static struct line goal_line(struct ctx *c, const struct goal *g)
{
    struct line line = {.text = g->what,
        .text_href = url_with_id(c->arena, "/team/goals/", g->key, ""),
        .below = goal_how(c->arena, g)};
    if (!instant_is_set(g->ended_at)) {
        line.tag = task_due_tag(c->arena, g->by_on, clock_today(c->clock));
        return line;
    }
    line.below = g->outcome;
    line.right = str_printf(c->arena, "%s %.*s", g->reached ? "Reached" : "Given up",
        STR_ARG(date_short(c->arena, instant_date(g->ended_at))));
    return line;
}

enum err plan_show(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, struct plan_view *ret)
{
    struct goal_list all;
    enum err err = goals_of(c, s->account, &all);
    if (err) return err;
    *ret = (struct plan_view){.box = {.heading = STR("Plan for the year"),
                                  .id = STR("year"),
                                  .link = {.text = STR("Add"),
                                      .href = development_url(c, s, reach, "/plan/new"),
                                      .hidden_text = STR("a goal")}},
        .open = {.none = STR("No goals yet. An appraisal ends with one or two.")}};
    ret->open.items.items = ARENA_ARRAY(c->arena, struct line, all.n);
    ret->ended.items.items = ARENA_ARRAY(c->arena, struct line, all.n);
    for (size_t i = 0; i < all.n; i++) {
        struct line_list *list = instant_is_set(all.items[i].ended_at) ? &ret->ended.items : &ret->open.items;
        list->items[list->n++] = goal_line(c, &all.items[i]);
    }
    ret->has_ended = ret->ended.items.n != 0;
    return ERR_NONE;
}

/* ---- adding one ---- */

struct planning {
    struct staff_facts staff;
    struct staff_reach reach;
    struct goal goal;
    struct problems problems;
    bool reached;
    struct str outcome;
};

static struct reply form_page(struct ctx *c, const struct request *r, const struct planning *k, int status)
{
    struct goal_form_view *v = ARENA_NEW(c->arena, struct goal_form_view);
    const struct problems *p = &k->problems;
    const struct form *form = &r->form;
    *v = (struct goal_form_view){.problems = problems_summary(p),
        .top = {.heading = STR("Add to the plan"),
            .quiet = k->reach.self ?
                STR("Read by you and the supervisors of where you work") :
                str_printf(c->arena, "Read by %.*s and their supervisors", STR_ARG(k->staff.name))},
        .nonce = form_nonce(c, form),
        .action = development_url(c, &k->staff, &k->reach, "/plan/new"),
        .cancel = development_url(c, &k->staff, &k->reach, "/competencies"),
        .what = text_field(form, "what",
            k->reach.self ? "What do you want to learn or change?" : "What is to be learned or changed?", STR_NONE,
            p),
        .how = text_field(form, "how", "How? (optional)", STR_NONE, p),
        .competency = word_field(c, "competency", "Which competency is it about?", &competencies,
            "None in particular", form_get(form, STR("competency"))),
        .by_on = date_field(c, form, "by_on", "By when?", DATE_NONE, p)};
    v->how.hint = STR("For example, a course, a day with a colleague, practice with feedback");
    v->competency.error = problems_at(p, STR("competency"));
    struct page page = {.narrow = true, .back = v->cancel, .has_problems = p->n != 0, .main = goal_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Add to the plan", status, &page);
}

static void read_goal(struct ctx *c, const struct form *form, struct planning *k)
{
    struct problems *p = &k->problems;
    struct goal *g = &k->goal;
    struct str about = form_get(form, STR("competency"));
    int competency = 0;
    g->what = field_text(form, STR("what"), STR("What it is"), LIMIT_LINE, p);
    g->how = field_text(form, STR("how"), STR("How"), LIMIT_LINE, p);
    g->by_on = field_date(form, STR("by_on"), STR("By when"), p).date;
    if (!g->what.n) problems_add(p, STR("what"), STR("Enter what is to be learned or changed"));
    if (!date_is_set(g->by_on)) problems_add(p, STR("by_on"), STR("Enter by when"));
    if (date_is_set(g->by_on) && date_before(g->by_on, clock_today(c->clock)))
        problems_add(p, STR("by_on"), STR("The day must be today or in the future"));
    if (about.n && !vocabulary_find(&competencies, about, &competency))
        problems_add(p, STR("competency"), STR("Choose a competency from the list"));
    g->competency = (enum competency)competency;
    if (!form_nonce_read(form, &g->nonce)) g->nonce = uuid_new(c->clock);
}

static enum err add(struct ctx *c, void *arg)
{
    const struct planning *k = arg;
    struct goal goal = k->goal;
    goal.key = uuid_new(c->clock);
    return goal_add(c, k->staff.account, &goal);
}

static struct reply to_plan(struct ctx *c, const struct planning *k, const char *done)
{
    struct url page = development_url(c, &k->staff, &k->reach, "/competencies");
    return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(done)));
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct planning *k = arg;
    if (!result || result == ERR_EXISTS) return to_plan(c, k, "planned");
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_TOO_LARGE) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("There are so many goals that no more can be added"));
    return form_page(c, r, k, 422);
}

static struct reply offer(struct ctx *c, const struct request *r, struct planning *k, enum err err)
{
    if (err) return shell_failure(c, err);
    if (!k->reach.self && !k->reach.passport) return shell_failure(c, ERR_NOT_FOUND);
    if (!portfolio_may_read(&k->reach)) return shell_error_page(c, 403);
    k->problems.arena = c->arena;
    if (r->method == HTTP_GET) return form_page(c, r, k, 200);
    read_goal(c, &r->form, k);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(add, added, k);
}

static struct reply own(struct ctx *c, const struct request *r)
{
    struct planning *k = ARENA_NEW(c->arena, struct planning);
    return offer(c, r, k, staff_open_by_id(c, c->actor->account, &k->staff, &k->reach));
}

static struct reply colleagues(struct ctx *c, const struct request *r)
{
    struct planning *k = ARENA_NEW(c->arena, struct planning);
    return offer(c, r, k, staff_open(c, request_id(r, 0), &k->staff, &k->reach));
}

struct reply own_plan_new_get(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply own_plan_new_post(struct ctx *c, const struct request *r)
{
    return own(c, r);
}

struct reply plan_new_get(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}

struct reply plan_new_post(struct ctx *c, const struct request *r)
{
    return colleagues(c, r);
}

/* ---- one goal ---- */

enum { FACTS = 6 };

static void fact(struct fact_list *list, const char *label, struct str value)
{
    if (value.n) list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void show_facts(struct ctx *c, const struct planning *k, struct goal_view *v)
{
    struct arena *a = c->arena;
    const struct goal *g = &k->goal;
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    if (!k->reach.self) fact(&v->facts, "Who", k->staff.name);
    fact(&v->facts, "How", g->how);
    fact(&v->facts, "Competency", vocabulary_label(&competencies, (int)g->competency));
    fact(&v->facts, "By", date_long(a, g->by_on));
    fact(&v->facts, "Added by",
        str_printf(a, "%.*s, %.*s", STR_ARG(g->made_by_name), STR_ARG(instant_long(a, g->made_at))));
    if (g->outcome.n)
        fact(&v->facts, "What came of it",
            str_printf(a, "%.*s. %.*s, %.*s", STR_ARG(g->outcome), STR_ARG(g->ended_by_name),
                STR_ARG(date_long(a, instant_date(g->ended_at)))));
}

static struct radios reached_field(struct ctx *c, const struct form *form, const struct problems *p)
{
    struct str chosen = form_get(form, STR("reached"));
    struct radios f = {.name = STR("reached"),
        .legend = STR("Was it reached?"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(p, STR("reached")),
        .items = {ARENA_ARRAY(c->arena, struct choice, 2), 2}};
    f.items.items[0] =
        (struct choice){.value = STR("yes"), .label = STR("Yes"), .checked = str_eq(chosen, STR("yes"))};
    f.items.items[1] = (struct choice){
        .value = STR("no"), .label = STR("No, it is given up"), .checked = str_eq(chosen, STR("no"))};
    return f;
}

static struct reply goal_page(struct ctx *c, const struct request *r, const struct planning *k, int status)
{
    struct goal_view *v = ARENA_NEW(c->arena, struct goal_view);
    const struct goal *g = &k->goal;
    v->is_open = !instant_is_set(g->ended_at);
    v->problems = problems_summary(&k->problems);
    v->top.heading = g->what;
    v->tag = v->is_open ? task_due_tag(c->arena, g->by_on, clock_today(c->clock)) :
        g->reached      ? (struct tag){.text = STR("Reached"), .colour = TAG_GREEN} :
                          (struct tag){.text = STR("Given up"), .colour = TAG_GREY};
    show_facts(c, k, v);
    v->action = url_with_id(c->arena, "/team/goals/", g->key, "/end");
    v->reached = reached_field(c, &r->form, &k->problems);
    v->outcome = text_field(&r->form, "outcome", "What came of it?", STR_NONE, &k->problems);
    struct page page = {.narrow = true,
        .back = development_url(c, &k->staff, &k->reach, "/competencies"),
        .has_problems = k->problems.n != 0,
        .main = goal_record_slot(v)};
    return staff_form_page(c, r, &k->staff, "Plan", status, &page);
}

static enum err open_goal(struct ctx *c, const struct request *r, struct planning *k)
{
    k->problems.arena = c->arena;
    return goal_open(c, request_id(r, 0), &k->goal, &k->staff, &k->reach);
}

struct reply goal_get(struct ctx *c, const struct request *r)
{
    struct planning *k = ARENA_NEW(c->arena, struct planning);
    enum err err = open_goal(c, r, k);
    return err ? shell_failure(c, err) : goal_page(c, r, k, 200);
}

static enum err end(struct ctx *c, void *arg)
{
    const struct planning *k = arg;
    return goal_end(c, &k->goal, k->reached, k->outcome);
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct planning *k = arg;
    (void)r;
    if (!result) return to_plan(c, k, "rated");
    return result == ERR_CONFLICT ? to_plan(c, k, "already") : shell_failure(c, result);
}

struct reply goal_end_post(struct ctx *c, const struct request *r)
{
    struct planning *k = ARENA_NEW(c->arena, struct planning);
    enum err err = open_goal(c, r, k);
    if (err) return shell_failure(c, err);
    if (instant_is_set(k->goal.ended_at)) return to_plan(c, k, "already");
    struct str reached = form_get(&r->form, STR("reached"));
    k->reached = str_eq(reached, STR("yes"));
    if (!k->reached && !str_eq(reached, STR("no")))
        problems_add(&k->problems, STR("reached"), STR("Choose whether it was reached"));
    k->outcome = field_text(&r->form, STR("outcome"), STR("What came of it"), LIMIT_LINE, &k->problems);
    if (!k->outcome.n) problems_add(&k->problems, STR("outcome"), STR("Enter what came of it"));
    return k->problems.n ? goal_page(c, r, k, 422) : reply_write(end, ended, k);
}
