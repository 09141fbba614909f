/*
 * The audit's words as sentences: what was done, and by whom. Pure. Private to the slice.
 */
#ifndef CAIRN_CARE_TRAIL_WORDS_H
#define CAIRN_CARE_TRAIL_WORDS_H

#include "base/str.h"

/* What a route did, in the past tense: "Opened the summary". Unknown ones are told by their action's word. */
struct str trail_done(struct str action, struct str route);
/* "Leah Morgan", "Cairn itself" (jobs, imports, commands), "Nobody signed in". */
struct str trail_who(struct str name, struct str action, struct str route);
/* "With a reason: I am covering for a colleague"; STR_NONE where it was not under a claim. */
struct str trail_claim(struct arena *a, struct str reason);
/* "Refused", "Failed"; STR_NONE where it was done. */
struct str trail_outcome(int outcome);
/* "1 person", "12 people"; STR_NONE for 0. */
struct str trail_people(struct arena *a, int64_t n);

#endif
