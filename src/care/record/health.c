/* Health in brief, as other systems recorded it. */
#include "care/coded/coded.h"
#include "care/record/record_pages.h"

enum { NAMES_SHOWN = 8, MEASURED_SHOWN = 4 };

/* "Asthma; Type 2 diabetes and 3 more" */
static struct str names_of(struct arena *a, const struct coded_list *list)
{
    struct str names[NAMES_SHOWN];
    size_t shown = list->n < NAMES_SHOWN ? list->n : NAMES_SHOWN;
    for (size_t i = 0; i < shown; i++) names[i] = list->items[i].display;
    struct str joined = str_join(a, names, shown, STR("; "));
    if (shown == list->n) return joined;
    return str_printf(a, "%.*s and %zu more", STR_ARG(joined), list->n - shown);
}

static void add_fact(struct arena *a, struct fact_items *facts, struct str label, const struct coded_list *list)
{
    if (list->n) facts->items[facts->n++] = (struct fact){.label = label, .value = names_of(a, list)};
}

static void add_measured(struct arena *a, const struct coded_list *list, struct line_list *lines)
{
    lines->items = ARENA_ARRAY(a, struct line, MEASURED_SHOWN);
    for (size_t i = 0; i < list->n && lines->n < MEASURED_SHOWN; i++) {
        const struct coded *one = &list->items[i];
        lines->items[lines->n++] =
            (struct line){.text = one->display, .below = coded_when(a, one), .right = coded_value_text(a, one)};
    }
}

enum err record_add_health(struct ctx *c, const struct person *p, struct record_summary_view *v)
{
    struct coded_summary health;
    enum err err = coded_summary(c, p->id, &health);
    if (err) return err;
    if (!health.conditions.n && !health.medicines.n && !health.observations.n) return ERR_NONE;
    v->health_box = (struct box){.heading = STR("Health"),
        .quiet = STR("As other records say it"),
        .link = {.text = STR("All on the timeline"), .href = person_url(c->arena, p, "/timeline")}};
    v->health.items.items = ARENA_ARRAY(c->arena, struct fact, 2);
    add_fact(c->arena, &v->health.items, STR("Conditions"), &health.conditions);
    add_fact(c->arena, &v->health.items, STR("Medicines"), &health.medicines);
    add_measured(c->arena, &health.observations, &v->measured.items);
    return ERR_NONE;
}
