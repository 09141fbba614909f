/* A task is added on somebody's record: one, or those that a pathway usually needs. */
#include "base/limits.h"
#include "care/reference/reference.h"
#include "care/tasks/pages/pathway.tmpl.h"
#include "care/tasks/pages/task_new.tmpl.h"
#include "care/tasks/task_form.h"

/* ---- one ---- */

struct task_adding {
    struct person person;
    struct task_colleagues colleagues;
    struct task_when when;
    struct task task;
    struct account_id to; /* 0: the actor does it */
    struct str asked;     /* what was chosen of the colleagues */
    struct problems problems;
};

static enum err load_adding(struct ctx *c, const struct request *r, struct task_adding *n)
{
    n->problems.arena = c->arena;
    n->task.kind = TASK_PROMISE;
    n->when.word = STR("tomorrow");
    enum err err = person_get(c, r->person, &n->person);
    return err ? err : task_colleagues(c, r->person, &n->colleagues);
}

static struct radios kind_field(struct ctx *c, const struct task_adding *n)
{
    static const struct {
        enum task_kind kind;
        struct str label;
    } KINDS[] = {{TASK_PROMISE, STR_INIT("Something promised")}, {TASK_CONTACT, STR_INIT("Getting in touch")},
        {TASK_ACT_FIRST, STR_INIT("Act first: it could do harm to wait")}};
    struct radios r = {.name = STR("kind"),
        .legend = STR("What kind is it?"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(&n->problems, STR("kind"))};
    r.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(KINDS));
    for (size_t i = 0; i < COUNT_OF(KINDS); i++)
        r.items.items[r.items.n++] = (struct choice){.value = task_kind_word(KINDS[i].kind),
            .label = KINDS[i].label,
            .checked = n->task.kind == KINDS[i].kind};
    return r;
}

static struct select_field repeats_field(struct ctx *c, const struct task_adding *n)
{
    struct select_field s = {.name = STR("repeats"), .label = STR("How often?"), .label_size = SIZE_S};
    s.items = options_of(c->arena, &task_repeats, "Once", vocabulary_code(&task_repeats, (int)n->task.repeats));
    return s;
}

static struct reply adding_page(struct ctx *c, const struct request *r, const struct task_adding *n, int status)
{
    struct task_new_view *v = ARENA_NEW(c->arena, struct task_new_view);
    *v = (struct task_new_view){.problems = problems_summary(&n->problems),
        .action = person_url(c->arena, &n->person, "/tasks/new"),
        .cancel = person_url(c->arena, &n->person, ""),
        .pathways = person_url(c->arena, &n->person, "/tasks/pathway"),
        .key = uuid_text(c->arena, uuid_is_set(n->task.key) ? n->task.key : uuid_new(c->clock)),
        .title = {.name = STR("title"),
            .label = STR("What is to be done?"),
            .label_size = SIZE_S,
            .value = n->task.title,
            .autocomplete = STR("off"),
            .error = problems_at(&n->problems, STR("title"))},
        .kind = kind_field(c, n),
        .when = task_when_field(c, &n->when, &n->problems),
        .repeats = repeats_field(c, n),
        .to = task_to_field(c, &n->colleagues, "Who does it?", "I do", n->asked)};
    v->to.hint = STR("It is yours until a colleague whom you ask says yes");
    v->to.error = problems_at(&n->problems, STR("to"));
    struct page page = person_page(c, &n->person, STR("Tasks"), STR("Add a task, person record"));
    page.has_problems = n->problems.n != 0;
    page.main = task_new_main_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static void read_adding(struct ctx *c, const struct request *r, struct task_adding *n)
{
    const struct form *form = &r->form;
    struct date today = clock_today(c->clock);
    struct problems *p = &n->problems;
    n->task.title = field_text(form, STR("title"), STR("What is to be done"), TASK_TITLE, p);
    if (!n->task.title.n) problems_add(p, STR("title"), STR("Enter what is to be done"));
    n->task.kind = task_kind_from_word(form_get(form, STR("kind")));
    if (!n->task.kind) problems_add(p, STR("kind"), STR("Choose what kind it is"));
    n->when = task_when_read(form, today, today, p);
    n->task.due = n->when.due;
    n->task.repeats = (enum task_repeat)task_word_value(&task_repeats, form_get(form, STR("repeats")));
    n->asked = form_get(form, STR("to"));
    const struct task_colleague *to = task_to_chosen(&n->colleagues, n->asked);
    if (n->asked.n && !to) problems_add(p, STR("to"), STR("Choose somebody from the list"));
    if (to) n->to = to->account;
    if (!uuid_from_text(form_get(form, STR("key")), &n->task.key)) n->task.key = uuid_new(c->clock);
}

struct reply task_new_get(struct ctx *c, const struct request *r)
{
    struct task_adding *n = ARENA_NEW(c->arena, struct task_adding);
    enum err err = load_adding(c, r, n);
    if (err) return shell_failure(c, err);
    if (r->held) {
        read_adding(c, r, n);
        n->problems.n = 0;
    }
    return adding_page(c, r, n, 200);
}

static enum err add(struct ctx *c, void *arg)
{
    struct task_adding *n = arg;
    struct task t = n->task;
    enum err err = task_add(c, &t, (struct contact_id){0});
    return err || !n->to.v ? err : task_offer(c, &t, n->to, STR_NONE);
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct task_adding *n = arg;
    struct url page = task_url(c->arena, n->task.key, "");
    if (result == ERR_EXISTS) return reply_see_other(page); /* sent twice */
    if (result == ERR_REFUSED) {
        problems_add(
            &n->problems, STR_NONE, STR("They have died. What is left to do stands in the closing steps"));
        return adding_page(c, r, n, 422);
    }
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, page, "done", n->to.v ? STR("offered") : STR("added")));
}

