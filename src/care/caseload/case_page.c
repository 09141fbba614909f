/* A person's case: who has it, how it stands, what can be done next, how it ended, and every step so far. */
#include "care/caseload/case_act.h"
#include "care/caseload/case_cover.h"
#include "care/caseload/pages/case.tmpl.h"
#include "platform/audit/audit.h"

enum { FACTS_MOST = 12 };

struct url case_url(struct arena *a, const struct person *p, const struct care_case *k, const char *after)
{
    struct str page = person_url(a, p, "/case/").text, key = uuid_text(a, k->key);
    return (struct url){str_printf(a, "%.*s%.*s%s", STR_ARG(page), STR_ARG(key), after)};
}

static bool is_asked(const struct request *r)
{
    return r->id_count > 1;
}

enum err case_showing_read(struct ctx *c, const struct request *r, struct case_showing *k)
{
    k->problems.arena = c->arena;
    enum err err = person_get(c, r->person, &k->person);
    if (!err) err = cases_about(c, r->person, &k->all);
    if (!err && actor_may(c->actor, PERMISSION_CASELOAD)) err = case_takers_read(c, &k->takers);
    if (err) return err;
    for (size_t i = 0; i < k->all.n && !k->now; i++)
        if (!is_asked(r) || uuid_eq(k->all.items[i].key, request_id(r, 1))) k->now = &k->all.items[i];
    return is_asked(r) && !k->now ? ERR_NOT_FOUND : ERR_NONE;
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    MUST(list->items.n < FACTS_MOST);
    if (value.n) list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static struct str due_words(struct ctx *c, struct date day)
{
    struct date today = clock_today(c->clock);
    struct str when = date_with_weekday(c->arena, day);
    if (!date_before(day, today)) return when;
    int late = date_days_between(day, today);
    return str_printf(c->arena, "%.*s: overdue %d %s", STR_ARG(when), late, late == 1 ? "day" : "days");
}

static struct str day_words(struct ctx *c, struct date day)
{
    return date_is_set(day) ? date_long(c->arena, day) : STR_NONE;
}

static void show_facts(struct ctx *c, const struct care_case *k, struct str covered, struct case_view *v)
{
    struct arena *a = c->arena;
    bool open = k->state != CASE_IS_CLOSED;
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS_MOST);
    struct str role = str_lower(a, staff_role_label(k->role));
    fact(&v->facts, "Named co-ordinator",
        str_join(a, (const struct str[]){k->coordinator_name, role}, 2, STR(", ")));
    if (k->has_left && open)
        fact(&v->facts, "Needs somebody", STR("They don’t work here as that any more. Give it to a colleague"));
    fact(&v->facts, "Covered by", covered);
    fact(&v->facts, "Complexity", case_weight_words(a, k->weight));
    fact(&v->facts, "Setting", vocabulary_label(&work_settings, (int)k->setting));
    if (k->pause) fact(&v->facts, "On hold", vocabulary_label(&case_pauses, (int)k->pause));
    fact(&v->facts, "Since", date_long(a, k->opened_on));
    fact(&v->facts, "First contact",
        date_is_set(k->first_contact_on) ? day_words(c, k->first_contact_on) : STR("Not yet"));
    if (open) fact(&v->facts, k->pause ? "Look at it again" : "Next contact", due_words(c, k->next_contact));
    if (open) fact(&v->facts, "Review of the case", due_words(c, k->review_on));
    fact(&v->facts, "Closed", day_words(c, k->closed_on));
}

static enum err show_closing(struct ctx *c, const struct care_case *k, struct case_view *v)
{
    struct case_closing m;
    enum err err = case_closing_read(c, k->id, k->state != CASE_IS_CLOSED, &m);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    bool planned = !instant_is_set(m.closed_at);
    v->closing_box =
        (struct box){.heading = planned ? STR("Moving on: planned") : STR("How it ended"), .id = STR("moving-on")};
    v->closing.items.items = ARENA_ARRAY(c->arena, struct fact, FACTS_MOST);
    fact(&v->closing, "Outcome", m.outcome ? vocabulary_label(&case_outcomes, (int)m.outcome) : STR_NONE);
    if (planned) fact(&v->closing, "To close on", day_words(c, m.close_on));
    fact(&v->closing, "Reached", m.reached);
    fact(&v->closing, "They do themselves", m.themselves);
    fact(&v->closing, "Who to ring", m.ring);
    fact(&v->closing, "Linked to", m.links);
    fact(&v->closing, "Check-in", day_words(c, m.check_in));
    fact(&v->closing, "Closed by", m.closed_by_name);
    return ERR_NONE;
}

