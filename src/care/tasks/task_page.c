/* A task's own page: what it is, whose, what happened to it, and what can be done. */
#include "care/tasks/pages/task.tmpl.h"
#include "care/tasks/task_form.h"
#include "platform/auth/permission.h"

bool task_may_change(const struct ctx *c, const struct task *t)
{
    return t->owner.v == c->actor->account.v || actor_may(c->actor, PERMISSION_HAND_OVER);
}

enum err task_work_load(struct ctx *c, const struct request *r, struct task_work *ret)
{
    *ret = (struct task_work){.form.problems.arena = c->arena};
    enum err err = task_whole(c, request_id(r, 0), &ret->whole);
    if (!err) err = person_get(c, ret->whole.task.person, &ret->person);
    if (!err) err = task_steps(c, ret->whole.task.id, &ret->steps);
    if (!err) err = task_colleagues(c, ret->whole.task.person, &ret->colleagues);
    return err;
}

/* ---- what it is ---- */

static void add_fact(struct task_view *v, const char *label, struct str value)
{
    if (value.n)
        v->facts.items.items[v->facts.items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static struct str kind_words(const struct task *t)
{
    switch (t->kind) {
    case TASK_ACT_FIRST: return STR("Act first: it could do harm to wait");
    case TASK_PROMISE: return STR("Something promised");
    case TASK_CONTACT: return STR("Getting in touch");
    case TASK_KIND_NONE: break;
    }
    return STR_NONE;
}

static void add_facts(struct ctx *c, const struct task_work *w, struct task_view *v)
{
    struct arena *a = c->arena;
    const struct task_whole *whole = &w->whole;
    const struct task *t = &whole->task;
    struct date today = clock_today(c->clock);
    v->facts.items.items = ARENA_ARRAY(a, struct fact, 8);
    add_fact(v, "Whose", t->owner.v == c->actor->account.v ? STR("Yours") : t->owner_name);
    add_fact(v, "Due", date_with_weekday(a, t->due));
    add_fact(v, "Kind", kind_words(t));
    if (t->repeats) add_fact(v, "Repeats", vocabulary_label(&task_repeats, (int)t->repeats));
    add_fact(v, t->kind == TASK_PROMISE ? "Promised on" : "Planned on", date_near(a, t->promised_on, today));
    if (instant_is_set(whole->contact_at))
        add_fact(v, "From",
            str_printf(a, "A contact on %.*s", STR_ARG(date_near(a, instant_date(whole->contact_at), today))));
    if (instant_is_set(t->done_at))
        add_fact(v, "Ended",
            str_printf(a, "%.*s, %.*s", STR_ARG(task_ended_label(a, t->stopped, t->dropped)),
                STR_ARG(instant_long(a, t->done_at))));
}

/* ---- what happened ---- */

static struct str step_words(struct ctx *c, const struct task_step *s)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    if (str_eq(s->kind, STR("moved")))
        return str_printf(a, "Put off from %.*s to %.*s", STR_ARG(date_near(a, s->before, today)),
            STR_ARG(date_near(a, s->after, today)));
    if (str_eq(s->kind, STR("offered"))) return str_printf(a, "%.*s was asked to do it", STR_ARG(s->to));
    if (str_eq(s->kind, STR("accepted"))) return STR("Taken on");
    if (str_eq(s->kind, STR("declined"))) return STR("Not taken on");
    if (str_eq(s->kind, STR("returned"))) return STR("It came back: nobody answered");
    return STR("Taken off the list");
}

static void add_steps(struct ctx *c, const struct task_work *w, struct task_view *v)
{
    struct arena *a = c->arena;
    v->steps.items = (struct line_list){ARENA_ARRAY(a, struct line, w->steps.n), w->steps.n};
    for (size_t i = 0; i < w->steps.n; i++) {
        const struct task_step *s = &w->steps.items[i];
        struct str why = s->reason ? vocabulary_label(&task_moves, (int)s->reason) : STR_NONE;
        v->steps.items.items[i] = (struct line){.text = step_words(c, s),
            .below = str_join(a, (const struct str[]){why, s->words}, 2, STR(": ")),
            .right = str_join(a, (const struct str[]){s->by, instant_long(a, s->at)}, 2, STR(", "))};
    }
}

/* ---- what can be done ---- */

static struct input words_field(
    const struct task_work *w, enum task_form_part part, const char *name, const char *label)
{
    struct str field = str_from_cstr(name);
    return (struct input){.name = field,
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .optional = true,
        .value = w->form.part == part ? w->form.words : STR_NONE,
        .error = problems_at(&w->form.problems, field),
        .autocomplete = STR("off")};
}

static struct radios reasons(struct ctx *c, const struct task_work *w, const char *name, const char *legend,
    const struct vocabulary *list, int chosen)
{
    struct str field = str_from_cstr(name);
    struct radios r = {.name = field,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&w->form.problems, field)};
    r.items = choices_of(c->arena, list, vocabulary_code(list, chosen));
    return r;
}

