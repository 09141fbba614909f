#include "care/people/person_many.h"

#include "base/limits.h"
#include "care/people/person.sql.h"
#include "care/people/person_store.h"

enum { TERMS_OF_ONE = 96 };

void person_terms_init(struct person_terms_kept *kept, struct arena *a, size_t most)
{
    *kept = (struct person_terms_kept){.items = ARENA_ARRAY(a, struct person_term, most), .most = most};
    arena_init(&kept->arena, LIMIT_JOB_ARENA);
}

void person_terms_release(struct person_terms_kept *kept)
{
    arena_release(&kept->arena);
}

bool person_terms_are_many(const struct person_terms_kept *kept)
{
    return kept->n + TERMS_OF_ONE > kept->most;
}

static uint64_t beginning(struct str text)
{
    uint64_t begins = 0;
    for (size_t i = 0; i < sizeof begins; i++) begins = begins << 8 | (i < text.n ? (uint8_t)text.p[i] : 0);
    return begins;
}

void person_terms_keep(struct person_terms_kept *kept, struct arena *work, const struct person *p)
{
    struct person_terms terms = person_terms_made(work, p);
    MUST(kept->n + terms.n <= kept->most);
    for (size_t i = 0; i < terms.n; i++)
        kept->items[kept->n++] = (struct person_term){.begins = beginning(terms.items[i]),
            .text = str_dup(&kept->arena, terms.items[i]),
            .person = p->id,
            .practice = p->practice};
}

static int in_order(const void *a, const void *b)
{
    const struct person_term *x = a, *y = b;
    if (x->begins != y->begins) return x->begins < y->begins ? -1 : 1;
    int order = str_compare(x->text, y->text);
    return order ? order : (x->person.v > y->person.v) - (x->person.v < y->person.v);
}

void person_terms_sort(struct person_terms_kept *kept)
{
    if (kept->n) qsort(kept->items, kept->n, sizeof *kept->items, in_order);
}

void person_terms_clear(struct person_terms_kept *kept)
{
    kept->n = 0;
    arena_reset(&kept->arena);
}

enum err person_terms_write(struct ctx *c, const struct person_term *items, size_t n)
{
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < n; i++)
        err = person_term_add(c->db, items[i].text, items[i].person, items[i].practice, false, &changed);
    return err;
}
