/* Lists of tasks: one's own, what colleagues ask, what one waits for, the whole team's. */
#include "care/tasks/pages/tasks.tmpl.h"
#include "care/tasks/task_step.sql.h"
#include "care/tasks/task_work.h"

/* ---- reading ---- */

/* The statements give rows of one shape under several names. */
#define LISTED_FROM_ROWS(rows, list) \
    do { \
        *(list) = (struct task_listed_list){ARENA_ARRAY(c->arena, struct task_listed, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) \
            (list)->items[i] = (struct task_listed){ \
                .task = {.id = (rows).items[i].task_id, \
                    .key = (rows).items[i].key, \
                    .person = (rows).items[i].person_id, \
                    .owner_name = (rows).items[i].owner_name, \
                    .kind = task_kind_from_word((rows).items[i].kind), \
                    .title = (rows).items[i].task, \
                    .due = (rows).items[i].due, \
                    .promised_on = DATE_NONE, \
                    .done_at = INSTANT_NONE, \
                    .repeats = (enum task_repeat)task_word_value(&task_repeats, (rows).items[i].repeats)}, \
                .person = {.id = (rows).items[i].person_id, \
                    .key = (rows).items[i].person_key, \
                    .title = (rows).items[i].title, \
                    .given_names = (rows).items[i].given_names, \
                    .family_name = (rows).items[i].family_name, \
                    .born = (rows).items[i].born, \
                    .died = DATE_NONE, \
                    .nhs_number = (rows).items[i].nhs_number}, \
                .offered_name = (rows).items[i].offered_name}; \
    } while (0)

static enum err list_mine(struct ctx *c, const struct task_asked *q, struct task_listed_list *ret)
{
    struct task_list_mine_list rows;
    struct task_list_mine_back_list back;
    struct account_id me = c->actor->account;
    enum err err;
    if (q->back) {
        const struct task_list_mine_back_params p = {me, q->from, q->up_to, q->kind, q->due, q->id, q->most};
        err = task_list_mine_back(c->db, &p, &back);
        if (!err) LISTED_FROM_ROWS(back, ret);
        return err;
    }
    const struct task_list_mine_params p = {me, q->from, q->up_to, q->kind, q->due, q->id, q->most};
    err = task_list_mine(c->db, &p, &rows);
    if (!err) LISTED_FROM_ROWS(rows, ret);
    return err;
}

static enum err list_team(struct ctx *c, const struct task_asked *q, struct task_listed_list *ret)
{
    struct task_list_all_list rows;
    struct task_list_all_back_list back;
    enum err err;
    if (q->back) {
        err = task_list_all_back(c->db, q->from, q->up_to, q->kind, q->due, q->id, q->most, &back);
        if (!err) LISTED_FROM_ROWS(back, ret);
        return err;
    }
    err = task_list_all(c->db, q->from, q->up_to, q->kind, q->due, q->id, q->most, &rows);
    if (!err) LISTED_FROM_ROWS(rows, ret);
    return err;
}

enum err task_list(struct ctx *c, const struct task_asked *q, struct task_listed_list *ret)
{
    struct task_list_asked_list asked;
    struct task_list_waiting_list waiting;
    enum err err;
    switch (q->whose) {
    case TASKS_MINE: return list_mine(c, q, ret);
    case TASKS_TEAM: return list_team(c, q, ret);
    case TASKS_ASKED:
        err = task_list_asked(c->db, c->actor->account, q->most, &asked);
        if (!err) LISTED_FROM_ROWS(asked, ret);
        return err;
    case TASKS_WAITING:
        err = task_list_waiting(c->db, c->actor->account, q->most, &waiting);
        if (!err) LISTED_FROM_ROWS(waiting, ret);
        return err;
    }
    BUG("a list of somebody's tasks");
}

/* ---- the page ---- */

static const struct worklist_choice WHEN[] = {{STR_INIT("overdue"), STR_INIT("Overdue")},
    {STR_INIT("today"), STR_INIT("Today")}, {STR_INIT("week"), STR_INIT("In the next 7 days")},
    {STR_INIT("later"), STR_INIT("Later")}};
static const struct worklist_choice KIND[] = {{STR_INIT("act_first"), STR_INIT("Act first")},
    {STR_INIT("promise"), STR_INIT("Promises")}, {STR_INIT("contact"), STR_INIT("Contacts")}};

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("What")}, {.heading = STR_INIT("Person")},
    {.heading = STR_INIT("Due")}, {.heading = STR_INIT("Who")}};
