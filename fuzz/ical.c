/*
 * Calendars as they are written: no line is longer than they may be, no character is cut, and whatever stands in a
 * text, an event has one summary and one end.
 */
#include "wire/ical.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_MOST = 75, TEXT_MOST = 1000 };

/* RFC 5545 the other way: unfolded, and each line by itself. */
static struct str unfold(struct arena *a, struct str whole)
{
    struct buf out = buf_new(a, whole.n + 1, whole.n + 1);
    while (whole.n) {
        const char *found = memmem(whole.p, whole.n, "\r\n", 2);
        MUST(found && found - whole.p <= LINE_MOST);
        size_t end = (size_t)(found - whole.p);
        struct str line = str_slice(whole, 0, end);
        MUST(utf8_is_valid(line, NULL));
        for (size_t i = 0; i < line.n; i++) MUST((unsigned char)line.p[i] >= ' ' && line.p[i] != 0x7f);
        whole = str_skip(whole, end + 2);
        buf_add(&out, line);
        if (str_starts(whole, STR(" ")))
            whole = str_skip(whole, 1);
        else
            buf_byte(&out, '\n');
    }
    return buf_str(&out);
}

static int count(struct str lines, struct str start)
{
    int n = 0;
    while (lines.n) n += str_starts(str_cut(&lines, '\n'), start);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    if (size > TEXT_MOST || !utf8_is_valid(text, NULL)) return 0;
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct buf out = buf_new(&a, 4096, 64 * 1024);
    struct date day;
    MUST(date_from_iso(STR("2026-11-24"), &day));
    ical_begin(&out, text, 60);
    ical_event(&out, &(struct ical_event){.uid = STR("one"), .day = day, .summary = text, .description = text},
        (struct instant){1795392000000});
    ical_end(&out);
    MUST(!out.overflow);
    struct str lines = unfold(&a, buf_str(&out));
    MUST(count(lines, STR("BEGIN:VEVENT")) == 1 && count(lines, STR("END:VEVENT")) == 1);
    MUST(count(lines, STR("END:VCALENDAR")) == 1 && count(lines, STR("UID:")) == 1);
    MUST(count(lines, STR("SUMMARY:")) == (text.n ? 1 : 0));
    return 0;
}
