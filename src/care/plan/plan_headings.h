/*
 * The headings of a copy in the reader's language; what stands under them stays as it was said.
 *
 * A catalogue has every word or it isn't one. English was written by us; the others were made by a machine and
 * nobody who speaks the language has read them yet: `reviewed` says so, and whoever gives the copy is told.
 * Private to the slice.
 */
#ifndef CAIRN_CARE_PLAN_HEADINGS_H
#define CAIRN_CARE_PLAN_HEADINGS_H

#include "base/str.h"

/* The ids are those of the blocks of a page (plan_words.c); "" where there is none. */
#define PLAN_HEADING_LIST(X) \
    X(PLAN, "") \
    X(CHANGED, "") \
    X(MATTERS, "") \
    X(SUPPORT_ME, "support") \
    X(GOALS, "") \
    X(NEEDS, "") \
    X(MYSELF, "myself") \
    X(CONNECTED, "connected") \
    X(CHANGE, "change") \
    X(HEALTH, "health") \
    X(OTHER, "other") \
    X(SHARED, "permissions") \
    X(QUESTIONS, "") \
    X(IN_ENGLISH, "") /* the text is in English, ask us to explain it */

enum plan_heading {
#define PLAN_HEADING_ENUM(name, id) PLAN_HEADING_##name,
    PLAN_HEADING_LIST(PLAN_HEADING_ENUM)
#undef PLAN_HEADING_ENUM
        PLAN_HEADINGS
};

struct plan_catalogue {
    struct str language; /* BCP 47 */
    bool reviewed;       /* somebody who speaks it has read it */
    bool right_to_left;
    struct str words[PLAN_HEADINGS];
};
/* NULL: there is none in this language. */
const struct plan_catalogue *plan_catalogue(struct str language);
const struct plan_catalogue *plan_catalogue_at(size_t i); /* each of them; NULL past the end */
/* PLAN_HEADINGS: no block of this id has a heading of its own. */
enum plan_heading plan_heading_of(struct str id);

#endif
