/* What a calendar is told: one event for each day on which something is due. */
#include "care/calendar/calendar_feed.h"

#include "base/limits.h"
#include "wire/ical.h"

enum { FEED_EVERY_MINUTES = 60, KINDS = 3 };

static void add_part(
    struct arena *a, struct str *parts, size_t *n, int64_t count, const char *one, const char *more)
{
    if (count) parts[(*n)++] = str_printf(a, "%lld %s", (long long)count, count == 1 ? one : more);
}

struct str feed_words(struct arena *a, const struct feed_day *day)
{
    struct str parts[KINDS];
    size_t n = 0;
    add_part(a, parts, &n, day->act_first, "to act on first", "to act on first");
    add_part(a, parts, &n, day->promises, "promise due", "promises due");
    add_part(a, parts, &n, day->contacts, "contact due", "contacts due");
    return str_join(a, parts, n, STR(", "));
}

struct str feed_calendar(struct arena *a, struct uuid key, struct str network, struct str origin,
    const struct feed_days *days, struct instant now)
{
    struct buf out = buf_new(a, 4096, LIMIT_CALENDAR);
    struct str id = uuid_text(a, key);
    ical_begin(&out, str_printf(a, "Cairn, %.*s", STR_ARG(network)), FEED_EVERY_MINUTES);
    for (size_t i = 0; i < days->n; i++) {
        struct str day = date_iso(a, days->items[i].day), words = feed_words(a, &days->items[i]);
        const struct ical_event e = {.uid = str_printf(a, "%.*s-%.*s", STR_ARG(id), STR_ARG(day)),
            .day = days->items[i].day,
            .summary = str_printf(a, "Cairn: %.*s", STR_ARG(words)),
            .description = STR("Whom it is about stands in My day."),
            .url = str_printf(a, "%.*s/my-day", STR_ARG(origin))};
        ical_event(&out, &e, now);
    }
    ical_end(&out);
    MUST(!out.overflow);
    return buf_str(&out);
}
