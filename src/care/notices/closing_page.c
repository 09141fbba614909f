/* After a death: what remains to be done, each step with who did it and when. */
#include "base/limits.h"
#include "care/notices/notice.h"
#include "care/notices/pages/closing.tmpl.h"

struct closing_work {
    struct person person;
    struct closing closing;
    int step; /* enum closing_step; 0: all of it is finished */
    bool undo;
    struct str words;
    struct problems problems;
};

static struct str done_words(struct arena *a, const struct closing_line *l)
{
    return str_printf(a, "%.*s, %.*s", STR_ARG(l->by), STR_ARG(instant_long(a, l->done_at)));
}

static void add_steps(struct ctx *c, const struct closing_work *w, struct closing_view *v)
{
    v->left.items = ARENA_ARRAY(c->arena, struct closing_step_view, CLOSING_STEPS);
    v->done.items = ARENA_ARRAY(c->arena, struct closing_step_view, CLOSING_STEPS);
    for (int i = 1; i <= CLOSING_STEPS; i++) {
        const struct closing_line *l = &w->closing.steps[i - 1];
        struct str word = vocabulary_code(&closing_steps, i), title = vocabulary_label(&closing_steps, i);
        bool is_done = instant_is_set(l->done_at);
        struct closing_step_view one = {.action = v->action,
            .may_change = v->may_change,
            .title = title,
            .word = word,
            .how = closing_how((enum closing_step)i),
            .words = l->words,
            .done = is_done ? done_words(c->arena, l) : STR_NONE,
            .told = {.name = STR("words"),
                .id = str_printf(c->arena, "words-%.*s", STR_ARG(word)),
                .label = str_printf(c->arena, "Note, optional: %.*s", STR_ARG(title)),
                .hidden_label = true,
                .placeholder = STR("Whom, what (optional)"),
                .value = w->step == i && !w->undo ? w->words : l->words,
                .error = w->step == i ? problems_at(&w->problems, STR("words")) : STR_NONE,
                .autocomplete = STR("off")}};
        if (is_done)
            v->done.items[v->done.n++] = one;
        else
            v->left.items[v->left.n++] = one;
    }
}

static const struct shell_notice NOTICES[] = {{"step", "Noted"}, {"undone", "It is to be done again"},
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
        "%.*s has died. Letters, reminders and tasks stopped when that was recorded. These are the things that "
        "people "
        "are glad somebody thought of. Take them one at a time, and share them out.",
        STR_ARG(called));
    v->action = person_url(c->arena, &w->person, "/closing");
    v->may_change = !finished && actor_may(c->actor, PERMISSION_CONTACT_RECORD);
    v->all_done = w->closing.done == CLOSING_STEPS;
    add_steps(c, w, v);
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
    if (!err) err = closing_read(c, r->person, &w->closing);
    return err == ERR_NOT_FOUND && w->person.id.v ? ERR_NONE : err; /* of a death nothing is known */
}

static void read_step(const struct form *form, struct closing_work *w)
{
    w->undo = str_eq(form_get(form, STR("done")), STR("no"));
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
    struct str done = !w->step ? STR("finished") : w->undo ? STR("undone") : STR("step");
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
