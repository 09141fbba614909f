/* Two records side by side, and the one that comes of them. */
#include "care/people/person_pair.h"

#include "care/people/person_record.h"

static struct str choice_name(struct arena *a, const struct record_field *f)
{
    return str_printf(a, "take_%.*s", STR_ARG(f->form));
}

/* The fields of a group are one choice, under the name of the first of them. */
static const struct record_field *first_of_group(struct record_fields fields, const struct record_field *f)
{
    for (size_t i = 0; f->group && i < fields.n; i++)
        if (fields.items[i].group == f->group && !fields.items[i].fixed) return &fields.items[i];
    return f;
}

struct reading {
    struct ctx *c;
    struct record_fields fields;
    struct str kept, away; /* states */
};

static struct str words(const struct reading *r, const struct record_field *first, struct str state)
{
    struct arena *a = r->c->arena;
    struct str parts[8];
    size_t n = 0;
    for (size_t i = 0; i < r->fields.n && n < COUNT_OF(parts); i++) {
        const struct record_field *f = &r->fields.items[i];
        if (f != first && (!first->group || f->group != first->group || f->fixed)) continue;
        struct str said = record_words(a, f, merge_value(a, state, f->state));
        bool unknown = str_eq(f->state, STR("gender")) && str_eq(said, gender_label(GENDER_UNKNOWN));
        if (said.n && !unknown) parts[n++] = said;
    }
    return str_join(a, parts, n, STR(", "));
}

static struct str label_of(const struct record_field *f)
{
    if (str_eq(f->state, STR("address[0]"))) return STR("Address");
    return f->label;
}

/* What the one who remains lacks comes from the other; a flag that is set anywhere is set. */
static bool is_taken(const struct form *chosen, const struct person_point *p)
{
    if (p->alike) return false;
    struct str choice = chosen && p->asks ? form_get(chosen, p->name) : STR_NONE;
    return choice.n ? str_eq(choice, STR("away")) : !p->kept.n;
}

static void add_point(
    const struct reading *r, const struct record_field *f, const struct form *chosen, struct person_points *points)
{
    struct person_point p = {.name = choice_name(r->c->arena, f),
        .label = label_of(f),
        .kept = words(r, f, r->kept),
        .away = words(r, f, r->away)};
    p.alike = str_eq(p.kept, p.away);
    p.asks = !p.alike && ((p.kept.n && p.away.n) || str_starts(f->state, STR("died")));
    p.taken = is_taken(chosen, &p);
    if (p.kept.n || p.away.n) points->items[points->n++] = p;
}

static bool is_chosen(struct arena *a, const struct person_points *points, const struct record_field *first)
{
    struct str name = choice_name(a, first);
    for (size_t i = 0; i < points->n; i++)
        if (str_eq(points->items[i].name, name)) return points->items[i].taken;
    return false;
}

static enum err make_result(struct reading *r, const struct conflict_record *record, struct person_pair *pair)
{
    struct arena *a = r->c->arena;
    struct merge m;
    enum err err = conflict_merge(r->c, record, r->kept, r->kept, r->away, &m);
    if (err) return err;
    bool address = false;
    for (size_t i = 0; i < m.n; i++) {
        const struct record_field *f = record_field_of(r->fields, m.fields[i].rule->field);
        const struct record_field *first = first_of_group(r->fields, f);
        bool take = is_chosen(a, &pair->points, first);
        m.fields[i].result = take ? m.fields[i].mine : m.fields[i].theirs;
        m.fields[i].outcome = take ? MERGE_MINE : MERGE_SAME;
        address |= take && str_eq(f->state, STR("postcode"));
    }
    pair->result = pair->kept;
    err = person_from_state(a, merge_state(a, &m), &pair->result);
    if (address) pair->result.lsoa = pair->away.lsoa;
    return err;
}

enum err person_pair_compare(struct ctx *c, const struct form *chosen, struct person_pair *pair)
{
    pair->withheld = person_reach_is_withheld(c, &pair->kept) || person_reach_is_withheld(c, &pair->away);
    struct conflict_record record = {
        .kind = STR("person"), .id = pair->kept.id.v, .fields = person_record_fields(c->arena, pair->withheld)};
    struct reading r = {.c = c,
        .fields = record.fields,
        .kept = person_state_json(c->arena, &pair->kept),
        .away = person_state_json(c->arena, &pair->away)};
    pair->points.items = ARENA_ARRAY(c->arena, struct person_point, r.fields.n);
    pair->points.n = 0;
    for (size_t i = 0; i < r.fields.n; i++) {
        const struct record_field *f = &r.fields.items[i];
        if (!f->fixed && first_of_group(r.fields, f) == f) add_point(&r, f, chosen, &pair->points);
    }
    return make_result(&r, &record, pair);
}

enum err person_pair_read(struct ctx *c, struct person_id kept, struct person_id away, const struct form *chosen,
    struct person_pair *ret)
{
    *ret = (struct person_pair){.points.n = 0};
    enum err err = person_get_whole(c, kept, &ret->kept);
    if (!err) err = person_get_whole(c, away, &ret->away);
    return err ? err : person_pair_compare(c, chosen, ret);
}

enum { ROWS_BESIDE = 6 };

struct versions *person_pair_beside(
    struct ctx *c, const struct person_pair *pair, struct str kept_heading, struct str away_heading)
{
    struct versions *v = ARENA_NEW(c->arena, struct versions);
    struct str here = pair->kept.practice_name, there = pair->away.practice_name;
    *v = (struct versions){
        .caption = STR("What each says"), .before = kept_heading, .after = away_heading, .beside = true};
    v->fields.items = ARENA_ARRAY(c->arena, struct version_field, pair->points.n + ROWS_BESIDE);
    for (size_t i = 0; i < pair->points.n; i++) {
        const struct person_point *p = &pair->points.items[i];
        v->fields.items[v->fields.n++] =
            (struct version_field){.name = p->label, .before = p->kept, .after = p->away, .changed = p->asks};
    }
    if (here.n && there.n)
        v->fields.items[v->fields.n++] = (struct version_field){
            .name = STR("Practice"), .before = here, .after = there, .changed = !str_eq(here, there)};
    return v;
}

struct str person_pair_taken(struct arena *a, const struct person_pair *pair)
{
    struct str *labels = ARENA_ARRAY(a, struct str, pair->points.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < pair->points.n; i++)
        if (pair->points.items[i].taken) labels[n++] = pair->points.items[i].label;
    return str_join(a, labels, n, STR(", "));
}
