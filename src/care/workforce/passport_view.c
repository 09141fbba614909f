/* The passport: put together, and its second half. */
#include "care/workforce/passport_view.h"

#include "care/tasks/task.h"
#include "care/workforce/post.h"
#include "care/workforce/workforce.sql.h"

enum { SESSIONS_SHOWN = 12, LINES = 12, ACTIONS_SHOWN = 50 };

static struct url member_url(struct ctx *c, const struct staff_facts *s, const char *after)
{
    return url_with_id(c->arena, "/team/", s->key, after);
}

static void add_line(struct lines *lines, struct line line)
{
    MUST(lines->items.n < LINES);
    lines->items.items[lines->items.n++] = line;
}

/* ---- supervision ---- */

static void show_clock(struct ctx *c, const struct supervision_clock *k, struct passport_view *v)
{
    struct arena *a = c->arena;
    struct str last = date_is_set(k->last) ? str_printf(a, "Last on %.*s", STR_ARG(date_long(a, k->last))) :
                                             STR("Never held yet");
    v->clock.items.items = ARENA_ARRAY(a, struct line, LINES);
    add_line(&v->clock,
        (struct line){.text = str_printf(a, "Next by %.*s", STR_ARG(date_long(a, k->next))),
            .below =
                str_printf(a, "%.*s. %lld of 60 minutes in the last month", STR_ARG(last), (long long)k->minutes),
            .tag = k->state == SUPERVISION_FINE && !k->nobody ? (struct tag){.text = STR_NONE} :
                                                                supervision_tag(a, k, clock_today(c->clock))});
    v->supervision_box = (struct box){.heading = STR("Supervision"), .id = STR("supervision")};
    v->supervision_box.quiet = k->first_months ?
        STR("At least an hour a month. In the first six months, every two weeks") :
        STR("At least an hour a month");
}

static struct line session_line(struct ctx *c, const struct staff_facts *s, const struct supervision *one)
{
    struct arena *a = c->arena;
    struct account_id me = c->actor->account;
    struct line line = {.text = date_long(a, one->held_on),
        .below = str_printf(a, "%.*s, %.*s", STR_ARG(vocabulary_label(&talk_kinds, (int)one->kind)),
            STR_ARG(one->supervisor_name)),
        .right = str_printf(a, "%lld minutes", (long long)one->minutes)};
    if (instant_is_set(one->struck_at)) line.tag = (struct tag){.text = STR("Struck through"), .colour = TAG_GREY};
    /* What was said is the two's alone. */
    if (me.v == s->account.v || me.v == one->supervisor.v)
        line.text_href = url_with_id(a, "/team/supervision/", one->key, "");
    return line;
}

static void show_sessions(struct ctx *c, const struct staff_facts *s, struct passport_view *v)
{
    v->sessions.none = STR("None is logged yet.");
    v->sessions.items.items = ARENA_ARRAY(c->arena, struct line, SESSIONS_SHOWN);
    for (size_t i = 0; i < s->sessions.n && i < SESSIONS_SHOWN; i++)
        v->sessions.items.items[v->sessions.items.n++] = session_line(c, s, &s->sessions.items[i]);
}

/* What the reader agreed to do: on their own page alone. */
static enum err show_actions(struct ctx *c, struct passport_view *v)
{
    struct supervision_actions_open_list rows;
    struct date today = clock_today(c->clock);
    enum err err = supervision_actions_open(c->db, c->actor->account, c->actor->pcn, ACTIONS_SHOWN, &rows);
    if (err) return err;
    v->actions.items = ARENA_ARRAY(c->arena, struct passport_action, rows.n);
    struct line *lines = ARENA_ARRAY(c->arena, struct line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        lines[i] = (struct line){.text = rows.items[i].title,
            .below = str_printf(c->arena, "Agreed with %.*s", STR_ARG(rows.items[i].with_name)),
            .tag = task_due_tag(c->arena, rows.items[i].due, today)};
        v->actions.items[v->actions.n++] = (struct passport_action){.one = {.items = {&lines[i], 1}},
            .done = url_with_id(c->arena, "/my-development/actions/", rows.items[i].key, "/done"),
            .title = rows.items[i].title};
    }
    return ERR_NONE;
}

/* ---- room for one more ---- */

static struct tag room_tag(enum room room)
{
    static const struct tag tags[] = {[ROOM_UNKNOWN] = {.text = STR_INIT("Not known"), .colour = TAG_GREY},
        [ROOM_YES] = {.text = STR_INIT("Yes"), .colour = TAG_GREEN},
        [ROOM_TIGHT] = {.text = STR_INIT("Just"), .colour = TAG_YELLOW},
        [ROOM_NO] = {.text = STR_INIT("No"), .colour = TAG_RED}};
    return tags[room];
}

/* How it stands now, and how it was added up: without one more, which comes last. */
static void show_hours(struct ctx *c, const struct capacity *k, struct passport_view *v)
{
    struct tag tag = capacity_tag(c->arena, k);
    struct line now = {.text = k->words, .tag = tag};
    if (k->room == ROOM_UNKNOWN) now.tag.text = STR_NONE;
    add_line(&v->room, now);
    if (k->room == ROOM_UNKNOWN) return;
    v->room_fold.summary = STR("How this is worked out");
    v->steps.items.items = ARENA_ARRAY(c->arena, struct line, k->steps.n);
    for (size_t i = 0; i + 1 < k->steps.n; i++)
        v->steps.items.items[v->steps.items.n++] =
            (struct line){.above = k->steps.items[i].words, .text = k->steps.items[i].hours};
}

