/* Reasonable adjustments: offered by the terms of the published list, kept with code and term, shown by the term.
 */
#include "care/people/person_form.h"
#include "care/reference/reference.h"

enum { CHOSEN_MOST = 40, GROUPS_MOST = 12 };

static const struct str BETWEEN = STR_INIT("; "), NAME = STR_INIT("adjustments");

/* ---- the text that is kept ---- */

/* Cuts the next one off: "441092009 Does lip read". STR_NONE at the end. */
static struct str next_of(struct str *rest)
{
    while (rest->n) {
        struct str one = str_trim(str_cut(rest, ';'));
        if (one.n) return one;
    }
    return STR_NONE;
}

static struct str code_of(struct str one)
{
    return str_cut(&one, ' ');
}

static bool has_code(struct str kept, struct str code)
{
    struct str one;
    while ((one = next_of(&kept)).n)
        if (str_eq(code_of(one), code)) return true;
    return false;
}

struct str person_adjustments(struct arena *a, const struct person *p)
{
    struct str terms[CHOSEN_MOST], rest = p->adjustments, one;
    size_t n = 0;
    while (n < CHOSEN_MOST && (one = next_of(&rest)).n) {
        str_cut(&one, ' ');
        terms[n++] = one;
    }
    return str_join(a, terms, n, BETWEEN);
}

/* ---- the published list, without what other fields of the form say and what is no adjustment ---- */

static bool is_offered(struct str category)
{
    static const struct str NOT[] = {
        STR_INIT("Language interpreters"), STR_INIT("The flag itself"), STR_INIT("Additional needs")};
    for (size_t i = 0; i < COUNT_OF(NOT); i++)
        if (str_eq(category, NOT[i])) return false;
    return true;
}

/* A list that can't be read, or no data at hand, is as good as none: what the person has stays. */
static struct reference_code_list published(struct ctx *c)
{
    struct reference_code_list list = {0};
    if (c->db && reference_codes(c, REFERENCE_ADJUSTMENTS, STR_NONE, &list)) list.n = 0;
    return list;
}

static struct str line_of(struct arena *a, const struct reference_code *one)
{
    struct str code = snomed_digits(a, one->code);
    return str_printf(a, "%.*s %.*s", STR_ARG(code), STR_ARG(one->term));
}

/* ---- reading ---- */

/* As the list has it now; what isn't in the list any more as the person has it. STR_NONE: neither. */
static struct str known_line(
    struct ctx *c, const struct reference_code_list *list, const struct person *about, struct str code)
{
    struct str rest = about->adjustments, one;
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(snomed_digits(c->arena, list->items[i].code), code)) return line_of(c->arena, &list->items[i]);
    while ((one = next_of(&rest)).n)
        if (str_eq(code_of(one), code)) return one;
    return STR_NONE;
}

void person_adjustments_read(
    struct ctx *c, const struct form *form, const struct person *about, struct problems *problems, struct str *ret)
{
    struct reference_code_list list = published(c);
    struct str chosen[CHOSEN_MOST], kept = STR("");
    size_t n = 0;
    for (size_t i = 0; i < form->fields.n; i++) {
        struct str rest = form->fields.items[i].value, one;
        if (!str_eq(form->fields.items[i].name, NAME)) continue;
        while ((one = next_of(&rest)).n) {
            struct str line = known_line(c, &list, about, code_of(one));
            if (!line.n)
                problems_add(problems, NAME, STR("Choose reasonable adjustments from the list"));
            else if (n == CHOSEN_MOST)
                problems_add(problems, NAME, STR("Choose at most 40 reasonable adjustments"));
            else if (!has_code(kept, code_of(line)))
                chosen[n++] = line, kept = str_join(c->arena, chosen, n, BETWEEN);
        }
    }
    *ret = n ? kept : STR_NONE;
}

/* ---- the form ---- */

static struct adjustment_group *group_for(
    struct ctx *c, struct person_edit_view *v, struct str category, size_t room)
{
    for (size_t i = 0; i < v->adjustments.n; i++)
        if (str_eq(v->adjustments.items[i].answers.legend, category)) return &v->adjustments.items[i];
    if (v->adjustments.n == GROUPS_MOST) return NULL;
    struct adjustment_group *g = &v->adjustments.items[v->adjustments.n++];
    *g = (struct adjustment_group){.answers = {.name = NAME,
                                       .id = str_printf(c->arena, "adjustments-%zu", v->adjustments.n),
                                       .legend = category,
                                       .hidden_legend = true,
                                       .small = true}};
    g->answers.items.items = ARENA_ARRAY(c->arena, struct choice, room);
    return g;
}

static void add_choice(struct ctx *c, struct adjustment_group *g, struct str line, struct str kept)
{
    struct str code = code_of(line), label = str_skip(line, code.n + 1);
    g->answers.items.items[g->answers.items.n++] =
        (struct choice){.value = line, .label = label, .checked = has_code(kept, code)};
    (void)c;
}

static void count_chosen(struct ctx *c, struct adjustment_group *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->answers.items.n; i++) n += g->answers.items.items[i].checked;
    g->summary = n ? str_printf(c->arena, "%.*s, %zu chosen", STR_ARG(g->answers.legend), n) : g->answers.legend;
}

/* What the person has and the form doesn't offer: it stays as long as nobody takes it out. */
static void add_kept(struct ctx *c, struct str offered, struct str kept, struct person_edit_view *v)
{
    struct str rest = kept, one;
    while ((one = next_of(&rest)).n) {
        if (has_code(offered, code_of(one))) continue;
        struct adjustment_group *g = group_for(c, v, STR("Recorded before"), CHOSEN_MOST);
        if (g && g->answers.items.n < CHOSEN_MOST) add_choice(c, g, one, kept);
    }
}

void person_adjustments_view(struct ctx *c, const struct person_form *f, struct person_edit_view *v)
{
    struct reference_code_list list = published(c);
    struct str kept = f->person.adjustments, *lines = ARENA_ARRAY(c->arena, struct str, list.n + 1);
    size_t n = 0;
    v->adjustments.items = ARENA_ARRAY(c->arena, struct adjustment_group, GROUPS_MOST);
    for (size_t i = 0; i < list.n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++) seen = seen || list.items[k].code.v == list.items[i].code.v;
        if (seen || !is_offered(list.items[i].category)) continue; /* some stand in two categories */
        struct adjustment_group *g = group_for(c, v, list.items[i].category, list.n);
        if (!g) continue;
        lines[n] = line_of(c->arena, &list.items[i]);
        add_choice(c, g, lines[n++], kept);
    }
    add_kept(c, str_join(c->arena, lines, n, BETWEEN), kept, v);
    for (size_t i = 0; i < v->adjustments.n; i++) count_chosen(c, &v->adjustments.items[i]);
}
