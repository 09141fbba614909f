#include "care/people/person_candidates.h"

#include "care/people/person.sql.h"

enum {
    ROWS_A_LOOKUP = 4000,    /* people that one term may bring; a term that brings so many is common */
    CANDIDATES_MOST = 32000, /* of all lookups together: what a request's memory has room for */
    SCAN_A_PAIR = 30000,     /* bearers of one term that are asked for another */
    SCAN_IN_ALL = 60000,     /* of common terms */
    PAIRED_ENOUGH = 120,     /* found by two common terms: nobody reads more of a list */
};

struct finding {
    struct ctx *c;
    const struct person_lookups *lookups;
    uint32_t *brought; /* people that each lookup has brought */
    struct person_candidates all;
    bool full;
};

static int by_person(const void *a, const void *b)
{
    int64_t x = ((const struct person_candidate *)a)->person, y = ((const struct person_candidate *)b)->person;
    return (x > y) - (x < y);
}

static int by_likelihood(const void *a, const void *b)
{
    const struct person_candidate *x = a, *y = b;
    int nx = __builtin_popcount(x->covers), ny = __builtin_popcount(y->covers);
    if (nx != ny) return ny - nx;
    if (x->among != y->among) return x->among < y->among ? -1 : 1;
    return by_person(a, b);
}

/* One entry a person, with everything that they were found by. */
static void gather(struct person_candidates *all)
{
    if (!all->n) return;
    qsort(all->items, all->n, sizeof *all->items, by_person);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct person_candidate *last = n ? &all->items[n - 1] : NULL, *one = &all->items[i];
        if (last && last->person == one->person) {
            last->covers |= one->covers;
            if (one->among < last->among) last->among = one->among;
        } else {
            all->items[n++] = *one;
        }
    }
    all->n = n;
    qsort(all->items, n, sizeof *all->items, by_likelihood);
}

static void add(struct finding *f, struct person_id person, uint32_t covers, size_t among)
{
    if (f->all.n == CANDIDATES_MOST) {
        gather(&f->all);
        f->full = f->all.n > CANDIDATES_MOST / 2; /* gathering again and again would take the longest of all */
    }
    if (!f->full) f->all.items[f->all.n++] = (struct person_candidate){person.v, covers, (uint32_t)among};
}

/* The end of the range of texts that begin with this one: its last byte one higher. UTF-8 has no 0xFF bytes. */
static struct str beyond_prefix(struct arena *a, struct str prefix)
{
    char *copy = (char *)str_dup(a, prefix).p;
    copy[prefix.n - 1]++;
    return (struct str){copy, prefix.n};
}

/* What one lookup reads is forgotten again: many words, each borne by thousands, must not fill the request's
 * arena. */
static enum err look_up(struct finding *f, size_t which)
{
    const struct person_lookup *l = &f->lookups->items[which];
    struct person_with_term_list found = {0};
    struct person_with_prefix_list begun = {0};
    struct ctx *c = f->c;
    struct arena_mark mark = arena_mark(c->arena);
    enum err err = l->is_prefix ?
        person_with_prefix(c->db, l->term, beyond_prefix(c->arena, l->term), ROWS_A_LOOKUP, &begun) :
        person_with_term(c->db, l->term, ROWS_A_LOOKUP, &found);
    size_t n = found.n + begun.n; /* one of them is empty */
    for (size_t i = 0; !err && i < found.n; i++) add(f, found.items[i].person_id, l->covers, n);
    for (size_t i = 0; !err && i < begun.n; i++) add(f, begun.items[i].person_id, l->covers, n);
    arena_rewind(c->arena, mark);
    f->brought[which] = (uint32_t)n;
    return err;
}

static bool is_common(const struct finding *f, size_t which)
{
    return f->brought[which] == ROWS_A_LOOKUP;
}

/* Who bears the term of one lookup and, whole, the term of another. */
static enum err look_up_pair(struct finding *f, size_t which, size_t other, size_t *ret_n)
{
    const struct person_lookup *l = &f->lookups->items[which], *o = &f->lookups->items[other];
    struct person_with_terms_list found = {0};
    struct person_with_prefix_and_term_list begun = {0};
    struct ctx *c = f->c;
    struct arena_mark mark = arena_mark(c->arena);
    uint32_t covers = l->covers | o->covers;
    enum err err = l->is_prefix ? person_with_prefix_and_term(c->db, l->term, beyond_prefix(c->arena, l->term),
                                      o->term, SCAN_A_PAIR, ROWS_A_LOOKUP, &begun) :
                                  person_with_terms(c->db, l->term, o->term, SCAN_A_PAIR, ROWS_A_LOOKUP, &found);
    size_t n = *ret_n = found.n + begun.n;
    for (size_t i = 0; !err && i < found.n; i++) add(f, found.items[i].person_id, covers, n);
    for (size_t i = 0; !err && i < begun.n; i++) add(f, begun.items[i].person_id, covers, n);
    arena_rewind(c->arena, mark);
    return err;
}

/* A common term was read only in part. Whom else it concerns among those found by another part is asked of the
 * index: of every rare term's people, then of common terms' people until enough were found or read. */
static enum err look_up_pairs(struct finding *f, bool of_common)
{
    const struct person_lookups *l = f->lookups;
    size_t paired = 0, scanned = 0;
    for (size_t other = 0; other < l->n; other++) {
        if (l->items[other].is_prefix || !is_common(f, other)) continue;
        for (size_t which = 0; which < l->n; which++) {
            bool both_ways = is_common(f, which) && !l->items[which].is_prefix && which < other; /* done already */
            if ((l->items[which].covers & l->items[other].covers) || both_ways) continue;
            if (!f->brought[which] || is_common(f, which) != of_common) continue;
            if (of_common && (paired >= PAIRED_ENOUGH || scanned >= SCAN_IN_ALL)) return ERR_NONE;
            size_t n;
            enum err err = look_up_pair(f, which, other, &n);
            if (err) return err;
            paired += n;
            scanned += SCAN_A_PAIR;
        }
    }
    return ERR_NONE;
}

enum err person_candidates_find(struct ctx *c, const struct person_lookups *lookups, struct person_candidates *ret)
{
    struct finding f = {.c = c,
        .lookups = lookups,
        .brought = ARENA_ARRAY(c->arena, uint32_t, lookups->n),
        .all = {.items = ARENA_ARRAY(c->arena, struct person_candidate, CANDIDATES_MOST)}};
    enum err err = ERR_NONE;
    for (int round = 0; !err && round < 2 && !f.all.n; round++)
        for (size_t i = 0; !err && i < lookups->n; i++)
            if (lookups->items[i].last_resort == (round == 1)) err = look_up(&f, i);
    if (!err) err = look_up_pairs(&f, false);
    if (!err) err = look_up_pairs(&f, true);
    gather(&f.all);
    *ret = f.all;
    return err;
}