static enum err show_room(struct ctx *c, const struct staff_facts *s, struct passport_view *v)
{
    struct staff_loads rows;
    enum err err = staff_caseloads_read(c, s->account, &rows);
    v->room_box = (struct box){.heading = STR("Can they take one more?"), .id = STR("room")};
    if (s->account.v == c->actor->account.v) v->room_box.heading = STR("Can I take one more?");
    v->room.items.items = ARENA_ARRAY(c->arena, struct line, LINES);
    for (enum case_weight weight = CASE_WEIGHT_NONE + 1; !err && weight < CASE_WEIGHT_COUNT; weight++) {
        struct capacity k;
        staff_capacity(c->arena, s, &rows, weight, &k);
        if (!v->room.items.n) show_hours(c, &k, v);
        if (k.room == ROOM_UNKNOWN) return ERR_NONE;
        struct str label = str_lower(c->arena, vocabulary_label(&case_weights, (int)weight));
        add_line(&v->room,
            (struct line){.text = str_printf(c->arena, "One more %.*s case", STR_ARG(label)),
                .below = k.after,
                .tag = room_tag(k.room)});
    }
    return err;
}

/* ---- the post ---- */

static void show_there(struct ctx *c, const struct staff_facts *s, struct passport_view *v)
{
    v->there_box = (struct box){.heading = STR("People to turn to"), .id = STR("there")};
    v->there.items.items = ARENA_ARRAY(c->arena, struct line, STAFF_LINK_COUNT);
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++) {
        const struct staff_link *link = &s->links[kind];
        struct line line = {.above = vocabulary_label(&staff_links, (int)kind), .text = link->name};
        if (!link->account.v) line.text = STR("Nobody is named");
        if (link->account.v && !link->active)
            line.tag = (struct tag){.text = STR("Doesn’t work here any more"), .colour = TAG_RED};
        v->there.items.items[v->there.items.n++] = line;
    }
}

/* "25 hours for cases, without 3 hours of administration, 0.5 hours of supervision and 1.5 hours of development"
 */
static struct str week_words(struct arena *a, const struct staff_facts *s)
{
    struct str cases = hours_words(a, staff_for_cases(s)), administration = hours_words(a, s->administration);
    struct str supervision = hours_words(a, s->supervision), development = hours_words(a, s->development);
    return str_printf(a,
        "%.*s for cases, without %.*s of administration, %.*s of supervision and %.*s of development",
        STR_ARG(cases), STR_ARG(administration), STR_ARG(supervision), STR_ARG(development));
}

static void show_post(struct ctx *c, const struct staff_facts *s, struct passport_view *v)
{
    struct arena *a = c->arena;
    v->post_box = (struct box){.heading = STR("Hours and settings"), .id = STR("post")};
    v->post.items.items = ARENA_ARRAY(a, struct line, LINES);
    v->post.none = STR("Nothing is recorded yet.");
    if (s->week)
        add_line(&v->post,
            (struct line){
                .above = STR("Hours a week"), .text = hours_words(a, s->week), .below = week_words(a, s)});
    if (s->settings)
        add_line(&v->post, (struct line){.above = STR("Works in"), .text = settings_words(a, s->settings)});
    if (s->specialisms)
        add_line(
            &v->post, (struct line){.above = STR("Specialises in"), .text = settings_words(a, s->specialisms)});
    if (s->id.v && date_is_set(s->start_on))
        add_line(&v->post, (struct line){.above = STR("First day"), .text = date_long(a, s->start_on)});
}

/* ---- what can be done ---- */

static struct button button_to(const char *text, enum button_kind kind, struct url href)
{
    return (struct button){.text = str_from_cstr(text), .kind = kind, .small = true, .href = href};
}

static void show_buttons(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct staff_summary *sum, struct passport_view *v)
{
    if (reach->supervises)
        v->log = button_to("Log supervision", BUTTON_PRIMARY, member_url(c, s, "/supervision/new"));
    if (reach->training)
        v->record = button_to("Record training", BUTTON_SECONDARY, member_url(c, s, "/training/new"));
    else if (reach->self)
        v->record = button_to("Record training", BUTTON_PRIMARY, URL("/my-development/training/new"));
    if (reach->training && sum->ready_count < sum->ready.n)
        v->answer = button_to("Answer for them", BUTTON_SECONDARY, member_url(c, s, "/override"));
    if (!reach->post) return;
    v->post_box.link = (struct link){.text = STR("Change"),
        .href = member_url(c, s, "/post"),
        .hidden_text = STR("hours, settings and people to turn to")};
    if (s->id.v) v->history = member_url(c, s, "/post/history");
}

enum err passport_view(
    struct ctx *c, const struct staff_facts *of, const struct staff_reach *reach, struct passport_view *v)
{
    struct date today = clock_today(c->clock);
    struct staff_summary sum = staff_sum_up(c->arena, of, today);
    v->sees_passport = reach->passport;
    v->top = (struct page_top){.heading = of->name, .quiet = of->places};
    show_post(c, of, v);
    show_there(c, of, v);
    show_buttons(c, of, reach, &sum, v);
    if (!of->active) v->tag = (struct tag){.text = STR("Account disabled"), .colour = TAG_GREY};
    if (!reach->passport) return ERR_NONE;
    if (of->active) v->tag = staff_ready_tag(c->arena, &sum, today);
    passport_show_ready(c, of, reach, &sum, v);
    passport_show_training(c, of, v);
    v->has_advice = v->advice.items.n != 0;
    show_clock(c, &sum.clock, v);
    show_sessions(c, of, v);
    if (sum.ready.n) passport_show_development(c, of, reach, &sum.development, v);
    enum err err = sum.ready.n && reach->caseload ? show_room(c, of, v) : ERR_NONE;
    return !err && reach->self ? show_actions(c, v) : err;
}
