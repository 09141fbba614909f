/* The passport's first half: where they may take referrals, what is missing, what they were trained in. */
#include "care/workforce/passport_view.h"

/* ---- what they may do ---- */

static struct str ready_title(struct arena *a, const struct staff_ready *one)
{
    struct str setting = vocabulary_label(&work_settings, (int)one->readiness.setting);
    if (!one->second_role) return setting;
    return str_printf(a, "%.*s, %.*s", STR_ARG(staff_role_label(one->readiness.role)), STR_ARG(setting));
}

static struct line ready_line(struct ctx *c, const struct staff_ready *one, const struct staff_reach *reach)
{
    struct arena *a = c->arena;
    const struct readiness *r = &one->readiness;
    struct line line = {.text = ready_title(a, one), .tag = readiness_tag(a, r)};
    if (!r->overridden) return line;
    line.below = readiness_words(a, r);
    if (!reach->training) return line;
    line.text_href = url_with_id(a, "/team/overrides/", r->override_key, "");
    return line;
}

/* The same is missing in several settings, as a rule: said once. */
static bool is_said(const struct lines *lines, struct str words)
{
    for (size_t i = 0; i < lines->items.n; i++)
        if (str_eq(lines->items.items[i].text, words)) return true;
    return false;
}

static bool is_first(const struct know *know, struct str words)
{
    for (size_t i = 0; i < know->items.n; i++)
        if (str_eq(know->items.items[i].strong, words)) return true;
    return false;
}

/* Where a gap is closed, for who can: a colleague is named, or what was recorded is confirmed. */
static struct url gap_url(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, const struct readiness_gap *gap)
{
    if (uuid_is_set(gap->waits)) return url_with_id(c->arena, "/team/training/", gap->waits, "");
    if (gap->names && reach->post) return url_with_id(c->arena, "/team/", s->key, "/post");
    if (gap->adds && reach->self) return URL("/my-development/portfolio/new");
    return (struct url){STR_NONE};
}

static void add_gap(const struct readiness_gap *gap, struct url href, struct passport_view *v)
{
    struct lines *lines = gap->weight == READINESS_WARNS ? &v->missing : &v->advice;
    if (gap->weight == READINESS_BLOCKS && !is_first(&v->first, gap->words))
        v->first.items.items[v->first.items.n++] =
            (struct know_item){.strong = gap->words, .text = gap->to_do, .href = href};
    if (gap->weight != READINESS_BLOCKS && !is_said(lines, gap->words))
        lines->items.items[lines->items.n++] =
            (struct line){.text = gap->words, .text_href = href, .below = gap->to_do};
}

static void add_gaps(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct staff_summary *sum, struct passport_view *v)
{
    size_t most = 0;
    for (size_t i = 0; i < sum->ready.n; i++) most += sum->ready.items[i].readiness.gaps.n;
    most += sum->development.gaps.n;
    v->first.items.items = ARENA_ARRAY(c->arena, struct know_item, most);
    v->missing.items.items = ARENA_ARRAY(c->arena, struct line, most);
    v->advice.items.items = ARENA_ARRAY(c->arena, struct line, most);
    for (size_t i = 0; i < sum->ready.n; i++)
        for (size_t k = 0; k < sum->ready.items[i].readiness.gaps.n; k++) {
            const struct readiness_gap *gap = &sum->ready.items[i].readiness.gaps.items[k];
            add_gap(gap, gap_url(c, s, reach, gap), v);
        }
    for (size_t i = 0; i < sum->development.gaps.n; i++) {
        const struct readiness_gap *gap = &sum->development.gaps.items[i];
        add_gap(gap, gap_url(c, s, reach, gap), v);
    }
}

