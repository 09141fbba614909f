/* Their plans: written with them, agreed, worked on, agreed again. */
#include "care/demo/demo_write.h"
#include "care/plan/plan.h"

enum { HOUR = 14, WORDS_MOST = 8 };

struct planning {
    const struct demo_owned *owned;
    const struct demo_client *client;
    uint64_t seed;
    struct date today; /* of the network; days ago count from it */
    bool first;        /* as it was when nothing had been done */
    int agreed;        /* days ago; 0: it isn't */
};

static struct str optional(const char *text)
{
    return text ? str_from_cstr(text) : STR_NONE;
}

static struct str number(struct arena *a, int n)
{
    return n ? str_printf(a, "%d", n) : STR_NONE;
}

static struct str day(struct arena *a, const struct planning *k, int ago)
{
    return ago ? date_iso(a, date_add_days(k->today, -ago)) : STR_NONE;
}

/* Until it was agreed, nothing was done, but what staff did at once: an open step of theirs would be a task. */
static struct str state(const struct planning *k, const char *now, const char *who)
{
    bool waits = k->first && now && !(who && str_eq(str_from_cstr(who), STR("staff")));
    return waits ? STR("not_started") : optional(now);
}

static enum err write_sections(struct ctx *c, const struct planning *k, const struct person *p)
{
    const struct demo_owned *o = k->owned;
    const struct document_word myself[] = {{"does", optional(o->does)}},
                               health[] = {{"conditions", optional(o->conditions)}},
                               change[] = {{"triggers", optional(o->triggers)}, {"signs", optional(o->signs)},
                                   {"do", optional(o->act)}, {"call", optional(o->call)},
                                   {"kept", optional(o->kept)}},
                               made[] = {{"took_part", optional(o->took_part)}, {"centre", optional(o->centre)},
                                   {"talked", optional(o->talked)}, {"outcomes", optional(o->outcomes)},
                                   {"shared", optional(o->shared)}};
    const struct plan_written sections[] = {
        {.kind = PLAN_SECTION, .section = PLAN_MYSELF, .words = myself, .n = COUNT_OF(myself)},
        {.kind = PLAN_SECTION, .section = PLAN_HEALTH, .words = health, .n = o->conditions ? COUNT_OF(health) : 0},
        {.kind = PLAN_SECTION, .section = PLAN_CHANGE, .words = change, .n = o->signs ? COUNT_OF(change) : 0},
        {.kind = PLAN_SECTION, .section = PLAN_MADE, .words = made, .n = o->took_part ? COUNT_OF(made) : 0}};
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < COUNT_OF(sections); i++)
        if (sections[i].n) err = plan_write(c, p, &sections[i]);
    return err;
}

static enum err write_need(
    struct ctx *c, const struct planning *k, const struct person *p, const struct demo_lack *n, struct uuid key)
{
    const struct document_word words[] = {{"words", optional(n->words)}, {"whose", optional(n->whose)},
        {"whose_name", optional(n->name)}, {"matters", optional(n->matters)}, {"strength", optional(n->strength)},
        {"met", k->first ? STR("unmet") : optional(n->met)}, {"service", optional(n->service)}};
    const struct plan_written w = {.kind = PLAN_NEED, .key = key, .words = words, .n = COUNT_OF(words)};
    return plan_write(c, p, &w);
}

static enum err write_step(struct ctx *c, const struct planning *k, const struct person *p,
    const struct demo_owned_step *s, struct uuid goal, struct uuid key)
{
    const struct document_word words[] = {{"what", optional(s->what)}, {"kind", STR("step")},
        {"who", optional(s->who)}, {"who_name", optional(s->with)}, {"when", day(c->arena, k, s->by)},
        {"sure", number(c->arena, s->sure)}, {"state", state(k, s->state, s->who)},
        {"outcome", k->first ? STR_NONE : optional(s->outcome)}};
    const struct plan_written w = {
        .kind = PLAN_STEP, .key = key, .goal = goal, .words = words, .n = COUNT_OF(words)};
    return plan_write(c, p, &w);
}