static struct details part_of(const struct task_work *w, enum task_form_part part, const char *summary)
{
    return (struct details){.summary = str_from_cstr(summary), .open = w->form.part == part};
}

static void add_forms(struct ctx *c, const struct task_work *w, struct task_view *v)
{
    struct arena *a = c->arena;
    const struct task *t = &w->whole.task;
    const struct task_form *f = &w->form;
    v->move = (struct task_move_view){.more = part_of(w, TASK_FORM_MOVE, "Another day"),
        .action = task_url(a, t->key, "/move"),
        .version = t->version,
        .when = task_when_field(c, &f->when, &f->problems),
        .reason = reasons(c, w, "reason", "Why?", &task_moves, (int)f->reason),
        .words = words_field(w, TASK_FORM_MOVE, "moved_words", "Note")};
    v->offer = (struct task_offer_view){.more = part_of(w, TASK_FORM_OFFER, "Ask a colleague to do it"),
        .action = task_url(a, t->key, "/offer"),
        .version = t->version,
        .to = task_to_field(c, &w->colleagues, "Who?", "Choose a colleague", f->to),
        .words = words_field(w, TASK_FORM_OFFER, "offer_words", "What they should know")};
    v->offer.to.error = problems_at(&f->problems, STR("to"));
    if (!w->colleagues.n) v->offer.nobody = STR("No colleague who sees this person could do it.");
    v->drop = (struct task_drop_view){.more = part_of(w, TASK_FORM_DROP, "It won’t be done"),
        .action = task_url(a, t->key, "/drop"),
        .version = t->version,
        .why = reasons(c, w, "why", "Why?", &task_drops, (int)f->why),
        .words = words_field(w, TASK_FORM_DROP, "drop_words", "Note")};
}

static void add_answer(struct ctx *c, const struct task_work *w, struct task_view *v)
{
    struct arena *a = c->arena;
    const struct task_whole *whole = &w->whole;
    const struct task *t = &whole->task;
    bool asked = whole->offered_to.v == c->actor->account.v;
    if (!whole->offered_to.v || instant_is_set(t->done_at) || (!asked && !v->may_change)) return;
    struct str since = instant_long(a, whole->offered_at);
    struct str said = w->steps.n ? w->steps.items[0].words : STR_NONE;
    v->answer = (struct task_answer_view){.asked = asked,
        .action = task_url(a, t->key, "/answer"),
        .version = t->version,
        .cannot = words_field(w, TASK_FORM_ANSWER, "cannot", "If you can’t: why")};
    v->answer.words = asked ? str_printf(a, "%.*s asks you to do this, since %.*s.%s%.*s", STR_ARG(t->owner_name),
                                  STR_ARG(since), said.n ? " They say: " : "", STR_ARG(said)) :
                              str_printf(a, "%.*s was asked on %.*s and has not answered yet.",
                                  STR_ARG(whole->offered_name), STR_ARG(since));
}

static struct button log_button(struct ctx *c, const struct task_work *w)
{
    struct url to = person_url(c->arena, &w->person, "/contacts/new");
    to = url_with_query(c->arena, to, "task", uuid_text(c->arena, w->whole.task.key));
    return (struct button){.text = STR("Log contact"), .small = true, .href = to};
}

static const struct shell_notice NOTICES[] = {{"moved", "The day is changed"},
    {"offered", "They are asked. It stays yours until they say yes"}, {"accepted", "It is yours now"},
    {"back", "It stays yours"}, {"added", "It is on your list"}};

struct reply task_page(struct ctx *c, const struct request *r, const struct task_work *w, int status)
{
    struct task_view *v = ARENA_NEW(c->arena, struct task_view);
    const struct task *t = &w->whole.task;
    bool open = !instant_is_set(t->done_at), mine = t->owner.v == c->actor->account.v;
    v->problems = problems_summary(&w->form.problems);
    v->top.heading = t->title;
    if (open) v->due = task_due_tag(c->arena, t->due, clock_today(c->clock));
    v->may_change = open && task_may_change(c, t);
    v->version = t->version;
    add_facts(c, w, v);
    add_steps(c, w, v);
    add_answer(c, w, v);
    if (v->may_change) add_forms(c, w, v);
    if (open && actor_may(c->actor, PERMISSION_PERSON_RECORD)) v->log = log_button(c, w);
    if (open && mine) v->done = task_url(c->arena, t->key, "/done");
    struct page page = person_page(c, &w->person, STR("Tasks"), STR("Task, person record"));
    page.has_problems = w->form.problems.n != 0;
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = task_main_slot(v);
    return shell_page(c, r, status, SECTION_TASKS, &page);
}

struct reply task_get(struct ctx *c, const struct request *r)
{
    struct task_work *w = ARENA_NEW(c->arena, struct task_work);
    enum err err = task_work_load(c, r, w);
    return err ? shell_failure(c, err) : task_page(c, r, w, 200);
}
