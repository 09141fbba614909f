/*
 * What somebody typed into the one search box.
 *
 * One line may hold an NHS number in any spacing, dates of birth, a postcode or its first part, telephone numbers
 * and names, in any order: "smith 4/3/1943", "RAHMAN, Amina (Mrs) LS8 4QT". Parsing never fails: what isn't
 * understood is left out and said so in a flag, for the page to explain. Rules where a text could be two things:
 *  - ten digits that pass the check are an NHS number; other ten digits are taken for a telephone number whose 0
 *    may be missing, and nhs_number_fault says that the number may have been meant as an NHS number;
 *  - dates are read day first; lookups also try the other way round;
 *  - four digits from 1880 to 2100 on their own are a year of birth;
 *  - titles (Mrs, Dr) and labels (DOB:) are not names.
 * The last name may still be being typed: it matches as the start of a word unless a space follows it.
 * Texts are in the arena. The text typed is personal data: never log it, never put it into an address.
 */
#ifndef CAIRN_NHS_PERSON_QUERY_H
#define CAIRN_NHS_PERSON_QUERY_H

#include "base/date.h"
#include "nhs/nhs_number.h"
#include "nhs/postcode.h"

enum { PERSON_QUERY_WORDS = 8, PERSON_QUERY_DATES = 2, PERSON_QUERY_TELEPHONES = 2 };

struct person_query {
    struct nhs_number nhs_number;
    enum nhs_number_fault nhs_number_fault; /* of a number that may have been meant as one */
    struct date dates[PERSON_QUERY_DATES];
    size_t n_dates;
    int year;                 /* 0: none */
    struct postcode postcode; /* whole, or the start of one */
    bool postcode_is_part;
    struct str telephones[PERSON_QUERY_TELEPHONES]; /* normalised, whole or the start of one */
    size_t n_telephones;
    struct str words[PERSON_QUERY_WORDS]; /* as name_words gives them */
    size_t n_words;
    bool last_is_prefix;
    bool too_long;       /* over LIMIT_LINE characters, or not text: nothing was read */
    bool year_too_short; /* a date with two digits for its year, which could mean two centuries */
    bool left_out;       /* something was not understood, or too much of one kind */
};

struct person_query person_query_parse(struct arena *a, struct str typed);
bool person_query_is_empty(const struct person_query *q); /* nothing to look for */

#endif
