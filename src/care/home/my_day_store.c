/* The statements of My day to structs. */
#include "care/home/home.sql.h"
#include "care/home/my_day.h"

enum { RECORDED_MOST = 10, NEWS_MOST = 5, DUE_MOST = 5000, UNSEEN_MOST = 20, ASKED_MOST = 4 };

static int value_of(const struct vocabulary *list, struct str word)
{
    int value;
    return vocabulary_find(list, word, &value) ? value : 0;
}

static void task_from_row(const struct my_day_tasks_row *row, struct my_day_task *ret)
{
    ret->task = (struct task){.key = row->key,
        .kind = task_kind_from_word(row->kind),
        .title = row->task_title,
        .due = row->due,
        .promised_on = row->promised_on,
        .person = row->person_id};
    ret->person = (struct person){.id = row->person_id,
        .key = row->person_key,
        .given_names = row->given_names,
        .family_name = row->family_name,
        .preferred_name = row->preferred_name,
        .born = row->born,
        .nhs_number = row->nhs_number,
        .home_phone = row->home_phone,
        .mobile_phone = row->mobile_phone,
        .contact_times = row->contact_times,
        .language = row->language,
        .interpreter = row->interpreter,
        .communication_note = row->communication_note,
        .died_known = row->died_known,
        .died = DATE_NONE};
    ret->no_telephone = row->no_telephone;
    /* A row offers the telephone anyway: only another way is worth saying. */
    enum contact_method *way = &ret->person.preferred_contact;
    if (!contact_method_from_code(row->preferred_contact, way) || *way == CONTACT_METHOD_TELEPHONE)
        *way = CONTACT_METHOD_NONE;
}

/* Two statements give rows of one shape under two names. */
#define CONTACT_FROM_ROW(row) \
    ((struct my_day_contact){.contact = {.person = (row)->person_id, \
                                 .by_name = (row)->by_name, \
                                 .recorded_at = (row)->recorded_at, \
                                 .happened_at = (row)->happened_at, \
                                 .struck_at = INSTANT_NONE, \
                                 .outcome = (enum contact_outcome)value_of(&contact_outcomes, (row)->outcome), \
                                 .with = (enum contact_with)value_of(&contact_withs, (row)->with_whom), \
                                 .incoming = str_eq((row)->direction, STR("in")), \
                                 .with_name = (row)->with_name}, \
        .person = {.id = (row)->person_id, \
            .key = (row)->person_key, \
            .given_names = (row)->given_names, \
            .family_name = (row)->family_name, \
            .preferred_name = (row)->preferred_name}})

