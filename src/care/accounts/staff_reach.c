/* Whose accounts an administrator may see and change, and which roles they can give. */
#include "care/accounts/staff.h"
#include "platform/audit/audit.h"

enum err staff_get(struct ctx *c, struct uuid key, struct staff_account *ret)
{
    struct roles_beyond_reach_row beyond;
    enum err err = staff_by_key(c->db, key, c->actor->pcn, c->actor->practice, &ret->row);
    if (!err) err = roles_of(c->db, ret->row.account_id, &ret->roles);
    if (!err) err = roles_beyond_reach(c->db, ret->row.account_id, c->actor->pcn, c->actor->practice, &beyond);
    if (err) return err;
    ret->beyond = beyond.total;
    ret->is_self = ret->row.account_id.v == c->actor->account.v;
    c->audit->object_kind = STR("account");
    c->audit->object_id = ret->row.account_id.v;
    return ERR_NONE;
}

enum err staff_get_to_change(struct ctx *c, struct uuid key, int64_t version, struct staff_account *ret)
{
    enum err err = staff_get(c, key, ret);
    if (err) return err;
    if (ret->beyond) return ERR_REFUSED;
    return ret->row.version == version ? ERR_NONE : ERR_CONFLICT;
}

struct str staff_role_value(struct arena *a, const struct roles_of_row *role)
{
    struct str code = staff_role_code((enum staff_role)role->role), place = uuid_text(a, role->place);
    return str_printf(a, "%.*s.%.*s", STR_ARG(code), STR_ARG(place));
}

struct select_field staff_role_field(struct ctx *c, const struct problems *p, struct str chosen)
{
    struct select_field s = {
        .name = STR("role"), .label = STR("Role"), .label_size = SIZE_S, .error = problems_at(p, STR("role"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, staff_role_vocabulary.n + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Choose a role"), .value = STR("")};
    for (size_t i = 0; i < staff_role_vocabulary.n; i++)
        s.items.items[s.items.n++] = (struct option){.text = staff_role_vocabulary.terms[i].label,
            .value = staff_role_vocabulary.terms[i].code,
            .selected = str_eq(staff_role_vocabulary.terms[i].code, chosen)};
    return s;
}

enum err staff_place_field(struct ctx *c, const struct problems *p, struct str chosen, struct select_field *ret)
{
    struct places_in_reach_list places;
    enum err err = places_in_reach(c->db, c->actor->pcn, c->actor->practice, &places);
    if (err) return err;
    struct select_field s = {.name = STR("place"),
        .label = STR("Where"),
        .label_size = SIZE_S,
        .hint = STR("They see people of this practice, or of all practices of the network"),
        .error = problems_at(p, STR("place"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, places.n + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Choose a place"), .value = STR("")};
    for (size_t i = 0; i < places.n; i++) {
        struct str value = uuid_text(c->arena, places.items[i].place);
        struct str name = places.items[i].practice_id.v ?
            places.items[i].name :
            str_printf(c->arena, "%.*s, all practices", STR_ARG(places.items[i].name));
        s.items.items[s.items.n++] =
            (struct option){.text = name, .value = value, .selected = str_eq(value, chosen)};
    }
    *ret = s;
    return ERR_NONE;
}

enum err staff_role_from(struct ctx *c, struct str role, struct str place, struct account_role *ret)
{
    struct places_in_reach_list places;
    enum staff_role which;
    struct uuid key;
    if (!staff_role_from_code(role, &which) || !uuid_from_text(place, &key)) return ERR_NOT_FOUND;
    enum err err = places_in_reach(c->db, c->actor->pcn, c->actor->practice, &places);
    if (err) return err;
    for (size_t i = 0; i < places.n; i++)
        if (uuid_eq(places.items[i].place, key)) {
            *ret = (struct account_role){which, c->actor->pcn, places.items[i].practice_id};
            return ERR_NONE;
        }
    return ERR_NOT_FOUND;
}

struct tag staff_state_tag(struct str state)
{
    if (str_eq(state, STR("active"))) return (struct tag){.text = STR("Active"), .colour = TAG_GREEN};
    if (str_eq(state, STR("disabled"))) return (struct tag){.text = STR("Disabled"), .colour = TAG_GREY};
    return (struct tag){.text = STR("Waiting for them to set a password"), .colour = TAG_YELLOW};
}
