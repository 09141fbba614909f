#include "nhs/telephone.h"

#include "base/arena.h"
#include "nhs/typed.h"

enum { DIGITS_FEWEST = 5 };

/* " ext 12", "x12", "#12": where an extension begins, or the end. */
static struct str without_extension(struct str s)
{
    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];
        struct str rest = str_skip(s, i);
        if (c == 'x' || c == 'X' || c == '#') return str_slice(s, 0, i);
        if (rest.n >= 3 && str_eq_nocase(str_slice(rest, 0, 3), STR("ext"))) return str_slice(s, 0, i);
    }
    return s;
}

/* Digits, after a + if there was one; 0 if there is anything but digits and the usual marks, or too many. */
static size_t collect(struct str s, char out[TELEPHONE_DIGITS_MOST + 3])
{
    size_t n = 0;
    while (s.n) {
        size_t gap = typed_gap(s);
        if (gap) {
            s = str_skip(s, gap);
            continue;
        }
        char c = s.p[0];
        bool digit = c >= '0' && c <= '9';
        if (!digit && !(c == '+' && n == 0) && !memchr("()./", c, 4)) return 0;
        if (digit || c == '+') {
            if (n == TELEPHONE_DIGITS_MOST + 3) return 0;
            out[n++] = c;
        }
        s = str_skip(s, 1);
    }
    return n;
}

bool telephone_normalise(struct arena *a, struct str typed, struct str *ret)
{
    char text[TELEPHONE_DIGITS_MOST + 3];
    struct str s = typed_trim(typed);
    s = str_skip(s, typed_apostrophe(s));
    struct str number = {text, collect(without_extension(s), text)};
    bool abroad = false;

    if (str_starts(number, STR("+")) || str_starts(number, STR("00"))) {
        number = str_skip(number, number.p[0] == '+' ? 1 : 2);
        abroad = !str_starts(number, STR("44"));
        if (!abroad) number = str_skip(number, 2);
        if (!abroad && str_starts(number, STR("0"))) number = str_skip(number, 1);
        if (number.n < DIGITS_FEWEST || number.n > TELEPHONE_DIGITS_MOST) return false;
        *ret = str_printf(a, "%s%.*s", abroad ? "+" : "0", STR_ARG(number));
        return true;
    }
    if (number.n == 12 && str_starts(number, STR("44"))) {
        *ret = str_printf(a, "0%.*s", STR_ARG(str_skip(number, 2)));
        return true;
    }
    if (number.n < DIGITS_FEWEST || number.n > TELEPHONE_DIGITS_MOST) return false;
    *ret = str_dup(a, number);
    return true;
}

bool telephone_is_whole(struct str normalised)
{
    return (normalised.n == 10 || normalised.n == 11) && normalised.p[0] == '0';
}

/* The few towns whose area code has six digits [Ofcom's numbering plan]. */
static bool has_long_area_code(struct str number)
{
    static const char codes[][7] = {"013873", "015242", "015394", "015395", "015396", "016973", "016974", "016977",
        "017683", "017684", "017687", "019467"};
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (memcmp(number.p, codes[i], 6) == 0) return true;
    return false;
}

/* How many digits stand in the first and the second group; the rest is the last one. */
static void grouping(struct str number, size_t *ret_first, size_t *ret_second)
{
    char second = number.p[1], third = number.p[2], fourth = number.p[3];
    *ret_second = 0;
    if (second == '2') {
        *ret_first = 3;
        *ret_second = 4;
    } else if (second == '7') {
        *ret_first = 5;
        *ret_second = 3;
    } else if (second != '1' || third == '1' || fourth == '1') {
        *ret_first = 4;
        *ret_second = 3;
    } else {
        *ret_first = has_long_area_code(number) ? 6 : 5;
    }
}

struct str telephone_display(struct arena *a, struct str typed)
{
    struct str number;
    size_t first, second;
    if (!telephone_normalise(a, typed, &number) || !telephone_is_whole(number)) return typed;
    if (without_extension(typed).n != typed.n) return typed; /* the extension is part of what is dialled */
    grouping(number, &first, &second);
    struct str groups[] = {
        str_slice(number, 0, first), str_slice(number, first, first + second), str_skip(number, first + second)};
    return str_join(a, groups, COUNT_OF(groups), STR(" "));
}
