#include "nhs/nhs_number.h"

#include "nhs/typed.h"

enum { DIGITS = 10 };

struct str nhs_number_fault_text(enum nhs_number_fault fault)
{
    static const struct str texts[] = {
#define FAULT_TEXT(name, sentence) [NHS_NUMBER_FAULT_##name] = STR_INIT(sentence),
        NHS_NUMBER_FAULT_LIST(FAULT_TEXT)
#undef FAULT_TEXT
    };
    MUST((size_t)fault < COUNT_OF(texts));
    return texts[fault];
}

static bool passes_check(const char digits[DIGITS])
{
    int sum = 0;
    for (int i = 0; i < DIGITS - 1; i++) sum += (digits[i] - '0') * (10 - i);
    int check = 11 - sum % 11;
    return check != 10 && check % 11 == digits[DIGITS - 1] - '0';
}

/* "9.99001E+09", "1e10", "9990010005.0": what a spreadsheet shows for a number it took for a quantity. */
static bool is_spreadsheet_number(struct str s)
{
    bool digit = false, mark = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9')
            digit = true;
        else if (c == '.' || c == ',' || c == 'e' || c == 'E')
            mark = mark || digit;
        else if (c != '+')
            return false;
    }
    return digit && mark;
}

/* Copies the digits of s; returns how many there are (counting past the room), or -1 if anything else is there. */
static int collect_digits(struct str s, char digits[DIGITS])
{
    int n = 0;
    while (s.n) {
        size_t gap = typed_gap(s);
        if (gap) {
            s = str_skip(s, gap);
            continue;
        }
        if (s.p[0] < '0' || s.p[0] > '9') return -1;
        if (n < DIGITS) digits[n] = s.p[0];
        if (n <= DIGITS) n++;
        s = str_skip(s, 1);
    }
    return n;
}

enum nhs_number_fault nhs_number_parse(struct str typed, struct nhs_number *ret)
{
    struct str s = typed_trim(typed);
    size_t apostrophe = typed_apostrophe(s);
    char digits[DIGITS] = {0};
    int64_t value = 0;

    s = typed_trim(str_skip(s, apostrophe));
    if (!s.n) return NHS_NUMBER_FAULT_EMPTY;
    int n = collect_digits(s, digits);
    if (n < 0) return is_spreadsheet_number(s) ? NHS_NUMBER_FAULT_SPREADSHEET : NHS_NUMBER_FAULT_NOT_DIGITS;
    if (n == 0) return NHS_NUMBER_FAULT_NOT_DIGITS;
    if (n == DIGITS - 1) return NHS_NUMBER_FAULT_NINE_DIGITS;
    if (n < DIGITS) return NHS_NUMBER_FAULT_TOO_SHORT;
    if (n > DIGITS) return NHS_NUMBER_FAULT_TOO_LONG;
    for (int i = 0; i < DIGITS; i++) value = value * 10 + (digits[i] - '0');
    if (!value) return NHS_NUMBER_FAULT_ZEROS;
    if (!passes_check(digits)) return NHS_NUMBER_FAULT_CHECK_DIGIT;
    ret->v = value;
    return NHS_NUMBER_FAULT_NONE;
}

bool nhs_number_from_int(int64_t stored, struct nhs_number *ret)
{
    char digits[DIGITS];
    int64_t left = stored;

    if (stored <= 0 || stored > 9999999999) return false;
    for (int i = DIGITS - 1; i >= 0; i--, left /= 10) digits[i] = (char)('0' + left % 10);
    if (!passes_check(digits)) return false;
    ret->v = stored;
    return true;
}

struct str nhs_number_display(struct arena *a, struct nhs_number number)
{
    if (!nhs_number_is_set(number)) return STR_NONE;
    return str_printf(
        a, "%03d %03d %04d", (int)(number.v / 10000000), (int)(number.v / 10000 % 1000), (int)(number.v % 10000));
}

struct str nhs_number_digits(struct arena *a, struct nhs_number number)
{
    return nhs_number_is_set(number) ? str_printf(a, "%010lld", (long long)number.v) : STR_NONE;
}

enum nhs_number_warning nhs_number_warning(struct nhs_number number)
{
    if (!nhs_number_is_set(number)) return NHS_NUMBER_WARNING_NONE;
    if (number.v % 1111111111 == 0) return NHS_NUMBER_WARNING_REPEATED;
    if (number.v >= 9990000000) return NHS_NUMBER_WARNING_TEST;
    return NHS_NUMBER_WARNING_NONE;
}

struct str nhs_number_warning_text(enum nhs_number_warning warning)
{
    switch (warning) {
    case NHS_NUMBER_WARNING_TEST: return STR("This number is from the range used for testing");
    case NHS_NUMBER_WARNING_REPEATED: return STR("This number is one digit repeated. Check that it is real");
    case NHS_NUMBER_WARNING_NONE: break;
    }
    return STR("");
}