static const struct {
    const char *word;
    struct str label;
    struct worklist_kind kind;
} VIEWS[] = {
#define TASK_VIEW(word, label, path_, caption_, empty_) \
    { \
        word, STR_INIT(label), \
        { \
            .name = "tasks-" word, .path = {STR_INIT(path_)}, .columns = COLUMNS, \
            .column_count = COUNT_OF(COLUMNS), .caption = STR_INIT(caption_), .empty = STR_INIT(empty_) \
        } \
    }
    [TASKS_MINE] = TASK_VIEW("mine", "Mine", "/tasks", "My tasks",
        "You have nothing to do. Tasks come from contacts, or are added on a person’s record."),
    [TASKS_ASKED] = TASK_VIEW("asked", "Asked of me", "/tasks/asked", "Tasks that I am asked to take on",
        "Nobody is asking you to take on anything."),
    [TASKS_WAITING] = TASK_VIEW("waiting", "Waiting for an answer", "/tasks/waiting",
        "Tasks that I asked colleagues to take on", "You are not waiting for a colleague’s answer."),
    [TASKS_TEAM] = TASK_VIEW("team", "Everybody’s", "/tasks/team", "Everybody’s tasks",
        "Nobody has anything to do about the people whom you see."),
#undef TASK_VIEW
};

/* Days that no task is due on: DATE_NONE would be no day at all. */
static const struct date BEFORE_ALL = {INT32_MIN + 1}, AFTER_ALL = {INT32_MAX};

static void choose_days(const struct worklist *w, struct date today, struct task_asked *q)
{
    struct str when = worklist_chosen(w, "when");
    if (str_eq(when, STR("overdue"))) q->up_to = date_add_days(today, -1);
    if (str_eq(when, STR("today"))) q->from = q->up_to = today;
    if (str_eq(when, STR("week"))) q->from = today, q->up_to = date_add_days(today, 7);
    if (str_eq(when, STR("later"))) q->from = date_add_days(today, 8);
}

/* What is asked, and waited for, is little: it has no filters and one page. */
static struct task_asked asked_for(struct ctx *c, const struct worklist *w, enum task_whose whose)
{
    struct task_asked q = {.whose = whose,
        .from = BEFORE_ALL,
        .up_to = AFTER_ALL,
        .kind = STR(""),
        .due = BEFORE_ALL,
        .most = WORKLIST_PAGE};
    if (!w->filter_count) return q;
    choose_days(w, clock_today(c->clock), &q);
    if (worklist_chosen(w, "kind").n) q.kind = worklist_chosen(w, "kind");
    q.most = WORKLIST_PAGE + 1;
    if (!w->begun) return q;
    q.back = w->back;
    q.due = (struct date){(int32_t)w->place.number};
    q.id = w->place.id;
    return q;
}

static struct worklist_place place_of(const struct task_listed_list *list, size_t at)
{
    if (at >= list->n) return (struct worklist_place){0};
    return (struct worklist_place){.number = list->items[at].task.due.v, .id = list->items[at].task.id.v};
}

