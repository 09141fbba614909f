/* What is done with an open task: finished, put off, offered, answered, given up. */
#include "care/tasks/task_form.h"
#include "base/limits.h"

/* ---- done, without a contact ---- */

static enum err finish(struct ctx *c, void *arg)
{
    const struct task *t = arg;
    return task_finish(c, t, (struct contact_id){0});
}

static struct reply finished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    (void)r;
    /* Done already is what was wanted: sent twice, or a colleague was faster. */
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(URL("/my-day?done=task"));
}

struct reply task_done_post(struct ctx *c, const struct request *r)
{
    struct task *t = ARENA_NEW(c->arena, struct task);
    enum err err = task_by_key(c, request_id(r, 0), t);
    if (err == ERR_NOT_FOUND && task_is_done_by(c, request_id(r, 0), c->actor->account))
        return reply_see_other(URL("/my-day?done=task"));
    if (err) return shell_failure(c, err);
    if (t->owner.v != c->actor->account.v) return shell_error(c, 403, STR("This is a colleague's task."));
    return reply_write(finish, finished, t);
}

/* ---- the forms of its page ---- */

/* The task as the form was opened on: an older version meets a conflict when it is written. */
static enum err load(struct ctx *c, const struct request *r, enum task_form_part part, struct task_work *w)
{
    int64_t version;
    enum err err = task_work_load(c, r, w);
    if (err) return err;
    w->form.part = part;
    if (!str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &version)) version = 0;
    w->whole.task.version = version;
    return ERR_NONE;
}

/* Somebody was faster: the page as it is now, with what was typed. */
static struct reply conflict(struct ctx *c, const struct request *r, const struct task_work *w)
{
    struct task_work *now = ARENA_NEW(c->arena, struct task_work);
    enum err err = task_work_load(c, r, now);
    if (err) return shell_failure(c, err);
    now->form = w->form;
    problems_add(&now->form.problems, STR_NONE,
        instant_is_set(now->whole.task.done_at) ?
            STR("This task has ended meanwhile. Nothing was changed") :
            STR("Somebody changed this task while you had it open. Look at what it says now, and send it again if "
                "it is still right"));
    return task_page(c, r, now, 409);
}

static struct reply acted(
    struct ctx *c, const struct request *r, const struct task_work *w, enum err result, const char *word)
{
    if (result == ERR_CONFLICT) return conflict(c, r, w);
    if (result) return shell_failure(c, result);
    struct url page = task_url(c->arena, w->whole.task.key, "");
    return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(word)));
}

static struct reply not_yours(struct ctx *c)
{
    return shell_error(c, 403, STR("This is a colleague's task."));
}

/* ---- another day ---- */

static enum err move(struct ctx *c, void *arg)
{
    const struct task_work *w = arg;
    return task_move(c, &w->whole.task, w->form.when.due, w->form.reason, w->form.words);
}

static struct reply moved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return acted(c, r, arg, result, "moved");
}

struct reply task_move_post(struct ctx *c, const struct request *r)
{
    struct task_work *w = ARENA_NEW(c->arena, struct task_work);
    struct task_form *f = &w->form;
    struct date today = clock_today(c->clock);
    enum err err = load(c, r, TASK_FORM_MOVE, w);
    if (err) return shell_failure(c, err);
    if (!task_may_change(c, &w->whole.task)) return not_yours(c);
    f->when = task_when_read(&r->form, today, today, &f->problems);
    f->reason = (enum task_moved)task_word_value(&task_moves, form_get(&r->form, STR("reason")));
    f->words = field_text(&r->form, STR("moved_words"), STR("Note"), TASK_WORDS, &f->problems);
    if (!f->reason) problems_add(&f->problems, STR("reason"), STR("Choose why"));
    if (f->reason == TASK_MOVED_OTHER && !f->words.n)
        problems_add(&f->problems, STR("moved_words"), STR("Enter the reason"));
    return f->problems.n ? task_page(c, r, w, 422) : reply_write(move, moved, w);
}

/* ---- asking a colleague ---- */

static enum err offer(struct ctx *c, void *arg)
{
    const struct task_work *w = arg;
    return task_offer(c, &w->whole.task, w->to, w->form.words);
}