static enum err show_steps(struct ctx *c, const struct care_case *k, struct case_view *v)
{
    struct case_events steps;
    enum err err = case_history(c, k->id, &steps);
    if (err) return err;
    v->steps.items = (struct timeline_events){ARENA_ARRAY(c->arena, struct timeline_event, steps.n), steps.n};
    for (size_t i = 0; i < steps.n; i++)
        v->steps.items.items[i] = (struct timeline_event){.when = instant_long(c->arena, steps.items[i].at),
            .title = vocabulary_label(&case_steps, (int)steps.items[i].step),
            .by = steps.items[i].by_name,
            .note = steps.items[i].words};
    return ERR_NONE;
}

static void show_others(struct ctx *c, const struct case_showing *k, struct case_view *v)
{
    v->others_box = (struct box){.heading = STR("Other cases"), .id = STR("others")};
    v->others.items.items = ARENA_ARRAY(c->arena, struct line, k->all.n);
    for (size_t i = 0; i < k->all.n; i++) {
        const struct care_case *one = &k->all.items[i];
        if (one == k->now) continue;
        v->others.items.items[v->others.items.n++] = (struct line){.text = staff_role_label(one->role),
            .text_href = case_url(c->arena, &k->person, one, ""),
            .below = str_printf(c->arena, "%.*s, since %.*s", STR_ARG(one->coordinator_name),
                STR_ARG(date_long(c->arena, one->opened_on))),
            .tag = case_tag(one)};
    }
}

static enum err show_case(struct ctx *c, const struct case_showing *k, struct case_view *v)
{
    bool open = k->now->state != CASE_IS_CLOSED;
    v->has_case = true;
    struct str covered;
    enum err err = case_covered_by(c, k->now, &covered);
    if (err) return err;
    v->tag = case_tag(k->now);
    show_facts(c, k->now, covered, v);
    case_acts_show(c, k, v);
    show_others(c, k, v);
    v->may_move_on = open && actor_may(c->actor, PERMISSION_CASELOAD);
    v->moving_on = (struct link){
        .text = k->now->moving_on ? STR("Change the plan, or close the case") : STR("Plan moving on"),
        .href = case_url(c->arena, &k->person, k->now, "/moving-on")};
    err = show_closing(c, k->now, v);
    return err ? err : show_steps(c, k->now, v);
}

static bool has_all_kinds(const struct case_showing *k)
{
    unsigned open = 0;
    for (size_t i = 0; i < k->all.n; i++)
        if (k->all.items[i].state != CASE_IS_CLOSED) open |= 1u << k->all.items[i].role;
    return open ==
        (1u << STAFF_ROLE_CARE_COORDINATOR | 1u << STAFF_ROLE_LINK_WORKER | 1u << STAFF_ROLE_HEALTH_COACH);
}

static const struct shell_notice NOTICES[] = {{"opened", "The case is open"}, {"changed", "Saved"},
    {"paused", "The case is on hold"}, {"resumed", "The case is active again"},
    {"given", "Given. They find it in their caseload"}, {"reopened", "The case is open again"},
    {"planned", "The plan is saved"}, {"closed", "The case is closed"}};

struct reply case_page(struct ctx *c, const struct request *r, struct case_showing *k, int status)
{
    struct case_view *v = ARENA_NEW(c->arena, struct case_view);
    v->problems = problems_summary(&k->problems);
    v->top.heading = STR("Case");
    enum err err = k->now ? show_case(c, k, v) : ERR_NONE;
    if (err) return shell_failure(c, err);
    v->may_open =
        actor_may(c->actor, PERMISSION_CASELOAD) && !k->person.died_known && !is_asked(r) && !has_all_kinds(k);
    if (v->may_open) case_opening_show(c, k, v);
    if (!k->now)
        v->nothing = (struct nothing){.heading = STR("They have no case"),
            .text = str_printf(c->arena, "Nobody supports %.*s as a named co-ordinator.",
                STR_ARG(person_called(c->arena, &k->person)))};
    if (k->now) {
        c->audit->object_kind = STR("care_case");
        c->audit->object_id = k->now->id.v;
    }
    struct page page = person_page(c, &k->person, STR("Case"), STR("Case, person record"));
    page.has_problems = k->problems.n != 0;
    page.main = case_one_slot(v);
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply case_get(struct ctx *c, const struct request *r)
{
    struct case_showing *k = ARENA_NEW(c->arena, struct case_showing);
    enum err err = case_showing_read(c, r, k);
    if (r->held) k->sent = &r->form;
    return err ? shell_failure(c, err) : case_page(c, r, k, 200);
}
