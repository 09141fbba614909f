/* What stands in one cell: dates, gender, yes and no. */
#include "wire/gp_table.h"

#include "base/utf8.h"
#include "nhs/vocabulary.h"

/* ---- dates ---- */

/* "08/11/2026 00:00", "1943-03-04T00:00:00": the day alone. */
static struct str day_alone(struct str s)
{
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        bool clock = s.p[i] == ':' && i >= 3;
        if (!clock) continue;
        size_t from = i;
        while (from && s.p[from - 1] >= '0' && s.p[from - 1] <= '9') from--;
        if (!from) return s;
        return str_trim(str_slice(s, 0, s.p[from - 1] == 'T' ? from - 1 : from));
    }
    return s;
}

/* The numbers of "27/11/59"; false: it isn't three numbers. */
static bool three_numbers(struct str s, int64_t ret[3], size_t digits[3])
{
    size_t n = 0, at = 0;
    while (at < s.n) {
        size_t from = at;
        while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9') at++;
        if (at == from || n == 3 || !str_int(str_slice(s, from, at), 0, 99999999, &ret[n])) return false;
        digits[n++] = at - from;
        if (at < s.n && !memchr("/.- ", s.p[at], 4)) return false;
        at++;
    }
    return n == 3;
}

static bool has_short_year(struct str s)
{
    size_t from = s.n;
    while (from && s.p[from - 1] >= '0' && s.p[from - 1] <= '9') from--;
    return s.n - from == 2 && from > 2 && memchr("/.- ", s.p[from - 1], 4);
}

static enum gp_date_fault fault_of(struct str s)
{
    int64_t numbers[3], serial;
    size_t digits[3];
    if (s.n >= 4 && s.n <= 6 && str_int(s, 0, 999999, &serial)) return GP_DATE_SERIAL;
    if (has_short_year(s)) return GP_DATE_SHORT_YEAR;
    bool three = three_numbers(s, numbers, digits);
    if (three && digits[2] == 4 && numbers[0] >= 1 && numbers[0] <= 12 && numbers[1] > 12 && numbers[1] <= 31)
        return GP_DATE_MONTH_FIRST;
    return GP_DATE_NONE;
}

enum gp_date_fault gp_date(struct str cell, struct date *ret)
{
    *ret = DATE_NONE;
    struct str s = day_alone(cell);
    if (!s.n) return GP_DATE_EMPTY;
    return date_from_typed(s, ret) ? GP_DATE_FINE : fault_of(s);
}

struct str gp_date_why(struct arena *a, struct str heading, enum gp_date_fault fault)
{
    const char *why = "is not a day that there is";
    if (fault == GP_DATE_EMPTY) why = "is empty";
    if (fault == GP_DATE_SHORT_YEAR) why = "has a year of two digits, which could be of either century";
    if (fault == GP_DATE_SERIAL) why = "is a number that a spreadsheet made of a date";
    if (fault == GP_DATE_MONTH_FIRST) why = "has the month first, as in America. Ask for dates as 14-Mar-1958";
    return str_printf(a, "\"%.*s\" %s", STR_ARG(heading), why);
}

bool gp_date_is_ambiguous(struct str cell)
{
    int64_t numbers[3];
    size_t digits[3];
    struct str s = day_alone(cell);
    return three_numbers(s, numbers, digits) && digits[0] <= 2 && digits[1] <= 2 && numbers[0] <= 12 &&
        numbers[1] <= 12 && numbers[0] != numbers[1];
}

/* ---- words ---- */

struct str gp_gender(struct str cell)
{
    static const struct {
        struct str word;
        enum gender gender;
    } WORDS[] = {{STR_INIT("male"), GENDER_MALE}, {STR_INIT("m"), GENDER_MALE}, {STR_INIT("1"), GENDER_MALE},
        {STR_INIT("female"), GENDER_FEMALE}, {STR_INIT("f"), GENDER_FEMALE}, {STR_INIT("2"), GENDER_FEMALE},
        {STR_INIT("indeterminate"), GENDER_OTHER}, {STR_INIT("i"), GENDER_OTHER}, {STR_INIT("9"), GENDER_OTHER},
        {STR_INIT("other"), GENDER_OTHER}, {STR_INIT("x"), GENDER_OTHER}};
    struct str s = str_trim(cell);
    for (size_t i = 0; i < COUNT_OF(WORDS); i++)
        if (str_eq_nocase(s, WORDS[i].word)) return gender_code(WORDS[i].gender);
    return STR_NONE;
}

bool gp_yes(struct str cell, bool *ret)
{
    static const struct str YES[] = {
        STR_INIT("y"), STR_INIT("yes"), STR_INIT("true"), STR_INIT("1"), STR_INIT("deceased"), STR_INIT("died")};
    static const struct str NO[] = {
        STR_INIT("n"), STR_INIT("no"), STR_INIT("false"), STR_INIT("0"), STR_INIT("alive"), STR_INIT("current")};
    struct str s = str_trim(cell);
    for (size_t i = 0; i < COUNT_OF(YES); i++) {
        bool yes = str_eq_nocase(s, YES[i]);
        if (!yes && !str_eq_nocase(s, NO[i])) continue;
        *ret = yes;
        return true;
    }
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Spreadsheets put spaces that don't break between words; they look the same and are found by nobody. */
static bool is_hard_space(struct str s, size_t at)
{
    return at + 1 < s.n && s.p[at] == '\xC2' && s.p[at + 1] == '\xA0';
}

bool gp_line(struct arena *a, struct str cell, struct str *ret)
{
    char *out = arena_alloc(a, cell.n + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        bool hard = is_hard_space(cell, i);
        if (!hard && !is_space(cell.p[i]))
            out[n++] = cell.p[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
        i += hard;
    }
    *ret = str_trim((struct str){out, n});
    if (!ret->n) *ret = STR_NONE;
    if (utf8_is_plain(*ret)) return true;
    *ret = STR_NONE;
    return false;
}
