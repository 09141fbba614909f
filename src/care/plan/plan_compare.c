/* Two plans side by side, in plain words: what a part of the one says, and the other. */
#include "care/plan/plan_compare.h"

#include "base/utf8.h"
#include "care/about/about_me.h"
#include "care/plan/plan_fields.h"

/* TEXT_MOST: bytes of both sides that fit on a page, however much of them is "&". */
enum { HEADING_BYTES = 120, PARTS_MORE = 3, TEXT_MOST = 160 * 1024 };

struct comparing {
    struct arena *a;
    const struct plan *before, *after;
    struct str before_title, after_title;
    enum plan_reader reader;
    struct plan_changes out;
    size_t bytes;
};

static void keep(struct comparing *k, struct str heading, struct version_fields fields)
{
    if (!fields.n) return;
    for (size_t i = 0; i < fields.n; i++) k->bytes += fields.items[i].before.n + fields.items[i].after.n;
    if (k->bytes > TEXT_MOST) {
        k->out.left_out++;
        return;
    }
    k->out.items[k->out.n++] = (struct plan_changed){.heading = heading,
        .changes = {.caption = heading, .before = k->before_title, .after = k->after_title, .fields = fields}};
}

/* "Goal: Read my own post again" */
static struct str heading_of(struct arena *a, const struct plan_part *part)
{
    static const char *const NAMES[] = {"", "", [PLAN_NEED] = "Need", [PLAN_GOAL] = "Goal", [PLAN_STEP] = "Step"};
    enum plan_section section;
    if (part->kind == PLAN_SECTION)
        return plan_section_of(part->key, &section) ? plan_section_heading(section) : STR_NONE;
    struct str words = plan_text(a, part, part->kind == PLAN_STEP ? "what" : "words");
    return str_printf(a, "%s: %.*s", NAMES[part->kind], STR_ARG(utf8_shorten(a, words, HEADING_BYTES)));
}

/* What others said, the assessment and how the plan was made stand on no copy. */
static bool is_read(const struct comparing *k, const struct plan_part *part)
{
    enum plan_section section;
    if (!part || k->reader == PLAN_FOR_TEAM) return true;
    if (part->kind == PLAN_NEED) return !str_eq(plan_text(k->a, part, "whose"), STR("others"));
    if (part->kind != PLAN_SECTION) return true;
    return plan_section_of(part->key, &section) && section < PLAN_DOMAINS_FROM && section != PLAN_MADE;
}

/* Whom it was asked of is no part of what was said, and is a number there; a need may be in others' words. */
static struct record_fields fields_of(const struct comparing *k, const struct plan_part *part)
{
    struct arena *a = k->a;
    const struct document *d = plan_table(part->kind, part->key);
    struct record_field *fields = ARENA_ARRAY(a, struct record_field, d->n);
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        if (!str_eq(d->fields[i].field.state, STR(PLAN_TOLD_ASK)) &&
            (k->reader == PLAN_FOR_TEAM || !str_eq(d->fields[i].field.state, STR(PLAN_GOAL_NEED))))
            fields[n++] = d->fields[i].field;
    return (struct record_fields){fields, n};
}

/* The names of needs instead of their keys. */
static void name_needs(struct comparing *k, struct version_fields *fields)
{
    for (size_t i = 0; i < fields->n; i++)
        for (int side = 0; side < 2; side++) {
            struct str *value = side ? &fields->items[i].after : &fields->items[i].before;
            struct uuid key;
            if (!uuid_from_text(*value, &key)) continue;
            const struct plan_part *need = plan_find(side ? k->after : k->before, PLAN_NEED, key);
            if (need) *value = plan_text(k->a, need, "words");
        }
}

static void compare_part(struct comparing *k, const struct plan_part *before, const struct plan_part *after)
{
    const struct plan_part *part = after ? after : before;
    if (!is_read(k, before) || !is_read(k, after)) return;
    struct version_fields fields = record_changes(
        k->a, fields_of(k, part), before ? before->state : STR_NONE, after ? after->state : STR_NONE);
    name_needs(k, &fields);
    keep(k, heading_of(k->a, part), fields);
}

static void compare_line(struct comparing *k, const char *name, struct str before, struct str after)
{
    struct version_field *f = ARENA_NEW(k->a, struct version_field);
    if (str_eq(before, after)) return;
    *f = (struct version_field){.name = str_from_cstr(name), .before = before, .after = after, .changed = true};
    keep(k, f->name, (struct version_fields){f, 1});
}

struct plan_changes plan_compare(struct arena *a, const struct plan *before, struct str before_title,
    const struct plan *after, struct str after_title, enum plan_reader reader)
{
    struct comparing k = {a, before, after, before_title, after_title, reader, {NULL, 0, 0}, 0};
    k.out.items = ARENA_ARRAY(a, struct plan_changed, before->n + after->n + PARTS_MORE);
    keep(&k, STR("What matters to them"), record_changes(a, about_fields(a), before->about, after->about));
    for (size_t i = 0; i < after->n; i++)
        compare_part(&k, plan_find(before, after->items[i].kind, after->items[i].key), &after->items[i]);
    for (size_t i = 0; i < before->n; i++)
        if (!plan_find(after, before->items[i].kind, before->items[i].key))
            compare_part(&k, &before->items[i], NULL);
    compare_line(&k, "Support they are connected to", before->support, after->support);
    compare_line(&k, "What may be shared", before->permissions, after->permissions);
    return k.out;
}
