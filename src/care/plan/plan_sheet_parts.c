#include "base/limits.h"
#include "care/letters/letter.h"
#include "care/plan/plan_headings.h"
#include "care/plan/plan_sheet.h"

enum { IDEAS_MOST = 24 }; /* sections with ideas: two, and the fields of three blocks */

/* ---- headings ---- */

static struct plan_title title_of(const struct plan_catalogue *words, enum plan_heading heading)
{
    const struct plan_catalogue *english = plan_catalogue(STR("en"));
    struct plan_title t = {.english = english->words[heading]};
    if (words == english) return t;
    t.foreign = words->words[heading];
    t.language = words->language;
    t.right_to_left = words->right_to_left;
    return t;
}

static struct plan_sheet_part part_of(const struct plan_catalogue *words, const struct plan_block *b)
{
    enum plan_heading heading = plan_heading_of(b->id);
    struct plan_sheet_part part = {.title = {.english = b->heading}};
    if (heading != PLAN_HEADINGS) part.title = title_of(words, heading);
    part.said.items = b->said.items;
    part.said.n = b->said.n;
    return part;
}

void plan_sheet_words(struct arena *a, struct str language, struct plan_sheet *s)
{
    const struct plan_catalogue *words = plan_catalogue(language), *english = plan_catalogue(STR("en"));
    if (!words) words = english; /* a catalogue that was taken out since */
    s->top = title_of(words, PLAN_HEADING_PLAN);
    s->top.english = s->heading;
    s->changed = title_of(words, PLAN_HEADING_CHANGED);
    s->matters = title_of(words, PLAN_HEADING_MATTERS);
    s->goals = title_of(words, PLAN_HEADING_GOALS);
    s->needs = title_of(words, PLAN_HEADING_NEEDS);
    s->questions = title_of(words, PLAN_HEADING_QUESTIONS);
    if (words != english) s->in_english = words->words[PLAN_HEADING_IN_ENGLISH];
    s->before.items = ARENA_ARRAY(a, struct plan_sheet_part, s->plan.before.n);
    s->after.items = ARENA_ARRAY(a, struct plan_sheet_part, s->plan.after.n);
    for (size_t i = 0; i < s->plan.before.n; i++)
        s->before.items[s->before.n++] = part_of(words, &s->plan.before.items[i]);
    for (size_t i = 0; i < s->plan.after.n; i++)
        s->after.items[s->after.n++] = part_of(words, &s->plan.after.items[i]);
}

/* ---- what changed ---- */

static struct str now_and_before(struct arena *a, const struct version_field *f)
{
    if (!f->after.n) return str_printf(a, "Not there any more. Before: %.*s", STR_ARG(f->before));
    return f->before.n ? str_printf(a, "%.*s. Before: %.*s", STR_ARG(f->after), STR_ARG(f->before)) : f->after;
}

void plan_sheet_changes(struct arena *a, const struct plan_changed *items, size_t n, struct plan_sheet *s)
{
    s->changes.items = ARENA_ARRAY(a, struct plan_sheet_part, n);
    for (size_t i = 0; i < n; i++) {
        const struct version_fields *fields = &items[i].changes.fields;
        struct plan_sheet_part part = {.title = {.english = items[i].heading}};
        part.said.items = ARENA_ARRAY(a, struct plan_said, fields->n);
        for (size_t f = 0; f < fields->n; f++)
            part.said.items[part.said.n++] =
                (struct plan_said){fields->items[f].name, now_and_before(a, &fields->items[f])};
        s->changes.items[s->changes.n++] = part;
    }
}

/* ---- easy read ---- */

static void add_ideas(struct arena *a, struct plan_sheet *s, struct plan_title title, struct str text)
{
    struct letter_lines lines = letter_ideas(a, text);
    if (!lines.n || s->ideas.n == IDEAS_MOST) return;
    struct plan_sheet_ideas *part = &s->ideas.items[s->ideas.n++];
    *part = (struct plan_sheet_ideas){.title = title};
    part->lines.items = lines.items;
    part->lines.n = lines.n;
}

static struct str goals_in_lines(struct arena *a, const struct plan_sheet *s)
{
    struct buf out = buf_new(a, 1024, LIMIT_PAGE);
    for (size_t i = 0; i < s->plan.goals.n; i++) {
        const struct plan_goal_view *g = &s->plan.goals.items[i];
        if (g->over) continue;
        buf_add(&out, str_printf(a, "- %.*s\n", STR_ARG(g->words)));
        for (size_t k = 0; k < g->steps.n; k++)
            buf_add(&out,
                str_printf(a, "- %.*s%s%.*s\n", STR_ARG(g->steps.items[k].what),
                    g->steps.items[k].who.n ? ": " : "", STR_ARG(g->steps.items[k].who)));
    }
    return buf_str(&out);
}

/* A block with labels is a section for each: "If things change: Early signs". */
static void add_part(struct arena *a, struct plan_sheet *s, const struct plan_sheet_part *part)
{
    for (size_t i = 0; i < part->said.n; i++) {
        struct plan_title title = part->title;
        if (part->said.items[i].label.n)
            title.english =
                str_printf(a, "%.*s: %.*s", STR_ARG(title.english), STR_ARG(part->said.items[i].label));
        add_ideas(a, s, title, part->said.items[i].text);
    }
}

void plan_sheet_ideas(struct arena *a, struct plan_sheet *s)
{
    s->ideas.items = ARENA_ARRAY(a, struct plan_sheet_ideas, IDEAS_MOST);
    add_ideas(a, s, s->matters, s->plan.matters.text);
    add_ideas(a, s, s->goals, goals_in_lines(a, s));
    for (size_t i = 0; i < s->plan.after.n; i++) {
        struct str id = s->plan.after.items[i].id;
        if (str_eq(id, STR("myself")) || str_eq(id, STR("change")) || str_eq(id, STR("connected")))
            add_part(a, s, &s->after.items[i]);
    }
}
