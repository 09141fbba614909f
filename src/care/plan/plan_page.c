/* The plan as it stands: what is in it, where it is, and what comes next. */
#include "care/plan/pages/plan.tmpl.h"
#include "care/plan/plan.sql.h"
#include "care/plan/plan_views.h"

enum { FACTS = 12, COPIES_NAMED = 5 };

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES, {"agreed", "It is recorded: the plan is agreed"},
    {"answer", "It is recorded what they answered"}, {"declined", "It is recorded that they do not want a plan"},
    {"reviewed", "The review is saved"}};

/* ---- who agreed ---- */

static void fact(struct fact_list *list, struct str label, struct str value)
{
    if (value.n && list->items.n < FACTS)
        list->items.items[list->items.n++] = (struct fact){label, value, {0}, {{0}}};
}

static struct str in_one_line(struct arena *a, struct str text)
{
    struct str all = STR_NONE;
    while (text.n) all = str_join(a, (const struct str[]){all, str_trim(str_cut(&text, '\n'))}, 2, STR(". "));
    return all;
}

static struct str copies(struct arena *a, const struct plan_events *all, const struct plan_event *agreed)
{
    struct str lines[COPIES_NAMED];
    size_t n = 0;
    for (size_t i = 0; i < all->n && n < COPIES_NAMED; i++) {
        const struct plan_event *e = &all->items[i];
        if (e->kind != PLAN_COPIED || (agreed && e->of.v != agreed->id.v)) continue;
        lines[n++] = str_printf(a, "%.*s to %.*s, %.*s", STR_ARG(plan_copy_format(a, e)),
            STR_ARG(plan_event_said(a, e, "to")), STR_ARG(date_long(a, e->on)));
    }
    return str_join(a, lines, n, STR(". "));
}

void plan_agreed_facts(struct ctx *c, const struct person *p, const struct plan *plan,
    const struct plan_events *all, const struct plan_event *agreed, struct fact_list *ret)
{
    struct arena *a = c->arena;
    ret->items.items = ARENA_ARRAY(a, struct fact, FACTS);
    if (agreed) {
        struct str who = plan_event_said(a, agreed, "who"), how = plan_event_said(a, agreed, "how");
        fact(ret, who.n ? who : person_full_name(a, p),
            str_join(a,
                (const struct str[]){str_printf(a, "Agreed on %.*s", STR_ARG(date_long(a, agreed->on))), how}, 2,
                STR(". ")));
        fact(ret, agreed->by_name, STR("Wrote it down"));
    }
    fact(ret, STR("Who took part"), in_one_line(a, plan_text(a, plan_section(plan, PLAN_MADE), "took_part")));
    const struct plan_event *reviewed = plan_event_last(all, PLAN_REVIEWED);
    if (reviewed && (!agreed || reviewed->of.v == agreed->id.v))
        fact(ret, STR("Last review"),
            str_printf(a, "%.*s, %.*s", STR_ARG(date_long(a, reviewed->on)), STR_ARG(reviewed->by_name)));
    if (!c->actor->shown) fact(ret, STR("Copies made"), copies(a, all, agreed));
}

/* ---- the top ---- */

static struct str review_words(struct arena *a, const struct plan_events *all, struct date today)
{
    for (size_t i = 0; i < all->n; i++) {
        struct date day = all->items[i].review_on;
        if (!date_is_set(day)) continue;
        int days = date_days_between(today, day);
        struct str on = date_with_weekday(a, day);
        if (days < 0) return str_printf(a, "The review was due on %.*s.", STR_ARG(on));
        if (!days) return STR("The review is due today.");
        return str_printf(a, "Review on %.*s, in %d %s.", STR_ARG(on), days, days == 1 ? "day" : "days");
    }
    return STR_NONE;
}

