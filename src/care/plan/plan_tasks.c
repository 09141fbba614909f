/* What of the plan is somebody's task: a step that a member of staff does by a day, and what a clinician should
 * look at. The task says when and whose it is from then on; the plan says what it is for. */
#include "base/utf8.h"
#include "care/plan/plan_fields.h"
#include "care/tasks/task.h"

enum { TITLE_MOST = 200 };

static struct str word(struct ctx *c, struct str state, const char *field)
{
    struct str value = merge_value(c->arena, state, str_from_cstr(field));
    return value.n ? merge_text(c->arena, value) : STR_NONE;
}

static bool differs(struct ctx *c, const struct plan_change *k, const char *field)
{
    return !str_eq(word(c, k->before, field), word(c, k->after, field));
}

/* The open task; false: there is none, or it ended. */
static enum err open_task(struct ctx *c, const struct plan_change *k, struct task *t, bool *ret_open)
{
    *ret_open = false;
    if (!k->task.v) return ERR_NONE;
    enum err err = task_by_id(c, k->task, t);
    *ret_open = !err;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err add_task(
    struct ctx *c, struct plan_change *k, enum task_kind kind, struct str title, struct date due, struct task *t)
{
    *t = (struct task){.person = k->place->person,
        .owner = c->actor->account,
        .kind = kind,
        .title = title,
        .due = due,
        .promised_on = clock_today(c->clock)};
    enum err err = task_add(c, t, (struct contact_id){0});
    if (err == ERR_REFUSED) return ERR_NONE; /* they have died: nothing comes due any more */
    if (!err) k->task = t->id;
    return err;
}

/* ---- steps ---- */

static bool is_staff(struct str who)
{
    return str_eq(who, STR("staff")) || str_eq(who, STR("me"));
}

static bool is_over(struct str state)
{
    return str_eq(state, STR("done")) || str_eq(state, STR("dropped"));
}

/* "me" is whoever says it: kept, it would be somebody else when a colleague opens the form. No text of a state can
 * hold these letters, for its quotes are escaped. */
static struct str me_is_staff(struct arena *a, struct str state)
{
    struct str me = STR("\"" PLAN_STEP_WHO "\":\"me\"");
    for (size_t i = 0; i + me.n <= state.n; i++)
        if (str_starts(str_skip(state, i), me))
            return str_printf(
                a, "%.*s\"" PLAN_STEP_WHO "\":\"staff\"%.*s", (int)i, state.p, STR_ARG(str_skip(state, i + me.n)));
    return state;
}

/* Whoever first says that they do it owns it; whoever has it already stays, unless somebody says "me". */
static void settle_owner(struct ctx *c, struct plan_change *k)
{
    struct str who = word(c, k->after, PLAN_STEP_WHO);
    if (!is_staff(who))
        k->owner = (struct account_id){0};
    else if (!k->owner.v || str_eq(who, STR("me")))
        k->owner = c->actor->account;
    k->after = me_is_staff(c->arena, k->after);
}

static enum err end_task(struct ctx *c, struct plan_change *k, const struct task *t)
{
    if (str_eq(word(c, k->after, "state"), STR("done"))) return task_finish(c, t, (struct contact_id){0});
    return task_drop(c, t, TASK_DROPPED_NOT_NEEDED, STR("The plan was changed"));
}

/* A step that says who does it by when. A colleague's is asked of them: it is the writer's until they accept. */
static enum err begin_task(struct ctx *c, struct plan_change *k, struct date due)
{
    struct task t;
    struct str what = utf8_shorten(c->arena, word(c, k->after, "what"), TITLE_MOST);
    enum err err = add_task(c, k, TASK_PROMISE, what, due, &t);
    if (!err && t.id.v && k->owner.v != c->actor->account.v) err = task_offer(c, &t, k->owner, STR_NONE);
    return err;
}

static enum err follow_step(struct ctx *c, struct plan_change *k)
{
    struct task t;
    struct date due;
    bool open;
    struct account_id owner = k->owner;
    settle_owner(c, k);
    bool wanted = k->owner.v && date_from_iso(word(c, k->after, "when"), &due) &&
        !is_over(word(c, k->after, "state")) && !str_eq(word(c, k->after, "kind"), STR("stage"));
    bool another = owner.v != k->owner.v || differs(c, k, "what");
    enum err err = open_task(c, k, &t, &open);
    if (err) return err;
    if (open && wanted && !another)
        return date_eq(due, t.due) || !differs(c, k, "when") ?
            ERR_NONE :
            task_move(c, &t, due, TASK_MOVED_OTHER, STR("The plan names another day"));
    if (open) err = end_task(c, k, &t);
    bool again = open || another || differs(c, k, "when") || differs(c, k, "state") || !k->task.v;
    return err || !wanted || !again ? err : begin_task(c, k, due);
}

/* ---- what a clinician should look at ---- */

static bool is_new(struct ctx *c, const struct plan_change *k, const char *field)
{
    return word(c, k->after, field).n && differs(c, k, field);
}

/* Nothing of what was said stands in the task: it is read where it was written down. */
static enum err follow_told(struct ctx *c, struct plan_change *k)
{
    struct task t;
    int64_t ask = 0;
    bool open, symptoms = is_new(c, k, "symptoms");
    struct str asked = word(c, k->after, PLAN_TOLD_ASK);
    if (asked.n && !str_int(str_skip(asked, 1), 1, INT64_MAX, &ask)) ask = 0;
    if (!symptoms && !is_new(c, k, "medicines")) return ERR_NONE;
    enum err err = open_task(c, k, &t, &open);
    if (err || (open && !symptoms)) return err; /* it waits for somebody already */
    struct str title = symptoms ? STR("Tell a clinician: a new symptom, as told in the assessment") :
                                  STR("Tell a clinician: medicines, as told in the assessment");
    err = add_task(c, k, TASK_ACT_FIRST, title, clock_today(c->clock), &t);
    if (!err && t.id.v && ask && ask != c->actor->account.v)
        err = task_offer(c, &t, (struct account_id){ask}, STR_NONE);
    return err;
}

enum err plan_tasks_follow(struct ctx *c, struct plan_change *k)
{
    if (k->kind == PLAN_STEP) return follow_step(c, k);
    if (uuid_eq(k->place->entry, plan_section_key(PLAN_TOLD))) return follow_told(c, k);
    return ERR_NONE;
}
