/* Opening a case and taking a step with it: one function for each, whoever asks. */
#include "care/caseload/case_keep.h"
#include "care/caseload/caseload.sql.h"
#include "care/consent/consent.h"

/* ---- opening ---- */

static enum err may_begin(struct ctx *c, struct person_id person, struct person *ret, struct str *why_not)
{
    bool allowed;
    enum err err = person_get(c, person, ret);
    if (err) return err;
    struct str called = person_called(c->arena, ret);
    if (ret->died_known) {
        *why_not = str_printf(c->arena, "%.*s has died. No case can be opened", STR_ARG(called));
        return ERR_REFUSED;
    }
    err = consent_allows_record(c, person, &allowed);
    if (err || allowed) return err;
    *why_not = str_printf(c->arena,
        "%.*s refused a co-ordination record. If they changed their mind, record that under Consent first",
        STR_ARG(called));
    return ERR_REFUSED;
}

/* By the rules, or because a supervisor answers for it; the audit row then says so. */
static enum err may_take(
    struct ctx *c, const struct case_taker *to, enum work_setting setting, struct str *why_not)
{
    struct readiness r;
    enum err err = readiness_check(c, to->account, to->role, setting, &r);
    if (err == ERR_REFUSED)
        *why_not = str_printf(c->arena, "%.*s can’t have cases in this setting yet. %.*s", STR_ARG(to->name),
            STR_ARG(readiness_words(c->arena, &r)));
    return err;
}

enum err case_is_open_there(struct ctx *c, struct person_id person, enum staff_role role)
{
    struct case_open_there_row row;
    enum err err = case_open_there(c->db, person, (int64_t)role, &row);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    return err ? err : ERR_EXISTS;
}

enum err case_open(struct ctx *c, struct case_opening *o)
{
    struct person p;
    struct care_case *k = &o->k;
    struct date today = clock_today(c->clock);
    o->why_not = STR_NONE;
    enum err err = case_is_open_there(c, k->person, o->to.role);
    if (!err) err = may_begin(c, k->person, &p, &o->why_not);
    if (!err && !o->ready) err = may_take(c, &o->to, k->setting, &o->why_not);
    if (err) return err;
    if (!uuid_is_set(k->key)) k->key = uuid_new(c->clock);
    k->pcn = c->actor->pcn;
    k->role = o->to.role;
    k->coordinator = o->to.account;
    k->state = CASE_IS_ACTIVE;
    k->opened_on = today;
    k->first_contact_on = k->closed_on = DATE_NONE;
    k->next_contact = date_add_days(today, case_rhythm(CASE_WEIGHT_INTENSIVE, CASE_IS_ACTIVE));
    k->review_on = date_add_days(today, CASE_REVIEW_DAYS);
    const struct case_kept what = {.step = CASE_STEP_OPENED, .words = o->words};
    err = case_relation_begin(c, k->person, &o->to);
    trace_saw(c->trace, k->person);
    return err ? err : case_keep_new(c, k, &what);
}

enum err case_open_for_referral(struct ctx *c, const struct case_from_referral *from, const struct case_taker *to)
{
    struct case_opening o = {
        .k = {.key = from->key, .person = from->person, .setting = from->setting, .weight = CASE_WEIGHT_STEADY},
        .to = *to,
        .words = from->why,
        .ready = true};
    enum err err = case_open(c, &o);
    return err == ERR_EXISTS ? ERR_NONE : err; /* their named co-ordinator stays */
}

/* ---- steps ---- */

/* Who has it is another: they begin, whoever had it ends, and what was promised goes along. */
static enum err hand_on(struct ctx *c, struct case_move *m, struct care_case *next)
{
    next->coordinator = m->to->account;
    enum err err = case_relation_begin(c, next->person, m->to);
    if (err || m->from.coordinator.v == m->to->account.v) return err;
    if (m->step == CASE_STEP_GIVEN)
        err = case_promises_give(c, next, m->from.coordinator, m->to->account, &m->tasks);
    return err ? err : case_relation_end(c, next, m->from.coordinator);
}

static enum err given(struct ctx *c, struct case_move *m, struct care_case *next)
{
    MUST(m->to);
    if (m->to->role != m->from.role)
        m->why_not = str_printf(
            c->arena, "This case needs a %.*s", STR_ARG(str_lower(c->arena, staff_role_label(m->from.role))));
    else if (m->to->account.v == m->from.coordinator.v)
        m->why_not = str_printf(c->arena, "%.*s has it already", STR_ARG(m->to->name));
    if (m->why_not.n) return ERR_REFUSED;
    enum err err = m->ready ? ERR_NONE : may_take(c, m->to, next->setting, &m->why_not);
    return err ? err : hand_on(c, m, next);
}