static void add_row(struct ctx *c, enum task_whose whose, const struct task_listed *one, struct worklist_view *v)
{
    struct arena *a = c->arena;
    const struct task *t = &one->task;
    struct worklist_cell *cells = worklist_add(a, &VIEWS[whose].kind, v);
    struct date today = clock_today(c->clock);
    struct str number = nhs_number_display(a, one->person.nhs_number);
    struct str name = person_list_name(a, &one->person);
    cells[0] = (struct worklist_cell){.text = t->title,
        .href = task_url(a, t->key, ""),
        .hidden = str_printf(a, "for %.*s", STR_ARG(name)),
        .quiet = t->repeats ? vocabulary_label(&task_repeats, (int)t->repeats) : STR_NONE};
    if (t->kind == TASK_ACT_FIRST) cells[0].tag = (struct tag){.text = STR("Act first"), .colour = TAG_RED};
    cells[1] = (struct worklist_cell){.text = name,
        .number = number.n ? number : STR("NHS number not known"),
        .quiet = person_born_and_age(a, &one->person, today)};
    if (actor_may(c->actor, PERMISSION_PERSON_RECORD)) cells[1].href = person_url(a, &one->person, "");
    cells[2] = (struct worklist_cell){.text = date_near(a, t->due, today)};
    if (!date_before(today, t->due)) cells[2].tag = task_due_tag(a, t->due, today);
    cells[3] = (struct worklist_cell){.text = t->owner_name};
    if (one->offered_name.n)
        cells[3].tag = (struct tag){
            .text = str_printf(a, "Waiting for %.*s", STR_ARG(one->offered_name)), .colour = TAG_YELLOW};
}

static struct secondary_nav views(struct ctx *c, enum task_whose now)
{
    struct secondary_nav nav = {.label = STR("Whose tasks"),
        .items = {ARENA_ARRAY(c->arena, struct link, COUNT_OF(VIEWS)), COUNT_OF(VIEWS)}};
    for (size_t i = 0; i < COUNT_OF(VIEWS); i++)
        nav.items.items[i] =
            (struct link){.text = VIEWS[i].label, .href = VIEWS[i].kind.path, .current = i == (size_t)now};
    return nav;
}

static const struct shell_notice NOTICES[] = {
    {"dropped", "It is off the list, and stays on their record with why"},
    {"declined", "It went back to whoever asked you"}};

static struct reply list_page(struct ctx *c, const struct request *r, enum task_whose whose)
{
    struct worklist_filter filters[] = {
        {.name = STR("when"), .label = STR("Due"), .choices = WHEN, .n = COUNT_OF(WHEN)},
        {.name = STR("kind"), .label = STR("Kind"), .choices = KIND, .n = COUNT_OF(KIND)}};
    bool all = whose == TASKS_MINE || whose == TASKS_TEAM;
    struct worklist w;
    struct task_listed_list list;
    const struct worklist_kind *kind = &VIEWS[whose].kind;
    if (!worklist_read(c, r, kind, filters, all ? COUNT_OF(filters) : 0, &w)) return worklist_unreadable(c);
    struct task_asked asked = asked_for(c, &w, whose);
    enum err err = task_list(c, &asked, &list);
    if (err) return shell_failure(c, err);
    struct worklist_span span = worklist_span(&w, list.n);
    struct tasks_view *v = ARENA_NEW(c->arena, struct tasks_view);
    size_t last = span.shown ? span.shown - 1 : 0;
    worklist_view(
        c, &w, &span, place_of(&list, worklist_at(&span, 0)), place_of(&list, worklist_at(&span, last)), &v->list);
    for (size_t i = 0; i < span.shown; i++) add_row(c, whose, &list.items[worklist_at(&span, i)], &v->list);
    worklist_head_cells(kind, &v->list);
    struct str said = worklist_said(c->arena, &w);
    v->top =
        (struct page_top){.heading = STR("Tasks"), .quiet = said.n ? said : STR("What is due first stands first")};
    v->views = views(c, whose);
    struct page page = {.title = worklist_title(c->arena, &w, kind->caption), .main = tasks_page_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_TASKS, &page);
}

struct reply tasks_get(struct ctx *c, const struct request *r)
{
    return list_page(c, r, TASKS_MINE);
}

struct reply tasks_asked_get(struct ctx *c, const struct request *r)
{
    return list_page(c, r, TASKS_ASKED);
}

struct reply tasks_waiting_get(struct ctx *c, const struct request *r)
{
    return list_page(c, r, TASKS_WAITING);
}

struct reply tasks_team_get(struct ctx *c, const struct request *r)
{
    return list_page(c, r, TASKS_TEAM);
}
