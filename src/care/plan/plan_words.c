/* A plan in words: what its page, an older version and a copy all show. */
#include "care/about/about_me.h"
#include "care/plan/plan_views.h"
#include "care/tasks/task.h"

enum { SAID_MOST = 12, BLOCKS_MOST = 6 };

struct tag plan_state_tag(enum plan_state state)
{
    static const struct tag TAGS[] = {
        [PLAN_EMPTY] = {.text = STR_INIT("Not begun"), .colour = TAG_WHITE},
        [PLAN_DRAFT] = {.text = STR_INIT("Draft"), .colour = TAG_WHITE},
        [PLAN_TO_AGREE] = {.text = STR_INIT("To agree"), .colour = TAG_YELLOW},
        [PLAN_IS_AGREED] = {.text = STR_INIT("Agreed"), .colour = TAG_GREEN},
        [PLAN_REVIEW_DUE] = {.text = STR_INIT("Review due"), .colour = TAG_ORANGE},
        [PLAN_IS_DECLINED] = {.text = STR_INIT("Declined"), .colour = TAG_GREY},
    };
    return TAGS[state];
}

/* ---- blocks of labels and texts ---- */

static struct plan_block block(const struct plan_drawing *d, const char *id, struct str heading)
{
    struct plan_block b = {.id = str_from_cstr(id), .heading = heading};
    b.said.items = ARENA_ARRAY(d->c->arena, struct plan_said, SAID_MOST);
    return b;
}

static void say(struct plan_block *b, struct str label, struct str text)
{
    MUST(b->said.n < SAID_MOST);
    if (text.n) b->said.items[b->said.n++] = (struct plan_said){label, text};
}

static struct plan_block section_block(const struct plan_drawing *d, enum plan_section section, const char *id)
{
    struct arena *a = d->c->arena;
    struct uuid key = plan_section_key(section);
    const struct document *table = plan_table(PLAN_SECTION, key);
    const struct plan_part *part = plan_section(d->plan, section), none = {.kind = PLAN_SECTION, .key = key};
    struct plan_block b = block(d, id, table->heading);
    for (size_t i = 0; part && i < table->n; i++) {
        const struct record_field *f = &table->fields[i].field;
        bool same = str_eq(f->label, table->heading); /* the heading says it already */
        struct str text = record_words(a, f, merge_value(a, part->state, f->state));
        if (str_eq(f->state, STR("sure")) && text.n) text = str_printf(a, "%.*s out of 10", STR_ARG(text));
        say(&b, same ? STR_NONE : f->label, text);
    }
    if (d->may_change)
        b.change = (struct link){.text = part ? STR("Change") : STR("Write it down"),
            .href = plan_part_url(a, d->person, part ? part : &none, "/edit"),
            .hidden_text = str_printf(a, "(%.*s)", STR_ARG(table->heading))};
    return b;
}

static void keep(struct plan_block *list, size_t *n, struct plan_block b)
{
    if (b.said.n || b.change.text.n) list[(*n)++] = b; /* empty sections are left out of what is only read */
}

/* ---- what matters, and how best to support them ---- */

static void add_about(const struct plan_drawing *d, struct plan_view *v)
{
    static const struct str SUPPORT[] = {
        STR_INIT("support"), STR_INIT("please"), STR_INIT("communication"), STR_INIT("people")};
    struct arena *a = d->c->arena;
    struct record_fields fields = about_fields(a);
    struct url about = person_url(a, d->person, "/about");
    v->matters.text = merge_text(a, merge_value(a, d->plan->about, STR("most_important")));
    if (d->may_change) {
        v->matters_change.text = v->matters.text.n ? STR("All of About me") : STR("Write it down");
        v->matters_change.href = v->matters.text.n ? about : person_url(a, d->person, "/about/edit");
    }
    struct plan_block b = block(d, "support", STR("How best to support me"));
    for (size_t i = 0; i < COUNT_OF(SUPPORT); i++) {
        const struct record_field *f = record_field_of(fields, SUPPORT[i]);
        say(&b, f->label, record_words(a, f, merge_value(a, d->plan->about, f->state)));
    }
    keep(v->before.items, &v->before.n, b);
}

