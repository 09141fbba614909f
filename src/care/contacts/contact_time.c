/* A time of day as people type it. */
#include "care/contacts/contact_form.h"

/* Takes "am", "a.m." or the like off the end; 0: none, 'a' or 'p'. */
static char half_of_day(struct str *s)
{
    static const struct {
        struct str end;
        char half;
    } ENDS[] = {{STR_INIT("am"), 'a'}, {STR_INIT("pm"), 'p'}, {STR_INIT("a.m."), 'a'}, {STR_INIT("p.m."), 'p'},
        {STR_INIT("a.m"), 'a'}, {STR_INIT("p.m"), 'p'}};
    for (size_t i = 0; i < COUNT_OF(ENDS); i++) {
        struct str end = ENDS[i].end;
        if (s->n <= end.n || !str_eq_nocase(str_skip(*s, s->n - end.n), end)) continue;
        *s = str_trim(str_slice(*s, 0, s->n - end.n));
        return ENDS[i].half;
    }
    return 0;
}

/* Cuts "14:30", "14.30", "14 30", "1430", "2" into hour and minute; an hour alone has an empty minute. */
static void split(struct str s, struct str *ret_hour, struct str *ret_minute)
{
    size_t at;
    bool parted = str_find(s, ':', &at) || str_find(s, '.', &at) || str_find(s, ' ', &at);
    if (!parted) at = s.n > 2 ? s.n - 2 : s.n;
    *ret_hour = str_trim(str_slice(s, 0, at));
    *ret_minute = str_trim(str_slice(s, parted ? at + 1 : at, s.n));
}

bool contact_time(struct str typed, int *ret_hour, int *ret_minute)
{
    struct str s = str_trim(typed), hour_text, minute_text;
    int64_t hour, minute = 0;
    if (str_eq_nocase(s, STR("midday")) || str_eq_nocase(s, STR("noon"))) s = STR("12:00");
    char half = half_of_day(&s);
    split(s, &hour_text, &minute_text);
    if (hour_text.n > 2 || !str_int(hour_text, half ? 1 : 0, half ? 12 : 23, &hour)) return false;
    if (minute_text.n ? minute_text.n != 2 || !str_int(minute_text, 0, 59, &minute) : !half) return false;
    if (half) hour = hour % 12 + (half == 'p' ? 12 : 0);
    *ret_hour = (int)hour;
    *ret_minute = (int)minute;
    return true;
}
