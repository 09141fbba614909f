/* The view behind the slice's template. Private to the slice. */
#ifndef CAIRN_CARE_CIRCLE_VIEW_H
#define CAIRN_CARE_CIRCLE_VIEW_H

#include "care/circle/circle_entry.h"
#include "ui/charts/charts.h"
#include "ui/pieces.h"

struct circle_card {
    struct str name, what, phone, email;
    struct url call;
    struct tag tag; /* drawn when it has text */
    struct fact_list facts;
    struct url change; /* drawn where it is set */
    struct url past;
};
struct circle_group {
    struct str heading, none;
    struct link add; /* drawn when it has text */
    LIST(struct circle_card) cards;
};
struct circle_view {
    struct page_top top;
    bool drawn; /* there is a picture */
    struct chart picture;
    LIST(struct str) gaps;
    LIST(struct circle_group) groups; /* the two sides, and those no longer involved */
};

/* ERR_INVALID: words that a picture has no room for. */
MUST_USE enum err circle_picture(
    struct ctx *c, const struct person *p, const struct circle *circle, struct chart *ret);

#endif
