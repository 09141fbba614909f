#include "care/people/person_finder.h"

#include "care/people/person.sql.h"
#include "care/people/person_candidates.h"

enum { LOADED_MOST = 120 }; /* candidates that are read and ranked */

/* The likeliest first; before all others whoever has the number that was typed. */
static enum err find_candidates(struct ctx *c, const struct person_query *q, struct person_candidates *ret)
{
    struct person_lookups lookups = person_query_terms(c->arena, q);
    struct person_with_nhs_number_row exact;
    enum err err = person_candidates_find(c, &lookups, ret);
    if (err || !q->nhs_number.v) return err;
    err = person_with_nhs_number(c->db, q->nhs_number, c->actor->pcn, &exact);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    struct person_candidate *items = ARENA_ARRAY(c->arena, struct person_candidate, ret->n + 1);
    items[0] = (struct person_candidate){exact.person_id.v, UINT32_MAX, 1};
    for (size_t i = 0; i < ret->n; i++) items[i + 1] = ret->items[i];
    ret->items = items;
    ret->n++;
    return ERR_NONE;
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

/* The rest have fewer of the words that were typed than whoever fills the list already. */
static bool is_enough(const struct person_candidates *all, size_t at, size_t found)
{
    return found >= PERSON_RESULTS_MOST &&
        __builtin_popcount(all->items[at].covers) < __builtin_popcount(all->items[at - 1].covers);
}

/* Reads the likeliest candidates and keeps the best. Reading leaves people in the trace; those that don't make the
 * list were not shown to anybody, so the trace is set to the list. */
static enum err rank(struct ctx *c, const struct person_candidates *all, struct person_results *r)
{
    size_t most = all->n < LOADED_MOST ? all->n : LOADED_MOST, seen = c->trace->n;
    struct person_sought sought = person_sought(c->arena, &r->query);
    r->items = ARENA_ARRAY(c->arena, struct person_result, most);
    size_t i = 0;
    for (; i < most && !(i && is_enough(all, i, r->n)); i++) {
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
    r->more = r->n > PERSON_RESULTS_MOST || i < all->n;
    if (r->n > PERSON_RESULTS_MOST) r->n = PERSON_RESULTS_MOST;
    trace_keep(c->trace, seen);
    for (size_t k = 0; k < r->n; k++) trace_saw(c->trace, r->items[k].person.id);
    return ERR_NONE;
}

enum err person_search(struct ctx *c, struct str typed, struct person_results *ret)
{
    *ret = (struct person_results){.query = person_query_parse(c->arena, typed)};
    struct person_candidates all;
    enum err err = find_candidates(c, &ret->query, &all);
    return err ? err : rank(c, &all, ret);
}