struct reply task_new_post(struct ctx *c, const struct request *r)
{
    struct task_adding *n = ARENA_NEW(c->arena, struct task_adding);
    enum err err = load_adding(c, r, n);
    if (err) return shell_failure(c, err);
    read_adding(c, r, n);
    n->task.person = n->person.id;
    n->task.owner = c->actor->account;
    n->task.promised_on = clock_today(c->clock);
    return n->problems.n ? adding_page(c, r, n, 422) : reply_write(add, added, n);
}

/* ---- what a pathway needs ---- */

struct pathway_adding {
    struct person person;
    const struct pathway *pathway; /* NULL: none is chosen yet */
    struct field_date typed;
    struct date from;
    struct holidays holidays;
    bool picked[PATHWAY_STEPS_MOST];
    struct uuid key; /* the tasks' keys are made of it: sent twice makes them once */
    struct problems problems;
};

static enum err load_pathway(struct ctx *c, const struct request *r, struct pathway_adding *n)
{
    n->problems.arena = c->arena;
    n->from = clock_today(c->clock);
    for (size_t i = 0; i < PATHWAY_STEPS_MOST; i++) n->picked[i] = true;
    enum err err = person_get(c, r->person, &n->person);
    return err ? err : reference_holidays(c, &n->holidays);
}

