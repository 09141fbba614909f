/* The page of a circle, and the handlers of its documents. */
#include "base/limits.h"
#include "care/circle/circle_entry.h"
#include "care/circle/circle_view.h"
#include "care/circle/pages/circle.tmpl.h"
#include "care/shell/shell.h"
#include "nhs/telephone.h"

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES};

static struct str entry_path(struct ctx *c, enum circle_side side, struct uuid key)
{
    return str_printf(c->arena, "/circle/%s/%.*s", circle_side_word(side), STR_ARG(uuid_text(c->arena, key)));
}

static struct url entry_url(
    struct ctx *c, const struct person *p, enum circle_side side, struct uuid key, const char *after)
{
    struct str path = entry_path(c, side, key);
    return person_url(c->arena, p, str_cstr(c->arena, str_printf(c->arena, "%.*s%s", STR_ARG(path), after)));
}

/* ---- the page ---- */

static void fact(
    struct ctx *c, const struct circle_entry *e, const char *field, const char *label, struct fact_list *list)
{
    struct str words = circle_word(c->arena, e, field);
    if (words.n) list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = words};
}

static struct fact_list facts_of(struct ctx *c, const struct circle_entry *e)
{
    static const struct {
        const char *field, *label;
        bool family_only; /* told by or about them, and not for the person's own eyes */
    } ROWS[] = {{"does", "What they do", false}, {"times", "When to reach them", false},
        {"told", "May be told", true}, {"power", "Legal power", true}, {"needs", "Need themselves", true},
        {"contingency", "If they cannot care", true}, {"ended", "No longer involved since", false},
        {"ended_why", "Why", false}};
    struct fact_list list = {.items = {ARENA_ARRAY(c->arena, struct fact, COUNT_OF(ROWS)), 0}};
    for (size_t i = 0; i < COUNT_OF(ROWS); i++)
        if (ROWS[i].family_only ? e->side == CIRCLE_FAMILY && !c->actor->shown :
                                  !(c->actor->shown && str_eq(str_from_cstr(ROWS[i].field), STR("ended_why"))))
            fact(c, e, ROWS[i].field, ROWS[i].label, &list);
    return list;
}

static struct circle_card card_of(
    struct ctx *c, const struct person *p, const struct circle_entry *e, bool may_change)
{
    struct str phone = circle_phone(c, p, e);
    bool withheld = e->lives_with && person_reach_is_withheld(c, p);
    struct circle_card card = {.name = e->name,
        .what = e->what,
        .phone = withheld ? STR("Protected") : telephone_display(c->arena, phone),
        .email = withheld ? STR_NONE : circle_word(c->arena, e, "email"),
        .call = url_telephone(c->arena, phone),
        .facts = facts_of(c, e),
        .past = entry_url(c, p, e->side, e->key, "/history")};
    if (e->leads) card.tag = (struct tag){.text = STR("Leads"), .colour = TAG_GREEN};
    if (e->first) card.tag = (struct tag){.text = STR("Ring first"), .colour = TAG_BLUE};
    if (c->actor->shown || (e->side == CIRCLE_FAMILY && person_reach_is_withheld(c, p))) {
        card.past = URL_NONE;
        return card;
    }
    if (may_change) card.change = entry_url(c, p, e->side, e->key, "/edit");
    return card;
}

static void add_cards(
    struct ctx *c, const struct person *p, const struct circle *circle, bool may_change, struct circle_view *v)
{
    for (size_t g = 0; g < v->groups.n; g++)
        v->groups.items[g].cards.items = ARENA_ARRAY(c->arena, struct circle_card, circle->n);
    for (size_t i = 0; i < circle->n; i++) {
        size_t group = i >= circle->involved ? CIRCLE_SIDES : circle->items[i].side;
        struct circle_group *g = &v->groups.items[group];
        g->cards.items[g->cards.n++] = card_of(c, p, &circle->items[i], may_change);
    }
}

static void add_headings(struct ctx *c, const struct person *p, bool may_change, struct circle_view *v)
{
    v->groups.n = CIRCLE_SIDES + 1;
    v->groups.items = ARENA_ARRAY(c->arena, struct circle_group, v->groups.n);
    v->groups.items[CIRCLE_FAMILY].heading = STR("Family, carers and friends");
    v->groups.items[CIRCLE_FAMILY].none = STR("Nobody is recorded yet.");
    v->groups.items[CIRCLE_SERVICES].heading = STR("Professionals, services and groups");
    v->groups.items[CIRCLE_SERVICES].none = STR("None is recorded yet.");
    v->groups.items[CIRCLE_SIDES].heading = STR("No longer involved");
    if (!may_change) return;
    static const struct str ADD[CIRCLE_SIDES] = {
        STR_INIT("Add family, a carer or a friend"), STR_INIT("Add a professional, service or group")};
    for (int side = 0; side < CIRCLE_SIDES; side++)
        v->groups.items[side].add = (struct link){
            .text = ADD[side], .href = entry_url(c, p, (enum circle_side)side, uuid_new(c->clock), "/edit")};
}

