/* Choices in a form: read, carried out, carried along; and merging by them. */
#include "care/editing/conflict.h"

static struct str prefixed(struct arena *a, const char *prefix, struct str name)
{
    return str_printf(a, "%s%.*s", prefix, STR_ARG(name));
}

static struct str choice_of(struct arena *a, const struct form *form, const struct record_field *f)
{
    return form_get(form, prefixed(a, "keep_", f->form));
}

static int64_t seen_of(struct arena *a, const struct form *form, const struct record_field *f)
{
    int64_t seen = 0;
    return str_int(form_get(form, prefixed(a, "seen_", f->form)), 1, INT32_MAX, &seen) ? seen : 0;
}

bool conflict_was_shown(const struct form *sent)
{
    for (size_t i = 0; i < sent->fields.n; i++)
        if (str_starts(sent->fields.items[i].name, STR("seen_"))) return true;
    return false;
}

static enum err state_at(struct ctx *c, const struct conflict_record *record, int64_t version, struct version *ret)
{
    if (version || !record->from_nothing) return version_of(c, record->kind, record->id, version, ret);
    *ret = (struct version){.state = STR("{}")};
    return ERR_NONE;
}

/* The value that a field had in a version. */
static enum err value_at(struct ctx *c, const struct conflict_record *record, const struct record_field *f,
    int64_t version, struct str *ret)
{
    struct version v;
    enum err err = state_at(c, record, version, &v);
    if (!err) *ret = merge_value(c->arena, v.state, f->state);
    return err;
}

/* ---- settling ---- */

static bool typed_other(const struct form *form, const struct record_field *f)
{
    for (size_t i = 0; i < form->fields.n; i++)
        if (record_form_is(form->fields.items[i].name, "other_", f->form) &&
            str_trim(form->fields.items[i].value).n)
            return true;
    return false;
}

/* The third text becomes the field's own. */
static struct form with_other(struct arena *a, const struct form *form, const struct record_field *f)
{
    struct form with = *form;
    with.fields.items = ARENA_ARRAY(a, struct form_field, form->fields.n);
    with.fields.n = 0;
    for (size_t i = 0; i < form->fields.n; i++) {
        struct form_field one = form->fields.items[i];
        if (record_form_is(one.name, "", f->form)) continue;
        if (record_form_is(one.name, "other_", f->form)) one.name = str_skip(one.name, 6);
        with.fields.items[with.fields.n++] = one;
    }
    return with;
}

static struct form with_choice(
    struct arena *a, const struct form *form, const struct record_field *f, struct str keep)
{
    const struct record_field choice = {.form = prefixed(a, "keep_", f->form)};
    return record_form_with(a, form, &choice, keep);
}

static enum err both_texts(struct ctx *c, const struct conflict_record *record, const struct form *form,
    const struct record_field *f, int64_t seen, struct str *ret)
{
    struct merge_field both = {0};
    int64_t began = 0;
    struct str mine = str_trim(form_get(form, f->form));
    if (!str_int(form_get(form, STR("version")), 0, INT32_MAX, &began)) return ERR_NOT_FOUND;
    enum err err = value_at(c, record, f, began, &both.base);
    if (!err) err = value_at(c, record, f, seen, &both.theirs);
    if (!err) *ret = merge_both(c->arena, &both, mine);
    return err;
}

static enum err settle_one(
    struct ctx *c, const struct conflict_record *record, const struct record_field *f, struct form *form)
{
    struct arena *a = c->arena;
    struct str keep = choice_of(a, form, f), value;
    int64_t seen = seen_of(a, form, f);
    if (!seen || !keep.n) return ERR_NONE;
    bool other = str_eq(keep, STR("other"));
    if (!other && typed_other(form, f)) {
        *form = with_choice(a, form, f, STR_NONE);
        return ERR_NONE;
    }
    enum err err = ERR_NONE;
    if (other) {
        *form = with_other(a, form, f);
    } else if (str_eq(keep, STR("theirs"))) {
        err = value_at(c, record, f, seen, &value);
        if (!err) *form = record_form_with(a, form, f, value);
    } else if (str_eq(keep, STR("both")) && f->kind == FIELD_LINES) {
        err = both_texts(c, record, form, f, seen, &value);
        if (!err) *form = record_form_with(a, form, f, value);
    } else if (!str_eq(keep, STR("mine"))) {
        return ERR_NONE; /* an answer that was never offered: asked again */
    }
    if (err == ERR_NOT_FOUND) return ERR_NONE; /* a version that isn't there was never seen: asked again */
    if (!err) *form = with_choice(a, form, f, STR("\"mine\""));
    return err;
}

enum err conflict_settle(
    struct ctx *c, const struct conflict_record *record, const struct form *sent, struct form *ret_settled)
{
    enum err err = ERR_NONE;
    *ret_settled = *sent;
    for (size_t i = 0; !err && i < record->fields.n; i++)
        if (!record->fields.items[i].fixed) err = settle_one(c, record, &record->fields.items[i], ret_settled);
    return err;
}

/* ---- merging ---- */

enum err conflict_base(struct ctx *c, const struct conflict_record *record, const struct form *settled,
    int64_t version, struct str *ret_state)
{
    struct version began;
    struct merge m;
    size_t n;
    const struct merge_rule *rules = record_merge_rules(c->arena, record->fields, &n);
    enum err err = state_at(c, record, version, &began);
    if (!err) err = merge_read(c->arena, rules, n, began.state, began.state, began.state, &m);
    for (size_t i = 0; !err && i < n; i++) {
        const struct record_field *f = record_field_of(record->fields, rules[i].field);
        int64_t seen = seen_of(c->arena, settled, f);
        m.fields[i].result = m.fields[i].base;
        if (!seen || !str_eq(choice_of(c->arena, settled, f), STR("mine"))) continue;
        err = value_at(c, record, f, seen, &m.fields[i].result);
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
    }
    if (!err) *ret_state = merge_state(c->arena, &m);
    return err;
}

enum err conflict_merge(struct ctx *c, const struct conflict_record *record, struct str base, struct str theirs,
    struct str mine, struct merge *ret)
{
    size_t n;
    const struct merge_rule *rules = record_merge_rules(c->arena, record->fields, &n);
    enum err err = merge_read(c->arena, rules, n, base, theirs, mine, ret);
    if (!err) merge_decide(c->arena, ret);
    return err;
}

struct conflict_fields conflict_carried(struct arena *a, const struct form *settled)
{
    struct conflict_fields list = {ARENA_ARRAY(a, struct form_field, settled->fields.n), 0};
    for (size_t i = 0; i < settled->fields.n; i++) {
        const struct form_field *f = &settled->fields.items[i];
        if (str_starts(f->name, STR("seen_")) || str_starts(f->name, STR("keep_"))) list.items[list.n++] = *f;
    }
    return list;
}