/* ---- goals and steps ---- */

static bool reads_need(const struct plan_drawing *d, const struct plan_part *need)
{
    bool others = str_eq(plan_text(d->c->arena, need, "whose"), STR("others"));
    return d->reader == PLAN_FOR_TEAM || (d->reader == PLAN_FOR_PERSON && !others);
}

static struct tag word_tag(struct str code, struct str label)
{
    static const struct {
        struct str code;
        enum tag_colour colour;
    } COLOURS[] = {{STR_INIT("not_started"), TAG_WHITE}, {STR_INIT("working"), TAG_BLUE},
        {STR_INIT("doing"), TAG_BLUE}, {STR_INIT("achieved"), TAG_GREEN}, {STR_INIT("met"), TAG_GREEN},
        {STR_INIT("paused"), TAG_YELLOW}, {STR_INIT("waiting"), TAG_YELLOW}, {STR_INIT("partly"), TAG_YELLOW},
        {STR_INIT("unmet"), TAG_ORANGE}, {STR_INIT("unwanted"), TAG_GREY}, {STR_INIT("dropped"), TAG_GREY}};
    for (size_t i = 0; i < COUNT_OF(COLOURS); i++)
        if (str_eq(COLOURS[i].code, code)) return (struct tag){.text = label, .colour = COLOURS[i].colour};
    return (struct tag){0};
}

static struct str step_who(const struct plan_drawing *d, const struct plan_part *step)
{
    struct arena *a = d->c->arena;
    struct str who = plan_text(a, step, "who"), name = plan_text(a, step, "who_name"), does = STR_NONE;
    if (str_eq(who, STR("person"))) does = person_called(a, d->person);
    if (str_eq(who, STR("staff"))) does = step->task_owner.n ? step->task_owner : step->owner_name;
    if (!does.n) return name;
    return name.n ? str_printf(a, "%.*s, with %.*s", STR_ARG(does), STR_ARG(name)) : does;
}

/* A task says when it is due now, a step when it was meant to be. */
static struct date step_day(struct arena *a, const struct plan_part *step)
{
    struct date day;
    if (date_is_set(step->due)) return step->due;
    return date_from_iso(plan_text(a, step, "when"), &day) ? day : DATE_NONE;
}

static void step_stands(const struct plan_drawing *d, const struct plan_part *step, struct plan_step_view *v)
{
    struct arena *a = d->c->arena;
    struct str state = plan_text(a, step, "state"), outcome = plan_text(a, step, "outcome");
    struct date day = step_day(a, step);
    if (plan_step_is_done(a, step)) {
        v->where = instant_is_set(step->done_at) && !step->not_done ?
            str_printf(a, "Done %.*s", STR_ARG(date_near(a, instant_date(step->done_at), d->today))) :
            STR("Done");
    } else if (str_eq(state, STR("dropped"))) {
        v->where = STR("Given up");
    } else if (str_eq(state, STR("waiting"))) {
        v->tag = word_tag(state, STR("Waiting"));
    } else if (d->may_change && date_is_set(day) && date_days_between(d->today, day) <= 7) {
        v->tag = task_due_tag(a, day, d->today);
    } else {
        v->where = plan_words(a, step, "state");
    }
    if (outcome.n) v->where = str_join(a, (const struct str[]){v->where, outcome}, 2, STR(". "));
}

static struct plan_step_view step_view(const struct plan_drawing *d, const struct plan_part *step)
{
    struct arena *a = d->c->arena;
    struct plan_step_view v = {.what = plan_text(a, step, "what"), .who = step_who(d, step)};
    struct str sure = plan_text(a, step, "sure"), how = plan_text(a, step, "how");
    if (sure.n) sure = str_printf(a, "Sure that it will be done: %.*s out of 10", STR_ARG(sure));
    if (str_eq(plan_text(a, step, "kind"), STR("stage"))) v.what = str_printf(a, "Stage: %.*s", STR_ARG(v.what));
    struct date day = step_day(a, step);
    v.more = str_join(a, (const struct str[]){sure, how}, 2, STR(". "));
    v.when = date_is_set(day) ? date_near(a, day, d->today) : STR_NONE;
    step_stands(d, step, &v);
    if (d->may_change) v.change = plan_part_url(a, d->person, step, "/edit");
    return v;
}

