/*
 * Feeds any bytes to every parser of src/nhs: values, names, the search box, and what is built on them. Beyond not
 * crashing it checks promises: what was accepted reads back the same, a query's terms stay within their limits,
 * and digits alone are accepted exactly when their check digit, worked out here in another way, is right.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "nhs/name_match.h"
#include "nhs/ods_code.h"
#include "nhs/person_name.h"
#include "nhs/person_rank.h"
#include "nhs/snomed.h"
#include "nhs/telephone.h"
#include "nhs/unicode.h"
#include "nhs/vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

/* NHS Data Dictionary: the digits weighed 10 to 1 add up to a multiple of 11. Ten zeros are nobody's. */
static bool nhs_check(struct str s)
{
    int sum = 0, digits = 0;
    if (s.n != 10 || !all_digits(s)) return false;
    for (size_t i = 0; i < 10; i++) {
        sum += (10 - (int)i) * (s.p[i] - '0');
        digits += s.p[i] - '0';
    }
    return sum % 11 == 0 && digits;
}

/* Verhoeff by the published tables, from the right. */
static bool verhoeff(struct str s)
{
    static const char product[10][11] = {"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
        "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"};
    static const char permutation[8][11] = {"0123456789", "1576283094", "5803796142", "8916043527", "9453126870",
        "4286573901", "2793806415", "7046913258"};
    char c = '0';
    for (size_t i = 0; i < s.n; i++) {
        char digit = permutation[i % 8][s.p[s.n - 1 - i] - '0'];
        c = product[c - '0'][digit - '0'];
    }
    return c == '0';
}

static void fuzz_check_digits(struct str text)
{
    struct nhs_number number;
    struct snomed_id id;
    if (!all_digits(text)) return;
    MUST((nhs_number_parse(text, &number) == NHS_NUMBER_FAULT_NONE) == nhs_check(text));
    if (snomed_parse(text, &id) == SNOMED_FAULT_NONE)
        MUST(verhoeff(text) && text.n >= 6 && text.n <= 18 && text.p[0] != '0');
    if (snomed_parse(text, &id) == SNOMED_FAULT_CHECK_DIGIT) MUST(!verhoeff(text));
}

static void fuzz_values(struct arena *a, struct str text)
{
    struct nhs_number number, same_number;
    struct snomed_id id, same_id;
    struct ods_code ods, same_ods;
    struct postcode postcode, same_postcode;
    struct str telephone, same_telephone;
    enum staff_role role;

    if (nhs_number_parse(text, &number) == NHS_NUMBER_FAULT_NONE)
        MUST(nhs_number_parse(nhs_number_display(a, number), &same_number) == NHS_NUMBER_FAULT_NONE &&
            nhs_number_eq(number, same_number) && nhs_number_from_int(number.v, &same_number));
    if (snomed_parse(text, &id) == SNOMED_FAULT_NONE)
        MUST(snomed_parse(snomed_digits(a, id), &same_id) == SNOMED_FAULT_NONE && snomed_from_int(id.v, &same_id));
    if (ods_code_parse(text, &ods))
        MUST(ods_code_parse(ods_code_str(&ods), &same_ods) && ods_code_eq(&ods, &same_ods));
    if (postcode_parse(text, &postcode))
        MUST(postcode_parse(postcode_str(&postcode), &same_postcode) && same_postcode.n == postcode.n);
    if (postcode_part_parse(text, &postcode)) MUST(postcode.n <= sizeof postcode.text);
    if (telephone_normalise(a, text, &telephone))
        MUST(telephone_normalise(a, telephone, &same_telephone) && telephone.n <= TELEPHONE_DIGITS_MOST + 1);
    (void)telephone_display(a, text);
    (void)language_label(text);
    if (staff_role_from_code(text, &role)) MUST(staff_role_code(role).n == text.n);
}

static void fuzz_names(struct arena *a, struct str text)
{
    struct name_words words = name_words(a, text), index = name_index_words(a, text);
    struct person_name name = {.title = text, .given = text, .family = text};

    MUST(words.n <= NAME_WORDS_MOST && index.n <= NAME_FORMS_MOST);
    for (size_t i = 0; i < words.n; i++) {
        MUST(words.items[i].n > 0 && name_phonetic(a, words.items[i]).n <= NAME_PHONETIC_LONGEST);
        MUST(name_distance(words.items[i], words.items[i], 2) == 0);
        MUST(name_distance(words.items[i], words.items[0], 2) <= 3);
    }
    (void)name_sounds(a, text);
    (void)person_name_banner(a, &name);
    (void)person_name_plain(a, &name);
    (void)person_name_friendly(a, &name);
    (void)person_name_initials(a, &name);
    (void)unicode_upper(a, text);
}

static void fuzz_finding(struct arena *a, struct str text)
{
    struct person_query q = person_query_parse(a, text);
    struct person_facts facts = {.given = text,
        .family = str_slice(text, 0, 20),
        .known_as = str_skip(text, 20),
        .other_names = &text,
        .n_other_names = 1,
        .nhs_number = q.nhs_number,
        .born = q.n_dates ? q.dates[0] : DATE_NONE,
        .postcode = text,
        .telephones = &text,
        .n_telephones = 1};
    struct person_lookups lookups = person_query_terms(a, &q);
    struct person_terms terms = person_finder_terms(a, &facts);
    struct person_match match;

    MUST(!q.too_long || person_query_is_empty(&q));
    MUST(terms.n <= PERSON_TERMS_MOST);
    for (size_t i = 0; i < lookups.n; i++) MUST(lookups.items[i].covers && lookups.items[i].term.n > 1);
    struct person_sought sought = person_sought(a, &q);
    bool fits = person_match(a, &sought, &facts, &match);
    MUST(fits || (!nhs_number_is_set(q.nhs_number) && !q.n_dates));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena a;
    if (size > 4 * LIMIT_LINE) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    fuzz_check_digits(text);
    fuzz_values(&a, text);
    fuzz_names(&a, text);
    fuzz_finding(&a, text);
    arena_release(&a);
    return 0;
}
