/* The past of a plan: what was said about it, an older version whole, any two side by side. */
#include "care/plan/pages/compare.tmpl.h"
#include "care/plan/pages/plan.tmpl.h"
#include "care/plan/plan_compare.h"
#include "platform/audit/audit.h"
#include "wire/json.h"

enum { VERSION_IN_PATH = 1, EVENTS_SHOWN = 30 };

/* ---- the list ---- */

/* "2 better, 1 done" */
static struct str goals_reviewed(struct arena *a, struct str words)
{
    static const char *const HOWS[] = {"better", "same", "worse", "done", "unwanted"};
    static const char *const SAID[] = {"better", "the same", "worse", "done", "no longer wanted"};
    size_t counts[COUNT_OF(HOWS)] = {0}, n = 0;
    struct str lines[COUNT_OF(HOWS)];
    struct json_value v;
    struct json_problem problem;
    if (json_parse(a, words, &v, &problem)) return STR_NONE;
    for (struct json_each e = json_each(json_get(v, STR("goals"))); json_each_next(&e);)
        for (size_t i = 0; i < COUNT_OF(HOWS); i++)
            counts[i] += str_eq(json_as_text(json_get(e.value, STR("how"))), str_from_cstr(HOWS[i]));
    for (size_t i = 0; i < COUNT_OF(HOWS); i++)
        if (counts[i]) lines[n++] = str_printf(a, "%zu %s", counts[i], SAID[i]);
    struct str all = str_join(a, lines, n, STR(", "));
    return all.n ? str_printf(a, "Goals: %.*s.", STR_ARG(all)) : STR_NONE;
}

static struct str more_of(struct arena *a, const struct plan_event *e)
{
    const struct str parts[] = {plan_event_said(a, e, "who"), plan_event_said(a, e, "how"),
        plan_event_said(a, e, "why"), e->kind == PLAN_REVIEWED ? goals_reviewed(a, e->words) : STR_NONE,
        plan_event_said(a, e, "changed"), plan_copy_format(a, e), plan_event_said(a, e, "to")};
    return str_join(a, parts, COUNT_OF(parts), STR(". "));
}

static bool has_plan(const struct plan_event *e)
{
    return e->kind == PLAN_AGREED;
}

static struct plan_event_line event_line(struct ctx *c, const struct plan_about *k, const struct plan_event *e)
{
    struct arena *a = c->arena;
    struct str key = uuid_text(a, e->key);
    const struct plan_event *of = e->kind == PLAN_COPIED ? plan_event_by_id(&k->events, e->of) : NULL;
    struct plan_event_line line = {.title = plan_event_title(a, e),
        .by = str_printf(a, "%.*s, %.*s", STR_ARG(instant_long(a, e->recorded_at)), STR_ARG(e->by_name)),
        .more = more_of(a, e)};
    struct url versions = plan_url(a, &k->person, "/versions");
    if (has_plan(e))
        line.href = plan_url(a, &k->person, str_cstr(a, str_printf(a, "/versions/%.*s", STR_ARG(key))));
    if (of) line.since = url_with_query(a, versions, "from", uuid_text(a, of->key));
    return line;
}

/* A page of them, from the one that the address names on. */
static void add_events(
    struct ctx *c, const struct request *r, const struct plan_about *k, struct plan_compare_view *v)
{
    struct uuid key;
    size_t from = 0;
    const struct plan_event *first =
        uuid_from_text(form_get(&r->query, STR("older")), &key) ? plan_event_by_key(&k->events, key) : NULL;
    if (first) from = (size_t)(first - k->events.items);
    v->events.items = ARENA_ARRAY(c->arena, struct plan_event_line, EVENTS_SHOWN);
    for (size_t i = from; i < k->events.n && v->events.n < EVENTS_SHOWN; i++)
        v->events.items[v->events.n++] = event_line(c, k, &k->events.items[i]);
    if (from + v->events.n == k->events.n) return;
    struct str next = uuid_text(c->arena, k->events.items[from + v->events.n].key);
    v->older = url_with_query(c->arena, plan_url(c->arena, &k->person, "/versions"), "older", next);
}

/* ---- comparing ---- */

static struct select_field choose(
    struct ctx *c, const struct plan_about *k, const char *name, const char *label, struct str chosen)
{
    struct arena *a = c->arena;
    struct select_field s = {.name = str_from_cstr(name), .label = str_from_cstr(label), .label_size = SIZE_S};
    s.items.items = ARENA_ARRAY(a, struct option, k->events.n + 1);
    s.items.items[s.items.n++] =
        (struct option){.text = STR("As it is now"), .value = STR("now"), .selected = str_eq(chosen, STR("now"))};
    for (size_t i = 0; i < k->events.n; i++)
        if (has_plan(&k->events.items[i])) {
            struct str key = uuid_text(a, k->events.items[i].key);
            s.items.items[s.items.n++] = (struct option){
                .text = plan_event_title(a, &k->events.items[i]), .value = key, .selected = str_eq(chosen, key)};
        }
    return s;
}

