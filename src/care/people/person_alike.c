#include "care/people/person_alike.h"

#include "care/people/person.sql.h"
#include "care/people/person_store.h"
#include "nhs/name_match.h"
#include "nhs/telephone.h"

enum { BEARERS_MOST = 200, FOUND_MOST = 3 * BEARERS_MOST };

/* ---- how alike ---- */

enum names { NAMES_DIFFER, NAMES_ALIKE, NAMES_SAME };

static bool word_is_alike(struct arena *a, struct str x, struct str y)
{
    struct str forms[NAME_FORMS_MOST];
    size_t n = name_other_forms(x, forms, COUNT_OF(forms));
    for (size_t i = 0; i < n; i++)
        if (str_eq(forms[i], y)) return true;
    size_t slips = x.n > 5 && y.n > 5 ? 2 : 1;
    if (x.n > 3 && y.n > 3 && name_distance(x, y, slips) <= slips) return true;
    struct str sound = name_phonetic(a, x);
    return sound.n > 1 && str_eq(sound, name_phonetic(a, y));
}

/* Of two names of one or more words: the shorter one's words are all in the other. */
static enum names compare_names(struct arena *a, struct str one, struct str other)
{
    struct name_words x = name_words(a, one), y = name_words(a, other);
    struct name_words few = x.n < y.n ? x : y, many = x.n < y.n ? y : x;
    enum names all = few.n && few.n == many.n ? NAMES_SAME : NAMES_ALIKE;
    for (size_t i = 0; i < few.n; i++) {
        enum names best = NAMES_DIFFER;
        for (size_t k = 0; k < many.n && best != NAMES_SAME; k++)
            if (str_eq(few.items[i], many.items[k]))
                best = NAMES_SAME;
            else if (word_is_alike(a, few.items[i], many.items[k]))
                best = NAMES_ALIKE;
        if (best < all) all = best;
    }
    return few.n ? all : NAMES_DIFFER;
}

static bool phones_meet(struct arena *a, const struct person *one, const struct person *other)
{
    const struct str x[] = {one->home_phone, one->mobile_phone}, y[] = {other->home_phone, other->mobile_phone};
    for (size_t i = 0; i < COUNT_OF(x); i++)
        for (size_t k = 0; k < COUNT_OF(y); k++)
            if (x[i].n && y[k].n && str_eq(telephone_display(a, x[i]), telephone_display(a, y[k]))) return true;
    return false;
}

static bool both_verified(const struct person *one, const struct person *other)
{
    return one->nhs_number.v && other->nhs_number.v && str_eq(one->nhs_number_status, STR("01")) &&
        str_eq(other->nhs_number_status, STR("01"));
}

struct judgement {
    int points;
    struct str said[6];
    size_t n;
};

static void count(struct judgement *j, bool so, int points, const char *words)
{
    if (!so) return;
    j->points += points;
    if (words) j->said[j->n++] = str_from_cstr(words);
}

int person_alike(struct arena *a, const struct person *one, const struct person *other, struct str *ret_why)
{
    struct judgement j = {0};
    *ret_why = STR_NONE;
    bool dated = date_is_set(one->born) && date_is_set(other->born);
    bool born = dated && one->born.v == other->born.v;
    bool postcode = one->postcode.n && str_eq(one->postcode, other->postcode), phone = phones_meet(a, one, other);
    enum names family = compare_names(a, one->family_name, other->family_name);
    enum names given = compare_names(a, one->given_names, other->given_names);
    if (both_verified(one, other) && one->nhs_number.v != other->nhs_number.v) return 0;
    if (given == NAMES_DIFFER) return 0;
    if (family == NAMES_DIFFER && !(given == NAMES_SAME && born && (postcode || phone))) return 0;
    count(&j, given == NAMES_SAME && family == NAMES_SAME, 50, "same name");
    count(&j, given == NAMES_SAME && family == NAMES_ALIKE, 40, "same first name, last names alike");
    count(&j, given == NAMES_ALIKE && family == NAMES_SAME, 40, "same last name, first names alike");
    count(&j, given == NAMES_ALIKE && family == NAMES_ALIKE, 30, "names alike");
    count(&j, family == NAMES_DIFFER, 25, "same first name, another last name");
    count(&j, born, 30, "same date of birth");
    count(&j, dated && !born, -20, NULL);
    count(&j, postcode, 15, "same postcode");
    count(&j, phone, 20, "same telephone number");
    struct str why = str_join(a, j.said, j.n, STR(", "));
    *ret_why = str_printf(a, "%c%.*s", why.p[0] - 'a' + 'A', STR_ARG(str_skip(why, 1)));
    return j.points < 1 ? 0 : j.points > 100 ? 100 : j.points;
}

/* ---- finding ---- */

struct found {
    int64_t ids[FOUND_MOST];
    size_t n;
};

static void note(struct found *f, int64_t id)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->ids[i] == id) return;
    if (f->n < FOUND_MOST) f->ids[f->n++] = id;
}

/* By date of birth, postcode and telephone: what so many share that it tells nothing is read in part. */
static enum err look_up(struct ctx *c, const struct person *p, struct found *f)
{
    struct person_terms terms = person_terms_made(c->arena, p);
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < terms.n; i++) {
        struct person_with_term_list with = {0};
        if (!memchr("dct", terms.items[i].p[0], 3)) continue;
        err = person_with_term(c->db, terms.items[i], BEARERS_MOST, &with);
        for (size_t k = 0; !err && k < with.n; k++)
            if (with.items[k].person_id.v != p->id.v) note(f, with.items[k].person_id.v);
    }
    return err;
}

static int by_likeness(const void *a, const void *b)
{
    const struct person_alike *x = a, *y = b;
    if (x->likeness != y->likeness) return y->likeness - x->likeness;
    return (x->person.id.v > y->person.id.v) - (x->person.id.v < y->person.id.v);
}

static enum err judge(
    struct ctx *c, const struct person *p, const struct found *f, int at_least, struct person_alike_list *list)
{
    for (size_t i = 0; i < f->n; i++) {
        struct person_alike *one = &list->items[list->n];
        enum err err = person_get(c, (struct person_id){f->ids[i]}, &one->person);
        if (err == ERR_NOT_FOUND) continue; /* a term of theirs that was left behind */
        if (err) return err;
        one->likeness = person_alike(c->arena, p, &one->person, &one->why);
        list->n += one->likeness >= at_least;
    }
    if (list->n) qsort(list->items, list->n, sizeof *list->items, by_likeness);
    return ERR_NONE;
}

enum err person_alike_find(
    struct ctx *c, const struct person *p, int at_least, size_t most, struct person_alike_list *ret)
{
    struct found *f = ARENA_NEW(c->arena, struct found);
    size_t seen = c->trace ? c->trace->n : 0;
    f->n = 0;
    enum err err = look_up(c, p, f);
    if (err) return err;
    *ret = (struct person_alike_list){ARENA_ARRAY(c->arena, struct person_alike, f->n + 1), 0};
    err = judge(c, p, f, at_least, ret);
    if (ret->n > most) ret->n = most;
    if (!c->trace) return err;
    trace_keep(c->trace, seen);
    for (size_t i = 0; i < ret->n; i++) trace_saw(c->trace, ret->items[i].person.id);
    return err;
}