static struct reply offered(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return acted(c, r, arg, result, "offered");
}

struct reply task_offer_post(struct ctx *c, const struct request *r)
{
    struct task_work *w = ARENA_NEW(c->arena, struct task_work);
    struct task_form *f = &w->form;
    enum err err = load(c, r, TASK_FORM_OFFER, w);
    if (err) return shell_failure(c, err);
    if (!task_may_change(c, &w->whole.task)) return not_yours(c);
    f->to = form_get(&r->form, STR("to"));
    f->words = field_text(&r->form, STR("offer_words"), STR("What they should know"), TASK_WORDS, &f->problems);
    const struct task_colleague *to = task_to_chosen(&w->colleagues, f->to);
    if (!to) problems_add(&f->problems, STR("to"), STR("Choose a colleague from the list"));
    if (to && to->account.v == w->whole.task.owner.v)
        problems_add(&f->problems, STR("to"), STR("It is theirs already. Choose somebody else"));
    if (f->problems.n) return task_page(c, r, w, 422);
    w->to = to->account;
    return reply_write(offer, offered, w);
}

/* ---- the answer ---- */

static enum err answer(struct ctx *c, void *arg)
{
    const struct task_work *w = arg;
    return w->accept ? task_accept(c, &w->whole.task) : task_decline(c, &w->whole.task, w->form.words);
}

static struct reply accepted(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return acted(c, r, arg, result, "accepted");
}

static struct reply kept(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return acted(c, r, arg, result, "back");
}

static struct reply declined(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct task_work *w = arg;
    return result ? acted(c, r, w, result, "") : reply_see_other(URL("/tasks?done=declined"));
}

struct reply task_answer_post(struct ctx *c, const struct request *r)
{
    struct task_work *w = ARENA_NEW(c->arena, struct task_work);
    struct task_form *f = &w->form;
    struct str said = form_get(&r->form, STR("answer"));
    enum err err = load(c, r, TASK_FORM_ANSWER, w);
    if (err) return shell_failure(c, err);
    if (!w->whole.offered_to.v) return conflict(c, r, w);
    if (str_eq(said, STR("back")))
        return task_may_change(c, &w->whole.task) ? reply_write(answer, kept, w) : not_yours(c);
    if (w->whole.offered_to.v != c->actor->account.v)
        return shell_error(c, 403, STR("A colleague was asked, not you."));
    f->words = field_text(&r->form, STR("cannot"), STR("Why you can’t"), TASK_WORDS, &f->problems);
    w->accept = str_eq(said, STR("yes"));
    if (!w->accept && !str_eq(said, STR("no")))
        problems_add(&f->problems, STR_NONE, STR("Choose “Yes, I’ll do it” or “I can’t”"));
    if (!w->accept && !f->words.n)
        problems_add(&f->problems, STR("cannot"), STR("Enter why you can’t, so that they know whom to ask next"));
    if (f->problems.n) return task_page(c, r, w, 422);
    return reply_write(answer, w->accept ? accepted : declined, w);
}

/* ---- given up ---- */

static enum err drop(struct ctx *c, void *arg)
{
    const struct task_work *w = arg;
    return task_drop(c, &w->whole.task, w->form.why, w->form.words);
}

static struct reply dropped(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct task_work *w = arg;
    return result ? acted(c, r, w, result, "") : reply_see_other(URL("/tasks?done=dropped"));
}

struct reply task_drop_post(struct ctx *c, const struct request *r)
{
    struct task_work *w = ARENA_NEW(c->arena, struct task_work);
    struct task_form *f = &w->form;
    enum err err = load(c, r, TASK_FORM_DROP, w);
    if (err) return shell_failure(c, err);
    if (!task_may_change(c, &w->whole.task)) return not_yours(c);
    f->why = (enum task_dropped)task_word_value(&task_drops, form_get(&r->form, STR("why")));
    f->words = field_text(&r->form, STR("drop_words"), STR("Note"), TASK_WORDS, &f->problems);
    if (!f->why) problems_add(&f->problems, STR("why"), STR("Choose why"));
    return f->problems.n ? task_page(c, r, w, 422) : reply_write(drop, dropped, w);
}