static struct select_field pathway_field(struct ctx *c, const struct pathway_adding *n)
{
    struct select_field s = {.name = STR("kind"),
        .label = STR("What happened?"),
        .label_size = SIZE_S,
        .error = problems_at(&n->problems, STR("kind"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, pathways_count + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Choose"), .value = STR("")};
    for (size_t i = 0; i < pathways_count; i++)
        s.items.items[s.items.n++] = (struct option){
            .text = pathways[i].label, .value = pathways[i].word, .selected = n->pathway == &pathways[i]};
    return s;
}

static struct date_input from_field(struct ctx *c, const struct pathway_adding *n)
{
    struct date_parts p = date_parts(n->from);
    bool typed = n->typed.day.n || n->typed.month.n || n->typed.year.n;
    struct date_input d = {.name = STR("day"),
        .legend = n->pathway ? n->pathway->when : STR("Since which day?"),
        .legend_size = SIZE_S,
        .day = n->typed.day,
        .month = n->typed.month,
        .year = n->typed.year,
        .error = problems_at(&n->problems, STR("day-day"))};
    if (!d.error.n) d.error = problems_at(&n->problems, STR("day"));
    if (typed) return d;
    d.day = str_printf(c->arena, "%d", p.day);
    d.month = str_printf(c->arena, "%d", p.month);
    d.year = str_printf(c->arena, "%d", p.year);
    return d;
}

/* What would have been due already is due today. */
static struct date due_of(struct ctx *c, const struct pathway_adding *n, size_t i)
{
    struct date today = clock_today(c->clock), due = pathway_due(&n->pathway->steps[i], n->from, n->holidays);
    return date_before(due, today) ? today : due;
}

static struct checkboxes steps_field(struct ctx *c, const struct pathway_adding *n)
{
    struct checkboxes b = {.name = STR("step"),
        .legend = n->pathway->label,
        .legend_size = SIZE_S,
        .hint = STR("Untick what isn’t needed. All of them become your tasks; you can ask colleagues afterwards."),
        .small = true,
        .error = problems_at(&n->problems, STR("step"))};
    b.items.items = ARENA_ARRAY(c->arena, struct choice, n->pathway->n);
    for (size_t i = 0; i < n->pathway->n; i++)
        b.items.items[b.items.n++] = (struct choice){.value = str_printf(c->arena, "%zu", i + 1),
            .label = n->pathway->steps[i].title,
            .hint = date_with_weekday(c->arena, due_of(c, n, i)),
            .checked = n->picked[i]};
    return b;
}

static struct reply pathway_page(
    struct ctx *c, const struct request *r, const struct pathway_adding *n, int status)
{
    struct pathway_view *v = ARENA_NEW(c->arena, struct pathway_view);
    *v = (struct pathway_view){.problems = problems_summary(&n->problems),
        .action = person_url(c->arena, &n->person, "/tasks/pathway"),
        .add = person_url(c->arena, &n->person, "/tasks/pathway/add"),
        .cancel = person_url(c->arena, &n->person, ""),
        .kind = pathway_field(c, n),
        .from = from_field(c, n)};
    if (n->pathway && date_is_set(n->from)) {
        v->chosen = n->pathway->word;
        v->from_iso = date_iso(c->arena, n->from);
        v->steps = steps_field(c, n);
        v->key = uuid_text(c->arena, uuid_is_set(n->key) ? n->key : uuid_new(c->clock));
        v->explained = STR("Near days are counted without weekends and bank holidays.");
    }
    struct page page = person_page(c, &n->person, STR("Tasks"), STR("Add several tasks, person record"));
    page.has_problems = n->problems.n != 0;
    page.main = pathway_main_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* Of an event that is over a year old, or to come in over a year, nothing is planned. */
static void check_from(struct ctx *c, struct pathway_adding *n)
{
    int days = date_is_set(n->from) ? date_days_between(clock_today(c->clock), n->from) : 0;
    if (!date_is_set(n->from) && !n->problems.n) problems_add(&n->problems, STR("day-day"), STR("Enter the day"));
    if (days > 365 || days < -365)
        problems_add(&n->problems, STR("day-day"), STR("The day must be within a year of today"));
    if (n->problems.n) n->from = DATE_NONE;
}

struct reply pathway_get(struct ctx *c, const struct request *r)
{
    struct pathway_adding *n = ARENA_NEW(c->arena, struct pathway_adding);
    struct str kind = form_get(&r->query, STR("kind"));
    enum err err = load_pathway(c, r, n);
    if (err) return shell_failure(c, err);
    if (!kind.p) return pathway_page(c, r, n, 200);
    n->pathway = pathway_by_word(kind);
    n->typed = field_date(&r->query, STR("day"), STR("Day"), &n->problems);
    n->from = n->typed.date;
    check_from(c, n);
    if (!n->pathway) problems_add(&n->problems, STR("kind"), STR("Choose what happened"));
    return pathway_page(c, r, n, n->problems.n ? 422 : 200);
}

static enum err add_steps(struct ctx *c, void *arg)
{
    const struct pathway_adding *n = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < n->pathway->n; i++) {
        if (!n->picked[i]) continue;
        struct task t = {.key = n->key,
            .person = n->person.id,
            .owner = c->actor->account,
            .kind = n->pathway->steps[i].kind,
            .title = n->pathway->steps[i].title,
            .due = due_of(c, n, i),
            .promised_on = clock_today(c->clock)};
        t.key.bytes[sizeof t.key.bytes - 1] ^= (uint8_t)(i + 1);
        err = task_add(c, &t, (struct contact_id){0});
    }
    return err;
}

static struct reply steps_added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct pathway_adding *n = arg;
    if (result == ERR_REFUSED) {
        problems_add(
            &n->problems, STR_NONE, STR("They have died. What is left to do stands in the closing steps"));
        return pathway_page(c, r, n, 422);
    }
    if (result && result != ERR_EXISTS) return shell_failure(c, result); /* sent twice: they are there */
    return reply_see_other(url_with_query(c->arena, person_url(c->arena, &n->person, ""), "done", STR("tasks")));
}

/* Which steps were ticked; false: a number that no step has. */
static bool read_picked(struct ctx *c, const struct form *form, struct pathway_adding *n)
{
    struct form_values picked = form_all(c->arena, form, STR("step"));
    memset(n->picked, 0, sizeof n->picked);
    for (size_t i = 0; i < picked.n; i++) {
        int64_t step;
        if (!str_int(picked.items[i], 1, (int64_t)n->pathway->n, &step)) return false;
        n->picked[step - 1] = true;
    }
    if (!picked.n) problems_add(&n->problems, STR("step"), STR("Tick what is to be done"));
    return true;
}

struct reply pathway_post(struct ctx *c, const struct request *r)
{
    struct pathway_adding *n = ARENA_NEW(c->arena, struct pathway_adding);
    enum err err = load_pathway(c, r, n);
    if (err) return shell_failure(c, err);
    n->pathway = pathway_by_word(form_get(&r->form, STR("kind")));
    if (!n->pathway) {
        problems_add(&n->problems, STR("kind"), STR("Choose what happened"));
        return pathway_page(c, r, n, 422);
    }
    if (!date_from_iso(form_get(&r->form, STR("from")), &n->from)) n->from = DATE_NONE;
    if (!uuid_from_text(form_get(&r->form, STR("key")), &n->key)) n->key = uuid_new(c->clock);
    check_from(c, n);
    if (!read_picked(c, &r->form, n)) return shell_error_page(c, 400);
    return n->problems.n ? pathway_page(c, r, n, 422) : reply_write(add_steps, steps_added, n);
}
