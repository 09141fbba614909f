/* Parts of forms that several pages of tasks have: when, and who. */
#include "care/tasks/task_form.h"

#include "care/tasks/pages/task.tmpl.h"

enum { FURTHEST_DAYS = 3 * 366 };

static const struct term WHENS[] = {{STR_INIT("tomorrow"), STR_INIT("Tomorrow")},
    {STR_INIT("week"), STR_INIT("In a week")}, {STR_INIT("day"), STR_INIT("Another day")}};

static struct date check_day(struct date day, struct date at_least, struct date today, struct problems *problems)
{
    struct str field = STR("day-day");
    if (!date_is_set(day)) {
        if (!problems->n) problems_add(problems, field, STR("Enter the day"));
        return DATE_NONE;
    }
    if (date_before(day, at_least))
        problems_add(problems, field, STR("The day must not be in the past"));
    else if (date_days_between(today, day) > FURTHEST_DAYS)
        problems_add(problems, field, STR("The day must be within the next 3 years"));
    else
        return day;
    return DATE_NONE;
}

struct task_when task_when_read(
    const struct form *form, struct date today, struct date at_least, struct problems *problems)
{
    struct task_when w = {.word = form_get(form, STR("when")), .due = DATE_NONE};
    if (str_eq(w.word, STR("tomorrow"))) w.due = date_add_days(today, 1);
    if (str_eq(w.word, STR("week"))) w.due = date_add_days(today, 7);
    if (str_eq(w.word, STR("day"))) {
        w.day = field_date(form, STR("day"), STR("Day"), problems);
        w.due = check_day(w.day.date, at_least, today, problems);
    } else if (!date_is_set(w.due)) {
        problems_add(problems, STR("when"), STR("Choose when"));
    }
    return w;
}

struct radios task_when_field(struct ctx *c, const struct task_when *w, const struct problems *problems)
{
    struct radios r = {.name = STR("when"),
        .legend = STR("When?"),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(problems, STR("when"))};
    struct date_input *day = ARENA_NEW(c->arena, struct date_input);
    *day = (struct date_input){.name = STR("day"),
        .legend = STR("Day"),
        .hidden_legend = true,
        .day = w->day.day,
        .month = w->day.month,
        .year = w->day.year,
        .error = problems_at(problems, STR("day-day"))};
    if (!day->error.n) day->error = problems_at(problems, STR("day"));
    r.items.items = ARENA_ARRAY(c->arena, struct choice, COUNT_OF(WHENS));
    for (size_t i = 0; i < COUNT_OF(WHENS); i++)
        r.items.items[r.items.n++] = (struct choice){
            .value = WHENS[i].code, .label = WHENS[i].label, .checked = str_eq(w->word, WHENS[i].code)};
    r.items.items[COUNT_OF(WHENS) - 1].conditional = task_day_slot(day);
    return r;
}

/* ---- whom one can ask ---- */

static struct str value_of(struct ctx *c, const struct task_colleague *one)
{
    return str_printf(c->arena, "%lld", (long long)one->held.v);
}

struct select_field task_to_field(
    struct ctx *c, const struct task_colleagues *all, const char *label, const char *first, struct str chosen)
{
    struct select_field s = {.name = STR("to"), .label = str_from_cstr(label), .label_size = SIZE_S};
    s.items.items = ARENA_ARRAY(c->arena, struct option, all->n + 1);
    s.items.items[s.items.n++] = (struct option){.text = str_from_cstr(first), .value = STR("")};
    for (size_t i = 0; i < all->n; i++) {
        const struct task_colleague *one = &all->items[i];
        struct str value = value_of(c, one);
        s.items.items[s.items.n++] = (struct option){.value = value,
            .selected = str_eq(value, chosen),
            .text = str_printf(c->arena, "%.*s, %.*s (%lld open %s)", STR_ARG(one->name),
                STR_ARG(str_lower(c->arena, one->role)), (long long)one->open, one->open == 1 ? "task" : "tasks")};
    }
    return s;
}

const struct task_colleague *task_to_chosen(const struct task_colleagues *all, struct str value)
{
    int64_t held;
    if (!str_int(value, 1, INT64_MAX, &held)) return NULL;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].held.v == held) return &all->items[i];
    return NULL;
}
