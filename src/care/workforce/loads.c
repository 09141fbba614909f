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
    struct staff_caseloads_list cases;
    enum err err = staff_facts_all(c, &all);
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

enum err workforce_rooms(struct ctx *c, struct workforce_room_list *ret)
{
    struct staff_facts_list all;
    struct staff_caseloads_list cases;
    enum err err = staff_facts_all(c, &all);
    if (!err) err = staff_caseloads_read(c, (struct account_id){0}, &cases);
    if (err) return err;
    *ret = (struct workforce_room_list){ARENA_ARRAY(c->arena, struct workforce_room, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        struct capacity hours;
        if (!all.items[i].active || !supports(&all.items[i])) continue;
        staff_capacity(c->arena, &all.items[i], &cases, CASE_WEIGHT_STEADY, &hours);
        ret->items[ret->n++] = (struct workforce_room){.account = all.items[i].account,
            .room = hours.room,
            .free = hours.for_cases - hours.taken,
            .words = hours.room == ROOM_UNKNOWN ? STR_NONE : capacity_tag(c->arena, &hours).text};
    }
    return ERR_NONE;
}
