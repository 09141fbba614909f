/* The circle as a picture: the person in the middle, family and community left, services right. */
#include "care/circle/circle_view.h"

static enum chart_tie tie_of(struct arena *a, const struct circle_entry *e, bool *ret_said)
{
    static const char *const CODES[TIES] = {
        [TIE_STRONG] = "strong", [TIE_STEADY] = "steady", [TIE_NEW] = "new", [TIE_STRAINED] = "strained"};
    struct str code = merge_text(a, merge_value(a, e->state, STR("tie")));
    *ret_said = false;
    for (int tie = 0; tie < TIES; tie++) {
        if (!str_eq(code, str_from_cstr(CODES[tie]))) continue;
        *ret_said = true;
        return (enum chart_tie)tie;
    }
    return TIE_STEADY;
}

static struct chart_around around_of(struct arena *a, const struct circle_entry *e)
{
    bool said, community = e->side == CIRCLE_FAMILY;
    struct str kind = merge_text(a, merge_value(a, e->state, STR("kind")));
    struct chart_around one = {.name = e->name,
        .tie = tie_of(a, e, &said),
        .group = community ? STR("Family and friends") : STR("Services")};
    const struct str parts[] = {e->what.n ? e->what : STR("not said who they are"),
        e->leads ? STR("leads") : STR_NONE, said ? STR_NONE : STR("tie not asked")};
    one.what = str_join(a, parts, COUNT_OF(parts), STR(", "));
    if (str_eq(kind, STR("group"))) one.group = STR("Community");
    one.side = community || str_eq(kind, STR("group")) ? SIDE_COMMUNITY : SIDE_SERVICES;
    return one;
}

enum err circle_picture(struct ctx *c, const struct person *p, const struct circle *circle, struct chart *ret)
{
    struct arena *a = c->arena;
    struct str called = person_called(a, p);
    struct chart_ecomap map = {.person = person_full_name(a, p),
        .detail = date_is_set(p->born) && !p->died_known ?
            str_printf(a, "%d years old", date_age(p->born, clock_today(c->clock))) :
            STR_NONE,
        .around.items = ARENA_ARRAY(a, struct chart_around, circle->involved)};
    map.words = (struct chart_words){.id = STR("circle-picture"),
        .title = circle->involved == 1 ? str_printf(a, "1 around %.*s", STR_ARG(called)) :
                                         str_printf(a, "%zu around %.*s", circle->involved, STR_ARG(called)),
        .about = str_printf(a, "The people and services around %.*s", STR_ARG(called)),
        .of = STR("Who"),
        .number = STR("Ties"),
        .level = 2,
        .folded = true};
    for (size_t i = 0; i < circle->involved; i++)
        map.around.items[map.around.n++] = around_of(a, &circle->items[i]);
    return chart_ecomap(a, &map, ret);
}
