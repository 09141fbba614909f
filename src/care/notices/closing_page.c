/* After a death: what remains to be done, each step with who did it and when. */
#include "base/limits.h"
#include "care/notices/notice.h"
#include "care/notices/pages/closing.tmpl.h"

struct closing_work {
    struct person person;
    struct closing closing;
    int step; /* enum closing_step; 0: all of it is finished */
    bool undo, take_on;
    struct str words;
    struct problems problems;
};

static struct str done_words(struct arena *a, const struct closing_line *l)
{
    return str_printf(a, "%.*s, %.*s", STR_ARG(l->by), STR_ARG(instant_long(a, l->done_at)));
}

static struct input told_field(struct ctx *c, const struct closing_work *w, int step)
{
    struct str word = vocabulary_code(&closing_steps, step), title = vocabulary_label(&closing_steps, step);
    bool sent = w->step == step;
    return (struct input){.name = STR("words"),
        .id = sent ? STR("words") : str_printf(c->arena, "words-%.*s", STR_ARG(word)),
        .label = str_printf(c->arena, "Note, optional: %.*s", STR_ARG(title)),
        .hidden_label = true,
        .group_classes = STR("nhsuk-u-margin-bottom-0"),
        .hint = STR("Whom, what (optional)"),
        .value = sent && !w->undo ? w->words : w->closing.steps[step - 1].words,
        .error = sent ? problems_at(&w->problems, STR("words")) : STR_NONE,
        .autocomplete = STR("off")};
}

static struct str task_words(struct arena *a, const struct task *t)
{
    if (!t) return STR_NONE;
    return str_printf(a, "A task of %.*s, due %.*s", STR_ARG(t->owner_name), STR_ARG(date_brief(a, t->due)));
}

static void add_stopped(struct ctx *c, const struct task_list *stopped, struct closing_view *v)
{
    v->stopped.items = (struct line_list){ARENA_ARRAY(c->arena, struct line, stopped->n), stopped->n};
    for (size_t i = 0; i < stopped->n; i++)
        v->stopped.items.items[i] =
            (struct line){.text = stopped->items[i].title, .below = stopped->items[i].owner_name};
}

static void add_steps(struct ctx *c, const struct closing_work *w, struct closing_view *v)
{
    v->left.items = ARENA_ARRAY(c->arena, struct closing_step_view, CLOSING_STEPS);
    v->done.items = ARENA_ARRAY(c->arena, struct closing_step_view, CLOSING_STEPS);
    for (int i = 1; i <= CLOSING_STEPS; i++) {
        const struct closing_line *l = &w->closing.steps[i - 1];
        bool is_done = instant_is_set(l->done_at);
        struct closing_step_view *one = is_done ? &v->done.items[v->done.n++] : &v->left.items[v->left.n++];
        *one = (struct closing_step_view){.action = v->action,
            .may_change = v->may_change,
            .title = vocabulary_label(&closing_steps, i),
            .word = vocabulary_code(&closing_steps, i),
            .how = closing_how((enum closing_step)i),
            .words = l->words,
            .task = task_words(c->arena, closing_task(&w->closing, (enum closing_step)i)),
            .done = is_done ? done_words(c->arena, l) : STR_NONE,
            .told = told_field(c, w, i)};
        one->told.after = closing_button_slot(one);
    }
}

static const struct shell_notice NOTICES[] = {{"step", "Noted"},
    {"task", "It is on your list, for a week from today"}, {"undone", "It is to be done again"},
    {"finished", "The closing steps are finished. Thank you"}};

