/*
 * The words under which a person can be found, and the words to look for.
 *
 * A table holds person_term(term, person_id): person_finder_terms gives a person's rows, person_query_terms what
 * to look up there for a query, both through the same normalisation. A term is one letter for its kind and the
 * text:
 *     n word of a name    nrahman           p how it sounds    pramn
 *     d date of birth     d1943-03-04       c postcode         cLS8 4QT
 *     t telephone         t01134960187
 * An NHS number has no term: it is a unique column of its own. Terms hold personal data and are guarded and
 * deleted like the person they lead to.
 */
#ifndef CAIRN_NHS_PERSON_TERMS_H
#define CAIRN_NHS_PERSON_TERMS_H

#include "nhs/person_query.h"

/* What is known of a person for finding them. Absent parts are STR_NONE, DATE_NONE, 0. Names and numbers as they
 * were recorded, not normalised. */
struct person_facts {
    struct str given, family, known_as;
    const struct str *other_names; /* former names, aliases */
    size_t n_other_names;
    struct nhs_number nhs_number;
    struct date born;
    struct str postcode;
    const struct str *telephones;
    size_t n_telephones;
};

enum { PERSON_TERMS_MOST = 96 }; /* of one person; what follows is dropped, other names last */

struct person_terms {
    struct str *items; /* no two alike */
    size_t n;
};
struct person_terms person_finder_terms(struct arena *a, const struct person_facts *facts);

/*
 * One look into the table. `covers` has a bit for each part of the query (a word, a date ...) that a person found
 * through this term satisfies: collect the bits of each candidate with OR, prefer those that reach `all`. Terms
 * marked last_resort find many people: use them only where the others found nobody.
 */
struct person_lookup {
    struct str term;
    bool is_prefix;
    bool last_resort;
    uint32_t covers;
};
struct person_lookups {
    struct person_lookup *items;
    size_t n;
    uint32_t all; /* 0: nothing to look up (perhaps an NHS number alone) */
};
struct person_lookups person_query_terms(struct arena *a, const struct person_query *q);

#endif
