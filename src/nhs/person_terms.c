#include "nhs/person_terms.h"

#include "base/arena.h"
#include "nhs/name_match.h"
#include "nhs/telephone.h"

enum {
    LOOKUPS_MOST = 160,
    FORMS_MOST = 12,     /* nicknames looked up for one word */
    SHORTEST_LOOKUP = 2, /* bytes: one Latin letter finds too many */
    NEAR_WORD = 5,       /* bytes from which a word's start is worth a last try */
    NEAR_START = 3,
    FIRST_DATE = PERSON_QUERY_WORDS, /* bits of `covers`: words, dates, telephones, postcode */
    FIRST_TELEPHONE = FIRST_DATE + PERSON_QUERY_DATES,
    POSTCODE_BIT = FIRST_TELEPHONE + PERSON_QUERY_TELEPHONES,
};

static struct str term(struct arena *a, char kind, struct str text)
{
    return str_printf(a, "%c%.*s", kind, STR_ARG(text));
}

static void add_term(struct arena *a, struct person_terms *terms, char kind, struct str text)
{
    if (!text.n || terms->n == PERSON_TERMS_MOST) return;
    struct str added = term(a, kind, text);
    for (size_t i = 0; i < terms->n; i++)
        if (str_eq(terms->items[i], added)) return;
    terms->items[terms->n++] = added;
}

static void add_name(struct arena *a, struct person_terms *terms, struct str name)
{
    struct name_words words = name_index_words(a, name), sounds = name_sounds(a, name);
    for (size_t i = 0; i < words.n; i++) add_term(a, terms, 'n', words.items[i]);
    for (size_t i = 0; i < sounds.n; i++) add_term(a, terms, 'p', sounds.items[i]);
}

struct person_terms person_finder_terms(struct arena *a, const struct person_facts *facts)
{
    struct person_terms terms = {ARENA_ARRAY(a, struct str, PERSON_TERMS_MOST), 0};
    struct postcode postcode;
    add_term(a, &terms, 'd', date_iso(a, facts->born));
    if (postcode_parse(facts->postcode, &postcode)) add_term(a, &terms, 'c', postcode_str(&postcode));
    add_name(a, &terms, facts->family);
    add_name(a, &terms, facts->given);
    add_name(a, &terms, facts->known_as);
    for (size_t i = 0; i < facts->n_telephones; i++) {
        struct str number;
        if (telephone_normalise(a, facts->telephones[i], &number)) add_term(a, &terms, 't', number);
    }
    for (size_t i = 0; i < facts->n_other_names; i++) add_name(a, &terms, facts->other_names[i]);
    return terms;
}

static void look(struct person_lookups *list, struct person_lookup lookup)
{
    if (lookup.term.n < 1 + SHORTEST_LOOKUP || list->n == LOOKUPS_MOST) return;
    list->all |= lookup.covers;
    for (size_t i = 0; i < list->n; i++) {
        struct person_lookup *l = &list->items[i];
        if (!str_eq(l->term, lookup.term) || l->is_prefix != lookup.is_prefix) continue;
        l->covers |= lookup.covers;
        l->last_resort = l->last_resort && lookup.last_resort;
        return;
    }
    list->items[list->n++] = lookup;
}

static void look_for_word(
    struct arena *a, struct person_lookups *list, struct str word, bool prefix, uint32_t covers)
{
    struct str forms[FORMS_MOST];
    if (word.n < SHORTEST_LOOKUP) return;
    size_t n = name_other_forms(word, forms, FORMS_MOST);
    look(list, (struct person_lookup){term(a, 'n', word), .is_prefix = prefix, .covers = covers});
    look(list, (struct person_lookup){term(a, 'p', name_phonetic(a, word)), .covers = covers});
    for (size_t i = 0; i < n; i++) look(list, (struct person_lookup){term(a, 'n', forms[i]), .covers = covers});
}

static void look_for_words(struct arena *a, struct person_lookups *list, const struct person_query *q)
{
    for (size_t i = 0; i < q->n_words; i++) {
        bool prefix = q->last_is_prefix && i + 1 == q->n_words;
        look_for_word(a, list, q->words[i], prefix, 1u << i);
        if (i + 1 == q->n_words) break;
        bool prefix_next = q->last_is_prefix && i + 2 == q->n_words;
        struct str both = str_printf(a, "%.*s%.*s", STR_ARG(q->words[i]), STR_ARG(q->words[i + 1]));
        look_for_word(a, list, both, prefix_next, 3u << i);
    }
    for (size_t i = 0; i < q->n_words; i++) {
        struct str start = str_slice(q->words[i], 0, NEAR_START);
        if (q->words[i].n < NEAR_WORD || !name_phonetic(a, q->words[i]).n) continue;
        look(list,
            (struct person_lookup){
                term(a, 'n', start), .is_prefix = true, .last_resort = true, .covers = 1u << i});
    }
}

/* 3 April for 4 March: people write dates in both orders, and forms are filled in by many hands. */
static struct date swapped(struct date d)
{
    struct date_parts p = date_parts(d);
    struct date other;
    return date_from_parts((struct date_parts){p.year, p.day, p.month}, &other) ? other : DATE_NONE;
}

struct person_lookups person_query_terms(struct arena *a, const struct person_query *q)
{
    struct person_lookups list = {.items = ARENA_ARRAY(a, struct person_lookup, LOOKUPS_MOST)};
    for (size_t i = 0; i < q->n_dates; i++) {
        uint32_t covers = 1u << (FIRST_DATE + i);
        struct str other = date_iso(a, swapped(q->dates[i]));
        look(&list, (struct person_lookup){term(a, 'd', date_iso(a, q->dates[i])), .covers = covers});
        look(&list, (struct person_lookup){term(a, 'd', other), .covers = covers});
    }
    for (size_t i = 0; i < q->n_telephones; i++)
        look(&list,
            (struct person_lookup){term(a, 't', q->telephones[i]),
                .is_prefix = !telephone_is_whole(q->telephones[i]), .covers = 1u << (FIRST_TELEPHONE + i)});
    if (q->postcode.n)
        look(&list,
            (struct person_lookup){term(a, 'c', postcode_str(&q->postcode)), .is_prefix = q->postcode_is_part,
                .covers = 1u << POSTCODE_BIT});
    look_for_words(a, &list, q);
    return list;
}
