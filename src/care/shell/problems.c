#include "care/shell/problems.h"

#include "base/date.h"
#include "base/utf8.h"

void problems_add(struct problems *p, struct str field, struct str message)
{
    if (p->n == PROBLEMS_MOST || problems_at(p, field).n) return;
    p->items[p->n++] = (struct problem_link){.text = message, .field = field};
}

struct str problems_at(const struct problems *p, struct str field)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->items[i].field, field)) return p->items[i].text;
    return STR_NONE;
}

struct error_summary problems_summary(const struct problems *p)
{
    return (struct error_summary){.problems = {(struct problem_link *)p->items, p->n}};
}

static struct str one_field(const struct form *form, struct str name)
{
    struct str value = str_trim(form_get(form, name));
    return value.n ? value : STR_NONE;
}

static bool has_line_break(struct str s)
{
    size_t at;
    return str_find(s, '\n', &at) || str_find(s, '\r', &at);
}

static void check_length(struct str name, struct str label, struct str value, size_t most, struct problems *p)
{
    if (utf8_length(value) > most)
        problems_add(p, name, str_printf(p->arena, "%.*s must be %zu characters or fewer", STR_ARG(label), most));
    if (!utf8_is_plain(value))
        problems_add(p, name, str_printf(p->arena, "%.*s must not contain hidden characters", STR_ARG(label)));
}

struct str field_text(const struct form *form, struct str name, struct str label, size_t most, struct problems *p)
{
    struct str value = one_field(form, name);
    if (!value.n) return STR_NONE;
    check_length(name, label, value, most, p);
    if (has_line_break(value))
        problems_add(p, name, str_printf(p->arena, "%.*s must be one line", STR_ARG(label)));
    return value;
}

struct str field_note(const struct form *form, struct str name, struct str label, size_t most, struct problems *p)
{
    struct str value = one_field(form, name);
    if (!value.n) return STR_NONE;
    char *text = arena_alloc(p->arena, value.n, 1);
    size_t n = 0;
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] != '\r') text[n++] = value.p[i];
    value = (struct str){text, n};
    check_length(name, label, value, most, p);
    return value;
}

bool field_ticked(const struct form *form, struct str name)
{
    return form_get(form, name).n != 0;
}

static struct str part(const struct form *form, struct str name, const char *which, struct problems *p)
{
    return one_field(form, str_printf(p->arena, "%.*s[%s]", STR_ARG(name), which));
}

/* The day that three typed parts name; months may be words, so the parts are read as one typed date. */
static bool read_parts(struct arena *a, const struct field_date *f, struct date *ret)
{
    return date_from_typed(
        str_printf(a, "%.*s/%.*s/%.*s", STR_ARG(f->day), STR_ARG(f->month), STR_ARG(f->year)), ret);
}

struct field_date field_date(const struct form *form, struct str name, struct str label, struct problems *p)
{
    struct field_date f = {.day = part(form, name, "day", p),
        .month = part(form, name, "month", p),
        .year = part(form, name, "year", p),
        .date = DATE_NONE};
    if (!f.day.n && !f.month.n && !f.year.n) return f;
    const char *missing = !f.day.n ? "day" : !f.month.n ? "month" : !f.year.n ? "year" : NULL;
    if (missing)
        problems_add(p, name, str_printf(p->arena, "%.*s must include a %s", STR_ARG(label), missing));
    else if (!read_parts(p->arena, &f, &f.date))
        problems_add(p, name, str_printf(p->arena, "%.*s must be a real date, such as 4 3 1943", STR_ARG(label)));
    return f;
}
