/* Training is recorded, confirmed, struck through. */
#include "care/workforce/actions.h"
#include "care/workforce/post.h"
#include "care/workforce/state.h"
#include "care/workforce/workforce.sql.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct training *t)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "course", vocabulary_code(&courses, (int)t->course));
    state_text(&s, "setting", vocabulary_code(&work_settings, (int)t->setting));
    state_day(&s, "done_on", t->done_on);
    state_day(&s, "expires_on", t->expires_on);
    state_text(&s, "evidence", t->evidence);
    if (instant_is_set(t->confirmed_at)) state_text(&s, "confirmed", t->confirmed_by_name);
    state_text(&s, "struck_why", t->struck_why);
    return state_end(&s);
}

static bool was_sent(const struct staff_facts *s, struct uuid nonce)
{
    for (size_t i = 0; i < s->training.n; i++)
        if (uuid_eq(s->training.items[i].nonce, nonce)) return true;
    return false;
}

static enum err insert(struct ctx *c, const struct staff_facts *s, struct training *t)
{
    struct account_id nobody = {0}, me = c->actor->account;
    bool confirmed = training_is_confirmed(t);
    const struct training_insert_params row = {.key = t->key,
        .staff_id = s->id,
        .course = vocabulary_code(&courses, (int)t->course),
        .setting = vocabulary_code(&work_settings, (int)t->setting),
        .done_on = t->done_on,
        .expires_on = t->expires_on,
        .evidence = t->evidence,
        .recorded_by = me,
        .recorded_at = clock_now(c->clock),
        .confirmed_by = confirmed ? me : nobody,
        .confirmed_at = t->confirmed_at,
        .nonce = t->nonce};
    enum err err = training_insert(c->db, &row, &t->id.v);
    return err ? err : version_save(c, STR("training"), t->id.v, 1, state_of(c->arena, t));
}

enum err training_save(struct ctx *c, struct account_id whose, struct training *t)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.training && !reach.self) return ERR_REFUSED;
    if (was_sent(&s, t->nonce)) return ERR_EXISTS;
    if (s.training.n >= TRAINING_MOST) return ERR_TOO_LARGE;
    t->confirmed_at = reach.training ? clock_now(c->clock) : INSTANT_NONE;
    t->confirmed_by_name = reach.training ? c->actor->name : STR_NONE;
    err = staff_ensure(c, &s);
    return err ? err : insert(c, &s, t);
}

enum err training_confirm(struct ctx *c, struct account_id whose, const struct training *t)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct training confirmed = *t;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.training) return ERR_REFUSED;
    confirmed.confirmed_at = clock_now(c->clock);
    confirmed.confirmed_by_name = c->actor->name;
    err = training_set_confirmed(c->db, t->id, t->version, c->actor->account, confirmed.confirmed_at);
    return err ? err : version_save(c, STR("training"), t->id.v, t->version + 1, state_of(c->arena, &confirmed));
}

bool training_may_strike(const struct ctx *c, const struct staff_reach *reach, const struct training *t)
{
    if (!training_stands(t)) return false;
    return reach->training ||
        (reach->self && !training_is_confirmed(t) && t->recorded_by.v == c->actor->account.v);
}

enum err training_strike(struct ctx *c, struct account_id whose, const struct training *t, struct str why)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct training struck = *t;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!training_may_strike(c, &reach, t)) return ERR_REFUSED;
    struck.struck_why = why;
    err = training_set_struck(c->db, t->id, t->version, c->actor->account, clock_now(c->clock), why);
    return err ? err : version_save(c, STR("training"), t->id.v, t->version + 1, state_of(c->arena, &struck));
}
