/* Who may see whom beyond their practice: caseloads, a record restricted to its team, records opened with a
 * reason. */
#include "care/access/access.h"
#include "care/coding/coding.h"
#include "care/demo/demo_draw.h"
#include "care/demo/demo_write.h"

/* ---- caseloads ---- */

struct taking_on {
    struct demo_caseload *load;
    struct random_seeded keys;
};

/* How closely, and in which setting: one in four of those who are supported closely asks for much. */
static void draw_case(struct random_seeded *r, const struct actor *by, bool close, struct demo_client *client)
{
    static const enum work_setting SETTINGS[] = {WORK_SETTING_GENERAL, WORK_SETTING_GENERAL, WORK_SETTING_GENERAL,
        WORK_SETTING_GENERAL, WORK_SETTING_GENERAL, WORK_SETTING_LONG_TERM, WORK_SETTING_DEMENTIA,
        WORK_SETTING_CANCER};
    struct instant since = client->since;
    enum case_weight weight = demo_chance(r, 250) ? CASE_WEIGHT_INTENSIVE :
        demo_chance(r, 700)                       ? CASE_WEIGHT_STEADY :
                                                    CASE_WEIGHT_LIGHT;
    client->supported = (struct case_invented){.person = client->person,
        .coordinator = by->account,
        .role_held = by->role_held,
        .key = uuid_seeded(since, r),
        .setting = close ? SETTINGS[random_below(r, COUNT_OF(SETTINGS))] : WORK_SETTING_ELECTIVE,
        .weight = close ? weight : CASE_WEIGHT_LIGHT,
        .chance = client->story ? 999 : random_below(r, 1000)};
}

static void draw_cases(struct demo_writing *w, size_t staff, struct demo_caseload *load)
{
    struct random_seeded r;
    if (w->staff[staff].role > STAFF_ROLE_HEALTH_COACH) return; /* they support people, and have no cases */
    random_seed(&r, w->order->seed ^ (0xCA5Eu + staff));
    for (size_t i = 0; i < load->n; i++) draw_case(&r, &w->staff[staff], i < load->close, &load->clients[i]);
}

static enum err take_on(struct ctx *c, void *arg)
{
    const struct taking_on *t = arg;
    struct random_seeded keys = t->keys; /* a copy: the action may be run again */
    for (size_t i = 0; i < t->load->n; i++) {
        const struct demo_client *client = &t->load->clients[i];
        struct clock since = clock_fixed(client->since);
        struct ctx then = *c;
        then.clock = &since;
        struct relation relation = {.account = c->actor->account,
            .role_held = c->actor->role_held,
            .person = client->person,
            .kind = RELATION_CASELOAD,
            .key = uuid_seeded(client->since, &keys)};
        enum err err = relation_begin(&then, &relation);
        if (!err && client->supported.person.v) err = case_invent(&then, &client->supported);
        if (err) return err;
        trace_saw(c->trace, client->person);
    }
    return ERR_NONE;
}

enum err demo_write_relations(struct demo_writing *w, struct demo_plan *plan)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < demo_staff_count; i++) {
        struct taking_on t = {.load = &plan->caseloads[i]};
        if (!t.load->n) continue;
        draw_cases(w, i, t.load);
        random_seed(&t.keys, w->order->seed ^ (0x7E1A7u + i));
        err = demo_run(w, &w->staff[i], w->began, STR("demo.caseload"), take_on, &t);
        arena_reset(&w->work);
    }
    return err;
}

static enum err settle(struct ctx *c, void *arg)
{
    const struct demo_caseload *load = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < load->n; i++)
        if (load->clients[i].supported.person.v) {
            err = case_settle_invented(c, &load->clients[i].supported);
            if (!err)
                err = coding_settle_invented(
                    c, load->clients[i].supported.person, load->clients[i].supported.chance);
        }
    return err;
}

enum err demo_write_cases(struct demo_writing *w, struct demo_plan *plan)
{
    struct instant now = instant_from_local(w->order->day, 7, 30);
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < demo_staff_count; i++) {
        err = demo_run(w, &w->staff[i], now, STR("demo.cases"), settle, &plan->caseloads[i]);
        arena_reset(&w->work);
    }
    return err;
}

/* ---- what the governance lead looks at ---- */

struct opening {
    struct relation relation;
    struct person_id person;
    struct uuid key;
};

static enum err restrict_one(struct ctx *c, void *arg)
{
    const struct opening *o = arg;
    return access_restrict_invented(c, o->person, STR("colleague"), o->key);
}

static enum err open_one(struct ctx *c, void *arg)
{
    const struct opening *o = arg;
    struct relation relation = o->relation;
    trace_saw(c->trace, o->person);
    return access_open_invented(c, &relation, o->key);
}

static size_t staff_called(struct arena *a, const char *email_name)
{
    for (size_t i = 0; i < demo_staff_count; i++)
        if (str_eq(demo_email_name(a, str_from_cstr(demo_staff[i].name)), str_from_cstr(email_name))) return i;
    BUG("nobody is called %s", email_name);
}

static bool is_called(struct arena *a, const struct demo_story *story, const char *name)
{
    return str_eq(str_printf(a, "%s %s", story->given, story->family), str_from_cstr(name));
}

static enum err open_for(struct demo_writing *w, const struct demo_client *client, const struct demo_opening *o,
    struct random_seeded *keys)
{
    const struct actor *by = &w->staff[staff_called(&w->work, o->by)];
    struct instant at = instant_from_local(date_add_days(w->order->day, -o->days_ago), o->hour, 20);
    struct opening opening = {.person = client->person, .key = uuid_seeded(at, keys)};
    opening.relation = (struct relation){.account = by->account,
        .role_held = by->role_held,
        .person = client->person,
        .kind = RELATION_CLAIM,
        .reason = o->reason,
        .hours = o->hours,
        .key = uuid_seeded(at, keys)};
    return demo_run(w, by, at, STR("claim"), open_one, &opening);
}

/* A supervisor restricts it on the day of the first contact, in which it was asked for. */
static enum err restrict_for(struct demo_writing *w, const struct demo_client *client, struct random_seeded *keys)
{
    size_t by = 0;
    while (demo_staff[by].role != STAFF_ROLE_SUPERVISOR || demo_staff[by].practice >= 0) by++;
    struct instant at = {client->since.v + (int64_t)60 * 60 * 1000};
    struct opening opening = {.person = client->person, .key = uuid_seeded(at, keys)};
    return demo_run(w, &w->staff[by], at, STR("person.restrict"), restrict_one, &opening);
}

enum err demo_write_access(struct demo_writing *w, const struct demo_plan *plan)
{
    struct random_seeded keys;
    enum err err = ERR_NONE;
    random_seed(&keys, w->order->seed ^ 0xACCE55u);
    for (size_t s = 0; !err && s < demo_staff_count; s++)
        for (size_t i = 0; !err && i < plan->caseloads[s].n; i++) {
            const struct demo_client *client = &plan->caseloads[s].clients[i];
            if (!client->story) continue;
            for (size_t o = 0; !err && o < demo_opening_count; o++)
                if (is_called(&w->work, client->story, demo_openings[o].whose))
                    err = open_for(w, client, &demo_openings[o], &keys);
            if (!err && client->story->restricted) err = restrict_for(w, client, &keys);
            arena_reset(&w->work);
        }
    return err;
}
