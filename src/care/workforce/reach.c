#include "care/workforce/reach.h"

#include "care/workforce/workforce.sql.h"
#include "platform/audit/audit.h"
#include "platform/auth/permission.h"

/* Named as one who supervises them. */
static bool is_named(const struct staff_facts *s, struct account_id account)
{
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++)
        if (staff_link_supervises(kind) && s->links[kind].account.v == account.v) return true;
    return false;
}

static bool is_near(const struct ctx *c, const struct staff_facts *s)
{
    if (!c->actor->practice.v) return true;
    for (size_t i = 0; i < s->place_count; i++)
        if (s->places_held[i].v == c->actor->practice.v) return true;
    return false;
}

/* All that they have is within the reader's reach, also one's own, which belongs to the role one acts in; a
 * manager of the network opens records only with a reason. */
static bool sees_caseload(const struct ctx *c, const struct staff_facts *s)
{
    if (role_reach((enum staff_role)c->actor->role) != REACH_PRACTICE) return false;
    for (size_t i = 0; c->actor->practice.v && i < s->place_count; i++)
        if (s->places_held[i].v != c->actor->practice.v) return false;
    return true;
}

struct staff_reach staff_reach_of(const struct ctx *c, const struct staff_facts *s)
{
    struct staff_reach reach = {.self = s->account.v == c->actor->account.v};
    bool named = is_named(s, c->actor->account), near = is_near(c, s);
    bool keeps = actor_may(c->actor, PERMISSION_TRAINING_KEEP) && (near || named);
    reach.passport = keeps || (near && actor_may(c->actor, PERMISSION_READINESS_ALL)) ||
        (named && actor_may(c->actor, PERMISSION_SUPERVISE)) ||
        (reach.self && actor_may(c->actor, PERMISSION_DEVELOPMENT_OWN));
    /* Nobody confirms their own training, answers for themselves or supervises themselves. */
    reach.training = keeps && !reach.self;
    reach.supervises = actor_may(c->actor, PERMISSION_SUPERVISE) && (keeps || named) && !reach.self;
    reach.named = named && reach.supervises;
    reach.caseload = reach.passport && sees_caseload(c, s);
    reach.post = actor_may(c->actor, PERMISSION_POST_KEEP) && (near || named);
    return reach;
}

enum err staff_open_by_id(
    struct ctx *c, struct account_id account, struct staff_facts *ret, struct staff_reach *ret_reach)
{
    enum err err = staff_facts_of(c, account, ret);
    if (err) return err;
    *ret_reach = staff_reach_of(c, ret);
    c->audit->object_kind = STR("account");
    c->audit->object_id = account.v;
    return ret_reach->passport || ret_reach->post ? ERR_NONE : ERR_NOT_FOUND;
}

enum err staff_open(struct ctx *c, struct uuid account, struct staff_facts *ret, struct staff_reach *ret_reach)
{
    struct staff_of_key_row row;
    enum err err = staff_of_key(c->db, account, c->actor->pcn, &row);
    return err ? err : staff_open_by_id(c, row.account_id, ret, ret_reach);
}
