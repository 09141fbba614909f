/* The forms of a plan: which document an address names, and its handlers. */
#include "care/plan/plan_views.h"

enum { FIRST_ID = 1, SECOND_ID = 2 }; /* of the ids of a path: the person, the part, the step */

struct url plan_url(struct arena *a, const struct person *p, const char *after)
{
    return person_url(a, p, str_cstr(a, str_printf(a, "/plan%s", after)));
}

struct url plan_part_url(struct arena *a, const struct person *p, const struct plan_part *part, const char *after)
{
    struct str key = uuid_text(a, part->key), within = uuid_text(a, part->goal);
    struct str path = part->kind == PLAN_STEP ?
        str_printf(a, "/steps/%.*s/%.*s%s", STR_ARG(within), STR_ARG(key), after) :
        str_printf(a, "/%.*ss/%.*s%s", STR_ARG(plan_kind_word(part->kind)), STR_ARG(key), after);
    return plan_url(a, p, str_cstr(a, path));
}

struct page plan_frame(struct ctx *c, const struct person *p, const char *title)
{
    return person_page(c, p, STR("Plan"), str_printf(c->arena, "%s, person record", title));
}

enum err plan_about_read(struct ctx *c, const struct request *r, struct plan_about *ret)
{
    enum err err = person_get(c, r->person, &ret->person);
    if (!err) err = plan_read(c, &ret->person, &ret->plan);
    return err ? err : plan_events_read(c, r->person, &ret->events);
}

static bool is_domain(const struct plan_part *part)
{
    enum plan_section section;
    return part->kind == PLAN_SECTION && plan_section_of(part->key, &section) && section >= PLAN_DOMAINS_FROM;
}

/* Said by somebody else: not on a screen that the person looks at. */
static enum err may_be_opened(struct ctx *c, const struct person *p, struct uuid need)
{
    struct document_state now;
    const struct document_place place = {.person = p->id, .entry = need};
    enum err err = plan_part_load(c, PLAN_NEED, &place, &now);
    const struct plan_part part = {.kind = PLAN_NEED, .state = now.state};
    if (err || !c->actor->shown) return err;
    return str_eq(plan_text(c->arena, &part, "whose"), STR("others")) ? ERR_NOT_FOUND : ERR_NONE;
}

static enum err goal_is_there(struct ctx *c, const struct person *p, struct uuid goal)
{
    struct document_state state;
    const struct document_place place = {.person = p->id, .entry = goal};
    enum err err = plan_part_load(c, PLAN_GOAL, &place, &state);
    return err || state.version ? err : ERR_NOT_FOUND;
}

static enum err open_place(struct ctx *c, const struct request *r, enum plan_kind kind,
    const struct document **ret_document, struct document_place *ret)
{
    struct person p;
    enum plan_section section;
    struct plan_part part = {.kind = kind, .key = request_id(r, kind == PLAN_STEP ? SECOND_ID : FIRST_ID)};
    if (kind == PLAN_STEP) part.goal = request_id(r, FIRST_ID);
    if (kind == PLAN_SECTION && !plan_section_of(part.key, &section)) return ERR_NOT_FOUND;
    enum err err = person_get(c, r->person, &p);
    if (!err && kind == PLAN_STEP) err = goal_is_there(c, &p, part.goal);
    if (!err && kind == PLAN_NEED) err = may_be_opened(c, &p, part.key);
    if (!err) err = plan_document(c, &p, kind, part.key, ret_document);
    if (err) return err;
    *ret = (struct document_place){.person = p.id,
        .entry = part.key,
        .within = part.goal,
        .page = plan_url(c->arena, &p, is_domain(&part) ? "/assessment" : ""),
        .base = plan_part_url(c->arena, &p, &part, ""),
        .frame = plan_frame(c, &p, "Plan"),
        .may_change = actor_may(c->actor, PERMISSION_PLAN_EDIT)};
    return ERR_NONE;
}

#define HANDLER(name, kind, handler) \
    struct reply plan_##name(struct ctx *c, const struct request *r) \
    { \
        const struct document *document; \
        struct document_place place; \
        enum err err = open_place(c, r, kind, &document, &place); \
        return err ? shell_failure(c, err) : handler(c, r, document, &place); \
    }
#define HANDLERS(name, kind) \
    HANDLER(name##_edit_get, kind, document_edit_get) \
    HANDLER(name##_edit_post, kind, document_edit_post) \
    HANDLER(name##_draft_post, kind, document_draft_post) \
    HANDLER(name##_history_get, kind, document_history_get)
HANDLERS(section, PLAN_SECTION)
HANDLERS(need, PLAN_NEED)
HANDLERS(goal, PLAN_GOAL)
HANDLERS(step, PLAN_STEP)
