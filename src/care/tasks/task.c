#include "care/tasks/task.h"

#include "care/people/person.h"
#include "care/tasks/task.sql.h"
#include "care/tasks/task_work.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { TASKS_ABOUT_MOST = 50, TASKS_OF_MOST = 500, STATE_CEILING = 4096 };

static const struct str WORDS[] = {STR_INIT(""),
#define TASK_KIND_WORD(name, word, label) STR_INIT(word),
    TASK_KIND_LIST(TASK_KIND_WORD)
#undef TASK_KIND_WORD
};

static const struct str STOPPED[] = {STR_INIT(""),
#define TASK_STOPPED_WORD(name, word, label) STR_INIT(word),
    TASK_STOPPED_LIST(TASK_STOPPED_WORD)
#undef TASK_STOPPED_WORD
};

struct str task_ended_label(struct arena *a, enum task_stopped stopped, enum task_dropped dropped)
{
    static const struct str LABELS[] = {STR_INIT("Done"),
#define TASK_STOPPED_LABEL(name, word, label) STR_INIT(label),
        TASK_STOPPED_LIST(TASK_STOPPED_LABEL)
#undef TASK_STOPPED_LABEL
    };
    MUST((size_t)stopped < COUNT_OF(LABELS));
    if (!dropped) return LABELS[stopped];
    struct str why = str_lower(a, vocabulary_label(&task_drops, (int)dropped));
    return str_printf(a, "Not done: %.*s", STR_ARG(why));
}

enum task_stopped task_stopped_from_word(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(STOPPED); i++)
        if (str_eq(STOPPED[i], word)) return (enum task_stopped)i;
    return TASK_NOT_STOPPED;
}

struct str task_kind_word(enum task_kind kind)
{
    MUST((size_t)kind < COUNT_OF(WORDS));
    return WORDS[kind];
}

enum task_kind task_kind_from_word(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(WORDS); i++)
        if (str_eq(WORDS[i], word)) return (enum task_kind)i;
    return TASK_KIND_NONE;
}

/* The statements give rows of one shape under several names. */
#define TASK_FROM_ROW(row) \
    ((struct task){.id = (row)->task_id, \
        .key = (row)->key, \
        .version = (row)->version, \
        .person = (row)->person_id, \
        .owner = (row)->owner_id, \
        .owner_name = (row)->owner_name, \
        .kind = task_kind_from_word((row)->kind), \
        .title = (row)->title, \
        .due = (row)->due, \
        .promised_on = (row)->promised_on, \
        .done_at = INSTANT_NONE})