static enum err reopened(struct ctx *c, struct case_move *m, struct care_case *next)
{
    struct person p;
    struct date today = clock_today(c->clock);
    MUST(m->to);
    enum err err = case_is_open_there(c, next->person, next->role);
    if (err == ERR_EXISTS) {
        m->why_not = STR("There is an open case of this kind already");
        return ERR_REFUSED;
    }
    if (m->to->role != next->role)
        m->why_not = str_printf(
            c->arena, "This case needs a %.*s", STR_ARG(str_lower(c->arena, staff_role_label(next->role))));
    if (!err && m->why_not.n) return ERR_REFUSED;
    if (!err) err = may_begin(c, next->person, &p, &m->why_not);
    if (!err) err = may_take(c, m->to, next->setting, &m->why_not);
    if (err) return err;
    next->opened_on = today;
    next->closed_on = next->first_contact_on = DATE_NONE;
    next->next_contact = date_add_days(today, case_rhythm(CASE_WEIGHT_INTENSIVE, CASE_IS_ACTIVE));
    next->review_on = date_add_days(today, CASE_REVIEW_DAYS);
    return hand_on(c, m, next); /* whoever had it may see the record still, after a death */
}

static enum err closed(struct ctx *c, const struct case_move *m, struct care_case *next)
{
    next->closed_on = clock_today(c->clock);
    next->pause = CASE_PAUSE_NONE;
    next->moving_on = false;
    enum err err = case_closing_keep(c, next, m->closing, true);
    /* After a death whoever supported them still has the closing steps to do. */
    return err || m->closing->outcome == CASE_OUTCOME_DIED ? err : case_relation_end(c, next, next->coordinator);
}

/* Only what somebody changed: a contact that was recorded since they read it has set the next one. */
static enum err changed(struct ctx *c, struct case_move *m, struct date seen, struct care_case *next)
{
    next->state = m->next.state;
    next->weight = m->next.weight;
    next->setting = m->next.setting;
    next->review_on = m->next.review_on;
    if (!date_eq(m->next.next_contact, seen)) next->next_contact = m->next.next_contact;
    m->words = case_changes(c->arena, &m->from, next);
    return ERR_NONE;
}

/* seen: when the next contact was due, as whoever takes the step has read it. */
static enum err next_of(struct ctx *c, struct case_move *m, struct date seen, struct care_case *next)
{
    *next = m->from;
    next->state = case_after(m->from.state, m->step);
    switch (m->step) {
    case CASE_STEP_CHANGED: return changed(c, m, seen, next);
    case CASE_STEP_PAUSED:
    case CASE_STEP_RESUMED:
        next->pause = m->step == CASE_STEP_PAUSED ? m->next.pause : CASE_PAUSE_NONE;
        next->next_contact = m->next.next_contact;
        return ERR_NONE;
    case CASE_STEP_GIVEN: return given(c, m, next);
    case CASE_STEP_PLANNED: next->moving_on = true; return case_closing_keep(c, next, m->closing, false);
    case CASE_STEP_CLOSED: return closed(c, m, next);
    case CASE_STEP_REOPENED: return reopened(c, m, next);
    case CASE_STEP_OPENED:
    case CASE_STEP_NONE: break;
    }
    return ERR_NONE;
}

enum err case_take_step(struct ctx *c, struct case_move *m)
{
    struct care_case now, next;
    struct date seen = m->from.next_contact;
    m->why_not = STR_NONE;
    enum err err = case_by_key(c, m->from.key, &now);
    if (err) return err;
    if (now.version != m->from.version) return ERR_CONFLICT;
    if (!case_may(&now, m->step)) {
        m->why_not = STR("This can’t be done with the case as it is now");
        return ERR_REFUSED;
    }
    m->from = now;
    err = next_of(c, m, seen, &next);
    const struct case_kept what = {.step = m->step, .words = m->words, .closing = m->closing};
    return err ? err : case_keep(c, &next, &what);
}

/* ---- what others ask ---- */

enum err case_contact_made(struct ctx *c, const struct case_contact *k)
{
    int64_t changed;
    const struct case_contacted_params row = {.person_id = k->person,
        .account_id = k->by,
        .role = (int64_t)k->role,
        .on_day = k->day,
        .light = date_add_days(k->day, case_rhythm(CASE_WEIGHT_LIGHT, CASE_IS_ACTIVE)),
        .steady = date_add_days(k->day, case_rhythm(CASE_WEIGHT_STEADY, CASE_IS_ACTIVE)),
        .intensive = date_add_days(k->day, case_rhythm(CASE_WEIGHT_INTENSIVE, CASE_IS_ACTIVE)),
        .planned = k->planned,
        .reached = k->reached};
    return case_contacted(c->db, &row, &changed);
}

enum err cases_of_both(struct ctx *c, struct person_id one, struct person_id other, bool *ret)
{
    struct cases_collide_row row;
    enum err err = cases_collide(c->db, one, other, &row);
    *ret = !err && row.cases != 0;
    return err;
}
