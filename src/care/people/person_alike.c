#include "care/people/person_alike.h"

#include "care/people/person.sql.h"
#include "care/people/person_store.h"
#include "nhs/name_match.h"
#include "nhs/telephone.h"

enum { BEARERS_MOST = 200, FOUND_MOST = 3 * BEARERS_MOST };

/* ---- how alike ---- */

enum names { NAMES_DIFFER, NAMES_ALIKE, NAMES_SAME };

/* A name made ready to be compared with hundreds: what doesn't depend on the other one is worked out once. */
struct name_key {
    struct str word, sound, forms[NAME_FORMS_MOST];
    size_t n_forms;
};
struct name_keys {
    struct name_key *items;
    size_t n;
};

static struct name_keys name_keys(struct arena *a, struct str name)
{
    struct name_words words = name_words(a, name);
    struct name_keys keys = {ARENA_ARRAY(a, struct name_key, words.n + 1), words.n};
    for (size_t i = 0; i < words.n; i++) {
        struct name_key *k = &keys.items[i];
        k->word = words.items[i];
        k->sound = name_phonetic(a, k->word);
        k->n_forms = name_other_forms(k->word, k->forms, COUNT_OF(k->forms));
    }
    return keys;
}

static enum names compare_words(struct arena *a, const struct name_key *x, struct str y)
{
    if (str_eq(x->word, y)) return NAMES_SAME;
    for (size_t i = 0; i < x->n_forms; i++)
        if (str_eq(x->forms[i], y)) return NAMES_ALIKE;
    size_t slips = x->word.n > 5 && y.n > 5 ? 2 : 1;
    if (x->word.n > 3 && y.n > 3 && name_distance(x->word, y, slips) <= slips) return NAMES_ALIKE;
    return x->sound.n > 1 && str_eq(x->sound, name_phonetic(a, y)) ? NAMES_ALIKE : NAMES_DIFFER;
}

/* Of two names of one or more words: the shorter one's words are all in the other. */
static enum names compare_names(struct arena *a, const struct name_keys *one, struct str other)
{
    struct name_words y = name_words(a, other);
    bool few_are_ours = one->n < y.n;
    size_t few = few_are_ours ? one->n : y.n, many = few_are_ours ? y.n : one->n;
    enum names all = few && few == many ? NAMES_SAME : NAMES_ALIKE;
    for (size_t i = 0; i < few && all != NAMES_DIFFER; i++) {
        enum names best = NAMES_DIFFER;
        for (size_t k = 0; k < many && best != NAMES_SAME; k++) {
            size_t ours = few_are_ours ? i : k, theirs = few_are_ours ? k : i;
            enum names is = compare_words(a, &one->items[ours], y.items[theirs]);
            if (is > best) best = is;
        }
        if (best < all) all = best;
    }
    return few ? all : NAMES_DIFFER;
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

struct compared {
    const struct person *person;
    struct name_keys family, given;
};

static struct compared compared(struct arena *a, const struct person *p)
{
    return (struct compared){p, name_keys(a, p->family_name), name_keys(a, p->given_names)};
}

static int likeness(struct arena *a, const struct compared *this, const struct person *other, struct str *ret_why)
{
    const struct person *one = this->person;
    struct judgement j = {0};
    *ret_why = STR_NONE;
    if (both_verified(one, other) && one->nhs_number.v != other->nhs_number.v) return 0;
    enum names given = compare_names(a, &this->given, other->given_names);
    if (given == NAMES_DIFFER) return 0; /* so of nearly all who share no more than a birthday */
    bool dated = date_is_set(one->born) && date_is_set(other->born);
    bool born = dated && one->born.v == other->born.v;
    bool postcode = one->postcode.n && str_eq(one->postcode, other->postcode), phone = phones_meet(a, one, other);
    enum names family = compare_names(a, &this->family, other->family_name);
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

int person_alike(struct arena *a, const struct person *one, const struct person *other, struct str *ret_why)
{
    struct compared this = compared(a, one);
    return likeness(a, &this, other, ret_why);
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
    struct compared this = compared(c->arena, p);
    for (size_t i = 0; i < f->n; i++) {
        struct person_alike *one = &list->items[list->n];
        enum err err = person_get(c, (struct person_id){f->ids[i]}, &one->person);
        if (err == ERR_NOT_FOUND) continue; /* a term of theirs that was left behind */
        if (err) return err;
        one->likeness = likeness(c->arena, &this, &one->person, &one->why);
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