static void add_steps(const struct plan_drawing *d, const struct plan_part *goal, struct plan_goal_view *v)
{
    struct arena *a = d->c->arena;
    size_t n = 0, done = 0;
    for (size_t i = 0; i < d->plan->n; i++)
        n += d->plan->items[i].kind == PLAN_STEP && uuid_eq(d->plan->items[i].goal, goal->key);
    v->steps.items = ARENA_ARRAY(a, struct plan_step_view, n);
    v->dots.items = ARENA_ARRAY(a, struct plan_dot, n);
    for (size_t i = 0; i < d->plan->n; i++) {
        const struct plan_part *step = &d->plan->items[i];
        if (step->kind != PLAN_STEP || !uuid_eq(step->goal, goal->key)) continue;
        v->steps.items[v->steps.n++] = step_view(d, step);
        if (str_eq(plan_text(a, step, "state"), STR("dropped"))) continue;
        done += plan_step_is_done(a, step);
        v->dots.n++;
    }
    for (size_t i = 0; i < v->dots.n; i++) v->dots.items[i].on = i < done;
    v->progress = v->dots.n ?
        str_printf(a, "%zu of %zu %s done", done, v->dots.n, v->dots.n == 1 ? "step" : "steps") :
        STR("No steps yet");
}

static struct plan_goal_view goal_view(const struct plan_drawing *d, const struct plan_part *goal)
{
    struct arena *a = d->c->arena;
    struct str key = uuid_text(a, goal->key), words = plan_text(a, goal, "words");
    struct str state = plan_text(a, goal, "state"), importance = plan_text(a, goal, "importance");
    struct plan_goal_view v = {.id = str_printf(a, "g-%.*s", STR_ARG(key)),
        .words = str_printf(a, "“%.*s”", STR_ARG(words)),
        .tag = word_tag(state, plan_words(a, goal, "state")),
        .over = !plan_goal_is_open(a, goal)};
    struct plan_block b = block(d, "", STR_NONE);
    struct uuid need;
    const struct plan_part *about =
        uuid_from_text(plan_text(a, goal, "need"), &need) ? plan_find(d->plan, PLAN_NEED, need) : NULL;
    if (about && reads_need(d, about)) say(&b, STR("About"), plan_text(a, about, "words"));
    say(&b, STR("How I will know"), plan_text(a, goal, "good"));
    say(&b, STR("What came of it"), plan_text(a, goal, "outcome"));
    v.said.items = b.said.items, v.said.n = b.said.n;
    add_steps(d, goal, &v);
    if (importance.n) v.more = str_printf(a, "How important it is to me: %.*s out of 10", STR_ARG(importance));
    if (d->may_change) {
        struct plan_part next = {.kind = PLAN_STEP, .key = uuid_new(d->c->clock), .goal = goal->key};
        v.change = plan_part_url(a, d->person, goal, "/edit");
        if (!v.over) v.add = plan_part_url(a, d->person, &next, "/edit");
    }
    return v;
}

/* Those that are worked on come first, those that are over last; each in the order in which they were written. */
static void add_goals(const struct plan_drawing *d, struct plan_view *v)
{
    for (int over = 0; over < 2; over++)
        for (size_t i = 0; i < d->plan->n; i++) {
            const struct plan_part *goal = &d->plan->items[i];
            if (goal->kind == PLAN_GOAL && !plan_goal_is_open(d->c->arena, goal) == (over == 1))
                v->goals.items[v->goals.n++] = goal_view(d, goal);
        }
}

/* ---- needs ---- */