static enum err write_goal(struct ctx *c, const struct planning *k, const struct person *p,
    const struct demo_goal *g, const struct uuid *needs, struct random_seeded *keys)
{
    struct uuid key = uuid_seeded(k->client->since, keys);
    const struct document_word words[] = {{"words", optional(g->words)},
        {"importance", number(c->arena, g->importance)},
        {"need", g->need ? uuid_text(c->arena, needs[g->need - 1]) : STR_NONE}, {"good", optional(g->good)},
        {"state", state(k, g->state, NULL)}, {"outcome", k->first ? STR_NONE : optional(g->outcome)}};
    const struct plan_written w = {.kind = PLAN_GOAL, .key = key, .words = words, .n = COUNT_OF(words)};
    enum err err = plan_write(c, p, &w);
    for (size_t i = 0; !err && i < COUNT_OF(g->steps) && g->steps[i].what; i++)
        err = write_step(c, k, p, &g->steps[i], key, uuid_seeded(k->client->since, keys));
    return err;
}

/* The same keys each time: what was written before is changed. */
static enum err write_all(struct ctx *c, const struct planning *k, const struct person *p)
{
    const struct demo_owned *o = k->owned;
    struct uuid needs[COUNT_OF(o->needs)];
    struct random_seeded keys;
    random_seed(&keys, k->seed);
    enum err err = write_sections(c, k, p);
    for (size_t i = 0; i < COUNT_OF(needs); i++) {
        needs[i] = uuid_seeded(k->client->since, &keys);
        if (!err && o->needs[i].words) err = write_need(c, k, p, &o->needs[i], needs[i]);
    }
    for (size_t i = 0; !err && i < COUNT_OF(o->goals) && o->goals[i].words; i++)
        err = write_goal(c, k, p, &o->goals[i], needs, &keys);
    if (err || !k->agreed) return err;
    struct uuid key = uuid_seeded(k->client->since, &keys);
    key.bytes[15] ^= (uint8_t)k->first; /* of each version another */
    struct str how = optional(o->decided);
    return plan_agree(c, p, key, how, date_add_days(k->today, o->review_in));
}

static enum err plan_together(struct ctx *c, void *arg)
{
    const struct planning *k = arg;
    struct person p;
    enum err err = person_get(c, k->client->person, &p);
    return err ? err : write_all(c, k, &p);
}

static enum err write_owned(struct demo_writing *w, const struct actor *staff, struct planning *k)
{
    const int *agreed = k->owned->agreed;
    size_t versions = agreed[1] ? 2 : 1;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < versions; i++) {
        k->first = i + 1 < versions;
        k->agreed = agreed[i];
        struct instant at = instant_from_local(date_add_days(k->today, -(agreed[i] ? agreed[i] : 1)), HOUR, 0);
        err = demo_run(w, staff, at, STR("demo.plan"), plan_together, k);
        arena_reset(&w->work);
    }
    return err;
}

static bool is_of(struct arena *a, const struct demo_client *client, const char *whose)
{
    const struct demo_story *story = client->story;
    return story && str_eq(str_printf(a, "%s %s", story->given, story->family), str_from_cstr(whose));
}

enum err demo_write_plans(struct demo_writing *w, const struct demo_plan *plan)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; i < demo_staff_count; i++)
        for (size_t n = 0; n < plan->caseloads[i].n; n++)
            for (size_t o = 0; !err && o < demo_owned_count; o++) {
                const struct demo_client *client = &plan->caseloads[i].clients[n];
                struct planning k = {.owned = &demo_owned[o],
                    .client = client,
                    .seed = w->order->seed ^ (0x91A4u + o),
                    .today = w->order->day};
                if (is_of(&w->work, client, k.owned->whose)) err = write_owned(w, &w->staff[i], &k);
            }
    arena_reset(&w->work);
    return err;
}
