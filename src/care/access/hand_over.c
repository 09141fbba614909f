/* Giving what somebody has to do to a colleague, all of it at once, after asking; and taking that back. */
#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/hand_over.tmpl.h"
#include "care/tasks/task.h"
#include "platform/audit/audit.h"
#include "platform/auth/auth.sql.h"
#include "platform/auth/relation.h"

struct handing_over {
    struct staff_by_key_row from;
    struct relation to; /* account and role of who takes it over */
    struct str words;   /* who that is */
};

static struct url leaving_url(struct ctx *c, const struct request *r)
{
    return url_with_id(c->arena, "/admin/staff/", request_id(r, 0), "/leaving");
}

static enum err read_account(struct ctx *c, const struct request *r, struct staff_by_key_row *ret)
{
    return staff_by_key(c->db, request_id(r, 0), c->actor->pcn, c->actor->practice, ret);
}

/* ---- asking ---- */

static struct reply ask(
    struct ctx *c, const struct request *r, const struct handing_over *h, const struct task_list *tasks)
{
    struct hand_over_view *v = ARENA_NEW(c->arena, struct hand_over_view);
    const char *things = tasks->n == 1 ? "thing" : "things";
    *v = (struct hand_over_view){.top = {.heading = STR("Hand over?"), .quiet = h->from.name},
        .words = str_printf(c->arena,
            "%zu %s to do will be done by %.*s, who sees the people concerned from then on. You can take it back "
            "afterwards.",
            tasks->n, things, STR_ARG(h->words)),
        .action = url_with_id(c->arena, "/admin/staff/", request_id(r, 0), "/hand-over"),
        .cancel = leaving_url(c, r),
        .to = form_get(&r->form, STR("to")),
        .button = {
            .text = str_printf(c->arena, "Hand over %zu %s", tasks->n, things), .small = true, .once = true}};
    struct page page = {.title = STR("Hand over, staff"), .narrow = true, .main = access_hand_over_slot(v)};
    return shell_page(c, r, 200, SECTION_STAFF, &page);
}

/* ---- giving ---- */

/* Whoever opened a record with a reason lets nobody else in. */
static bool may_give(const struct ctx *c, const struct task *t)
{
    const struct actor_relation *own = actor_relation(c->actor, t->person);
    return !own || !own->claim;
}

static enum err give_one(struct ctx *c, const struct handing_over *h, int64_t handover, const struct task *t)
{
    int64_t added;
    struct relation relation = h->to;
    relation.person = t->person;
    relation.kind = RELATION_CASELOAD;
    enum err err = relation_begin(c, &relation);
    if (err == ERR_EXISTS) { /* they have it already, or have it since the task before */
        relation.id = (struct relation_id){0};
        err = ERR_NONE;
    }
    if (!err) err = task_give(c, t, h->to.account);
    return err ? err : handover_task_add(c->db, handover, t->id, t->version + 1, relation.id, &added);
}

static enum err give(struct ctx *c, void *arg)
{
    const struct handing_over *h = arg;
    struct task_list tasks;
    int64_t handover;
    enum err err = tasks_owned_by(c, h->from.account_id, &tasks);
    if (!err)
        err = handover_add(c->db, uuid_new(c->clock), c->actor->pcn, h->from.account_id, h->to.account,
            c->actor->account, clock_now(c->clock), &handover);
    for (size_t i = 0; !err && i < tasks.n; i++)
        if (may_give(c, &tasks.items[i])) err = give_one(c, h, handover, &tasks.items[i]);
    c->audit->object_kind = STR("account");
    c->audit->object_id = h->from.account_id.v;
    c->audit->reason = STR("handed over");
    return err;
}

static struct reply given(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, leaving_url(c, r), "done", STR("given")));
}

struct reply hand_over_post(struct ctx *c, const struct request *r)
{
    struct handing_over *h = ARENA_NEW(c->arena, struct handing_over);
    struct problems problems = {.arena = c->arena};
    struct task_list tasks;
    enum err err = read_account(c, r, &h->from);
    if (!err) err = colleague_chosen(c, h->from.account_id, form_get(&r->form, STR("to")), &h->to, &h->words);
    if (err) return shell_failure(c, err);
    if (!h->to.account.v) {
        problems_add(&problems, STR("to"), STR("Choose a colleague from the list"));
        return leaving_page(c, r, &problems, 422);
    }
    if (str_eq(form_get(&r->form, STR("sure")), STR("yes"))) return reply_write(give, given, h);
    err = tasks_owned_by(c, h->from.account_id, &tasks);
    return err ? shell_failure(c, err) : ask(c, r, h, &tasks);
}

/* ---- taking it back ---- */

struct taking_back {
    struct account_id from;
    struct str key;
};

/* What was done or changed since then stays as it is now; a relation that is the last of a restricted record's
 * team stays as well. */
static enum err take_back_one(
    struct ctx *c, const struct handover_last_row *h, const struct handover_tasks_row *row)
{
    struct task t;
    enum err err = task_by_id(c, row->task_id, &t);
    if (!err && t.version == row->version && t.owner.v == h->to_id.v) err = task_give(c, &t, h->from_id);
    if (err && err != ERR_NOT_FOUND) return err;
    err = row->relation_id.v ? relation_end(c, row->relation_id) : ERR_NONE;
    return err == ERR_CONFLICT || err == ERR_REFUSED ? ERR_NONE : err;
}

static enum err take_back(struct ctx *c, void *arg)
{
    const struct taking_back *back = arg;
    struct handover_last_row last;
    struct handover_tasks_list rows;
    enum err err = handover_last(c->db, back->from, c->actor->pcn, &last);
    if (!err && !str_eq(uuid_text(c->arena, last.key), back->key)) err = ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND) return ERR_CONFLICT; /* taken back already, or another came after it */
    if (!err) err = handover_tasks(c->db, last.handover_id, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) err = take_back_one(c, &last, &rows.items[i]);
    if (!err) err = handover_set_undone(c->db, last.handover_id, clock_now(c->clock));
    c->audit->object_kind = STR("account");
    c->audit->object_id = back->from.v;
    c->audit->reason = STR("taken back");
    return err;
}

static struct reply taken_back(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)arg;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, leaving_url(c, r), "done", STR("undone")));
}

struct reply hand_over_undo_post(struct ctx *c, const struct request *r)
{
    struct staff_by_key_row account;
    struct taking_back *back = ARENA_NEW(c->arena, struct taking_back);
    enum err err = read_account(c, r, &account);
    if (err) return shell_failure(c, err);
    *back = (struct taking_back){account.account_id, form_get(&r->form, STR("handover"))};
    return reply_write(take_back, taken_back, back);
}
