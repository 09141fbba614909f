/* What the summary says of all that stands in a record: of each code the latest, in the order in which it is read.
 */
#include "care/coded/coded.h"
#include "care/coded/coded.sql.h"
#include "care/coded/coded_row.h"

enum { NOW_MOST = 60, OBSERVATIONS_MOST = 12, COMING_MOST = 8 };

struct standing {
    struct coded coded;
    int64_t concept;
    struct instant at; /* not dated: before all others */
};

struct standing_list {
    struct standing *items;
    size_t n;
};

#define STANDING_OF(row) \
    ((struct standing){.coded = {CODED_MEMBERS(row)}, \
        .concept = (row)->concept_id, \
        .at = instant_is_set((row)->happened_at) ? (row)->happened_at : (struct instant){INT64_MIN}})

static bool is_later(const struct standing *a, const struct standing *b)
{
    return a->at.v != b->at.v ? a->at.v > b->at.v : a->coded.id > b->coded.id;
}

/* By kind, then the latest first. */
static int in_order(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->coded.kind != y->coded.kind) return x->coded.kind < y->coded.kind ? -1 : 1;
    return is_later(x, y) ? -1 : 1;
}

static int soonest_first(const void *a, const void *b)
{
    return is_later(a, b) ? 1 : -1;
}

/* Do they say the same thing at different times? Of a condition, medicine or measurement a code stands once, of an
 * allergy, need or alert each code with its words; of the rest each record for itself, since two daughters are two
 * people. */
static bool is_same_thing(const struct standing *a, const struct standing *b)
{
    if (a->coded.kind != b->coded.kind || a->concept != b->concept) return false;
    switch (a->coded.kind) {
    case CODED_CONDITION:
    case CODED_OBSERVATION:
    case CODED_MEDICINE: return true;
    case CODED_ALLERGY:
    case CODED_NEED:
    case CODED_ALERT: return str_eq(a->coded.value, b->coded.value);
    default: return false;
    }
}

/* The latest of each thing, in order. */
static void keep_latest_of_each(struct standing_list *all)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->n; i++) {
        size_t k = 0;
        while (k < kept && !is_same_thing(&all->items[k], &all->items[i])) k++;
        if (k == kept)
            all->items[kept++] = all->items[i];
        else if (is_later(&all->items[i], &all->items[k]))
            all->items[k] = all->items[i];
    }
    all->n = kept;
    if (kept) qsort(all->items, kept, sizeof *all->items, in_order);
}

static struct coded_list list_of(struct arena *a, const struct standing *from, size_t n, size_t most)
{
    struct coded_list list = {ARENA_ARRAY(a, struct coded, n < most ? n : most), n < most ? n : most};
    for (size_t i = 0; i < list.n; i++) list.items[i] = from[i].coded;
    return list;
}

static void add_now(struct arena *a, const struct standing_list *all, struct coded_summary *ret)
{
    for (size_t from = 0, to; from < all->n; from = to) {
        enum coded_kind kind = all->items[from].coded.kind;
        for (to = from; to < all->n && all->items[to].coded.kind == kind;) to++;
        MUST(kind > 0 && kind < CODED_KIND_END);
        ret->now[kind] = list_of(a, &all->items[from], to - from, NOW_MOST);
    }
}

static bool is_coming(const struct coded_standing_row *row)
{
    return row->kind == CODED_ENCOUNTER || row->kind == CODED_APPOINTMENT;
}

static enum err add_standing(struct ctx *c, struct person_id person, struct coded_summary *ret)
{
    struct coded_standing_list rows;
    struct instant midnight = instant_from_local(clock_today(c->clock), 0, 0);
    enum err err = coded_standing(c->db, person, clock_today(c->clock), clock_now(c->clock), midnight, &rows);
    if (err) return err;
    struct standing_list now = {ARENA_ARRAY(c->arena, struct standing, rows.n), 0}, coming = now;
    coming.items = ARENA_ARRAY(c->arena, struct standing, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct standing_list *to = is_coming(&rows.items[i]) ? &coming : &now;
        to->items[to->n++] = STANDING_OF(&rows.items[i]);
    }
    keep_latest_of_each(&now);
    add_now(c->arena, &now, ret);
    if (coming.n) qsort(coming.items, coming.n, sizeof *coming.items, soonest_first);
    ret->coming = list_of(c->arena, coming.items, coming.n, COMING_MOST);
    return ERR_NONE;
}

static enum err add_measured(struct ctx *c, struct person_id person, struct coded_summary *ret)
{
    struct coded_measured_list rows;
    enum err err = coded_measured(c->db, person, &rows);
    if (err) return err;
    struct standing_list all = {ARENA_ARRAY(c->arena, struct standing, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) all.items[i] = STANDING_OF(&rows.items[i]);
    keep_latest_of_each(&all);
    ret->observations = list_of(c->arena, all.items, all.n, OBSERVATIONS_MOST);
    return ERR_NONE;
}

enum err coded_summary(struct ctx *c, struct person_id person, struct coded_summary *ret)
{
    *ret = (struct coded_summary){0};
    enum err err = add_standing(c, person, ret);
    return err ? err : add_measured(c, person, ret);
}