void passport_show_ready(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct staff_summary *sum, struct passport_view *v)
{
    v->first = (struct know){.heading = STR("Before taking referrals"), .id = STR("first")};
    v->ready_box = (struct box){.heading = STR("Taking referrals"), .id = STR("ready")};
    v->ready.none = STR("This role takes no referrals.");
    v->ready.items.items = ARENA_ARRAY(c->arena, struct line, sum->ready.n);
    for (size_t i = 0; i < sum->ready.n; i++)
        v->ready.items.items[v->ready.items.n++] = ready_line(c, &sum->ready.items[i], reach);
    add_gaps(c, s, reach, sum, v);
    v->missing_box = (struct box){.heading = STR("See to it"), .id = STR("missing")};
    v->advice_box = (struct box){.heading = STR("Would help"), .id = STR("advice")};
    if (s->settings == 0 && sum->ready.n)
        v->ready_box.quiet = STR("No settings are recorded yet, so this is for general practice");
}

/* ---- what they were trained in ---- */

static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("Training")}, {.heading = STR_INIT("Done")}, {.heading = STR_INIT("Counts until")}};
static const struct worklist_kind KIND = {.name = "training",
    .path = {STR_INIT("/my-development")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Training"),
    .empty = STR_INIT("Nothing is recorded yet.")};

static void add_training(struct ctx *c, const struct training *t, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    cells[0] = (struct worklist_cell){.text = training_title(a, t->course, t->setting),
        .href = url_with_id(a, "/team/training/", t->key, ""),
        .hidden = str_printf(a, "done %.*s", STR_ARG(date_long(a, t->done_on))),
        .quiet = t->evidence};
    cells[1].text = date_short(a, t->done_on);
    struct tag counts = training_tag(a, t, today);
    if (!training_is_confirmed(t))
        cells[2].tag = (struct tag){.text = STR("Not confirmed yet"), .colour = TAG_ORANGE};
    else if (counts.colour == TAG_NO_COLOUR)
        cells[2].text = counts.text;
    else
        cells[2].tag = counts;
}

static struct timeline_event struck_training(struct ctx *c, const struct training *t)
{
    struct arena *a = c->arena;
    return (struct timeline_event){.title = training_title(a, t->course, t->setting),
        .when = str_printf(a, "Done %.*s", STR_ARG(date_long(a, t->done_on))),
        .by = str_printf(a, "recorded by %.*s", STR_ARG(t->recorded_by_name)),
        .note = t->evidence,
        .struck = true,
        .struck_by = str_printf(a, "Struck through by %.*s, %.*s: %.*s", STR_ARG(t->struck_by_name),
            STR_ARG(date_long(a, instant_date(t->struck_at))), STR_ARG(t->struck_why))};
}

static struct timeline_event past_override(struct ctx *c, const struct readiness_override *o)
{
    struct arena *a = c->arena;
    struct str setting = vocabulary_label(&work_settings, (int)o->setting);
    struct date last = instant_is_set(o->ended_at) ? instant_date(o->ended_at) : o->until_on;
    return (struct timeline_event){.title = str_printf(a, "Override, %.*s", STR_ARG(setting)),
        .when = str_printf(a, "%.*s to %.*s", STR_ARG(date_long(a, o->from_on)), STR_ARG(date_long(a, last))),
        .by = o->made_by_name,
        .note = o->reason};
}

void passport_show_training(struct ctx *c, const struct staff_facts *s, struct passport_view *v)
{
    struct date today = clock_today(c->clock);
    struct worklist w = {.kind = &KIND, .page = 1};
    struct worklist_place none = {0};
    worklist_view(c, &w, &(struct worklist_span){.shown = s->training.n}, none, none, &v->training);
    v->struck.items.items = ARENA_ARRAY(c->arena, struct timeline_event, s->training.n + s->overrides.n);
    for (size_t i = 0; i < s->training.n; i++) {
        const struct training *t = &s->training.items[i];
        if (training_stands(t))
            add_training(c, t, &v->training);
        else
            v->struck.items.items[v->struck.items.n++] = struck_training(c, t);
    }
    for (size_t i = 0; i < s->overrides.n; i++)
        if (!override_acts(&s->overrides.items[i], today))
            v->struck.items.items[v->struck.items.n++] = past_override(c, &s->overrides.items[i]);
    worklist_head_cells(&KIND, &v->training);
    v->training_box = (struct box){.heading = STR("Training"), .id = STR("training")};
    v->has_struck = v->struck.items.n != 0;
}
