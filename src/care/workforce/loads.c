/* How full everybody is: whom the reader sees, and for who chooses among all. */
#include "care/workforce/post.h"
#include "care/workforce/reach.h"
#include "care/workforce/workforce.sql.h"

static bool supports(const struct staff_facts *s)
{
    for (size_t i = 0; i < s->role_count; i++)
        if (s->roles[i] <= STAFF_ROLE_HEALTH_COACH) return true;
    return false;
}

enum err workforce_loads(struct ctx *c, struct workforce_load_list *ret)
{
    struct staff_facts_list all;
    struct staff_loads cases;
    enum err err = staff_facts_all(c, STAFF_POSTS, &all);
    if (!err) err = staff_caseloads_read(c, (struct account_id){0}, &cases);
    if (err) return err;
    *ret = (struct workforce_load_list){ARENA_ARRAY(c->arena, struct workforce_load, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        const struct staff_facts *s = &all.items[i];
        struct staff_reach reach = staff_reach_of(c, s);
        if (!s->active || !reach.passport || !supports(s)) continue;
        struct workforce_load *load = &ret->items[ret->n++];
        *load =
            (struct workforce_load){.account = s->account, .key = s->key, .name = s->name, .places = s->places};
        if (!reach.caseload) continue;
        staff_capacity(c->arena, s, &cases, CASE_WEIGHT_STEADY, &load->hours);
        load->tag = capacity_tag(c->arena, &load->hours);
    }
    return ERR_NONE;
}

static struct workforce_choice choice_of(struct ctx *c, const struct staff_facts *s, enum staff_role role,
    enum work_setting setting, const struct capacity *hours)
{
    struct workforce_choice one = {.account = s->account,
        .role = role,
        .specialist = (s->specialisms & WORK_SETTING_BIT(setting)) != 0,
        .room = hours->room,
        .free = hours->for_cases - hours->taken,
        .words = hours->room == ROOM_UNKNOWN ? STR_NONE : capacity_tag(c->arena, hours).text};
    readiness_work_out(c->arena, s, role, setting, clock_today(c->clock), &one.readiness);
    return one;
}

enum err workforce_choices(
    struct ctx *c, enum work_setting setting, bool with_room, struct workforce_choice_list *ret)
{
    struct staff_facts_list all;
    struct staff_loads cases;
    struct capacity hours = {.room = ROOM_UNKNOWN};
    enum err err = staff_facts_all(c, STAFF_READINESS, &all);
    if (!err && with_room) err = staff_caseloads_read(c, (struct account_id){0}, &cases);
    if (err) return err;
    *ret = (struct workforce_choice_list){
        ARENA_ARRAY(c->arena, struct workforce_choice, STAFF_ROLE_HEALTH_COACH * all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        const struct staff_facts *s = &all.items[i];
        if (!supports(s)) continue;
        if (with_room) staff_capacity(c->arena, s, &cases, CASE_WEIGHT_STEADY, &hours);
        for (size_t k = 0; k < s->role_count; k++)
            if (s->roles[k] <= STAFF_ROLE_HEALTH_COACH)
                ret->items[ret->n++] = choice_of(c, s, s->roles[k], setting, &hours);
    }
    return ERR_NONE;
}
