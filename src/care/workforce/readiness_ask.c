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

/* ---- who could take it ---- */

static int by_readiness(const void *a, const void *b)
{
    const struct workforce_choice *x = a, *y = b;
    if (x->readiness.ready != y->readiness.ready) return x->readiness.ready ? -1 : 1;
    int order = str_compare(x->name, y->name);
    return order ? order : (x->account.v > y->account.v) - (x->account.v < y->account.v);
}

static bool holds(const struct staff_facts *s, enum staff_role role)
{
    for (size_t i = 0; i < s->role_count; i++)
        if (s->roles[i] == role) return true;
    return false;
}

enum err workforce_choices(
    struct ctx *c, enum staff_role role, enum work_setting setting, struct workforce_choice_list *ret)
{
    struct staff_facts_list all;
    enum err err = staff_facts_all(c, &all);
    if (err) return err;
    *ret = (struct workforce_choice_list){ARENA_ARRAY(c->arena, struct workforce_choice, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        const struct staff_facts *s = &all.items[i];
        if (!holds(s, role)) continue;
        struct workforce_choice *one = &ret->items[ret->n++];
        *one = (struct workforce_choice){.account = s->account,
            .key = s->key,
            .name = s->name,
            .specialist = (s->specialisms & WORK_SETTING_BIT(setting)) != 0,
            .week = s->week,
            .for_cases = staff_for_cases(s)};
        readiness_work_out(c->arena, s, role, setting, clock_today(c->clock), &one->readiness);
    }
    if (ret->n) qsort(ret->items, ret->n, sizeof *ret->items, by_readiness);
    return ERR_NONE;
}

enum err workforce_capacity(
    struct ctx *c, struct account_id account, enum case_weight one_more, struct capacity *ret)
{
    struct staff_facts s;
    struct staff_caseloads_list rows;
    enum err err = staff_hours_of(c, account, &s);
    if (!err) err = staff_caseloads_read(c, account, &rows);
    if (!err) staff_capacity(c->arena, &s, &rows, one_more, ret);
    return err;
}
