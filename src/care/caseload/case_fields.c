/* The fields that the forms of a case share. */
#include "care/caseload/case_pages.h"

struct select_field case_words_field(struct ctx *c, const char *name, const char *label,
    const struct vocabulary *list, const char *none, int chosen)
{
    struct select_field field = {.name = str_from_cstr(name), .label = str_from_cstr(label), .label_size = SIZE_S};
    struct option_list all =
        options_of(c->arena, list, none ? none : "", chosen ? vocabulary_code(list, chosen) : STR_NONE);
    size_t from = none ? 0 : 1;
    field.items.items = all.items + from;
    field.items.n = all.n - from;
    return field;
}

struct field_date case_date_shown(struct arena *a, struct date day)
{
    if (!date_is_set(day)) return (struct field_date){.date = DATE_NONE};
    struct date_parts p = date_parts(day);
    return (struct field_date){.day = str_printf(a, "%d", p.day),
        .month = str_printf(a, "%d", p.month),
        .year = str_printf(a, "%d", p.year),
        .date = day};
}

struct field_date case_day_read(
    struct ctx *c, const struct form *form, const char *name, const char *label, struct problems *p)
{
    struct str field = str_from_cstr(name);
    struct date today = clock_today(c->clock);
    struct field_date d = field_date(form, field, str_from_cstr(label), p);
    if (date_is_set(d.date) && date_before(d.date, today))
        problems_add(p, field, str_printf(c->arena, "%s must be today or later", label));
    if (date_is_set(d.date) && date_days_between(today, d.date) > CASE_DAYS_MOST)
        problems_add(p, field, str_printf(c->arena, "%s must be within 2 years", label));
    return d;
}

struct date_input case_date_field(const struct field_date *d, const char *name, const char *legend)
{
    return (struct date_input){.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .day = d->day,
        .month = d->month,
        .year = d->year};
}

struct textarea case_text_field(const char *name, const char *label, struct str value)
{
    return (struct textarea){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .rows = 2,
        .value = value};
}

struct select_field case_to_field(
    struct ctx *c, const struct case_takers *all, enum staff_role role, const char *label, struct str chosen)
{
    struct select_field field = {.name = STR("to"), .label = str_from_cstr(label), .label_size = SIZE_S};
    field.items.items = ARENA_ARRAY(c->arena, struct option, all->n + 1);
    field.items.items[field.items.n++] = (struct option){.text = STR("Choose a colleague"), .value = STR("")};
    for (size_t i = 0; i < all->n; i++) {
        const struct case_taker *t = &all->items[i];
        if (role && t->role != role) continue;
        struct str as = str_lower(c->arena, staff_role_label(t->role));
        field.items.items[field.items.n++] = (struct option){.value = all->values[i],
            .selected = str_eq(all->values[i], chosen),
            .text = str_join(
                c->arena, (const struct str[]){t->name, role ? STR_NONE : as, all->places[i]}, 3, STR(", "))};
    }
    return field;
}
