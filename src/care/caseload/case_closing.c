/* Moving on: what is planned or was said at the end is kept, and a check-in is somebody's task. */
#include "care/caseload/case_keep.h"
#include "care/caseload/caseload.sql.h"
#include "care/tasks/task.h"

/* Of somebody who has left nobody hears again: then it is whoever closes the case. */
static enum err check_in(struct ctx *c, const struct care_case *k, struct date day)
{
    struct task t = {.person = k->person,
        .owner = k->has_left ? c->actor->account : k->coordinator,
        .kind = TASK_CONTACT,
        .title = STR("Check in: how is it going since we stopped?"),
        .due = day,
        .promised_on = clock_today(c->clock)};
    return task_add(c, &t, (struct contact_id){0});
}

enum err case_closing_keep(struct ctx *c, const struct care_case *k, struct case_closing *m, bool closes)
{
    struct case_closing planned;
    enum err err = case_closing_read(c, k->id, true, &planned);
    bool there = !err;
    if (err && err != ERR_NOT_FOUND) return err;
    m->closed_at = closes ? clock_now(c->clock) : INSTANT_NONE;
    struct account_id by = closes ? c->actor->account : (struct account_id){0};
    struct str outcome = vocabulary_code(&case_outcomes, (int)m->outcome);
    if (there) {
        const struct case_closing_set_params row = {.case_closing_id = planned.id,
            .outcome = outcome,
            .close_on = m->close_on,
            .reached = m->reached,
            .themselves = m->themselves,
            .ring = m->ring,
            .links = m->links,
            .check_in = m->check_in,
            .closed_at = m->closed_at,
            .closed_by = by};
        err = case_closing_set(c->db, &row);
    } else {
        const struct case_closing_insert_params row = {.care_case_id = k->id,
            .outcome = outcome,
            .close_on = m->close_on,
            .reached = m->reached,
            .themselves = m->themselves,
            .ring = m->ring,
            .links = m->links,
            .check_in = m->check_in,
            .closed_at = m->closed_at,
            .closed_by = by};
        err = case_closing_insert(c->db, &row, &m->id.v);
    }
    return err || !closes || !date_is_set(m->check_in) ? err : check_in(c, k, m->check_in);
}
