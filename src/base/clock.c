#include "base/clock.h"

#include "base/arena.h"

enum { MS_PER_SECOND = 1000 };

static int64_t ahead_ms; /* of the time since the machine was started, when this process was */

static int64_t read_ms(clockid_t which)
{
    struct timespec now;
    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

void clock_use_english_time(void)
{
    ahead_ms = read_ms(CLOCK_REALTIME) - read_ms(CLOCK_BOOTTIME);
    if (setenv("TZ", "Europe/London", 1) != 0) BUG("cannot set the time zone");
    tzset();
    struct tm parts;
    time_t summer = 1750000000; /* 15 June 2025: one hour ahead, if the zone's data is installed */
    if (!localtime_r(&summer, &parts) || parts.tm_isdst != 1) BUG("time zone Europe/London is not installed");
}

struct clock clock_real(void)
{
    return (struct clock){INSTANT_NONE};
}

struct clock clock_fixed(struct instant at)
{
    return (struct clock){at};
}

struct instant clock_now(const struct clock *c)
{
    if (instant_is_set(c->fixed)) return c->fixed;
    return (struct instant){read_ms(CLOCK_REALTIME)};
}

struct instant clock_steady(const struct clock *c)
{
    return instant_is_set(c->fixed) ? c->fixed : (struct instant){read_ms(CLOCK_BOOTTIME) + ahead_ms};
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static struct tm local_parts(struct instant t)
{
    int64_t seconds = t.v / MS_PER_SECOND - (t.v % MS_PER_SECOND < 0);
    time_t when = (time_t)seconds;
    struct tm parts = {0};
    if (!localtime_r(&when, &parts)) BUG("instant %lld is outside the calendar", (long long)t.v);
    return parts;
}

struct date instant_date(struct instant t)
{
    struct tm p = local_parts(t);
    struct date d = DATE_NONE;
    if (!date_from_parts((struct date_parts){p.tm_year + 1900, p.tm_mon + 1, p.tm_mday}, &d)) return DATE_NONE;
    return d;
}

struct date clock_today(const struct clock *c)
{
    return instant_date(clock_now(c));
}

struct instant instant_from_local(struct date day, int hour, int minute)
{
    struct date_parts p = date_parts(day);
    struct tm parts = {.tm_year = p.year - 1900,
        .tm_mon = p.month - 1,
        .tm_mday = p.day,
        .tm_hour = hour,
        .tm_min = minute,
        .tm_isdst = -1};
    return (struct instant){(int64_t)mktime(&parts) * MS_PER_SECOND};
}

struct str instant_time(struct arena *a, struct instant t)
{
    if (!instant_is_set(t)) return STR_NONE;
    struct tm p = local_parts(t);
    int hour = p.tm_hour % 12 ? p.tm_hour % 12 : 12;
    return str_printf(a, "%d:%02d%s", hour, p.tm_min, p.tm_hour < 12 ? "am" : "pm");
}

struct str instant_long(struct arena *a, struct instant t)
{
    if (!instant_is_set(t)) return STR_NONE;
    struct str day = date_long(a, instant_date(t)), time = instant_time(a, t);
    return str_printf(a, "%.*s at %.*s", STR_ARG(day), STR_ARG(time));
}

struct str instant_iso(struct arena *a, struct instant t)
{
    if (!instant_is_set(t)) return STR_NONE;
    int64_t ms = ((t.v % MS_PER_SECOND) + MS_PER_SECOND) % MS_PER_SECOND;
    time_t when = (time_t)((t.v - ms) / MS_PER_SECOND);
    struct tm p = {0};
    if (!gmtime_r(&when, &p)) return STR_NONE;
    return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", p.tm_year + 1900, p.tm_mon + 1, p.tm_mday,
        p.tm_hour, p.tm_min, p.tm_sec, (int)ms);
}
