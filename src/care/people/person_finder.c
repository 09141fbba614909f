#include "care/people/person_finder.h"

#include "care/people/person.sql.h"

enum {
    ROWS_A_LOOKUP = 4000,    /* people that one term may bring */
    CANDIDATES_MOST = 32000, /* of all lookups together: what a request's memory has room for */
    LOADED_MOST = 120,       /* candidates that are read and ranked */
};

/* Who was found by which parts of the query: sorted by person. */
struct candidate {
    int64_t person;
    uint32_t covers;
};
struct candidates {
    struct candidate *items;
    size_t n;
    bool full;
};

static int by_person(const void *a, const void *b)
{
    int64_t x = ((const struct candidate *)a)->person, y = ((const struct candidate *)b)->person;
    return (x > y) - (x < y);
}

static int by_coverage(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int nx = __builtin_popcount(x->covers), ny = __builtin_popcount(y->covers);
    return nx != ny ? ny - nx : by_person(a, b);
}

/* The end of the range of texts that begin with this one: its last byte one higher. UTF-8 has no 0xFF bytes. */
static struct str beyond_prefix(struct arena *a, struct str prefix)
{
    char *copy = (char *)str_dup(a, prefix).p;
    copy[prefix.n - 1]++;
    return (struct str){copy, prefix.n};
}

/* One entry a person, with everything that they were found by. */
static void gather(struct candidates *all)
{
    if (!all->n) return;
    qsort(all->items, all->n, sizeof *all->items, by_person);
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (n && all->items[n - 1].person == all->items[i].person)
            all->items[n - 1].covers |= all->items[i].covers;
        else
            all->items[n++] = all->items[i];
    }
    all->n = n;
    qsort(all->items, n, sizeof *all->items, by_coverage);
}

static void add(struct candidates *all, struct person_id person, uint32_t covers)
{
    if (all->n == CANDIDATES_MOST) {
        gather(all);
        all->full = all->n > CANDIDATES_MOST / 2; /* gathering again and again would take the longest of all */
    }
    if (!all->full) all->items[all->n++] = (struct candidate){person.v, covers};
}

/* What one lookup reads is forgotten again: many words, each borne by thousands, must not fill the request's
 * arena. */
static enum err look_up(struct ctx *c, const struct person_lookup *l, struct candidates *all)
{
    struct person_with_term_list found = {0};
    struct person_with_prefix_list begun = {0};
    struct arena_mark mark = arena_mark(c->arena);
    enum err err = l->is_prefix ?
        person_with_prefix(c->db, l->term, beyond_prefix(c->arena, l->term), ROWS_A_LOOKUP, &begun) :
        person_with_term(c->db, l->term, ROWS_A_LOOKUP, &found);
    for (size_t i = 0; !err && i < found.n; i++) add(all, found.items[i].person_id, l->covers);
    for (size_t i = 0; !err && i < begun.n; i++) add(all, begun.items[i].person_id, l->covers);
    arena_rewind(c->arena, mark);
    return err;
}

static enum err find_candidates(struct ctx *c, const struct person_query *q, struct candidates *ret)
{
    struct person_lookups lookups = person_query_terms(c->arena, q);
    struct person_with_nhs_number_row exact;
    struct candidates all = {.items = ARENA_ARRAY(c->arena, struct candidate, CANDIDATES_MOST)};
    enum err err = ERR_NONE;
    for (int round = 0; !err && round < 2 && !all.n; round++)
        for (size_t i = 0; !err && i < lookups.n; i++)
            if (lookups.items[i].last_resort == (round == 1)) err = look_up(c, &lookups.items[i], &all);
    gather(&all);
    if (!err && q->nhs_number.v) {
        err = person_with_nhs_number(c->db, q->nhs_number, c->actor->pcn, &exact);
        if (err == ERR_NOT_FOUND) {
            err = ERR_NONE;
        } else if (!err) {
            struct candidate *items = ARENA_ARRAY(c->arena, struct candidate, all.n + 1);
            items[0] = (struct candidate){exact.person_id.v, UINT32_MAX};
            for (size_t i = 0, n = all.n; i < n; i++) items[i + 1] = all.items[i];
            all = (struct candidates){items, all.n + 1, false};
        }
    }
    *ret = all;
    return err;
}

static struct person_facts facts_of(const struct person *p, struct str phones[2])
{
    phones[0] = p->home_phone;
    phones[1] = p->mobile_phone;
    return (struct person_facts){.given = p->given_names,
        .family = p->family_name,
        .known_as = p->preferred_name,
        .nhs_number = p->nhs_number,
        .born = p->born,
        .postcode = p->postcode,
        .telephones = phones,
        .n_telephones = 2};
}

static int by_score(const void *a, const void *b)
{
    const struct person_result *x = a, *y = b;
    if (x->score != y->score) return y->score - x->score;
    int order = str_compare(x->person.family_name, y->person.family_name);
    return order ? order : str_compare(x->person.given_names, y->person.given_names);
}

/* Reads the likeliest candidates and keeps the best. Reading leaves people in the trace; those that don't make the
 * list were not shown to anybody, so the trace is set to the list. */
static enum err rank(struct ctx *c, const struct candidates *all, struct person_results *r)
{
    size_t most = all->n < LOADED_MOST ? all->n : LOADED_MOST, seen = c->trace->n;
    struct person_sought sought = person_sought(c->arena, &r->query);
    r->items = ARENA_ARRAY(c->arena, struct person_result, most);
    for (size_t i = 0; i < most; i++) {
        struct person_result *one = &r->items[r->n];
        struct person_match match;
        struct str phones[2];
        enum err err = person_get(c, (struct person_id){all->items[i].person}, &one->person);
        if (err == ERR_NOT_FOUND) continue; /* a term of theirs that was left behind */
        if (err) return err;
        struct person_facts facts = facts_of(&one->person, phones);
        if (!person_match(c->arena, &sought, &facts, &match)) continue;
        one->score = match.score;
        one->why = match.why;
        r->n++;
    }
    if (r->n) qsort(r->items, r->n, sizeof *r->items, by_score);
    r->more = r->n > PERSON_RESULTS_MOST || all->n > LOADED_MOST;
    if (r->n > PERSON_RESULTS_MOST) r->n = PERSON_RESULTS_MOST;
    trace_keep(c->trace, seen);
    for (size_t i = 0; i < r->n; i++) trace_saw(c->trace, r->items[i].person.id);
    return ERR_NONE;
}

enum err person_search(struct ctx *c, struct str typed, struct person_results *ret)
{
    *ret = (struct person_results){.query = person_query_parse(c->arena, typed)};
    struct candidates all;
    enum err err = find_candidates(c, &ret->query, &all);
    return err ? err : rank(c, &all, ret);
}