static struct plan_need_view need_view(const struct plan_drawing *d, const struct plan_part *need)
{
    struct arena *a = d->c->arena;
    struct str whose = plan_text(a, need, "whose"), name = plan_text(a, need, "whose_name");
    struct plan_need_view v = {.words = plan_text(a, need, "words"),
        .tag = word_tag(plan_text(a, need, "met"), plan_words(a, need, "met"))};
    if (str_eq(whose, STR("own"))) v.quiet = STR("In their own words");
    if (str_eq(whose, STR("helped"))) v.quiet = STR("In their own words, with somebody’s help");
    if (str_eq(whose, STR("others")))
        v.quiet = name.n ? str_printf(a, "Said by %.*s", STR_ARG(name)) : STR("Said by somebody else");
    struct plan_block b = block(d, "", STR_NONE);
    say(&b, STR("How it matters"), plan_text(a, need, "matters"));
    say(&b, STR("What I can build on"), plan_text(a, need, "strength"));
    say(&b, STR("Who helps, or could"), plan_text(a, need, "service"));
    v.said.items = b.said.items, v.said.n = b.said.n;
    if (d->may_change) v.change = plan_part_url(a, d->person, need, "/edit");
    return v;
}

static void add_needs(const struct plan_drawing *d, struct plan_view *v)
{
    for (size_t i = 0; i < d->plan->n; i++)
        if (d->plan->items[i].kind == PLAN_NEED && reads_need(d, &d->plan->items[i]))
            v->needs.items[v->needs.n++] = need_view(d, &d->plan->items[i]);
}

static void add_after(const struct plan_drawing *d, struct plan_view *v)
{
    struct plan_block support = block(d, "connected", STR("Support I am connected to"));
    struct plan_block permissions = block(d, "permissions", STR("What may be shared"));
    struct arena *a = d->c->arena;
    bool own = d->reader != PLAN_FOR_OTHERS;
    if (d->support) say(&support, STR_NONE, d->plan->support);
    if (own && !d->c->actor->shown) say(&permissions, STR_NONE, d->plan->permissions);
    keep(v->after.items, &v->after.n, section_block(d, PLAN_MYSELF, "myself"));
    if (d->may_change)
        support.change = (struct link){.text = STR("Circle of care"), .href = person_url(a, d->person, "/circle")};
    keep(v->after.items, &v->after.n, support);
    if (d->health) keep(v->after.items, &v->after.n, section_block(d, PLAN_CHANGE, "change"));
    if (d->health) keep(v->after.items, &v->after.n, section_block(d, PLAN_HEALTH, "health"));
    if (own) keep(v->after.items, &v->after.n, section_block(d, PLAN_OTHER, "other"));
    if (d->may_change && !d->c->actor->shown)
        permissions.change = (struct link){.text = STR("Consent"), .href = person_url(a, d->person, "/consent")};
    keep(v->after.items, &v->after.n, permissions);
}

void plan_view_fill(const struct plan_drawing *d, struct plan_view *v)
{
    struct arena *a = d->c->arena;
    v->before.items = ARENA_ARRAY(a, struct plan_block, BLOCKS_MOST);
    v->after.items = ARENA_ARRAY(a, struct plan_block, BLOCKS_MOST);
    v->goals.items = ARENA_ARRAY(a, struct plan_goal_view, d->plan->n);
    v->needs.items = ARENA_ARRAY(a, struct plan_need_view, d->plan->n);
    add_about(d, v);
    add_goals(d, v);
    add_needs(d, v);
    add_after(d, v);
    if (!d->may_change) return;
    struct plan_part goal = {.kind = PLAN_GOAL, .key = uuid_new(d->c->clock)};
    struct plan_part need = {.kind = PLAN_NEED, .key = uuid_new(d->c->clock)};
    v->add_goal = (struct link){.text = STR("Add a goal"), .href = plan_part_url(a, d->person, &goal, "/edit")};
    v->add_need = (struct link){.text = STR("Add a need"), .href = plan_part_url(a, d->person, &need, "/edit")};
}
