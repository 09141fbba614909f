/* A supervisor answers for somebody who isn't ready yet, or ends that. */
#include "care/workforce/actions.h"
#include "care/workforce/post.h"
#include "care/workforce/state.h"
#include "care/workforce/workforce.sql.h"
#include "platform/audit/audit.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct readiness_override *o, bool ended)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "role", staff_role_code(o->role));
    state_text(&s, "setting", vocabulary_code(&work_settings, (int)o->setting));
    state_text(&s, "reason", o->reason);
    state_day(&s, "from_on", o->from_on);
    state_day(&s, "until_on", o->until_on);
    if (ended) state_text(&s, "ended", STR("yes"));
    return state_end(&s);
}

/* One that acts for the same role and setting already. */
static bool is_overridden(const struct staff_facts *s, const struct readiness_override *o)
{
    for (size_t i = 0; i < s->overrides.n; i++) {
        const struct readiness_override *other = &s->overrides.items[i];
        if (other->role == o->role && other->setting == o->setting && override_acts(other, o->from_on))
            return true;
    }
    return false;
}

static bool was_sent(const struct staff_facts *s, struct uuid nonce)
{
    for (size_t i = 0; i < s->overrides.n; i++)
        if (uuid_eq(s->overrides.items[i].nonce, nonce)) return true;
    return false;
}

static enum err insert(struct ctx *c, const struct staff_facts *s, struct readiness_override *o)
{
    const struct override_insert_params row = {.key = o->key,
        .staff_id = s->id,
        .role = (int64_t)o->role,
        .setting = vocabulary_code(&work_settings, (int)o->setting),
        .reason = o->reason,
        .from_on = o->from_on,
        .until_on = o->until_on,
        .made_by = c->actor->account,
        .made_at = clock_now(c->clock),
        .nonce = o->nonce};
    enum err err = override_insert(c->db, &row, &o->id.v);
    c->audit->reason = STR("readiness override begun");
    return err ? err : version_save(c, STR("readiness_override"), o->id.v, 1, state_of(c->arena, o, false));
}

enum err override_save(struct ctx *c, struct account_id whose, struct readiness_override *o)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.training) return ERR_REFUSED;
    if (was_sent(&s, o->nonce)) return ERR_EXISTS;
    if (is_overridden(&s, o)) return ERR_CONFLICT;
    MUST(date_days_between(o->from_on, o->until_on) <= OVERRIDE_DAYS_MOST);
    err = staff_ensure(c, &s);
    return err ? err : insert(c, &s, o);
}

enum err override_end(struct ctx *c, struct account_id whose, const struct readiness_override *o)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.training) return ERR_REFUSED;
    c->audit->reason = STR("readiness override ended");
    err = override_set_ended(c->db, o->id, o->version, c->actor->account, clock_now(c->clock));
    return err ? err :
                 version_save(c, STR("readiness_override"), o->id.v, o->version + 1, state_of(c->arena, o, true));
}
