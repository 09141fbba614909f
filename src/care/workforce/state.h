/*
 * The state of a row as record_version keeps it: a JSON object of what a reader could see. Private to the slice.
 *
 * What isn't there is left out, so that two states differ only where something does.
 */
#ifndef CAIRN_CARE_WORKFORCE_STATE_H
#define CAIRN_CARE_WORKFORCE_STATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "wire/json_write.h"

struct state {
    struct arena *arena;
    struct buf out;
    struct json_writer w;
};

void state_begin(struct state *s, struct arena *a);
void state_text(struct state *s, const char *name, struct str value);
void state_day(struct state *s, const char *name, struct date day);
void state_number(struct state *s, const char *name, int64_t number); /* 0 is left out */
struct str state_end(struct state *s);

#endif