static void add_button(
    struct ctx *c, const struct plan_about *k, struct plan_view *v, const char *text, const char *after)
{
    bool first = !v->buttons.n;
    v->buttons.items[v->buttons.n++] = (struct button){.text = str_from_cstr(text),
        .small = true,
        .kind = first ? BUTTON_PRIMARY : BUTTON_SECONDARY,
        .href = plan_url(c->arena, &k->person, after)};
}

/* The first is what comes next. */
static void add_buttons(struct ctx *c, const struct plan_about *k, enum plan_state state, struct plan_view *v)
{
    v->buttons.items = ARENA_ARRAY(c->arena, struct button, 4);
    bool agreed = plan_event_last(&k->events, PLAN_AGREED) != NULL;
    if (state == PLAN_EMPTY || state == PLAN_IS_DECLINED) {
        add_button(c, k, v, "Begin the assessment", "/assessment");
        if (state == PLAN_EMPTY) add_button(c, k, v, "They do not want a plan", "/agree?answer=declined");
        if (k->plan.n) add_button(c, k, v, "Agree the plan", "/agree"); /* they changed their mind */
        return;
    }
    if (state == PLAN_DRAFT) add_button(c, k, v, "Agree the plan", "/agree");
    if (state == PLAN_TO_AGREE) add_button(c, k, v, "Agree the changes", "/agree");
    if (agreed) add_button(c, k, v, "Start the review", "/review");
    add_button(c, k, v, "Assessment", "/assessment");
    add_button(c, k, v, "Give a copy", "/copy");
}

/* What keeps a draft from being agreed: the first thing that is missing. */
static void add_note(struct ctx *c, const struct plan_about *k, enum plan_state state, struct plan_view *v)
{
    struct plan_criterion criteria[PLAN_CRITERIA];
    struct plan_part made = {.kind = PLAN_SECTION, .key = plan_section_key(PLAN_MADE)};
    if (state != PLAN_DRAFT && state != PLAN_TO_AGREE) return;
    plan_criteria(c->arena, &k->plan, criteria);
    for (size_t i = 0; i < PLAN_CRITERIA; i++) {
        if (criteria[i].evidence.n) continue;
        v->note = str_printf(c->arena, "Before it can be agreed: %.*s.", STR_ARG(criteria[i].missing));
        v->note_link = (struct link){
            .text = STR("How this plan was made"), .href = plan_part_url(c->arena, &k->person, &made, "/edit")};
        return;
    }
}

static void add_top(struct ctx *c, const struct plan_about *k, struct plan_view *v, bool may_change)
{
    struct arena *a = c->arena;
    enum plan_state state = plan_state_of(&k->plan, &k->events, clock_today(c->clock));
    const struct plan_event *agreed = plan_event_last(&k->events, PLAN_AGREED);
    v->heading = str_printf(a, "%.*s’s plan", STR_ARG(person_called(a, &k->person)));
    v->tag = plan_state_tag(state);
    if (agreed)
        v->quiet = str_printf(a, "Version %lld, %.*s.%s", (long long)agreed->number,
            STR_ARG(date_long(a, agreed->on)), k->plan.mark == agreed->mark ? "" : " Changed since.");
    v->review = review_words(a, &k->events, clock_today(c->clock));
    if (!may_change || c->actor->shown) return;
    add_buttons(c, k, state, v);
    add_note(c, k, state, v);
}

/* Something happened since it was agreed. The person reads their plan, and not what it asks of others. */
static enum err add_asked(struct ctx *c, const struct plan_about *k, struct plan_view *v)
{
    struct plan_asked_reviews all;
    struct arena *a = c->arena;
    if (c->actor->shown || k->person.died_known) return ERR_NONE;
    enum err err = plan_reviews_asked(c, k->person.id, k->person.id, false, &all);
    if (err || !all.n) return err;
    v->asked =
        str_printf(a, "A review is asked for, because %.*s %.*s on %.*s.", STR_ARG(person_called(a, &k->person)),
            STR_ARG(plan_asked_words(all.items[0].why)), STR_ARG(date_long(a, all.items[0].day)));
    v->dismiss = person_url(a, &k->person, "/gaps");
    return ERR_NONE;
}

