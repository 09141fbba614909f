/* What somebody who leaves or moves leaves behind: what ended at once, and what must be handed over. */
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/leaving.tmpl.h"
#include "care/caseload/caseload.h"
#include "care/tasks/task.h"
#include "platform/audit/audit.h"
#include "platform/auth/auth.sql.h"

enum { TASKS_SHOWN = 100, FACTS = 4 };

static void fact(struct fact_list *list, const char *label, int64_t n)
{
    struct fact *f = &list->items.items[list->items.n++];
    f->label = str_from_cstr(label);
    f->value = n ? STR_NONE : STR("None");
}

static void count(struct ctx *c, struct fact_list *list, const char *label, int64_t n)
{
    fact(list, label, n);
    if (n) list->items.items[list->items.n - 1].value = str_printf(c->arena, "%lld", (long long)n);
}

static enum err view_counts(
    struct ctx *c, struct account_id account, struct leaving_view *v, struct tasks_left *ret_left)
{
    struct leaving_sessions_row sessions;
    struct leaving_relations_row relations;
    int64_t cases = 0;
    enum err err = leaving_sessions(c->db, account, &sessions);
    if (!err) err = leaving_relations(c->db, account, c->actor->pcn, clock_now(c->clock), &relations);
    if (!err) err = cases_open_count(c, account, &cases);
    if (!err) err = tasks_left_by(c, account, c->actor->pcn, ret_left);
    if (err) return err;
    v->ended.items.items = ARENA_ARRAY(c->arena, struct fact, FACTS);
    v->open.items.items = ARENA_ARRAY(c->arena, struct fact, FACTS);
    count(c, &v->ended, "Places where they are signed in", sessions.sessions);
    count(c, &v->ended, "People they are on the team of", relations.direct);
    count(c, &v->ended, "Records they opened with a reason", relations.claims);
    count(c, &v->open, "People of whom they are the named co-ordinator", cases);
    count(c, &v->open, "Things they have to do", ret_left->open);
    count(c, &v->open, "Of those overdue", ret_left->overdue);
    count(c, &v->open, "Contacts they planned", ret_left->contacts);
    return ERR_NONE;
}

static struct work_row row_of(struct ctx *c, const struct leaving_tasks_row *row)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    struct person p = {.key = row->person_key,
        .given_names = row->given_names,
        .family_name = row->family_name,
        .preferred_name = row->preferred_name,
        .born = row->born,
        .died = DATE_NONE};
    return (struct work_row){.name = person_list_name(a, &p),
        .href = person_url(a, &p, ""),
        .born = person_born_and_age(a, &p, today),
        .nhs_number = nhs_number_display(a, row->nhs_number),
        .reason = row->task_title,
        .due = task_due_tag(a, row->due, today)};
}

static enum err view_people(struct ctx *c, struct account_id account, int64_t open, struct leaving_view *v)
{
    struct leaving_tasks_list rows;
    v->shows_people = actor_may(c->actor, PERMISSION_PERSON_RECORD);
    if (!v->shows_people) return ERR_NONE;
    enum err err = leaving_tasks(c->db, account, TASKS_SHOWN, &rows);
    if (err) return err;
    v->tasks = (struct work_group){.heading = STR("To hand over"),
        .id = STR("tasks"),
        .quiet = STR("The soonest first"),
        .none = STR("Nothing that you may see.")};
    v->tasks.rows.items = ARENA_ARRAY(c->arena, struct work_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) v->tasks.rows.items[v->tasks.rows.n++] = row_of(c, &rows.items[i]);
    int64_t hidden = open - (int64_t)rows.n;
    if (hidden > 0)
        v->hidden = str_printf(c->arena,
            "%lld more %s not in this list: about people whom you don’t see, or further down.", (long long)hidden,
            hidden == 1 ? "is" : "are");
    return ERR_NONE;
}

/* What may be given to a colleague, and what was given before. */
static enum err view_hand_over(
    struct ctx *c, const struct staff_by_key_row *account, const struct problems *problems, struct leaving_view *v)
{
    struct handover_last_row last;
    v->problems = problems_summary(problems);
    v->hand_over = url_with_id(c->arena, "/admin/staff/", account->key, "/hand-over");
    v->undo = url_with_id(c->arena, "/admin/staff/", account->key, "/hand-over/undo");
    if (!actor_may(c->actor, PERMISSION_HAND_OVER)) return ERR_NONE;
    v->can_hand_over = v->tasks.rows.n != 0;
    v->to = (struct select_field){.name = STR("to"),
        .label = STR("Give all of it to"),
        .label_size = SIZE_S,
        .hint = STR("They see these people from then on"),
        .error = problems_at(problems, STR("to"))};
    enum err err = colleagues_offer(c, account->account_id, STR(""), &v->to);
    if (!err) err = handover_last(c->db, account->account_id, c->actor->pcn, &last);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    v->last_key = uuid_text(c->arena, last.key);
    v->last =
        str_printf(c->arena, "%.*s gave %lld %s to %.*s on %.*s.", STR_ARG(last.by_name), (long long)last.tasks,
            last.tasks == 1 ? "thing" : "things", STR_ARG(last.to_name), STR_ARG(instant_long(c->arena, last.at)));
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {
    {"given", "It is your colleague’s now"}, {"undone", "It is as it was before"}};

struct reply leaving_page(struct ctx *c, const struct request *r, const struct problems *problems, int status)
{
    struct staff_by_key_row account;
    struct tasks_left left = {0};
    struct leaving_view *v = ARENA_NEW(c->arena, struct leaving_view);
    enum err err = staff_by_key(c->db, request_id(r, 0), c->actor->pcn, c->actor->practice, &account);
    if (!err) err = view_counts(c, account.account_id, v, &left);
    if (!err) err = view_people(c, account.account_id, left.open, v);
    if (!err) err = view_hand_over(c, &account, problems, v);
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("account");
    c->audit->object_id = account.account_id.v;
    v->top =
        (struct page_top){.heading = account.name, .quiet = STR("What they leave behind when they leave or move")};
    bool off = str_eq(account.state, STR("disabled"));
    v->state = off ? (struct tag){.text = STR("Account disabled"), .colour = TAG_GREY} :
                     (struct tag){.text = STR("Still works here"), .colour = TAG_GREEN};
    if (actor_may(c->actor, PERMISSION_ACCOUNTS))
        v->account = (struct link){
            .text = STR("Go to the account"), .href = url_with_id(c->arena, "/admin/staff/", account.key, "")};
    struct page page = {.title = STR("What they leave behind, staff"),
        .has_problems = problems->n != 0,
        .back = URL("/admin/staff"),
        .main = access_leaving_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_STAFF, &page);
}

struct reply leaving_get(struct ctx *c, const struct request *r)
{
    const struct problems none = {.arena = c->arena};
    return leaving_page(c, r, &none, 200);
}
