/* The page that shows both texts. */
#include "care/editing/conflict.h"

#include "care/editing/pages/conflict.tmpl.h"

struct str version_by(const struct version *v)
{
    return v->by.n ? v->by : STR("An import or Cairn itself");
}

struct str version_who(struct arena *a, const struct version *v)
{
    if (!v->by.n || !v->role) return version_by(v);
    struct str role = staff_role_label((enum staff_role)v->role);
    return str_printf(a, "%.*s, %.*s", STR_ARG(v->by), STR_ARG(role));
}

struct slot conflict_main(const struct conflict_view *v)
{
    return conflict_page_slot(v);
}

/* ---- one question ---- */

struct asking {
    struct ctx *c;
    const struct conflict_record *record;
    const struct version_of_record_list *since; /* what was saved meanwhile, the newest first */
    const struct form *sent;
};

static struct str other_value(const struct asking *q, const struct record_field *f, const char *part)
{
    return form_get(q->sent, str_printf(q->c->arena, "other_%.*s%s", STR_ARG(f->form), part));
}

static struct slot date_control(const struct asking *q, const struct record_field *f, struct str name)
{
    struct date_input *d = ARENA_NEW(q->c->arena, struct date_input);
    *d = (struct date_input){.name = name,
        .legend = f->label,
        .day = other_value(q, f, "[day]"),
        .month = other_value(q, f, "[month]"),
        .year = other_value(q, f, "[year]")};
    return conflict_date_slot(d);
}

/* Where a third text is written. */
static struct slot other_control(const struct asking *q, const struct record_field *f)
{
    struct arena *a = q->c->arena;
    struct str name = str_printf(a, "other_%.*s", STR_ARG(f->form)), value = other_value(q, f, "");
    if (f->kind == FIELD_DATE) return date_control(q, f, name);
    if (f->kind == FIELD_CODE) {
        struct select_field *s = ARENA_NEW(a, struct select_field);
        *s = (struct select_field){
            .name = name, .label = f->label, .items = options_of(a, f->codes, "Not recorded", value)};
        return conflict_select_slot(s);
    }
    if (f->kind == FIELD_LINES) {
        struct textarea *t = ARENA_NEW(a, struct textarea);
        *t = (struct textarea){.name = name, .label = f->label, .value = value, .rows = 4};
        return conflict_text_slot(t);
    }
    struct input *in = ARENA_NEW(a, struct input);
    *in = (struct input){.name = name, .label = f->label, .value = value, .width = 20, .autocomplete = STR("off")};
    return conflict_input_slot(in);
}

static struct slot said(struct arena *a, const struct record_field *f, struct str value)
{
    struct conflict_said *s = ARENA_NEW(a, struct conflict_said);
    s->text = record_words(a, f, value);
    return conflict_said_slot(s);
}

static struct str their_words(const struct asking *q, const struct record_field *f)
{
    struct arena *a = q->c->arena;
    const struct version *v = version_that_set(a, q->since, f->state);
    if (!v) return STR("Keep what stands there now");
    return str_printf(a, "Keep what %.*s saved, %.*s", STR_ARG(version_by(v)), STR_ARG(instant_long(a, v->at)));
}

static struct choice_list texts_to_keep(
    const struct asking *q, const struct record_field *f, const struct merge_field *m)
{
    struct arena *a = q->c->arena;
    struct choice_list list = {ARENA_ARRAY(a, struct choice, 4), 0};
    bool third = f->kind != FIELD_FLAG;
    struct str keep = form_get(q->sent, str_printf(a, "keep_%.*s", STR_ARG(f->form)));
    bool other = third && str_eq(keep, STR("other"));
    list.items[list.n++] =
        (struct choice){.value = STR("theirs"), .label = their_words(q, f), .hint_slot = said(a, f, m->theirs)};
    list.items[list.n++] = (struct choice){
        .value = STR("mine"), .label = STR("Keep what you typed"), .hint_slot = said(a, f, m->mine)};
    if (f->kind == FIELD_LINES)
        list.items[list.n++] = (struct choice){
            .value = STR("both"), .label = STR("Keep both"), .hint = STR("One after the other, nothing left out")};
    if (third)
        list.items[list.n++] = (struct choice){.value = STR("other"),
            .label = STR("Something else"),
            .checked = other,
            .conditional = other_control(q, f)};
    return list;
}