static enum err read_tasks(struct ctx *c, int page, struct my_day *day)
{
    struct date up_to = date_add_days(day->today, MY_DAY_AHEAD);
    struct account_id me = c->actor->account;
    struct my_day_tasks_list rows;
    enum err err = my_day_tasks(c->db, me, day->today, up_to, MY_DAY_PAGE, (int64_t)page * MY_DAY_PAGE, &rows);
    if (err) return err;
    day->tasks = (struct my_day_task_list){ARENA_ARRAY(c->arena, struct my_day_task, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) task_from_row(&rows.items[i], &day->tasks.items[i]);
    return ERR_NONE;
}

static enum err read_done(struct ctx *c, struct my_day *day)
{
    struct instant morning = instant_from_local(day->today, 0, 0);
    struct my_day_done_row done;
    enum err err = my_day_done(c->db, c->actor->account, morning, &done);
    if (err) return err;
    day->contacts_done = done.contacts;
    day->tasks_done = done.tasks;
    struct my_day_recorded_list rows;
    err = my_day_recorded(c->db, c->actor->account, morning, RECORDED_MOST, &rows);
    if (err) return err;
    day->recorded = (struct my_day_contact_list){ARENA_ARRAY(c->arena, struct my_day_contact, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) day->recorded.items[i] = CONTACT_FROM_ROW(&rows.items[i]);
    return ERR_NONE;
}

static enum err read_news(struct ctx *c, struct my_day *day)
{
    struct my_day_before_row before;
    enum err err = my_day_before(c->db, c->actor->account, c->actor->session, &before);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    day->before = before.seen_at;
    struct my_day_news_list rows;
    err = my_day_news(c->db, c->actor->account, day->before, NEWS_MOST, &rows);
    if (err) return err;
    day->news = (struct my_day_contact_list){ARENA_ARRAY(c->arena, struct my_day_contact, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) day->news.items[i] = CONTACT_FROM_ROW(&rows.items[i]);
    return ERR_NONE;
}

static bool is_in_sight(const struct actor *actor, const struct my_day_all_due_row *row)
{
    if (actor_relation(actor, row->person_id)) return true;
    for (size_t i = 0; !row->restricted && i < actor->scope.n; i++)
        if (actor->scope.practice_ids[i] == row->practice_id.v) return true;
    return false;
}

static enum err read_whom_to_ask(struct ctx *c, struct my_day *day)
{
    struct my_day_whom_to_ask_list rows;
    enum err err = my_day_whom_to_ask(c->db, c->actor->pcn, c->actor->account, STAFF_ROLE_SUPERVISOR,
        STAFF_ROLE_GOVERNANCE_LEAD, ASKED_MOST, &rows);
    if (err) return err;
    struct str *names = ARENA_ARRAY(c->arena, struct str, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        names[i] = str_printf(c->arena, "%.*s (%.*s)", STR_ARG(rows.items[i].name),
            STR_ARG(staff_role_label((enum staff_role)rows.items[i].role)));
    day->ask = rows.n ? str_join(c->arena, names, rows.n, STR(" or ")) :
                        STR("your supervisor or the information governance lead");
    return ERR_NONE;
}

static void count(struct my_day *day, struct date due)
{
    bool late = date_before(due, day->today), coming = date_before(day->today, due);
    int64_t *which = late ? &day->overdue : coming ? &day->coming : &day->due_today;
    ++*which;
}

/* Those of another role are seen by changing to it. */
static bool is_of_another_role(const struct my_day_own_practices_list *own, const struct my_day_all_due_row *row)
{
    for (size_t i = 0; !row->restricted && i < own->n; i++)
        if (own->items[i].practice_id.v == row->practice_id.v) return true;
    return false;
}

static enum err sort_unseen(struct ctx *c, const struct my_day_all_due_list *hidden, struct my_day *day)
{
    struct my_day_own_practices_list own;
    enum err err = hidden->n ? my_day_own_practices(c->db, c->actor->account, &own) : ERR_NONE;
    for (size_t i = 0; !err && i < hidden->n && day->unseen.n < UNSEEN_MOST; i++) {
        const struct my_day_all_due_row *row = &hidden->items[i];
        if (is_of_another_role(&own, row))
            day->in_other_role++;
        else
            day->unseen.items[day->unseen.n++] = (struct my_day_unseen){task_kind_from_word(row->kind), row->due};
    }
    return err || !day->unseen.n ? err : read_whom_to_ask(c, day);
}

/* All that is due, counted. What is due for people who were restricted to others, or who moved: the actor must
 * know that it is there, and whom to ask, but not more. */
static enum err read_due(struct ctx *c, struct my_day *day)
{
    struct my_day_all_due_list rows, hidden = {0};
    struct date up_to = date_add_days(day->today, MY_DAY_AHEAD);
    enum err err = my_day_all_due(c->db, c->actor->account, c->actor->pcn, up_to, DUE_MOST, &rows);
    if (err) return err;
    day->unseen.items = ARENA_ARRAY(c->arena, struct my_day_unseen, UNSEEN_MOST);
    hidden.items = rows.items;
    for (size_t i = 0; i < rows.n; i++)
        if (is_in_sight(c->actor, &rows.items[i]))
            count(day, rows.items[i].due);
        else
            hidden.items[hidden.n++] = rows.items[i];
    return sort_unseen(c, &hidden, day);
}

enum err my_day_read(struct ctx *c, int page, struct my_day *ret)
{
    *ret = (struct my_day){.today = clock_today(c->clock), .before = INSTANT_NONE};
    enum err err = read_tasks(c, page, ret);
    if (!err) err = read_due(c, ret);
    if (!err) err = read_done(c, ret);
    return err ? err : read_news(c, ret);
}
