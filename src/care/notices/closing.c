/* The steps that a death leaves to be done, as rows. */
#include "care/notices/notice.h"
#include "care/notices/notices.sql.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 8192 };

/* The one that is open, else the last that somebody finished: not one that was withdrawn. */
static const struct raised_notice *of_death(const struct notice_list *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].kind == NOTICE_OF_DIED && !all->items[i].resolved) return &all->items[i];
    return NULL;
}

enum err closing_read(struct ctx *c, struct person_id person, struct closing *ret)
{
    struct notice_list all;
    struct closing_rows_list rows;
    enum err err = notices_all(c, person, &all);
    if (err) return err;
    const struct raised_notice *death = of_death(&all);
    if (!death) return ERR_NOT_FOUND;
    *ret = (struct closing){.notice = *death};
    for (int i = 0; i < CLOSING_STEPS; i++) ret->steps[i].done_at = INSTANT_NONE;
    err = closing_rows(c->db, death->id, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct closing_rows_row *row = &rows.items[i];
        int step;
        if (!vocabulary_find(&closing_steps, row->step, &step)) continue;
        ret->steps[step - 1] =
            (struct closing_line){row->closing_step_id, row->version, row->done_at, row->by_name, row->words};
        ret->done += instant_is_set(row->done_at);
    }
    if (!err) err = tasks_about(c, person, &ret->tasks);
    return err ? err : tasks_stopped(c, person, &ret->stopped);
}

const struct task *closing_task(const struct closing *closing, enum closing_step step)
{
    struct str title = vocabulary_label(&closing_steps, (int)step);
    for (size_t i = 0; i < closing->tasks.n; i++)
        if (str_eq(closing->tasks.items[i].title, title)) return &closing->tasks.items[i];
    return NULL;
}

enum err closing_take_on(struct ctx *c, const struct closing *closing, enum closing_step step)
{
    if (closing_task(closing, step)) return ERR_NONE;
    struct date today = clock_today(c->clock);
    struct task t = {.person = closing->notice.person,
        .owner = c->actor->account,
        .kind = TASK_PROMISE,
        .title = vocabulary_label(&closing_steps, (int)step),
        .due = date_add_days(today, CLOSING_TASK_DAYS),
        .promised_on = today,
        .after_death = true};
    return task_add(c, &t, (struct contact_id){0});
}

static struct str state_json(struct arena *a, enum closing_step step, bool done, struct str words)
{
    struct buf out = buf_new(a, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("step"));
    json_str(&w, vocabulary_code(&closing_steps, (int)step));
    json_name(&w, STR("done"));
    json_bool(&w, done);
    if (words.n) {
        json_name(&w, STR("words"));
        json_str(&w, words);
    }
    json_object_end(&w);
    return buf_str(&out);
}

enum err closing_set_done(
    struct ctx *c, const struct closing *closing, enum closing_step step, bool done, struct str words)
{
    const struct closing_line *l = &closing->steps[step - 1];
    if (instant_is_set(l->done_at) == done) return ERR_NONE;
    struct instant at = done ? clock_now(c->clock) : INSTANT_NONE;
    struct closing_step_id id = l->id;
    struct str word = vocabulary_code(&closing_steps, (int)step);
    enum err err = id.v ? closing_set(c->db, id, l->version, at, c->actor->account, done ? words : l->words) :
                          closing_insert(c->db, closing->notice.person, closing->notice.id, word, at,
                              c->actor->account, words, &id.v);
    return err ?
        err :
        version_save(c, STR("closing-step"), id.v, l->version + 1, state_json(c->arena, step, done, words));
}
