/* One talk, for the two who had it; and what was agreed is done. */
#include "care/tasks/task.h"
#include "care/workforce/pages/supervision.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"
#include "platform/audit/audit.h"

struct reading {
    struct supervision_words_row row;
    struct supervision_actions_of_list actions;
    struct staff_facts staff;
    struct staff_reach reach;
    struct problems problems;
    struct str why;
};

static enum err open_session(struct ctx *c, const struct request *r, struct reading *k)
{
    k->problems.arena = c->arena;
    enum err err = supervision_words(c->db, request_id(r, 0), c->actor->pcn, c->actor->account, &k->row);
    if (!err) err = supervision_actions_of(c->db, k->row.supervision_id, &k->actions);
    c->audit->object_kind = STR("account");
    c->audit->object_id = k->row.staff_account.v;
    /* Who supervised once may read what they wrote, though they aren't named for them any more. */
    return err ? err : staff_facts_of(c, k->row.staff_account, &k->staff);
}

static struct line action_line(struct ctx *c, const struct supervision_actions_of_row *row)
{
    struct line line = {.text = row->title, .below = row->owner_name};
    if (instant_is_set(row->done_at))
        line.right = str_printf(c->arena, "Done %.*s", STR_ARG(date_short(c->arena, instant_date(row->done_at))));
    else
        line.tag = task_due_tag(c->arena, row->due, clock_today(c->clock));
    return line;
}

static struct reply session_page(struct ctx *c, const struct request *r, const struct reading *k, int status)
{
    const struct supervision_words_row *row = &k->row;
    struct supervision_view *v = ARENA_NEW(c->arena, struct supervision_view);
    int kind = 0;
    MUST(vocabulary_find(&talk_kinds, row->kind, &kind));
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){
        .heading = str_printf(c->arena, "%.*s, %.*s", STR_ARG(vocabulary_label(&talk_kinds, kind)),
            STR_ARG(date_long(c->arena, row->held_on))),
        .quiet = str_printf(c->arena, "%.*s with %.*s, %lld minutes. Only the two of you read this",
            STR_ARG(row->supervisor_name), STR_ARG(row->staff_name), (long long)row->minutes)};
    v->agenda = row->agenda;
    v->agreed = row->agreed;
    v->struck = row->struck_why;
    v->actions.items.items = ARENA_ARRAY(c->arena, struct line, k->actions.n);
    v->actions.none = STR("No actions.");
    for (size_t i = 0; i < k->actions.n; i++)
        v->actions.items.items[v->actions.items.n++] = action_line(c, &k->actions.items[i]);
    v->can_strike = row->supervisor_id.v == c->actor->account.v && !instant_is_set(row->struck_at) &&
        actor_may(c->actor, PERMISSION_SUPERVISE);
    v->strike =
        strike_form(url_with_id(c->arena, "/team/supervision/", row->key, "/strike"), &r->form, &k->problems);
    struct page page = {.narrow = true, .has_problems = k->problems.n != 0, .main = supervision_record_slot(v)};
    return staff_form_page(c, r, &k->staff, "Supervision", status, &page);
}

struct reply supervision_get(struct ctx *c, const struct request *r)
{
    struct reading *k = ARENA_NEW(c->arena, struct reading);
    enum err err = open_session(c, r, k);
    return err ? shell_failure(c, err) : session_page(c, r, k, 200);
}

static enum err strike(struct ctx *c, void *arg)
{
    const struct reading *k = arg;
    return supervision_strike(c, k->row.key, k->why);
}

static struct reply struck(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct reading *k = arg;
    (void)r;
    if (!result || result == ERR_CONFLICT) return reply_see_other(staff_page_done(c, &k->staff, "struck"));
    return result == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, result);
}

struct reply supervision_strike_post(struct ctx *c, const struct request *r)
{
    struct reading *k = ARENA_NEW(c->arena, struct reading);
    enum err err = open_session(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->row.supervisor_id.v != c->actor->account.v) return shell_error_page(c, 403);
    k->why = strike_read(&r->form, &k->problems);
    return k->problems.n ? session_page(c, r, k, 422) : reply_write(strike, struck, k);
}

/* ---- what was agreed ---- */

static enum err finish(struct ctx *c, void *arg)
{
    const struct uuid *key = arg;
    return supervision_action_finish(c, *key);
}

static struct reply finished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    if (!result || result == ERR_CONFLICT)
        return reply_see_other(url_with_query(c->arena, URL("/my-development"), "done", STR("done")));
    return shell_failure(c, result);
}

struct reply action_done_post(struct ctx *c, const struct request *r)
{
    struct uuid *key = ARENA_NEW(c->arena, struct uuid);
    *key = request_id(r, 0);
    return reply_write(finish, finished, key);
}