/* "now", or the key of an agreed version. */
static enum err read_side(
    struct ctx *c, const struct plan_about *k, struct str which, struct plan *ret, struct str *ret_title)
{
    struct uuid key;
    if (str_eq(which, STR("now"))) {
        *ret = k->plan;
        *ret_title = STR("As it is now");
        return ERR_NONE;
    }
    const struct plan_event *e = uuid_from_text(which, &key) ? plan_event_by_key(&k->events, key) : NULL;
    if (!e || !has_plan(e)) return ERR_NOT_FOUND;
    *ret_title = plan_event_title(c->arena, e);
    return plan_version_read(c, k->person.id, e, ret);
}

static enum err compare(
    struct ctx *c, const struct plan_about *k, struct str from, struct str to, struct plan_compare_view *v)
{
    struct plan before, after;
    struct str before_title, after_title;
    enum err err = read_side(c, k, from, &before, &before_title);
    if (!err) err = read_side(c, k, to, &after, &after_title);
    if (err) return err;
    struct plan_changes changes =
        plan_compare(c->arena, &before, before_title, &after, after_title, PLAN_FOR_TEAM);
    v->parts.items = changes.items;
    v->parts.n = changes.n;
    if (!changes.n && !changes.left_out) v->same = STR("Nothing differs between them.");
    if (changes.left_out)
        v->same = str_printf(c->arena,
            "%zu more parts differ than fit on this page. Open each version to read them.", changes.left_out);
    return ERR_NONE;
}

/* What changed last: since the newest version, or from the one before to it. */
static void choose_newest(struct arena *a, const struct plan_about *k, const struct plan_event *agreed,
    struct str *ret_from, struct str *ret_to)
{
    if (!agreed) return;
    *ret_from = uuid_text(a, agreed->key);
    if (k->plan.mark != agreed->mark) return;
    for (const struct plan_event *e = agreed + 1; e < k->events.items + k->events.n; e++)
        if (has_plan(e)) {
            *ret_to = *ret_from;
            *ret_from = uuid_text(a, e->key);
            return;
        }
}

struct reply plan_versions_get(struct ctx *c, const struct request *r)
{
    struct plan_about k;
    struct plan_compare_view *v = ARENA_NEW(c->arena, struct plan_compare_view);
    enum err err = plan_about_read(c, r, &k);
    if (err) return shell_failure(c, err);
    const struct plan_event *agreed = plan_event_last(&k.events, PLAN_AGREED);
    struct str from = form_get(&r->query, STR("from")), to = form_get(&r->query, STR("to"));
    bool chosen = from.n || to.n;
    if (!chosen) choose_newest(c->arena, &k, agreed, &from, &to);
    if (!to.n) to = STR("now");
    if (from.n) err = compare(c, &k, from, to, v);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){
        .heading = STR("Versions of the plan"), .quiet = STR("What was agreed, and what changed")};
    v->can_compare = agreed != NULL;
    v->from = choose(c, &k, "from", "From", from);
    v->to = choose(c, &k, "to", "To", to);
    v->action = plan_url(c->arena, &k.person, "/versions");
    v->back = plan_url(c->arena, &k.person, "");
    if (chosen)
        v->all = v->action;
    else
        add_events(c, r, &k, v);
    struct page page = plan_frame(c, &k.person, "Versions of the plan");
    page.main = plan_versions_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- one of them ---- */

struct reply plan_version_get(struct ctx *c, const struct request *r)
{
    struct plan_about k;
    struct plan plan;
    struct plan_view *v = ARENA_NEW(c->arena, struct plan_view);
    enum err err = plan_about_read(c, r, &k);
    if (err) return shell_failure(c, err);
    const struct plan_event *e = plan_event_by_key(&k.events, request_id(r, VERSION_IN_PATH));
    err = e && has_plan(e) ? plan_version_read(c, k.person.id, e, &plan) : ERR_NOT_FOUND;
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("plan-event");
    c->audit->object_id = e->id.v;
    const struct plan_drawing d = {.c = c,
        .person = &k.person,
        .plan = &plan,
        .today = clock_today(c->clock),
        .health = true,
        .support = true};
    bool newest = plan_event_last(&k.events, PLAN_AGREED) == e;
    v->heading = plan_event_title(c->arena, e);
    v->tag = newest ? plan_state_tag(PLAN_IS_AGREED) : (struct tag){.text = STR("Replaced"), .colour = TAG_GREY};
    v->quiet = STR("As it was agreed. Nobody can change it.");
    plan_view_fill(&d, v);
    plan_agreed_facts(c, &k.person, &plan, &k.events, e, &v->agreed);
    v->history = (struct link){
        .text = STR("Versions and what changed"), .href = plan_url(c->arena, &k.person, "/versions")};
    struct page page = plan_frame(c, &k.person, "A version of the plan");
    page.main = plan_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