static struct reply closing_page(struct ctx *c, const struct request *r, const struct closing_work *w, int status)
{
    struct closing_view *v = ARENA_NEW(c->arena, struct closing_view);
    struct str called = person_called(c->arena, &w->person);
    const struct raised_notice *death = &w->closing.notice;
    bool finished = instant_is_set(death->closed_at);
    v->problems = problems_summary(&w->problems);
    v->top = (struct page_top){.heading = STR("Closing steps"),
        .quiet = str_printf(c->arena, "%d of %d done", w->closing.done, CLOSING_STEPS)};
    v->lead = str_printf(c->arena,
        "%.*s has died. Letters, calls and tasks stopped when that was recorded, and whoever works with them sees "
        "it on My day. These are the things that people are glad somebody thought of. Take them one at a time, "
        "and "
        "share them out.",
        STR_ARG(called));
    v->action = person_url(c->arena, &w->person, "/closing");
    v->may_change = !finished && actor_may(c->actor, PERMISSION_CONTACT_RECORD);
    v->all_done = w->closing.done == CLOSING_STEPS;
    add_steps(c, w, v);
    add_stopped(c, &w->closing.stopped, v);
    v->why = (struct input){.name = STR("why"),
        .label = STR("What is left, and why it is not needed"),
        .label_size = SIZE_S,
        .value = w->step == 0 ? w->words : STR_NONE,
        .error = problems_at(&w->problems, STR("why")),
        .autocomplete = STR("off"),
        .hint = STR("For example, no equipment was lent")};
    if (finished)
        v->finished = str_join(c->arena,
            (const struct str[]){str_printf(c->arena, "Finished by %.*s on %.*s.", STR_ARG(death->closed_by),
                                     STR_ARG(date_long(c->arena, instant_date(death->closed_at)))),
                death->closed_why},
            2, STR(" "));
    struct page page = person_page(c, &w->person, STR("Closing steps"), STR("Closing steps, person record"));
    page.has_problems = w->problems.n != 0;
    page.notes = (struct page_notes){0};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = closing_main_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static enum err load(struct ctx *c, const struct request *r, struct closing_work *w)
{
    w->problems.arena = c->arena;
    w->step = -1;
    enum err err = person_get(c, r->person, &w->person);
    if (err || !w->person.died_known) return err; /* what was done before they were alive after all stays past */
    err = closing_read(c, r->person, &w->closing);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static void read_step(const struct form *form, struct closing_work *w)
{
    w->undo = str_eq(form_get(form, STR("done")), STR("no"));
    w->take_on = str_eq(form_get(form, STR("task")), STR("yes"));
    if (vocabulary_find(&closing_steps, form_get(form, STR("step")), &w->step)) {
        w->words = field_text(form, STR("words"), STR("Note"), LIMIT_LINE, &w->problems);
        return;
    }
    w->step = 0;
    w->words = field_text(form, STR("why"), STR("Why"), LIMIT_LINE, &w->problems);
    if (!w->words.n && w->closing.done < CLOSING_STEPS)
        problems_add(&w->problems, STR("why"), STR("Enter what is left and why it is not needed"));
}

static struct reply none_page(struct ctx *c, const struct request *r, const struct person *p)
{
    struct closing_view *v = ARENA_NEW(c->arena, struct closing_view);
    v->nothing.text = p->died_known ? STR("They had died before they came into Cairn, so nothing was open here.") :
                                      STR("Nothing is recorded of a death. If you know of one, say so in their "
                                          "details: tasks and letters stop at once.");
    if (!p->died_known && actor_may(c->actor, PERMISSION_PERSON_EDIT))
        v->nothing.link = (struct link){.text = STR("Change details"), .href = person_url(c->arena, p, "/edit")};
    struct page page = person_page(c, p, STR("Closing steps"), STR("Closing steps, person record"));
    page.main = closing_none_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

struct reply closing_get(struct ctx *c, const struct request *r)
{
    struct closing_work *w = ARENA_NEW(c->arena, struct closing_work);
    enum err err = load(c, r, w);
    if (err) return shell_failure(c, err);
    if (!w->closing.notice.id.v) return none_page(c, r, &w->person);
    if (r->held) read_step(&r->form, w);
    return closing_page(c, r, w, 200);
}

/* What stands is read anew: a colleague may have done it, or taken the death back. */
static enum err carry_out(struct ctx *c, void *arg)
{
    struct closing_work *w = arg;
    struct closing now;
    enum err err = closing_read(c, w->person.id, &now);
    if (err) return err == ERR_NOT_FOUND ? ERR_CONFLICT : err;
    if (instant_is_set(now.notice.closed_at)) return ERR_CONFLICT;
    if (w->step && w->take_on) return closing_take_on(c, &now, (enum closing_step)w->step);
    if (w->step) return closing_set_done(c, &now, (enum closing_step)w->step, !w->undo, w->words);
    return notice_dismiss(c, &now.notice, w->words);
}

static struct reply carried_out(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct closing_work *w = arg;
    struct url page = person_url(c->arena, &w->person, "/closing");
    if (result == ERR_CONFLICT)
        return reply_see_other(page); /* a colleague was faster, or took the death back: it shows */
    if (result) return shell_failure(c, result);
    struct str done = !w->step ? STR("finished") :
        w->take_on             ? STR("task") :
        w->undo                ? STR("undone") :
                                 STR("step");
    return reply_see_other(url_with_query(c->arena, page, "done", done));
}

struct reply closing_post(struct ctx *c, const struct request *r)
{
    struct closing_work *w = ARENA_NEW(c->arena, struct closing_work);
    enum err err = load(c, r, w);
    if (err) return shell_failure(c, err);
    if (!w->closing.notice.id.v) return reply_see_other(person_url(c->arena, &w->person, "/closing"));
    read_step(&r->form, w);
    if (w->problems.n) return closing_page(c, r, w, 422);
    return reply_write(carry_out, carried_out, w);
}
