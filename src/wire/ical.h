/*
 * iCalendar (RFC 5545): events as ordinary calendars read them.
 *
 * Only written, never read. Lines end in CR LF and are folded at 75 bytes, never inside a character; text is
 * escaped. An event has a whole day and no time, so no time zone has to be described. Text must be valid UTF-8.
 */
#ifndef CAIRN_WIRE_ICAL_H
#define CAIRN_WIRE_ICAL_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"

struct ical_event {
    struct str uid; /* the same each time, so that a calendar replaces what it has; no line ends in it */
    struct date day;
    struct str summary, description;
    struct str url; /* nothing: left out */
};

/* name: what a calendar calls it. every_minutes: how often it may come again. */
void ical_begin(struct buf *out, struct str name, int every_minutes);
/* written: when it was made. A day that is free still: it blocks no time. */
void ical_event(struct buf *out, const struct ical_event *e, struct instant written);
void ical_end(struct buf *out);

#endif