#define TASKS_FROM_ROWS(rows, list) \
    do { \
        *(list) = (struct task_list){ARENA_ARRAY(c->arena, struct task, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) (list)->items[i] = TASK_FROM_ROW(&(rows).items[i]); \
    } while (0)

enum err tasks_about(struct ctx *c, struct person_id person, struct task_list *ret)
{
    struct task_rows_about_list rows;
    enum err err = task_rows_about(c->db, person, TASKS_ABOUT_MOST, &rows);
    if (err) return err;
    TASKS_FROM_ROWS(rows, ret);
    return ERR_NONE;
}

enum err tasks_of_actor(struct ctx *c, struct date up_to, struct task_list *ret)
{
    struct task_rows_of_list rows;
    enum err err = task_rows_of(c->db, c->actor->account, up_to, TASKS_OF_MOST, &rows);
    if (err) return err;
    TASKS_FROM_ROWS(rows, ret);
    return ERR_NONE;
}

enum err tasks_done_about(
    struct ctx *c, struct person_id person, struct instant up_to, int64_t below, int most, struct task_list *ret)
{
    struct task_rows_done_list rows;
    enum err err = task_rows_done(c->db, person, up_to, below, most, &rows);
    if (err) return err;
    TASKS_FROM_ROWS(rows, ret);
    for (size_t i = 0; i < rows.n; i++) {
        ret->items[i].done_at = rows.items[i].done_at;
        ret->items[i].stopped = task_stopped_from_word(rows.items[i].stopped);
        ret->items[i].dropped = (enum task_dropped)task_word_value(&task_drops, rows.items[i].dropped);
    }
    return ERR_NONE;
}

enum err task_by_key(struct ctx *c, struct uuid key, struct task *ret)
{
    struct task_row_row row;
    enum err err = task_row(c->db, key, &row);
    if (!err) *ret = TASK_FROM_ROW(&row);
    return err;
}

bool task_is_done_by(struct ctx *c, struct uuid key, struct account_id owner)
{
    struct task_done_row_row row;
    return task_done_row(c->db, key, &row) == ERR_NONE && row.owner_id.v == owner.v;
}

enum err task_person_key(struct ctx *c, struct uuid key, struct uuid *ret_person)
{
    struct task_whose_row row;
    enum err err = task_whose(c->db, key, &row);
    if (!err) *ret_person = row.person_key;
    return err;
}

enum err tasks_left_by(struct ctx *c, struct account_id owner, struct pcn_id pcn, struct tasks_left *ret)
{
    struct task_counts_left_row row;
    enum err err = task_counts_left(c->db, owner, pcn, clock_today(c->clock), &row);
    if (!err) *ret = (struct tasks_left){row.open, row.overdue, row.contacts};
    return err;
}

enum err tasks_open_of(struct ctx *c, struct account_id owner, int64_t *ret)
{
    struct task_count_open_row row;
    enum err err = task_count_open(c->db, owner, &row);
    if (!err) *ret = row.open;
    return err;
}

enum err tasks_owned_by(struct ctx *c, struct account_id owner, struct task_list *ret)
{
    struct task_rows_owned_list rows;
    enum err err = task_rows_owned(c->db, owner, TASKS_OF_MOST, &rows);
    if (err) return err;
    TASKS_FROM_ROWS(rows, ret);
    return ERR_NONE;
}

enum err task_by_id(struct ctx *c, struct task_id id, struct task *ret)
{
    struct task_row_by_id_row row;
    enum err err = task_row_by_id(c->db, id, &row);
    if (!err) *ret = TASK_FROM_ROW(&row);
    return err;
}

struct str task_state_json(struct arena *a, const struct task *t, bool done)
{
    struct buf out = buf_new(a, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("kind"));
    json_str(&w, task_kind_word(t->kind));
    json_name(&w, STR("title"));
    json_str(&w, t->title);
    json_name(&w, STR("due"));
    json_str(&w, date_iso(a, t->due));
    json_name(&w, STR("owner"));
    json_int(&w, t->owner.v);
    json_name(&w, STR("done"));
    json_bool(&w, done);
    if (t->stopped) {
        json_name(&w, STR("stopped"));
        json_str(&w, STOPPED[t->stopped]);
    }
    if (t->dropped) {
        json_name(&w, STR("dropped"));
        json_str(&w, vocabulary_code(&task_drops, (int)t->dropped));
    }
    if (t->repeats) {
        json_name(&w, STR("repeats"));
        json_str(&w, vocabulary_code(&task_repeats, (int)t->repeats));
    }
    json_object_end(&w);
    return buf_str(&out);
}

enum err task_add(struct ctx *c, struct task *t, struct contact_id from)
{
    struct person p;
    enum err err = person_get(c, t->person, &p);
    if (!err && p.died_known != t->after_death) err = ERR_REFUSED;
    if (err) return err;
    if (!uuid_is_set(t->key)) t->key = uuid_new(c->clock);
    t->version = 1;
    const struct task_insert_params row = {.key = t->key,
        .person_id = t->person,
        .owner_id = t->owner,
        .kind = task_kind_word(t->kind),
        .title = t->title,
        .due = t->due,
        .promised_on = t->promised_on,
        .from_contact_id = from,
        .after_death = t->after_death,
        .repeats = vocabulary_code(&task_repeats, (int)t->repeats)};
    err = task_insert(c->db, &row, &t->id.v);
    if (!err) err = person_listed_write(c, t->person);
    return err ? err : version_save(c, STR("task"), t->id.v, t->version, task_state_json(c->arena, t, false));
}

/* The next one of a task that repeats. Of somebody who has died meanwhile there is none. */
static enum err make_next(struct ctx *c, const struct task *done, struct task_repeats_row_row often)
{
    struct date today = clock_today(c->clock);
    struct task next = {.person = done->person,
        .owner = done->owner,
        .kind = done->kind,
        .title = done->title,
        .promised_on = today,
        .after_death = often.after_death,
        .repeats = (enum task_repeat)task_word_value(&task_repeats, often.repeats)};
    if (!next.repeats) return ERR_NONE;
    next.due = task_next_due(next.repeats, done->due, today);
    enum err err = task_add(c, &next, (struct contact_id){0});
    return err == ERR_REFUSED ? ERR_NONE : err;
}

enum err task_finish(struct ctx *c, const struct task *t, struct contact_id by)
{
    struct task_repeats_row_row often;
    enum err err = task_repeats_row(c->db, t->id, &often);
    if (err == ERR_NOT_FOUND) err = ERR_CONFLICT; /* as for one that was done meanwhile */
    if (!err) err = task_set_done(c->db, t->id, t->version, clock_now(c->clock), by);
    if (!err) err = version_save(c, STR("task"), t->id.v, t->version + 1, task_state_json(c->arena, t, true));
    if (!err) err = make_next(c, t, often);
    return err ? err : person_listed_write(c, t->person);
}

enum err task_give(struct ctx *c, const struct task *t, struct account_id to)
{
    struct task given = *t;
    given.owner = to;
    enum err err = task_set_owner(c->db, t->id, t->version, to);
    return err ? err :
                 version_save(c, STR("task"), t->id.v, t->version + 1, task_state_json(c->arena, &given, false));
}

static enum err stop(struct ctx *c, struct task *t, enum task_stopped why)
{
    enum err err = task_set_stopped(c->db, t->id, t->version, clock_now(c->clock), STOPPED[why]);
    t->stopped = why;
    return err ? err : version_save(c, STR("task"), t->id.v, t->version + 1, task_state_json(c->arena, t, false));
}

static enum err stop_all(struct ctx *c, struct person_id person, bool after_death, enum task_stopped why)
{
    struct task_rows_around_death_list rows;
    enum err err;
    do {
        err = task_rows_around_death(c->db, person, after_death, TASKS_ABOUT_MOST, &rows);
        for (size_t i = 0; !err && i < rows.n; i++) {
            struct task t = TASK_FROM_ROW(&rows.items[i]);
            err = stop(c, &t, why);
        }
    } while (!err && rows.n == TASKS_ABOUT_MOST);
    return err;
}

enum err tasks_stop(struct ctx *c, struct person_id person)
{
    enum err err = stop_all(c, person, false, TASK_STOPPED_DIED);
    return err ? err : person_listed_write(c, person);
}

enum err tasks_stopped(struct ctx *c, struct person_id person, struct task_list *ret)
{
    struct task_rows_stopped_list rows;
    enum err err = task_rows_stopped(c->db, person, TASKS_ABOUT_MOST, &rows);
    if (!err) TASKS_FROM_ROWS(rows, ret);
    return err;
}

static enum err bring_back(struct ctx *c, const struct task *t)
{
    enum err err = task_set_back(c->db, t->id, t->version);
    return err ? err : version_save(c, STR("task"), t->id.v, t->version + 1, task_state_json(c->arena, t, false));
}

enum err tasks_bring_back(struct ctx *c, struct person_id person)
{
    struct task_list stopped;
    enum err err = stop_all(c, person, true, TASK_STOPPED_ALIVE);
    do {
        if (!err) err = tasks_stopped(c, person, &stopped);
        for (size_t i = 0; !err && i < stopped.n; i++) err = bring_back(c, &stopped.items[i]);
    } while (!err && stopped.n == TASKS_ABOUT_MOST);
    return err ? err : person_listed_write(c, person);
}

struct tag task_due_tag(struct arena *a, struct date due, struct date today)
{
    int late = date_days_between(due, today);
    if (late > 0)
        return (struct tag){
            .text = str_printf(a, "Overdue %d %s", late, late == 1 ? "day" : "days"), .colour = TAG_RED};
    if (late == 0) return (struct tag){.text = STR("Due today"), .colour = TAG_BLUE};
    return (struct tag){.text = date_brief(a, due), .colour = TAG_WHITE};
}

FOLLOW_ROWS(task)
