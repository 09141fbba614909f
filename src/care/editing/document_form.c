/* A document's fields as a form: drawn, read, and a state as the form that would say it. */
#include "care/editing/document.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 128 * 1024 };

struct record_fields document_record_fields(struct arena *a, const struct document *s)
{
    struct record_field *fields = ARENA_ARRAY(a, struct record_field, s->n);
    for (size_t i = 0; i < s->n; i++) fields[i] = s->fields[i].field;
    return (struct record_fields){fields, s->n};
}

struct str document_words(struct arena *a, const struct document *s, const char *field, struct str state)
{
    const struct record_field *f = record_field_of(document_record_fields(a, s), str_from_cstr(field));
    return record_words(a, f, merge_value(a, state, f->state));
}

struct form document_form_of(struct arena *a, const struct document *s, const struct document_state *state)
{
    struct form form = {0};
    for (size_t i = 0; i < s->n; i++) {
        const struct record_field *f = &s->fields[i].field;
        form = record_form_with(a, &form, f, merge_value(a, state->state, f->state));
    }
    const struct record_field version = {.form = STR("version")};
    return record_form_with(a, &form, &version, str_printf(a, "\"%lld\"", (long long)state->version));
}

/* ---- reading ---- */

/* What a field says; STR_NONE: nothing. */
static struct str read_value(
    struct arena *a, const struct document_field *f, const struct form *form, struct problems *problems)
{
    const struct record_field *field = &f->field;
    struct str code = form_get(form, field->form);
    int value;
    switch (field->kind) {
    case FIELD_LINES: return field_note(form, field->form, field->label, f->most, problems);
    case FIELD_DATE: return date_iso(a, field_date(form, field->form, field->label, problems).date);
    case FIELD_FLAG: return field_ticked(form, field->form) ? STR("yes") : STR_NONE;
    case FIELD_TEXT: return field_text(form, field->form, field->label, f->most, problems);
    case FIELD_CODE: break;
    }
    if (code.n && !vocabulary_find(field->codes, code, &value))
        problems_add(problems, field->form, STR("Choose one of the answers"));
    return code;
}

struct str document_form_read(
    struct arena *a, const struct document *s, const struct form *form, struct problems *problems)
{
    struct buf out = buf_new(a, 1024, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    for (size_t i = 0; i < s->n; i++) {
        const struct document_field *f = &s->fields[i];
        struct str value = read_value(a, f, form, problems);
        if (!value.n && f->missing.n) problems_add(problems, f->field.form, f->missing);
        if (!value.n) continue;
        json_name(&w, s->fields[i].field.state);
        if (s->fields[i].field.kind == FIELD_FLAG)
            json_bool(&w, true);
        else
            json_str(&w, value);
    }
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow || problems->n); /* texts that are too long are not saved, and needn't fit */
    return buf_str(&out);
}

enum err document_write(struct ctx *c, const struct document *s, const struct document_place *place,
    const struct document_word *words, size_t n)
{
    struct buf out = buf_new(c->arena, 1024, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    struct document_state next;
    json_object_begin(&w);
    for (size_t i = 0; i < n; i++) {
        const struct record_field *f =
            record_field_of(document_record_fields(c->arena, s), str_from_cstr(words[i].field));
        if (!words[i].value.n) continue;
        json_name(&w, f->state);
        if (f->kind == FIELD_FLAG)
            json_bool(&w, true);
        else
            json_str(&w, words[i].value);
    }
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow); /* the fields' longest texts fit */
    enum err err = s->load(c, place, &next);
    if (err || str_eq(next.state, buf_str(&out))) return err; /* it says so already */
    next.state = buf_str(&out);
    return s->save(c, place, &next);
}

/* ---- drawing ---- */

static struct radios draw_choices(
    struct arena *a, const struct document_field *f, const struct form *form, struct str error)
{
    const struct vocabulary *list = f->field.codes;
    struct str chosen = form_get(form, f->field.form);
    struct radios r = {.name = f->field.form,
        .legend = f->field.label,
        .legend_size = SIZE_S,
        .hint = f->hint,
        .error = error,
        .in_line = f->in_line,
        .small = true};
    r.items.items = ARENA_ARRAY(a, struct choice, list->n);
    for (size_t i = 0; i < list->n; i++)
        r.items.items[r.items.n++] = (struct choice){.value = list->terms[i].code,
            .label = list->terms[i].label,
            .checked = str_eq(list->terms[i].code, chosen)};
    return r;
}

static struct date_input draw_date(
    struct arena *a, const struct document_field *f, const struct form *form, struct str error)
{
    struct str typed[3];
    static const char *const parts[] = {"day", "month", "year"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        typed[i] = form_get(form, str_printf(a, "%.*s[%s]", STR_ARG(f->field.form), parts[i]));
    return (struct date_input){.name = f->field.form,
        .legend = f->field.label,
        .legend_size = SIZE_S,
        .hint = f->hint,
        .day = typed[0],
        .month = typed[1],
        .year = typed[2],
        .error = error};
}

static struct checkboxes draw_tick(struct arena *a, const struct document_field *f, const struct form *form)
{
    struct choice *one = ARENA_NEW(a, struct choice);
    *one = (struct choice){.value = STR("yes"),
        .label = f->field.label,
        .hint = f->hint,
        .checked = field_ticked(form, f->field.form)};
    return (struct checkboxes){.name = f->field.form, .items = {one, 1}, .small = true};
}

static struct document_control draw(
    struct arena *a, const struct document_field *f, const struct form *form, const struct problems *problems)
{
    struct str name = f->field.form, error = problems_at(problems, name);
    struct document_control control = {0};
    switch (f->field.kind) {
    case FIELD_LINES:
        control.area = (struct textarea){.name = name,
            .label = f->field.label,
            .label_size = SIZE_S,
            .hint = f->hint,
            .value = form_get(form, name),
            .error = error,
            .rows = f->rows};
        break;
    case FIELD_TEXT:
        control.line = (struct input){.name = name,
            .label = f->field.label,
            .label_size = SIZE_S,
            .hint = f->hint,
            .value = form_get(form, name),
            .error = error,
            .width = 30,
            .autocomplete = STR("off")};
        break;
    case FIELD_CODE: control.radios = draw_choices(a, f, form, error); break;
    case FIELD_DATE: control.date = draw_date(a, f, form, error); break;
    case FIELD_FLAG: control.tick = draw_tick(a, f, form); break;
    }
    return control;
}

struct document_edit_view *document_form_view(
    struct arena *a, const struct document *s, const struct form *form, const struct problems *problems)
{
    struct document_edit_view *v = ARENA_NEW(a, struct document_edit_view);
    struct problems *kept = ARENA_NEW(a, struct problems);
    *kept = *problems;
    *v = (struct document_edit_view){.problems = problems_summary(kept),
        .heading = s->heading,
        .lead = s->lead,
        .version = form_get(form, STR("version")),
        .carried = conflict_carried(a, form)};
    v->controls.items = ARENA_ARRAY(a, struct document_control, s->n);
    for (size_t i = 0; i < s->n; i++) v->controls.items[v->controls.n++] = draw(a, &s->fields[i], form, kept);
    return v;
}
