/* What a death means for the cases of a person: they end kindly, and are there again if it was a mistake. And what
 * it means that whoever has them can work again. */
#include "care/caseload/caseload.sql.h"
#include "care/caseload/case_keep.h"

/* What was planned is kept with it. */
static enum err close_one(struct ctx *c, const struct care_case *k)
{
    struct case_closing m = {.close_on = DATE_NONE, .check_in = DATE_NONE};
    enum err err = case_closing_read(c, k->id, true, &m);
    if (err && err != ERR_NOT_FOUND) return err;
    m.outcome = CASE_OUTCOME_DIED;
    m.check_in = DATE_NONE;
    struct case_move move = {.step = CASE_STEP_CLOSED, .from = *k, .closing = &m, .words = STR("They died.")};
    return case_take_step(c, &move);
}

static enum err see_again(struct ctx *c, const struct care_case *k)
{
    struct case_takers all;
    enum err err = case_takers_read(c, &all);
    for (size_t i = 0; !err && i < all.n; i++)
        if (all.items[i].account.v == k->coordinator.v && all.items[i].role == k->role)
            err = case_relation_begin(c, k->person, &all.items[i]);
    return err;
}

/* With whoever had it, whether or not they are ready by today's rules: nothing new begins. */
static enum err open_one(struct ctx *c, const struct care_case *k)
{
    struct case_closing m;
    struct care_case next = *k;
    enum err err = case_closing_read(c, k->id, false, &m);
    if (err || m.outcome != CASE_OUTCOME_DIED) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    err = case_is_open_there(c, k->person, k->role);
    if (err) return err == ERR_EXISTS ? ERR_NONE : err; /* somebody else supports them by now */
    next.state = CASE_IS_ACTIVE;
    next.closed_on = DATE_NONE;
    next.next_contact = clock_today(c->clock);
    const struct case_kept what = {.step = CASE_STEP_REOPENED, .words = STR("They are alive after all.")};
    err = see_again(c, k);
    return err ? err : case_keep(c, &next, &what);
}

static enum err settle(struct ctx *c, const struct person *p)
{
    struct case_list all;
    enum err err = cases_about(c, p->id, &all);
    for (size_t i = 0; !err && i < all.n; i++) {
        bool closed = all.items[i].state == CASE_IS_CLOSED;
        if (p->died_known && !closed) err = close_one(c, &all.items[i]);
        if (!p->died_known && closed) err = open_one(c, &all.items[i]);
    }
    return err;
}

static enum err changed(struct ctx *c, const struct person *before, const struct person *after)
{
    return before->died_known == after->died_known ? ERR_NONE : settle(c, after);
}

static enum err joined(struct ctx *c, const struct person *kept, const struct person *away)
{
    (void)away;
    return settle(c, kept);
}

static enum err parted(struct ctx *c, const struct person *kept, const struct person *away)
{
    enum err err = settle(c, kept);
    return err ? err : settle(c, away);
}

const struct person_listener caseload_listener = {
    .changed = changed, .joined = joined, .parted = parted, .coordinated = case_coordinated};

/* ---- whoever has cases can work again ---- */

static enum err works_again(struct ctx *c, struct account_id account)
{
    struct case_coming_back_list rows;
    enum err err = case_coming_back(c->db, account, clock_now(c->clock), &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct case_taker to = {.account = account, .role_held = rows.items[i].role_held_id};
        err = case_relation_begin(c, rows.items[i].person_id, &to);
    }
    return err;
}

const struct account_listener caseload_account_listener = {works_again};
