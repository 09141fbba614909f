#include "care/workforce/goal.h"

#include "care/workforce/development.sql.h"
#include "care/workforce/post.h"
#include "care/workforce/state.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct goal *g)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "what", g->what);
    state_text(&s, "how", g->how);
    state_text(&s, "competency", vocabulary_code(&competencies, (int)g->competency));
    state_day(&s, "by", g->by_on);
    if (g->outcome.n) state_text(&s, "ended", g->reached ? STR("reached") : STR("given up"));
    state_text(&s, "outcome", g->outcome);
    return state_end(&s);
}

static struct goal goal_from(const struct goal_texts_row *row)
{
    int competency;
    return (struct goal){.id = row->development_goal_id,
        .key = row->key,
        .nonce = row->nonce,
        .version = row->version,
        .whose = row->account_id,
        .what = row->what,
        .how = row->how,
        .competency = vocabulary_find(&competencies, row->competency, &competency) ? (enum competency)competency :
                                                                                     COMPETENCY_NONE,
        .by_on = row->by_on,
        .made_by_name = row->made_by_name,
        .ended_by_name = row->ended_by_name,
        .outcome = row->outcome,
        .made_at = row->made_at,
        .ended_at = row->ended_at,
        .reached = row->reached.v};
}

enum err goals_of(struct ctx *c, struct account_id whose, struct goal_list *ret)
{
    struct goal_texts_list rows;
    enum err err = goal_texts(c->db, c->actor->pcn, whose, &rows);
    if (err) return err;
    *ret = (struct goal_list){ARENA_ARRAY(c->arena, struct goal, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) ret->items[i] = goal_from(&rows.items[i]);
    return ERR_NONE;
}

enum err goal_open(
    struct ctx *c, struct uuid key, struct goal *ret, struct staff_facts *ret_staff, struct staff_reach *ret_reach)
{
    struct goal_owner_row owner;
    struct goal_list all;
    enum err err = goal_owner(c->db, key, c->actor->pcn, &owner);
    if (!err) err = staff_open_by_id(c, owner.account_id, ret_staff, ret_reach);
    if (err) return err;
    if (!ret_reach->self && !ret_reach->supervises) return ERR_NOT_FOUND;
    err = goals_of(c, owner.account_id, &all);
    for (size_t i = 0; !err && i < all.n; i++) {
        if (!uuid_eq(all.items[i].key, key)) continue;
        *ret = all.items[i];
        return ERR_NONE;
    }
    return err ? err : ERR_NOT_FOUND;
}

static enum err insert(struct ctx *c, const struct staff_facts *s, struct goal *g)
{
    const struct goal_insert_params row = {.key = g->key,
        .staff_id = s->id,
        .what = g->what,
        .how = g->how,
        .competency = vocabulary_code(&competencies, (int)g->competency),
        .by_on = g->by_on,
        .made_by = c->actor->account,
        .made_at = clock_now(c->clock),
        .nonce = g->nonce};
    enum err err = goal_insert(c->db, &row, &g->id.v);
    return err ? err : version_save(c, STR("development_goal"), g->id.v, 1, state_of(c->arena, g));
}

enum err goal_add(struct ctx *c, struct account_id whose, struct goal *g)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct goal_list all;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.self && !reach.supervises) return ERR_REFUSED;
    err = goals_of(c, whose, &all);
    for (size_t i = 0; !err && i < all.n; i++)
        if (uuid_eq(all.items[i].nonce, g->nonce)) return ERR_EXISTS;
    if (!err && all.n >= GOALS_MOST) return ERR_TOO_LARGE;
    if (!err) err = staff_ensure(c, &s);
    return err ? err : insert(c, &s, g);
}

enum err goal_end(struct ctx *c, const struct goal *g, bool reached, struct str outcome)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct goal ended;
    enum err err = goal_open(c, g->key, &ended, &s, &reach);
    if (err) return err;
    err = goal_set_ended(c->db, g->id, g->version, reached, outcome, c->actor->account, clock_now(c->clock));
    ended.reached = reached;
    ended.outcome = outcome;
    return err ? err :
                 version_save(c, STR("development_goal"), g->id.v, g->version + 1, state_of(c->arena, &ended));
}
