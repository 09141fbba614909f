/* What happens to a task while it is open, and what is kept of it. */
#include "care/tasks/task_step.sql.h"
#include "care/tasks/task_work.h"
#include "platform/auth/permission.h"
#include "platform/versions/versions.h"

enum { RETURNED_A_RUN = 50 };

enum err task_whole(struct ctx *c, struct uuid key, struct task_whole *ret)
{
    struct task_whole_row_row row;
    enum err err = task_whole_row(c->db, key, &row);
    if (err) return err;
    *ret = (struct task_whole){.task = {.id = row.task_id,
                                   .key = row.key,
                                   .version = row.version,
                                   .person = row.person_id,
                                   .owner = row.owner_id,
                                   .owner_name = row.owner_name,
                                   .kind = task_kind_from_word(row.kind),
                                   .title = row.title,
                                   .due = row.due,
                                   .promised_on = row.promised_on,
                                   .done_at = row.done_at,
                                   .stopped = task_stopped_from_word(row.stopped),
                                   .dropped = (enum task_dropped)task_word_value(&task_drops, row.dropped),
                                   .repeats = (enum task_repeat)task_word_value(&task_repeats, row.repeats),
                                   .after_death = row.after_death},
        .offered_to = row.offered_id,
        .offered_name = row.offered_name,
        .offered_at = row.offered_at,
        .contact_at = row.contact_day};
    return ERR_NONE;
}

