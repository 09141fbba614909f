#include "nhs/typed.h"

/* Most of what is typed begins none of the marks, and needn't be compared with each. */
static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t first_of(struct str s, const struct str *marks, size_t n)
{
    if (!s.n || is_letter_or_digit(s.p[0])) return 0;
    for (size_t i = 0; i < n; i++)
        if (str_starts(s, marks[i])) return marks[i].n;
    return 0;
}

size_t typed_space(struct str s)
{
    static const struct str spaces[] = {
        STR_INIT(" "),
        STR_INIT("\t"),
        STR_INIT("\n"),
        STR_INIT("\r"),
        STR_INIT("\v"),
        STR_INIT("\f"),
        STR_INIT("\u00A0"),
        STR_INIT("\u2002"),
        STR_INIT("\u2003"),
        STR_INIT("\u2007"),
        STR_INIT("\u2008"),
        STR_INIT("\u2009"),
        STR_INIT("\u200A"),
        STR_INIT("\u202F"),
        STR_INIT("\u3000"),
    };
    return first_of(s, spaces, COUNT_OF(spaces));
}

size_t typed_dash(struct str s)
{
    static const struct str dashes[] = {
        STR_INIT("-"),
        STR_INIT("\u00AD"),
        STR_INIT("\u2010"),
        STR_INIT("\u2011"),
        STR_INIT("\u2012"),
        STR_INIT("\u2013"),
        STR_INIT("\u2014"),
        STR_INIT("\u2212"),
        STR_INIT("\uFF0D"),
    };
    return first_of(s, dashes, COUNT_OF(dashes));
}

size_t typed_apostrophe(struct str s)
{
    static const struct str apostrophes[] = {
        STR_INIT("'"),
        STR_INIT("`"),
        STR_INIT("\u00B4"),
        STR_INIT("\u02B9"),
        STR_INIT("\u02BB"),
        STR_INIT("\u02BC"),
        STR_INIT("\u02BD"),
        STR_INIT("\u02C8"),
        STR_INIT("\u2018"),
        STR_INIT("\u2019"),
        STR_INIT("\u201B"),
        STR_INIT("\u2032"),
        STR_INIT("\uFF07"),
    };
    if (s.n && (unsigned char)s.p[0] < 0x80 && s.p[0] != '\'' && s.p[0] != '`') return 0; /* nearly every byte */
    return first_of(s, apostrophes, COUNT_OF(apostrophes));
}

size_t typed_gap(struct str s)
{
    size_t n = typed_space(s);
    return n ? n : typed_dash(s);
}

/* The bytes of the space that ends s. */
static size_t space_at_end(struct str s)
{
    for (size_t n = 1; n <= 3 && n <= s.n; n++)
        if (typed_space(str_skip(s, s.n - n)) == n) return n;
    return 0;
}

struct str typed_trim(struct str s)
{
    size_t n;
    while ((n = typed_space(s)) > 0) s = str_skip(s, n);
    while ((n = space_at_end(s)) > 0) s.n -= n;
    return s;
}