static struct conflict_row row_of(
    const struct asking *q, const struct record_field *f, const struct merge_field *m, struct problems *problems)
{
    struct arena *a = q->c->arena;
    struct str name = str_printf(a, "keep_%.*s", STR_ARG(f->form));
    struct str seen_name = str_printf(a, "seen_%.*s", STR_ARG(f->form));
    bool other = other_value(q, f, "").n || other_value(q, f, "[day]").n;
    if (form_get(q->sent, seen_name).n && other)
        problems_add(problems, name,
            str_printf(a, "Choose “Something else” for “%.*s”, or clear what is typed there", STR_ARG(f->label)));
    else if (form_get(q->sent, seen_name).n)
        problems_add(problems, name, str_printf(a, "Choose what to keep for “%.*s”", STR_ARG(f->label)));
    return (struct conflict_row){.seen_name = seen_name,
        .choices = {.name = name,
            .legend = f->label,
            .legend_size = SIZE_M,
            .heading = 2,
            .items = texts_to_keep(q, f, m),
            .error = problems_at(problems, name)}};
}

/* ---- the page ---- */

static bool is_asked(const struct conflict_view *v, struct str name)
{
    static const char *const prefixes[] = {"keep_", "seen_", "other_"};
    for (size_t i = 0; i < v->rows.n; i++) {
        struct str field = str_skip(v->rows.items[i].seen_name, 5);
        for (size_t k = 0; k < COUNT_OF(prefixes); k++)
            if (record_form_is(name, prefixes[k], field)) return true;
    }
    return false;
}

static void carry(struct arena *a, const struct form *settled, struct conflict_view *v)
{
    v->carried.items = ARENA_ARRAY(a, struct form_field, settled->fields.n);
    for (size_t i = 0; i < settled->fields.n; i++) {
        const struct form_field *f = &settled->fields.items[i];
        if (draft_is_own(f->name) || is_asked(v, f->name)) continue;
        v->carried.items[v->carried.n++] = *f;
    }
}

/* "Leah Morgan changed this while you were writing" */
static struct str heading_of(struct arena *a, const struct version_of_record_list *since)
{
    bool one = since->n > 0;
    for (size_t i = 1; i < since->n; i++) one = one && str_eq(since->items[i].by, since->items[0].by);
    struct str who = one ? version_by(&since->items[0]) : STR("Colleagues");
    return str_printf(a, "%.*s changed this while you were writing", STR_ARG(who));
}

/* What else they changed: it doesn't touch what was typed, and it stays. */
static void list_merged(
    struct arena *a, const struct conflict_record *record, const struct merge *m, struct conflict_view *v)
{
    v->merged = (struct versions){.caption = STR("Also changed meanwhile"),
        .before = STR("When you began"),
        .after = STR("Now"),
        .fields = {ARENA_ARRAY(a, struct version_field, m->n), 0}};
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_field *f = &m->fields[i];
        if (f->outcome != MERGE_THEIRS && f->outcome != MERGE_TOGETHER) continue;
        const struct record_field *field = record_field_of(record->fields, f->rule->field);
        v->merged.fields.items[v->merged.fields.n++] = (struct version_field){.name = field->label,
            .before = record_words(a, field, f->base),
            .after = record_words(a, field, f->result),
            .changed = true};
    }
}

enum err conflict_view(struct ctx *c, const struct conflict_record *record, const struct merge *m,
    struct version_range range, const struct form *settled, struct conflict_view *ret)
{
    struct version_of_record_list since;
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    problems->arena = c->arena;
    enum err err = versions_between(c, record->kind, record->id, range, &since);
    if (err) return err;
    const struct asking q = {c, record, &since, settled};
    ret->heading = heading_of(c->arena, &since);
    ret->rows.items = ARENA_ARRAY(c->arena, struct conflict_row, m->n);
    for (size_t i = 0; i < m->n; i++) {
        if (m->fields[i].outcome != MERGE_CONFLICT) continue;
        const struct record_field *f = record_field_of(record->fields, m->fields[i].rule->field);
        struct conflict_row row = row_of(&q, f, &m->fields[i], problems);
        row.seen = str_printf(c->arena, "%lld", (long long)range.up_to);
        ret->rows.items[ret->rows.n++] = row;
    }
    carry(c->arena, settled, ret);
    list_merged(c->arena, record, m, ret);
    ret->problems = problems_summary(problems);
    return ERR_NONE;
}
