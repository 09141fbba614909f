/* The rules of My day: what stands where, and in which words. Pure. */
#include "care/home/my_day.h"

enum { HELPS_MOST = 2 };

enum my_day_group my_day_group_of(const struct task *t, struct date today)
{
    if (date_before(today, t->due)) return GROUP_COMING;
    return t->kind == TASK_ACT_FIRST ? GROUP_ACT_FIRST : t->kind == TASK_PROMISE ? GROUP_PROMISES : GROUP_CONTACTS;
}

/* What helps when speaking with them, as a sentence; free text may bring its own full stop. */
static struct str help_sentence(struct arena *a, const struct know_item *item)
{
    struct str words = str_join(a, (const struct str[]){item->strong, item->text}, 2, STR(" "));
    return str_ends(words, STR(".")) ? words : str_printf(a, "%.*s.", STR_ARG(words));
}

struct str my_day_evidence(struct arena *a, const struct my_day_task *row, struct know know, struct date today)
{
    struct str parts[HELPS_MOST + 4];
    size_t n = 0;
    struct str day = date_near(a, row->task.promised_on, today);
    if (row->person.died_known) parts[n++] = STR("This person has died.");
    if (row->task.kind == TASK_ACT_FIRST && date_before(today, row->task.due))
        parts[n++] = STR("Act first that day.");
    parts[n++] =
        str_printf(a, "%s on %.*s.", row->task.kind == TASK_PROMISE ? "Promised" : "Planned", STR_ARG(day));
    if (row->no_telephone && !row->person.died_known) parts[n++] = STR("No telephone calls: refused.");
    for (size_t i = 0; i < know.items.n && i < HELPS_MOST && !row->person.died_known; i++)
        parts[n++] = help_sentence(a, &know.items.items[i]);
    return str_join(a, parts, n, STR(" "));
}

struct str my_day_unseen_words(struct arena *a, const struct my_day_unseen *one, struct date today)
{
    const char *what = one->kind == TASK_ACT_FIRST ? "Something to act on first" :
        one->kind == TASK_PROMISE                  ? "Something you promised" :
                                                     "A contact you planned";
    return str_printf(a, "%s, due on %.*s", what, STR_ARG(date_near(a, one->due, today)));
}

struct str my_day_moment(struct arena *a, struct instant t, struct date today)
{
    struct date day = instant_date(t);
    struct str when = date_eq(day, today)      ? STR("Today") :
        date_eq(day, date_add_days(today, -1)) ? STR("Yesterday") :
                                                 date_near(a, day, today);
    return str_printf(a, "%.*s, %.*s", STR_ARG(when), STR_ARG(instant_time(a, t)));
}
