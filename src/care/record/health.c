/* Health in brief, as other systems recorded it: allergies first, since they can harm at once. */
#include "care/record/record_pages.h"

enum { NAMES_SHOWN = 8, MEASURED_SHOWN = 4 };

/* "Amoxicillin (high risk: urticarial rash)"; "Latex (not confirmed)" */
static struct str name_of(struct arena *a, const struct coded *one)
{
    if (one->kind != CODED_ALLERGY) return one->display;
    struct str doubt = one->status == CODED_STATUS_UNCONFIRMED ? STR("not confirmed") : STR_NONE;
    struct str more = str_join(a, (const struct str[]){one->note, doubt}, 2, STR(", "));
    struct str title = coded_title(a, one);
    return more.n ? str_printf(a, "%.*s (%.*s)", STR_ARG(title), STR_ARG(more)) : title;
}

/* "Asthma; Type 2 diabetes and 3 more" */
struct str record_names_of(struct arena *a, const struct coded_list *list, size_t most)
{
    size_t shown = list->n < most ? list->n : most;
    struct str *names = ARENA_ARRAY(a, struct str, shown + 1);
    for (size_t i = 0; i < shown; i++) names[i] = name_of(a, &list->items[i]);
    struct str joined = str_join(a, names, shown, STR("; "));
    if (shown == list->n) return joined;
    return str_printf(a, "%.*s and %zu more", STR_ARG(joined), list->n - shown);
}

static void add_fact(
    struct arena *a, struct fact_items *facts, struct str label, const struct coded_list *list, size_t most)
{
    if (list->n) facts->items[facts->n++] = (struct fact){.label = label, .value = record_names_of(a, list, most)};
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

/* What harms most stands first, what nobody confirmed last. */
static int weight_of(const struct coded *allergy)
{
    if (allergy->status == CODED_STATUS_UNCONFIRMED) return 2;
    return str_starts(allergy->note, STR("high risk")) || str_starts(allergy->note, STR("severe")) ? 0 : 1;
}

struct coded_list record_sorted(
    struct arena *a, const struct coded_list *list, int (*weight)(const struct coded *), int weights)
{
    struct coded_list sorted = {ARENA_ARRAY(a, struct coded, list->n), 0};
    for (int w = 0; w < weights; w++)
        for (size_t i = 0; i < list->n; i++)
            if (weight(&list->items[i]) == w) sorted.items[sorted.n++] = list->items[i];
    return sorted;
}

void record_sort_allergies(struct arena *a, struct coded_list *list)
{
    *list = record_sorted(a, list, weight_of, 3);
}

void record_add_health(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v)
{
    const struct coded_list *allergies = &other->now[CODED_ALLERGY], *conditions = &other->now[CODED_CONDITION],
                            *medicines = &other->now[CODED_MEDICINE];
    if (!allergies->n && !conditions->n && !medicines->n && !other->observations.n) return;
    v->health_box = (struct box){.heading = STR("Health"),
        .quiet = STR("As other records say it"),
        .link = {.text = STR("All that other records say"), .href = person_url(c->arena, p, "/records")}};
    v->health.items.items = ARENA_ARRAY(c->arena, struct fact, 3);
    add_fact(c->arena, &v->health.items, STR("Allergies"), allergies, allergies->n);
    add_fact(c->arena, &v->health.items, STR("Conditions"), conditions, NAMES_SHOWN);
    add_fact(c->arena, &v->health.items, STR("Medicines"), medicines, NAMES_SHOWN);
    add_measured(c->arena, &other->observations, &v->measured.items);
}