static void content(struct plan_view *v, struct arena *a, const char *id, struct str text)
{
    v->contents.items[v->contents.n++] =
        (struct link){.text = text, .href = (struct url){str_printf(a, "#%s", id)}};
}

static void add_contents(struct ctx *c, const struct plan_about *k, struct plan_view *v)
{
    struct arena *a = c->arena;
    v->contents.items = ARENA_ARRAY(a, struct link, v->before.n + v->after.n + 4);
    content(v, a, "matters", STR("What matters to me"));
    for (size_t i = 0; i < v->before.n; i++)
        content(v, a, str_cstr(a, v->before.items[i].id), v->before.items[i].heading);
    content(v, a, "goals", STR("My goals"));
    if (v->needs.n || v->add_need.text.n) content(v, a, "needs", STR("What I need"));
    for (size_t i = 0; i < v->after.n; i++)
        content(v, a, str_cstr(a, v->after.items[i].id), v->after.items[i].heading);
    content(v, a, "agreed", STR("Who agreed this"));
    if (!c->actor->shown && k->events.n)
        v->history =
            (struct link){.text = STR("Versions and what changed"), .href = plan_url(a, &k->person, "/versions")};
}

/* What stood in the sections of a record that became part of this one. */
static enum err add_joined(struct ctx *c, const struct plan_about *k, struct plan_view *v)
{
    struct plan_sections_of_joined_list rows;
    enum err err = plan_sections_of_joined(c->db, k->person.id, PLAN_JOINED_MOST, &rows);
    if (err || !rows.n) return err;
    struct plan_block *all = ARENA_ARRAY(c->arena, struct plan_block, v->after.n + rows.n);
    for (size_t i = 0; i < v->after.n; i++) all[i] = v->after.items[i];
    v->after.items = all;
    for (size_t i = 0; i < rows.n; i++) {
        enum plan_section section;
        if (!plan_section_of(rows.items[i].key, &section)) continue;
        const struct document *table = plan_table(PLAN_SECTION, rows.items[i].key);
        struct plan_block *b = &v->after.items[v->after.n++];
        *b = (struct plan_block){.id = str_printf(c->arena, "joined-%zu", i),
            .heading = str_printf(c->arena, "%.*s, from a record that was joined", STR_ARG(table->heading))};
        b->said.items = ARENA_ARRAY(c->arena, struct plan_said, table->n);
        for (size_t f = 0; f < table->n; f++) {
            const struct record_field *field = &table->fields[f].field;
            struct str text =
                record_words(c->arena, field, merge_value(c->arena, rows.items[i].words, field->state));
            if (text.n) b->said.items[b->said.n++] = (struct plan_said){field->label, text};
        }
    }
    return ERR_NONE;
}

struct reply plan_get(struct ctx *c, const struct request *r)
{
    struct plan_about k;
    struct plan_view *v = ARENA_NEW(c->arena, struct plan_view);
    enum err err = plan_about_read(c, r, &k);
    if (err) return shell_failure(c, err);
    const struct plan_drawing d = {.c = c,
        .person = &k.person,
        .plan = &k.plan,
        .today = clock_today(c->clock),
        .may_change = actor_may(c->actor, PERMISSION_PLAN_EDIT),
        .reader = c->actor->shown ? PLAN_FOR_PERSON : PLAN_FOR_TEAM,
        .health = true,
        .support = true};
    add_top(c, &k, v, d.may_change);
    plan_view_fill(&d, v);
    err = add_asked(c, &k, v);
    if (!err) err = add_joined(c, &k, v);
    if (err) return shell_failure(c, err);
    add_contents(c, &k, v);
    plan_agreed_facts(c, &k.person, &k.plan, &k.events, plan_event_last(&k.events, PLAN_AGREED), &v->agreed);
    struct page page = plan_frame(c, &k.person, "Plan");
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = plan_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
