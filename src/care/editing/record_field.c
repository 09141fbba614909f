#include "care/editing/record_field.h"

#include "base/date.h"
#include "wire/json.h"

static struct str date_words(struct arena *a, struct str iso)
{
    struct date d;
    return date_from_iso(iso, &d) ? date_long(a, d) : iso;
}

static struct str code_words(const struct vocabulary *list, struct str code)
{
    int value;
    return vocabulary_find(list, code, &value) ? vocabulary_label(list, value) : code;
}

struct str record_words(struct arena *a, const struct record_field *f, struct str value)
{
    struct str text = merge_text(a, value);
    switch (f->kind) {
    case FIELD_FLAG: return str_eq(value, STR("true")) ? STR("Yes") : STR_NONE;
    case FIELD_CODE: return text.n ? code_words(f->codes, text) : STR_NONE;
    case FIELD_DATE: return text.n ? date_words(a, text) : STR_NONE;
    case FIELD_TEXT:
    case FIELD_LINES: break;
    }
    return text;
}

struct version_fields record_compare(
    struct arena *a, struct record_fields fields, struct str before, struct str after)
{
    struct version_fields list = {ARENA_ARRAY(a, struct version_field, fields.n), 0};
    for (size_t i = 0; i < fields.n; i++) {
        const struct record_field *f = &fields.items[i];
        struct str was = merge_value(a, before, f->state), is = merge_value(a, after, f->state);
        struct str before_words = record_words(a, f, was), after_words = record_words(a, f, is);
        if (!before_words.n && !after_words.n) continue;
        list.items[list.n++] = (struct version_field){
            .name = f->label, .before = before_words, .after = after_words, .changed = !str_eq(was, is)};
    }
    return list;
}

struct version_fields record_changes(
    struct arena *a, struct record_fields fields, struct str before, struct str after)
{
    struct version_fields all = record_compare(a, fields, before, after), list = {all.items, 0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].changed) list.items[list.n++] = all.items[i];
    return list;
}

struct merge_rule *record_merge_rules(struct arena *a, struct record_fields fields, size_t *ret_n)
{
    struct merge_rule *rules = ARENA_ARRAY(a, struct merge_rule, fields.n);
    *ret_n = 0;
    for (size_t i = 0; i < fields.n; i++)
        if (!fields.items[i].fixed)
            rules[(*ret_n)++] = (struct merge_rule){.field = fields.items[i].state,
                .group = fields.items[i].group,
                .lines = fields.items[i].kind == FIELD_LINES};
    return rules;
}

const struct record_field *record_field_of(struct record_fields fields, struct str state)
{
    for (size_t i = 0; i < fields.n; i++)
        if (str_eq(fields.items[i].state, state)) return fields.items + i;
    BUG("no field of this name");
}

/* ---- in a form ---- */

bool record_form_is(struct str sent, const char *prefix, struct str name)
{
    struct str before = str_from_cstr(prefix);
    if (before.n && !str_starts(sent, before)) return false;
    struct str rest = str_skip(sent, before.n);
    if (!str_starts(rest, name)) return false;
    rest = str_skip(rest, name.n);
    return !rest.n || rest.p[0] == '[';
}

static void add(struct form *form, struct str name, struct str value)
{
    form->fields.items[form->fields.n++] = (struct form_field){name, value};
}

static void add_date(struct arena *a, struct form *form, struct str name, struct str iso)
{
    struct date d;
    bool known = date_from_iso(iso, &d);
    struct date_parts p = known ? date_parts(d) : (struct date_parts){0};
    const int numbers[] = {p.day, p.month, p.year};
    static const char *const parts[] = {"day", "month", "year"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        add(form, str_printf(a, "%.*s[%s]", STR_ARG(name), parts[i]),
            known ? str_printf(a, "%d", numbers[i]) : STR(""));
}

enum { PARTS_MOST = 3 };

struct form record_form_with(
    struct arena *a, const struct form *form, const struct record_field *f, struct str value)
{
    struct form with = *form;
    struct str text = merge_text(a, value);
    with.fields.items = ARENA_ARRAY(a, struct form_field, form->fields.n + PARTS_MOST);
    with.fields.n = 0;
    for (size_t i = 0; i < form->fields.n; i++)
        if (!record_form_is(form->fields.items[i].name, "", f->form))
            with.fields.items[with.fields.n++] = form->fields.items[i];
    if (f->kind == FIELD_DATE)
        add_date(a, &with, f->form, text);
    else if (f->kind != FIELD_FLAG)
        add(&with, f->form, text.n ? text : STR(""));
    else if (str_eq(value, STR("true")))
        add(&with, f->form, STR("yes"));
    return with;
}
