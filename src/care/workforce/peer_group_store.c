#include "care/workforce/peer_group.h"

#include "care/workforce/development.sql.h"
#include "care/workforce/state.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct peer_group *g)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "name", g->name);
    state_text(&s, "about", g->about);
    state_text(&s, "meets", g->meets);
    state_day(&s, "next_on", g->next_on);
    return state_end(&s);
}

enum err peer_group_find(struct ctx *c, struct uuid key, struct peer_group_read *ret)
{
    struct peer_group_of_row row;
    struct peer_group_members_list rows;
    enum err err = peer_group_of(c->db, key, c->actor->pcn, &row);
    if (!err) err = peer_group_members(c->db, row.peer_group_id, c->actor->pcn, &rows);
    if (err) return err;
    *ret = (struct peer_group_read){.group = {.id = row.peer_group_id,
                                        .key = row.key,
                                        .version = row.version,
                                        .name = row.name,
                                        .about = row.about,
                                        .meets = row.meets,
                                        .next_on = row.next_on}};
    ret->members.items = ARENA_ARRAY(c->arena, struct peer_group_member, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct peer_group_members_row *one = &rows.items[i];
        ret->members.items[ret->members.n++] = (struct peer_group_member){one->account_id, one->name, one->since};
        ret->mine = ret->mine || one->account_id.v == c->actor->account.v;
    }
    return ERR_NONE;
}

enum err peer_group_make(struct ctx *c, struct peer_group *g)
{
    struct peer_group_sent_row known;
    enum err err = peer_group_sent(c->db, c->actor->pcn, g->nonce, &known);
    if (err) return err;
    if (known.sent) return ERR_EXISTS;
    if (known.groups >= PEER_GROUPS_MOST) return ERR_TOO_LARGE;
    const struct peer_group_insert_params row = {.key = g->key,
        .pcn_id = c->actor->pcn,
        .name = g->name,
        .about = g->about,
        .meets = g->meets,
        .next_on = g->next_on,
        .made_by = c->actor->account,
        .made_at = clock_now(c->clock),
        .nonce = g->nonce};
    int64_t changed;
    err = peer_group_insert(c->db, &row, &g->id.v);
    if (!err) err = peer_group_join(c->db, g->id, c->actor->account, clock_now(c->clock), &changed);
    return err ? err : version_save(c, STR("peer_group"), g->id.v, 1, state_of(c->arena, g));
}

enum err peer_group_save(struct ctx *c, const struct peer_group *g)
{
    struct peer_group_read stands;
    enum err err = peer_group_find(c, g->key, &stands);
    if (err) return err;
    if (!stands.mine) return ERR_REFUSED;
    struct str state = state_of(c->arena, g);
    if (str_eq(state, state_of(c->arena, &stands.group))) return ERR_NONE; /* sent twice, or nothing changed */
    err = peer_group_set(c->db, stands.group.id, g->version, g->name, g->about, g->meets, g->next_on);
    return err ? err : version_save(c, STR("peer_group"), stands.group.id.v, g->version + 1, state);
}

enum err peer_group_belong(struct ctx *c, struct uuid key, bool belongs)
{
    struct peer_group_of_row row;
    int64_t changed;
    enum err err = peer_group_of(c->db, key, c->actor->pcn, &row);
    if (err) return err;
    return belongs ? peer_group_join(c->db, row.peer_group_id, c->actor->account, clock_now(c->clock), &changed) :
                     peer_group_leave(c->db, row.peer_group_id, c->actor->account, &changed);
}
