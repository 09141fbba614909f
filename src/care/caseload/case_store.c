/* What a case is kept as: its row, the step that made it so, its version, and who sees the record by it. */
#include "care/caseload/case_keep.h"
#include "care/caseload/caseload.sql.h"
#include "care/tasks/task.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 32 * 1024 };

static void text(struct json_writer *w, const char *name, struct str value)
{
    if (!value.n) return;
    json_name(w, str_from_cstr(name));
    json_str(w, value);
}

static void day(struct arena *a, struct json_writer *w, const char *name, struct date value)
{
    if (date_is_set(value)) text(w, name, date_iso(a, value));
}

static void closing_json(struct arena *a, struct json_writer *w, const struct case_closing *m)
{
    text(w, "outcome", vocabulary_code(&case_outcomes, (int)m->outcome));
    day(a, w, "close_on", m->close_on);
    text(w, "reached", m->reached);
    text(w, "themselves", m->themselves);
    text(w, "ring", m->ring);
    text(w, "links", m->links);
    day(a, w, "check_in", m->check_in);
}

static struct str state_json(struct arena *a, const struct care_case *k, const struct case_closing *closing)
{
    struct buf out = buf_new(a, 512, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    text(&w, "role", staff_role_code(k->role));
    json_name(&w, STR("coordinator"));
    json_int(&w, k->coordinator.v);
    text(&w, "setting", vocabulary_code(&work_settings, (int)k->setting));
    text(&w, "weight", vocabulary_code(&case_weights, (int)k->weight));
    text(&w, "state", vocabulary_code(&case_states, (int)k->state));
    day(a, &w, "next_contact", k->next_contact);
    day(a, &w, "review_on", k->review_on);
    day(a, &w, "closed_on", k->closed_on);
    text(&w, "pause", vocabulary_code(&case_pauses, (int)k->pause));
    if (closing) closing_json(a, &w, closing);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static enum err keep_step(struct ctx *c, const struct care_case *k, const struct case_kept *what)
{
    int64_t id;
    struct str by = c->actor->name.n ? c->actor->name : STR("Another system’s data");
    const struct case_step_insert_params row = {.care_case_id = k->id,
        .number = k->version,
        .step = vocabulary_code(&case_steps, (int)what->step),
        .words = what->words,
        .at = clock_now(c->clock),
        .account_id = c->actor->account,
        .by_name = by};
    enum err err = case_step_insert(c->db, &row, &id);
    return err ? err :
                 version_save(c, STR("care_case"), k->id.v, k->version, state_json(c->arena, k, what->closing));
}

enum err case_keep_new(struct ctx *c, struct care_case *k, const struct case_kept *what)
{
    const struct care_case_insert_params row = {.key = k->key,
        .person_id = k->person,
        .pcn_id = k->pcn,
        .role = (int64_t)k->role,
        .coordinator_id = k->coordinator,
        .setting = vocabulary_code(&work_settings, (int)k->setting),
        .weight = vocabulary_code(&case_weights, (int)k->weight),
        .next_contact = k->next_contact,
        .review_on = k->review_on,
        .opened_on = k->opened_on};
    enum err err = care_case_insert(c->db, &row, &k->id.v);
    k->version = 1;
    return err ? err : keep_step(c, k, what);
}

enum err case_keep(struct ctx *c, struct care_case *k, const struct case_kept *what)
{
    const struct care_case_set_params row = {.care_case_id = k->id,
        .version = k->version,
        .coordinator_id = k->coordinator,
        .setting = vocabulary_code(&work_settings, (int)k->setting),
        .weight = vocabulary_code(&case_weights, (int)k->weight),
        .state = vocabulary_code(&case_states, (int)k->state),
        .open = k->state != CASE_IS_CLOSED,
        .next_contact = k->next_contact,
        .review_on = k->review_on,
        .opened_on = k->opened_on,
        .first_contact_on = k->first_contact_on,
        .closed_on = k->closed_on,
        .pause_why = vocabulary_code(&case_pauses, (int)k->pause),
        .moving_on = k->moving_on};
    enum err err = care_case_set(c->db, &row);
    if (err) return err;
    k->version++;
    trace_saw(c->trace, k->person);
    return keep_step(c, k, what);
}

/* ---- who sees the record by it ---- */

enum err case_relation_begin(struct ctx *c, struct person_id person, const struct case_taker *to)
{
    struct relation relation = {.key = to->relation,
        .account = to->account,
        .role_held = to->role_held,
        .person = person,
        .kind = RELATION_CASELOAD};
    enum err err = relation_begin(c, &relation);
    return err == ERR_EXISTS ? ERR_NONE : err;
}

static enum err has_another(struct ctx *c, const struct care_case *k, struct account_id of, bool *ret)
{
    struct case_list all;
    enum err err = cases_about(c, k->person, &all);
    *ret = false;
    for (size_t i = 0; !err && i < all.n; i++)
        *ret |= all.items[i].id.v != k->id.v && all.items[i].coordinator.v == of.v &&
            all.items[i].state != CASE_IS_CLOSED;
    return err;
}

/* What they promised would be lost from sight with the record. */
static enum err has_promised(struct ctx *c, const struct care_case *k, struct account_id of, bool *ret)
{
    struct task_list open;
    enum err err = tasks_about(c, k->person, &open);
    *ret = false;
    for (size_t i = 0; !err && i < open.n; i++) *ret |= open.items[i].owner.v == of.v;
    return err;
}

enum err case_promises_give(
    struct ctx *c, const struct care_case *k, struct account_id from, struct account_id to, int64_t *ret)
{
    struct task_list open;
    bool another;
    enum err err = has_another(c, k, from, &another);
    *ret = 0;
    if (!err && another) return ERR_NONE; /* they go on supporting the person */
    if (!err) err = tasks_about(c, k->person, &open);
    for (size_t i = 0; !err && i < open.n; i++) {
        if (open.items[i].owner.v != from.v) continue;
        err = task_give(c, &open.items[i], to);
        ++*ret;
    }
    return err;
}

enum err case_relation_end(struct ctx *c, const struct care_case *k, struct account_id of)
{
    struct case_relations_list live;
    bool another, promised = false;
    enum err err = has_another(c, k, of, &another);
    if (!err) err = has_promised(c, k, of, &promised);
    if (err || another || promised) return err;
    err = case_relations(c->db, k->person, of, &live);
    for (size_t i = 0; !err && i < live.n; i++) {
        err = relation_end(c, live.items[i].relation_id);
        if (err == ERR_REFUSED) err = ERR_NONE; /* the last of a restricted record's team keeps it */
    }
    return err;
}

FOLLOW_ROWS(care_case)
