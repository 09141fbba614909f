/* The inbox: referrals in every state, about people who are supported already or were just heard of. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_write.h"
#include "care/referrals/referral.h"

struct referring {
    int which;
    struct person_id person;
    struct referral_keys keys;
};

static enum err refer(struct ctx *c, void *arg)
{
    const struct referring *r = arg;
    return referral_invent(c, r->which, r->person, &r->keys);
}

static bool takes_referrals(const struct demo_staff *s)
{
    return s->role == STAFF_ROLE_CARE_COORDINATOR || s->role == STAFF_ROLE_LINK_WORKER ||
        s->role == STAFF_ROLE_HEALTH_COACH;
}

/* Each worker has two of them, about somebody of their own caseload without a story of their own. */
static enum err refer_to(
    struct demo_writing *w, const struct demo_plan *plan, size_t staff, int *turn, struct random_seeded *keys)
{
    enum { EACH = 2, ROUNDS = 4 };
    const int count = referral_invented_count();
    const struct demo_caseload *load = &plan->caseloads[staff];
    struct instant now = instant_from_local(w->order->day, 8, 0);
    enum err err = ERR_NONE;
    int made = 0;
    for (size_t i = load->n; !err && i > 0 && made < EACH; i--) {
        if (load->clients[i - 1].story) continue;
        /* Whoever names somebody of their own does so once. */
        while (*turn >= count && !referral_invented_is_known(*turn % count)) (*turn)++;
        if (*turn >= ROUNDS * count) break;
        struct referring r = {.which = (*turn)++ % count,
            .person = load->clients[i - 1].person,
            .keys.referral = uuid_seeded(now, keys)};
        r.keys.nonce = uuid_seeded(now, keys);
        r.keys.relation = uuid_seeded(now, keys);
        r.keys.opened_case = uuid_seeded(now, keys);
        r.keys.case_relation = uuid_seeded(now, keys);
        err = demo_run(w, &w->staff[staff], now, STR("demo.referral"), refer, &r);
        made++;
    }
    arena_reset(&w->work);
    return err;
}

enum err demo_write_referrals(struct demo_writing *w, const struct demo_plan *plan)
{
    struct random_seeded keys;
    enum err err = ERR_NONE;
    int turn = 0;
    random_seed(&keys, w->order->seed ^ 0x4EFE44A1u);
    for (size_t s = 0; !err && s < demo_staff_count; s++)
        if (takes_referrals(&demo_staff[s])) err = refer_to(w, plan, s, &turn, &keys);
    return err;
}
