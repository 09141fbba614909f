/*
 * Two changes of one text, put together paragraph by paragraph.
 *
 * Each line is a paragraph. What only one of the two changed is taken from them; where both changed the same
 * paragraph, or both put something in at the same place, there is no right answer, and the text holds both: first
 * their lines, then mine. Nothing is ever left out. The work is bounded: of very long texts the changed middle is
 * taken as one paragraph.
 */
#ifndef CAIRN_PLATFORM_MERGE_LINES_H
#define CAIRN_PLATFORM_MERGE_LINES_H

#include "base/arena.h"
#include "base/str.h"

struct merged_lines {
    struct str text;
    bool clean; /* false: somewhere both stand one after the other */
};
struct merged_lines merge_lines(struct arena *a, struct str base, struct str theirs, struct str mine);

#endif
