#include "nhs/ods_code.h"

#include "nhs/typed.h"

bool ods_code_parse(struct str typed, struct ods_code *ret)
{
    struct ods_code code = {.n = 0};
    struct str s = typed_trim(typed);

    if (!s.n || s.n > sizeof code.text) return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return false;
        code.text[code.n++] = c;
    }
    *ret = code;
    return true;
}

bool ods_code_eq(const struct ods_code *a, const struct ods_code *b)
{
    return str_eq(ods_code_str(a), ods_code_str(b));
}

static bool is_letter_and_five_digits(const struct ods_code *code)
{
    int64_t number;
    return code->n == 6 && code->text[0] >= 'A' && str_int(str_skip(ods_code_str(code), 1), 0, 99999, &number);
}

bool ods_code_looks_like_network(const struct ods_code *code)
{
    return is_letter_and_five_digits(code) && code->text[0] == 'U';
}

bool ods_code_looks_like_practice(const struct ods_code *code)
{
    return is_letter_and_five_digits(code) && code->text[0] != 'U';
}
