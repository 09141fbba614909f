/* Invented cases for a demonstration: some new, some seldom seen, some on hold, some about to move on, some ended.
 */
#include "care/caseload/case_keep.h"

enum { NEW = 60, PAUSED = 100, MONITORING = 180, MOVING_ON = 220, LATE = 300 }; /* of 1,000 */

static enum err open_invented(struct ctx *c, const struct case_invented *k, struct care_case *ret)
{
    struct case_opening o = {.k = {.key = k->key, .person = k->person, .setting = k->setting, .weight = k->weight},
        .to = {.account = k->coordinator,
            .role_held = k->role_held,
            .name = c->actor->name,
            .role = (enum staff_role)c->actor->role},
        .ready = true};
    enum err err = case_open(c, &o);
    if (!err) *ret = o.k;
    return err;
}

static enum err step(struct ctx *c, const struct care_case *next, enum case_step step, struct str words)
{
    struct case_closing m = {.close_on = date_add_days(clock_today(c->clock), 14),
        .check_in = DATE_NONE,
        .reached = STR("Goes to the group by bus, alone."),
        .themselves = STR("Rings the surgery for appointments."),
        .ring = STR("The care co-ordinator’s number on the letter, or reception.")};
    struct case_move move = {.step = step, .next = *next, .closing = &m, .words = words};
    enum err err = case_by_key(c, next->key, &move.from);
    move.next.version = move.from.version;
    return err ? err : case_take_step(c, &move);
}

/* What the weeks since then made of it. */
static enum err settle(struct ctx *c, const struct case_invented *k, struct care_case *next)
{
    struct date today = clock_today(c->clock);
    int rhythm = case_rhythm(k->weight, CASE_IS_ACTIVE);
    next->next_contact = date_add_days(today, (int)(k->chance * 7 % (unsigned)rhythm) + 1);
    next->review_on = date_add_days(today, (int)(k->chance * 13 % CASE_REVIEW_DAYS) - 14);
    if (k->chance < LATE && k->chance >= MOVING_ON)
        next->next_contact = date_add_days(today, -(int)(k->chance % 9) - 1);
    if (k->chance < PAUSED && k->chance >= NEW) {
        next->pause = k->chance % 2 ? CASE_PAUSE_HOSPITAL : CASE_PAUSE_AWAY;
        return step(c, next, CASE_STEP_PAUSED, STR_NONE);
    }
    if (k->chance < MONITORING && k->chance >= PAUSED) next->state = CASE_IS_MONITORING;
    enum err err = step(c, next, CASE_STEP_CHANGED, STR_NONE);
    if (err || k->chance >= MOVING_ON || k->chance < MONITORING) return err;
    return step(c, next, CASE_STEP_PLANNED, STR_NONE);
}

enum err case_invent(struct ctx *c, const struct case_invented *k)
{
    struct care_case it;
    enum err err = open_invented(c, k, &it);
    if (err == ERR_EXISTS || err == ERR_REFUSED) return ERR_NONE;
    return err;
}

enum err case_settle_invented(struct ctx *c, const struct case_invented *k)
{
    struct care_case it;
    enum err err = case_by_key(c, k->key, &it);
    if (err == ERR_NOT_FOUND || (!err && (it.state == CASE_IS_CLOSED || k->chance < NEW))) return ERR_NONE;
    return err ? err : settle(c, k, &it);
}
