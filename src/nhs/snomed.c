#include "nhs/snomed.h"

#include "nhs/typed.h"

static const int64_t LOWEST = 100000, HIGHEST = 999999999999999999;

struct str snomed_fault_text(enum snomed_fault fault)
{
    static const struct str texts[] = {
#define FAULT_TEXT(name, sentence) [SNOMED_FAULT_##name] = STR_INIT(sentence),
        SNOMED_FAULT_LIST(FAULT_TEXT)
#undef FAULT_TEXT
    };
    MUST((size_t)fault < COUNT_OF(texts));
    return texts[fault];
}

/* The dihedral group of order ten: 0 to 4 turn a pentagon, 5 to 9 turn it over as well. */
static int dihedral(int a, int b)
{
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
}

/* Verhoeff: each digit is permuted as often as its place from the right says, then all are multiplied together. */
static bool passes_check(int64_t number)
{
    static const int permuted[10] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    int product = 0;
    for (int place = 0; number > 0; place++, number /= 10) {
        int digit = (int)(number % 10);
        for (int i = 0; i < place % 8; i++) digit = permuted[digit];
        product = dihedral(product, digit);
    }
    return product == 0;
}

enum snomed_partition snomed_partition(int64_t number)
{
    switch (number / 10 % 100) {
    case 0:
    case 10: return SNOMED_CONCEPT;
    case 1:
    case 11: return SNOMED_DESCRIPTION;
    case 2:
    case 12: return SNOMED_RELATIONSHIP;
    default: return SNOMED_OTHER;
    }
}

enum snomed_fault snomed_parse(struct str typed, struct snomed_id *ret)
{
    struct str s = typed_trim(typed);
    int64_t number;

    s = str_skip(s, typed_apostrophe(s));
    if (!s.n) return SNOMED_FAULT_EMPTY;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return SNOMED_FAULT_NOT_DIGITS;
    if (s.p[0] == '0' || !str_int(s, LOWEST, HIGHEST, &number)) return SNOMED_FAULT_LENGTH;
    if (!passes_check(number)) return SNOMED_FAULT_CHECK_DIGIT;
    if (snomed_partition(number) != SNOMED_CONCEPT) return SNOMED_FAULT_NOT_A_CONCEPT;
    ret->v = number;
    return SNOMED_FAULT_NONE;
}

bool snomed_from_int(int64_t stored, struct snomed_id *ret)
{
    if (stored < LOWEST || stored > HIGHEST || !passes_check(stored)) return false;
    if (snomed_partition(stored) != SNOMED_CONCEPT) return false;
    ret->v = stored;
    return true;
}

struct str snomed_digits(struct arena *a, struct snomed_id id)
{
    return id.v ? str_printf(a, "%lld", (long long)id.v) : STR_NONE;
}

struct str snomed_own_term(struct snomed_id id)
{
    switch (id.v) {
#define OWN_TERM(name, number, term) \
    case number: return STR(term);
        SNOMED_CODE_LIST(OWN_TERM)
#undef OWN_TERM
    default: return STR_NONE;
    }
}
