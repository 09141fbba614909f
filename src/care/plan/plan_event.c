/* What was said about the whole plan. Nothing here changes an event.
 *
 * words, by kind: agreed, disagreed, could_not, declined: "who" (in words), "how", "why". reviewed: "changed", and
 * "goals", an object of {"how", "said", "goal"} by goal's key. copied: "format", "language" (of the headings),
 * "lines", "way" ("hand", "post" or a party's key), "to" (who that is, in words).
 */
#include "care/coding/coding.h"
#include "care/plan/plan.sql.h"
#include "care/plan/plan_part.h"
#include "care/tasks/task.h"
#include "platform/audit/audit.h"
#include "platform/versions/versions.h"

static const struct term KINDS[] = {
#define PLAN_EVENT_TERM(name, word, code, label) {STR_INIT(word), STR_INIT(label)},
    PLAN_EVENT_LIST(PLAN_EVENT_TERM)
#undef PLAN_EVENT_TERM
};
const struct vocabulary plan_event_kinds = {KINDS, COUNT_OF(KINDS)};

static int64_t code_of(enum plan_event_kind kind)
{
    static const int64_t CODES[] = {0,
#define PLAN_EVENT_CODE(name, word, code, label) code,
        PLAN_EVENT_LIST(PLAN_EVENT_CODE)
#undef PLAN_EVENT_CODE
    };
    return CODES[kind];
}

static struct db_maybe_int maybe(int64_t number)
{
    return (struct db_maybe_int){number != 0, number};
}

enum err plan_events_read(struct ctx *c, struct person_id person, struct plan_events *ret)
{
    struct plan_events_list rows;
    enum err err = plan_events(c->db, person, PLAN_COPIES_MOST, PLAN_EVENTS_MOST, &rows);
    if (err) return err;
    *ret = (struct plan_events){ARENA_ARRAY(c->arena, struct plan_event, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct plan_events_row *row = &rows.items[i];
        int kind;
        if (!vocabulary_find(&plan_event_kinds, row->kind, &kind)) continue;
        ret->items[ret->n++] = (struct plan_event){.id = row->event_id,
            .of = row->of_id,
            .key = row->key,
            .kind = (enum plan_event_kind)kind,
            .on = row->happened_on,
            .review_on = row->review_on,
            .recorded_at = row->recorded_at,
            .by_name = row->by_name,
            .role = (int)row->role,
            .number = row->number.v,
            .mark = row->mark.v,
            .task = row->task_id,
            .words = row->words};
    }
    return ERR_NONE;
}

const struct plan_event *plan_event_last(const struct plan_events *all, enum plan_event_kind kind)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].kind == kind) return &all->items[i];
    return NULL;
}

const struct plan_event *plan_event_by_key(const struct plan_events *all, struct uuid key)
{
    for (size_t i = 0; i < all->n; i++)
        if (uuid_eq(all->items[i].key, key)) return &all->items[i];
    return NULL;
}

const struct plan_event *plan_event_by_id(const struct plan_events *all, struct plan_event_id id)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].id.v == id.v) return &all->items[i];
    return NULL;
}

struct str plan_event_said(struct arena *a, const struct plan_event *e, const char *field)
{
    struct str value = merge_value(a, e->words, str_from_cstr(field));
    return value.n ? merge_text(a, value) : STR_NONE;
}

struct str plan_event_title(struct arena *a, const struct plan_event *e)
{
    struct str day = date_long(a, e->on), label = vocabulary_label(&plan_event_kinds, (int)e->kind);
    if (e->kind == PLAN_AGREED)
        return str_printf(a, "Version %lld, agreed %.*s", (long long)e->number, STR_ARG(day));
    return str_printf(a, "%.*s, %.*s", STR_ARG(label), STR_ARG(day));
}

struct str plan_copy_format(struct arena *a, const struct plan_event *e)
{
    int format;
    struct str code = plan_event_said(a, e, "format");
    if (str_eq(code, STR(PLAN_FORMAT_CARD))) return STR("Wallet card");
    return vocabulary_find(&written_format_vocabulary, code, &format) ?
        vocabulary_label(&written_format_vocabulary, format) :
        STR_NONE;
}

static enum err tell_gp_record(struct ctx *c, struct person_id person, const struct plan_event *e)
{
    struct coding_recorded r = {.person = person,
        .event = e->id,
        .of = e->key,
        .on = e->on,
        .by = c->actor->account,
        .role = (enum staff_role)c->actor->role};
    if (!snomed_from_int(code_of(e->kind), &r.codes[0])) return ERR_NONE;
    return coding_record(c, &r);
}

enum err plan_event_add(struct ctx *c, const struct person *p, struct plan_event *e, struct str snapshot)
{
    int64_t code = code_of(e->kind);
    e->recorded_at = clock_now(c->clock);
    const struct plan_event_insert_params row = {.key = e->key,
        .person_id = p->id,
        .kind = vocabulary_code(&plan_event_kinds, (int)e->kind),
        .code = maybe(code),
        .happened_on = e->on,
        .recorded_at = e->recorded_at,
        .account_id = c->actor->account,
        .role = c->actor->role,
        .number = maybe(e->number),
        .mark = {e->kind == PLAN_AGREED, e->mark},
        .of_id = e->of,
        .review_on = e->review_on,
        .task_id = e->task,
        .words = e->words,
        .snapshot = snapshot};
    enum err err = plan_event_insert(c->db, &row, &e->id.v);
    if (!err) err = tell_gp_record(c, p->id, e);
    if (err) return err;
    trace_saw(c->trace, p->id);
    return version_save(c, STR("plan-event"), e->id.v, 1, e->words);
}

/* ---- when to look at it again ---- */

/* Looked at again, it is done; declined, it is not wanted. */
static enum err end_review(struct ctx *c, const struct plan_events *all, const struct plan_event *e)
{
    for (size_t i = 0; i < all->n; i++) {
        struct task t;
        if (!all->items[i].task.v) continue;
        enum err err = task_by_id(c, all->items[i].task, &t);
        if (!err && e->kind == PLAN_DECLINED)
            err = task_drop(c, &t, TASK_DROPPED_NOT_WANTED, STR("They do not want a plan"));
        else if (!err)
            err = task_finish(c, &t, (struct contact_id){0});
        return err == ERR_NOT_FOUND ? ERR_NONE : err; /* only the last one can be open */
    }
    return ERR_NONE;
}

enum err plan_review_due(
    struct ctx *c, const struct person *p, const struct plan_events *all, struct plan_event *e)
{
    enum err err = end_review(c, all, e);
    if (err || !date_is_set(e->review_on)) return err;
    struct task t = {.key = e->key, /* of each event one */
        .person = p->id,
        .owner = c->actor->account,
        .kind = TASK_PROMISE,
        .title = str_printf(c->arena, "Go through the plan with %.*s", STR_ARG(person_called(c->arena, p))),
        .due = e->review_on,
        .promised_on = clock_today(c->clock)};
    err = task_add(c, &t, (struct contact_id){0});
    e->task = t.id;
    return err == ERR_REFUSED ? ERR_NONE : err;
}

enum err plan_version_read(struct ctx *c, struct person_id person, const struct plan_event *e, struct plan *ret)
{
    struct plan_event_snapshot_row row;
    enum err err = plan_event_snapshot(c->db, person, e->id, &row);
    if (err) return err;
    return row.snapshot.n ? plan_from_snapshot(c->arena, row.snapshot, ret) : ERR_NOT_FOUND;
}
