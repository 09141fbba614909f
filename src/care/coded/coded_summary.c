/* What the summary says of all that stands in a record: of each code the latest, in the order in which it is read.
 */
#include "care/coded/coded.h"
#include "care/coded/coded.sql.h"

enum { NOW_MOST = 60, OBSERVATIONS_MOST = 12, COMING_MOST = 8 };
enum part { PART_NOW = 1, PART_OBSERVATION, PART_COMING };

struct standing {
    const struct coded_standing_row *row;
    struct instant at; /* not dated: before all others */
};

static bool is_later(const struct standing *a, const struct standing *b)
{
    return a->at.v != b->at.v ? a->at.v > b->at.v : a->row->coded_id > b->row->coded_id;
}

/* By kind, then the latest first. */
static int in_order(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->row->kind != y->row->kind) return x->row->kind < y->row->kind ? -1 : 1;
    return is_later(x, y) ? -1 : 1;
}

static int soonest_first(const void *a, const void *b)
{
    return is_later(a, b) ? 1 : -1;
}

/* Do they say the same thing at different times? Of a condition, medicine or measurement a code stands once, of an
 * allergy, need or alert each code with its words; of the rest each record for itself, since two daughters are two
 * people. */
static bool is_same_thing(const struct coded_standing_row *a, const struct coded_standing_row *b)
{
    if (a->kind != b->kind || a->concept_id != b->concept_id) return false;
    switch ((enum coded_kind)a->kind) {
    case CODED_CONDITION:
    case CODED_OBSERVATION:
    case CODED_MEDICINE: return true;
    case CODED_ALLERGY:
    case CODED_NEED:
    case CODED_ALERT: return str_eq(a->value, b->value);
    default: return false;
    }
}

/* The latest of each thing, in order. */
static size_t latest_of_each(struct standing *all, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < kept && !is_same_thing(all[k].row, all[i].row)) k++;
        if (k == kept)
            all[kept++] = all[i];
        else if (is_later(&all[i], &all[k]))
            all[k] = all[i];
    }
    if (kept) qsort(all, kept, sizeof *all, in_order);
    return kept;
}

static struct coded coded_of(const struct coded_standing_row *row)
{
    return (struct coded){.id = row->coded_id,
        .kind = (enum coded_kind)row->kind,
        .status = (enum coded_status)row->status,
        .display = row->display,
        .precision = (enum coded_precision)row->precision,
        .happened_at = row->happened_at,
        .ended = row->ended,
        .value = row->value,
        .unit = row->unit,
        .note = row->note,
        .who = row->who,
        .reach = row->reach};
}

static struct coded_list list_of(struct arena *a, const struct standing *from, size_t n)
{
    struct coded_list list = {ARENA_ARRAY(a, struct coded, n), n};
    for (size_t i = 0; i < n; i++) list.items[i] = coded_of(from[i].row);
    return list;
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

/* Those of one part, in an array of their own. */
static size_t part_of(const struct coded_standing_list *rows, enum part part, struct standing *ret)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct coded_standing_row *row = &rows->items[i];
        struct instant at = instant_is_set(row->happened_at) ? row->happened_at : (struct instant){INT64_MIN};
        if (row->part == (int64_t)part) ret[n++] = (struct standing){row, at};
    }
    return n;
}

static void add_now(struct arena *a, const struct standing *all, size_t n, struct coded_summary *ret)
{
    for (size_t from = 0, to; from < n; from = to) {
        int64_t kind = all[from].row->kind;
        for (to = from; to < n && all[to].row->kind == kind;) to++;
        MUST(kind > 0 && kind < CODED_KIND_END);
        ret->now[kind] = list_of(a, &all[from], at_most(to - from, NOW_MOST));
    }
}

enum err coded_summary(struct ctx *c, struct person_id person, struct coded_summary *ret)
{
    struct coded_standing_list rows;
    struct instant midnight = instant_from_local(clock_today(c->clock), 0, 0);
    *ret = (struct coded_summary){0};
    enum err err = coded_standing(c->db, person, clock_today(c->clock), clock_now(c->clock), midnight, &rows);
    if (err) return err;
    struct standing *part = ARENA_ARRAY(c->arena, struct standing, rows.n);
    add_now(c->arena, part, latest_of_each(part, part_of(&rows, PART_NOW, part)), ret);
    size_t n = latest_of_each(part, part_of(&rows, PART_OBSERVATION, part));
    ret->observations = list_of(c->arena, part, at_most(n, OBSERVATIONS_MOST));
    n = part_of(&rows, PART_COMING, part);
    if (n) qsort(part, n, sizeof *part, soonest_first);
    ret->coming = list_of(c->arena, part, at_most(n, COMING_MOST));
    return ERR_NONE;
}
