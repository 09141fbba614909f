#include "base/date.h"

#include "base/arena.h"

static const char *const MONTHS[] = {"January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"};
static const char *const DAYS[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counts from 1 March of year 0, so that leap days fall at the end of a year; 400-year eras of 146,097 days. */
bool date_from_parts(struct date_parts p, struct date *ret)
{
    if (p.year < 1 || p.year > 9999 || p.month < 1 || p.month > 12) return false;
    if (p.day < 1 || p.day > days_in_month(p.year, p.month)) return false;
    int y = p.month <= 2 ? p.year - 1 : p.year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (p.month > 2 ? p.month - 3 : p.month + 9) + 2) / 5 + p.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    ret->v = era * 146097 + day_of_era - 719468;
    return true;
}

struct date_parts date_parts(struct date d)
{
    int z = d.v + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp < 10 ? mp + 3 : mp - 9;
    return (struct date_parts){
        .year = yoe + era * 400 + (month <= 2), .month = month, .day = doy - (153 * mp + 2) / 5 + 1};
}

int date_weekday(struct date d)
{
    return (int)((((int64_t)d.v + 3) % 7 + 7) % 7);
}

int date_age(struct date born, struct date today)
{
    struct date_parts b = date_parts(born), t = date_parts(today);
    return t.year - b.year - (t.month < b.month || (t.month == b.month && t.day < b.day));
}

bool date_from_iso(struct str s, struct date *ret)
{
    int64_t y, m, d;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return false;
    if (!str_int(str_slice(s, 0, 4), 1, 9999, &y) || !str_int(str_slice(s, 5, 7), 1, 12, &m)) return false;
    if (!str_int(str_slice(s, 8, 10), 1, 31, &d)) return false;
    return date_from_parts((struct date_parts){(int)y, (int)m, (int)d}, ret);
}

static bool month_from_name(struct str s, int64_t *ret)
{
    for (int i = 0; i < 12; i++) {
        struct str full = str_from_cstr(MONTHS[i]);
        if (s.n >= 3 && s.n <= full.n && str_eq_nocase(s, str_slice(full, 0, s.n))) {
            *ret = i + 1;
            return true;
        }
    }
    return false;
}

/* Splits "4 March 1943" or "4/3/1943" into its three words; a sign before the first is no separator. */
static bool three_words(struct str s, struct str words[3])
{
    size_t n = 0, at = 0;
    if (str_starts(s, STR("-"))) return false;
    while (at < s.n) {
        size_t from = at;
        while (at < s.n && !memchr(" /.-,", s.p[at], 5)) at++;
        if (at > from) {
            if (n == 3) return false;
            words[n++] = str_slice(s, from, at);
        }
        at++;
    }
    return n == 3;
}

bool date_from_typed(struct str s, struct date *ret)
{
    struct str words[3];
    int64_t d, m, y;
    s = str_trim(s);
    if (date_from_iso(s, ret)) return true;
    if (s.n == 8 && str_int(s, 0, 99999999, &y)) {
        words[0] = str_slice(s, 0, 2);
        words[1] = str_slice(s, 2, 4);
        words[2] = str_slice(s, 4, 8);
    } else if (!three_words(s, words)) {
        return false;
    }
    if (words[2].n != 4 || !str_int(words[2], 1, 9999, &y)) return false;
    if (words[0].n > 2 || !str_int(words[0], 1, 31, &d)) return false;
    bool numbered = words[1].n <= 2 && str_int(words[1], 1, 12, &m);
    if (!numbered && !month_from_name(words[1], &m)) return false;
    return date_from_parts((struct date_parts){(int)y, (int)m, (int)d}, ret);
}

struct str date_iso(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%04d-%02d-%02d", p.year, p.month, p.day);
}

struct str date_long(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%d %s %d", p.day, MONTHS[p.month - 1], p.year);
}

struct str date_near(struct arena *a, struct date d, struct date today)
{
    if (!date_is_set(d) || date_parts(d).year != date_parts(today).year) return date_long(a, d);
    struct date_parts p = date_parts(d);
    return str_printf(a, "%d %s", p.day, MONTHS[p.month - 1]);
}

struct str date_with_weekday(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%s %d %s %d", DAYS[date_weekday(d)], p.day, MONTHS[p.month - 1], p.year);
}

struct str date_short(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%d %.3s %d", p.day, MONTHS[p.month - 1], p.year);
}

struct str date_brief(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%.3s %d %.3s", DAYS[date_weekday(d)], p.day, MONTHS[p.month - 1]);
}

struct str date_banner(struct arena *a, struct date d)
{
    if (!date_is_set(d)) return STR_NONE;
    struct date_parts p = date_parts(d);
    return str_printf(a, "%02d-%.3s-%d", p.day, MONTHS[p.month - 1], p.year);
}