enum err task_steps(struct ctx *c, struct task_id id, struct task_steps *ret)
{
    struct task_step_rows_list rows;
    enum err err = task_step_rows(c->db, id, TASK_STEPS_MOST, &rows);
    if (err) return err;
    *ret = (struct task_steps){ARENA_ARRAY(c->arena, struct task_step, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct task_step_rows_row *row = &rows.items[i];
        ret->items[i] = (struct task_step){.at = row->at,
            .by = row->by_name,
            .kind = row->kind,
            .words = row->words,
            .to = row->to_name,
            .reason = (enum task_moved)task_word_value(&task_moves, row->reason),
            .before = row->due_before,
            .after = row->due_after};
    }
    return ERR_NONE;
}

enum err task_colleagues(struct ctx *c, struct person_id person, struct task_colleagues *ret)
{
    struct task_colleague_rows_list rows;
    enum err err = task_colleague_rows(c->db, person, &rows);
    if (err) return err;
    *ret = (struct task_colleagues){ARENA_ARRAY(c->arena, struct task_colleague, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct task_colleague_rows_row *row = &rows.items[i];
        bool may = (permissions_of((enum staff_role)row->role) >> PERMISSION_CONTACT_RECORD & 1) != 0;
        bool again = ret->n && ret->items[ret->n - 1].account.v == row->account_id.v;
        if (!may || again || row->account_id.v == c->actor->account.v) continue;
        ret->items[ret->n++] = (struct task_colleague){row->role_held_id, row->account_id, row->name,
            staff_role_label((enum staff_role)row->role), row->open};
    }
    return ERR_NONE;
}

/* ---- steps ---- */

static enum err add_step(struct ctx *c, const struct task_step_insert_params *step)
{
    int64_t id;
    struct task_step_insert_params row = *step;
    row.at = clock_now(c->clock);
    row.account_id = c->actor->account;
    return task_step_insert(c->db, &row, &id);
}

static enum err save(struct ctx *c, const struct task *t, bool ended)
{
    return version_save(c, STR("task"), t->id.v, t->version + 1, task_state_json(c->arena, t, ended));
}

enum err task_move(struct ctx *c, const struct task *t, struct date due, enum task_moved reason, struct str words)
{
    struct task moved = *t;
    moved.due = due;
    const struct task_step_insert_params step = {.task_id = t->id,
        .kind = STR("moved"),
        .reason = vocabulary_code(&task_moves, (int)reason),
        .words = words,
        .due_before = t->due,
        .due_after = due};
    enum err err = task_set_due(c->db, t->id, t->version, due);
    if (!err) err = add_step(c, &step);
    if (!err) err = save(c, &moved, false);
    return err ? err : person_listed_write(c, t->person);
}

enum err task_offer(struct ctx *c, const struct task *t, struct account_id to, struct str words)
{
    const struct task_step_insert_params step = {.task_id = t->id,
        .kind = STR("offered"),
        .words = words,
        .to_id = to,
        .due_before = DATE_NONE,
        .due_after = DATE_NONE};
    enum err err = task_set_offer(c->db, t->id, t->version, to, clock_now(c->clock));
    if (!err) err = add_step(c, &step);
    return err ? err : save(c, t, false);
}

enum err task_accept(struct ctx *c, const struct task *t)
{
    const struct task_step_insert_params step = {
        .task_id = t->id, .kind = STR("accepted"), .due_before = DATE_NONE, .due_after = DATE_NONE};
    enum err err = task_give(c, t, c->actor->account);
    return err ? err : add_step(c, &step);
}

enum err task_decline(struct ctx *c, const struct task *t, struct str words)
{
    const struct task_step_insert_params step = {.task_id = t->id,
        .kind = c->actor->account.v ? STR("declined") : STR("returned"),
        .words = words,
        .due_before = DATE_NONE,
        .due_after = DATE_NONE};
    enum err err = task_set_offer(c->db, t->id, t->version, (struct account_id){0}, INSTANT_NONE);
    if (!err) err = add_step(c, &step);
    return err ? err : save(c, t, false);
}

enum err task_drop(struct ctx *c, const struct task *t, enum task_dropped why, struct str words)
{
    struct task dropped = *t;
    dropped.dropped = why;
    dropped.done_at = clock_now(c->clock);
    const struct task_step_insert_params step = {
        .task_id = t->id, .kind = STR("dropped"), .words = words, .due_before = DATE_NONE, .due_after = DATE_NONE};
    enum err err =
        task_set_dropped(c->db, t->id, t->version, dropped.done_at, vocabulary_code(&task_drops, (int)why));
    if (!err) err = add_step(c, &step);
    if (!err) err = save(c, &dropped, true);
    return err ? err : person_listed_write(c, t->person);
}

/* ---- nobody waits for an answer for ever ---- */

static enum err return_offers(struct ctx *c, void *arg)
{
    (void)arg;
    struct task_offers_stale_list rows;
    struct instant before = {clock_now(c->clock).v - (int64_t)TASK_ANSWER_DAYS * 24 * 3600 * 1000};
    enum err err = task_offers_stale(c->db, before, RETURNED_A_RUN, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct task_offers_stale_row *row = &rows.items[i];
        const struct task t = {.id = row->task_id,
            .key = row->key,
            .version = row->version,
            .person = row->person_id,
            .owner = row->owner_id,
            .kind = task_kind_from_word(row->kind),
            .title = row->title,
            .due = row->due,
            .promised_on = row->promised_on,
            .done_at = INSTANT_NONE};
        err = task_decline(c, &t, STR_NONE);
    }
    if (c->trace) trace_keep(c->trace, 0); /* nobody was shown to anybody */
    return err;
}

const struct periodic_job task_jobs[] = {
    {.name = "task.offers-return", .every_seconds = 600, .audited = false, .action = return_offers},
};
const size_t task_jobs_count = COUNT_OF(task_jobs);

/* ---- what My day says of them ---- */

enum { HANDS_MOST = 10 };

enum err tasks_asked_of_actor(struct ctx *c, struct task_hands *ret)
{
    struct task_list_asked_list rows;
    enum err err = task_list_asked(c->db, c->actor->account, HANDS_MOST, &rows);
    if (err) return err;
    *ret = (struct task_hands){ARENA_ARRAY(c->arena, struct task_hand, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct task_list_asked_row *row = &rows.items[i];
        const struct person p = {
            .title = row->title, .given_names = row->given_names, .family_name = row->family_name};
        ret->items[i] = (struct task_hand){
            row->key, row->person_id, person_list_name(c->arena, &p), row->task, row->owner_name, STR_NONE};
    }
    return ERR_NONE;
}

enum err tasks_returned_to_actor(struct ctx *c, struct instant since, struct task_hands *ret)
{
    struct task_list_returned_list rows;
    enum err err = task_list_returned(c->db, c->actor->account, since, HANDS_MOST, &rows);
    if (err) return err;
    *ret = (struct task_hands){ARENA_ARRAY(c->arena, struct task_hand, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct task_list_returned_row *row = &rows.items[i];
        const struct person p = {.given_names = row->given_names, .family_name = row->family_name};
        ret->items[i] = (struct task_hand){
            row->key, row->person_id, person_list_name(c->arena, &p), row->title, row->by_name, row->words};
    }
    return ERR_NONE;
}