static struct reply circle_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct circle circle;
    struct circle_view *v = ARENA_NEW(c->arena, struct circle_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = circle_read(c, p.id, &circle);
    if (err) return shell_failure(c, err);
    bool may_change = actor_may(c->actor, PERMISSION_CIRCLE_EDIT) && !c->actor->shown;
    v->top = (struct page_top){.heading = STR("Circle of care"), .quiet = STR("Who does what, and whom to ring")};
    add_headings(c, &p, may_change && circle.n < CIRCLE_MOST, v);
    add_cards(c, &p, &circle, may_change, v);
    v->drawn = circle.involved && !circle_picture(c, &p, &circle, &v->picture);
    struct circle_gaps gaps = c->actor->shown ? (struct circle_gaps){.n = 0} : circle_gaps(c->arena, &circle);
    v->gaps.items = ARENA_ARRAY(c->arena, struct str, gaps.n);
    for (size_t i = 0; i < gaps.n; i++) v->gaps.items[v->gaps.n++] = gaps.items[i];
    struct page page = person_page(c, &p, STR("Circle of care"), STR("Circle of care, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = circle_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- the documents ---- */

enum { ENTRY_IN_PATH = 1 }; /* of the ids of a path: the person, the entry */

static enum err open_place(
    struct ctx *c, const struct request *r, enum circle_side side, struct document_place *ret)
{
    struct person p;
    enum err err = person_get(c, r->person, &p);
    if (err) return err;
    /* The number of somebody who lives with them would give the protected address away. */
    if (side == CIRCLE_FAMILY && person_reach_is_withheld(c, &p)) return ERR_REFUSED;
    struct uuid key = request_id(r, ENTRY_IN_PATH);
    *ret = (struct document_place){.person = p.id,
        .entry = key,
        .page = person_url(c->arena, &p, "/circle"),
        .base = entry_url(c, &p, side, key, ""),
        .frame = person_page(c, &p, STR("Circle of care"), STR("Circle of care, person record")),
        .may_change = actor_may(c->actor, PERMISSION_CIRCLE_EDIT)};
    return ERR_NONE;
}

static struct reply not_opened(struct ctx *c, enum err err)
{
    if (err != ERR_REFUSED) return shell_failure(c, err);
    return shell_error(c, 403,
        STR("The address is protected, and what is noted about family may give it away. Ask somebody of their "
            "team to "
            "change it."));
}

#define HANDLER(name, side, handler) \
    static struct reply name(struct ctx *c, const struct request *r) \
    { \
        struct document_place place; \
        enum err err = open_place(c, r, side, &place); \
        return err ? not_opened(c, err) : handler(c, r, &circle_documents[side], &place); \
    }
HANDLER(family_edit_get, CIRCLE_FAMILY, document_edit_get)
HANDLER(family_edit_post, CIRCLE_FAMILY, document_edit_post)
HANDLER(family_draft_post, CIRCLE_FAMILY, document_draft_post)
HANDLER(family_history_get, CIRCLE_FAMILY, document_history_get)
HANDLER(service_edit_get, CIRCLE_SERVICES, document_edit_get)
HANDLER(service_edit_post, CIRCLE_SERVICES, document_edit_post)
HANDLER(service_draft_post, CIRCLE_SERVICES, document_draft_post)
HANDLER(service_history_get, CIRCLE_SERVICES, document_history_get)

#define FAMILY "/people/:person/circle/family/:entry"
#define SERVICES "/people/:person/circle/services/:entry"

static const struct route ROUTES[] = {
    SHARED_ROUTE(GET, "/people/:person/circle", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, circle_get),
    ROUTE(GET, FAMILY "/edit", CIRCLE_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, family_edit_get),
    ROUTE(POST, FAMILY "/edit", CIRCLE_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, family_edit_post),
    ROUTE(
        POST, FAMILY "/edit/draft", CIRCLE_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM, family_draft_post),
    ROUTE(GET, FAMILY "/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, family_history_get),
    ROUTE(GET, SERVICES "/edit", CIRCLE_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, service_edit_get),
    ROUTE(POST, SERVICES "/edit", CIRCLE_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, service_edit_post),
    ROUTE(POST, SERVICES "/edit/draft", CIRCLE_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        service_draft_post),
    ROUTE(GET, SERVICES "/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, service_history_get),
};
const struct route_table circle_routes = ROUTE_TABLE(ROUTES);
