#include "wire/ical.h"

#include "base/utf8.h"

enum { LINE_BYTES = 75, VALUE_BYTES = 4096 };

/* A line longer than 75 bytes goes on in the next after a blank, which counts among its 75. */
static void line(struct buf *out, struct str text)
{
    size_t room = LINE_BYTES;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        (void)utf8_next(text, &at);
        if (at - from > room) {
            buf_add(out, STR("\r\n "));
            room = LINE_BYTES - 1;
        }
        buf_add(out, str_slice(text, from, at));
        room -= at - from;
    }
    buf_add(out, STR("\r\n"));
}

static void escape(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            buf_add(out, STR("\\n"));
        } else if ((unsigned char)c < ' ' || c == 0x7f) {
            continue; /* has no place in a calendar */
        } else {
            if (c == '\\' || c == ',' || c == ';') buf_byte(out, '\\');
            buf_byte(out, c);
        }
    }
}

static void text_line(struct buf *out, struct str name, struct str value)
{
    if (!value.n) return;
    struct buf whole = buf_new(out->arena, name.n + value.n + 16, VALUE_BYTES);
    buf_add(&whole, name);
    buf_byte(&whole, ':');
    escape(&whole, value);
    MUST(!whole.overflow);
    line(out, buf_str(&whole));
}

/* An ISO day or moment as calendars write it: without its dashes and colons, and to the second. */
static struct str digits(struct arena *a, struct str iso)
{
    struct buf out = buf_new(a, iso.n, iso.n + 1);
    for (size_t i = 0; i < iso.n && iso.p[i] != '.' && iso.p[i] != 'Z'; i++)
        if (iso.p[i] != '-' && iso.p[i] != ':') buf_byte(&out, iso.p[i]);
    return buf_str(&out);
}

void ical_begin(struct buf *out, struct str name, int every_minutes)
{
    line(out, STR("BEGIN:VCALENDAR"));
    line(out, STR("VERSION:2.0"));
    line(out, STR("PRODID:-//Cairn//Cairn//EN"));
    line(out, STR("CALSCALE:GREGORIAN"));
    text_line(out, STR("X-WR-CALNAME"), name);
    line(out, str_printf(out->arena, "REFRESH-INTERVAL;VALUE=DURATION:PT%dM", every_minutes));
    line(out, str_printf(out->arena, "X-PUBLISHED-TTL:PT%dM", every_minutes));
}

void ical_event(struct buf *out, const struct ical_event *e, struct instant written)
{
    struct arena *a = out->arena;
    struct str day = digits(a, date_iso(a, e->day)), next = digits(a, date_iso(a, date_add_days(e->day, 1)));
    struct str stamp = digits(a, instant_iso(a, written));
    line(out, STR("BEGIN:VEVENT"));
    text_line(out, STR("UID"), e->uid);
    line(out, str_printf(a, "DTSTAMP:%.*sZ", STR_ARG(stamp)));
    line(out, str_printf(a, "DTSTART;VALUE=DATE:%.*s", STR_ARG(day)));
    line(out, str_printf(a, "DTEND;VALUE=DATE:%.*s", STR_ARG(next)));
    text_line(out, STR("SUMMARY"), e->summary);
    text_line(out, STR("DESCRIPTION"), e->description);
    if (e->url.n) line(out, str_printf(a, "URL:%.*s", STR_ARG(e->url)));
    line(out, STR("TRANSP:TRANSPARENT"));
    line(out, STR("CLASS:PRIVATE"));
    line(out, STR("END:VEVENT"));
}

void ical_end(struct buf *out)
{
    line(out, STR("END:VCALENDAR"));
}
