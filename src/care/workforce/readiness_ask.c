/* What other slices ask: may they, could they, how much can they take. */
#include "care/workforce/staff_store.h"
#include "care/workforce/workforce.sql.h"
#include "platform/audit/audit.h"

static enum err ask(struct ctx *c, struct account_id account, enum staff_role role, enum work_setting setting,
    struct readiness *ret, struct staff_facts *ret_facts)
{
    enum err err = staff_facts_of(c, account, ret_facts);
    if (!err) readiness_work_out(c->arena, ret_facts, role, setting, clock_today(c->clock), ret);
    return err;
}

enum err readiness_of(struct ctx *c, struct account_id account, enum staff_role role, enum work_setting setting,
    struct readiness *ret)
{
    struct staff_facts s;
    return ask(c, account, role, setting, ret, &s);
}

static const struct readiness_override *by_key(const struct staff_facts *s, struct uuid key)
{
    for (size_t i = 0; i < s->overrides.n; i++)
        if (uuid_eq(s->overrides.items[i].key, key)) return &s->overrides.items[i];
    BUG("an override that nobody made");
}

enum err readiness_check(struct ctx *c, struct account_id account, enum staff_role role, enum work_setting setting,
    struct readiness *ret)
{
    struct staff_facts s;
    enum err err = ask(c, account, role, setting, ret, &s);
    if (err) return err;
    if (!ret->ready) return ERR_REFUSED;
    if (!ret->overridden) return ERR_NONE;
    /* Which one lets them: its id, beside why the record was opened, if it was. */
    struct str says =
        str_printf(c->arena, "readiness override %lld", (long long)by_key(&s, ret->override_key)->id.v);
    bool more = c->audit->reason.n != 0;
    c->audit->reason =
        more ? str_join(c->arena, (const struct str[]){c->audit->reason, says}, 2, STR("; ")) : says;
    return ERR_NONE;
}

enum err workforce_capacity(
    struct ctx *c, struct account_id account, enum case_weight one_more, struct capacity *ret)
{
    struct staff_facts s;
    struct staff_loads rows;
    enum err err = staff_hours_of(c, account, &s);
    if (!err) err = staff_caseloads_read(c, account, &rows);
    if (!err) staff_capacity(c->arena, &s, &rows, one_more, ret);
    return err;
}
