/*
 * The training passport as a page: what somebody may do, what is missing, what they were trained in, when they
 * were supervised. Private to the slice. One view for one's own page and for a supervisor's.
 */
#ifndef CAIRN_CARE_WORKFORCE_PASSPORT_H
#define CAIRN_CARE_WORKFORCE_PASSPORT_H

#include "care/shell/shell.h"
#include "care/workforce/reach.h"
#include "care/workforce/summary.h"

struct passport_action { /* something agreed in supervision */
    struct lines one;
    struct url done;
    struct str title;
};
struct passport_view {
    struct page_top top;
    struct tag tag;
    struct button record, log, answer; /* drawn when they have text */
    struct know first;                 /* before taking referrals */
    struct box ready_box, missing_box, advice_box, training_box, supervision_box, development_box, there_box,
        post_box;
    struct lines ready, missing, advice, sessions, development, there;
    struct worklist_view training;
    struct timeline struck;
    struct lines clock, post;
    struct box room_box;
    struct lines room, steps; /* how the hours stand, one more of each weight; how that was added up */
    struct details room_fold;
    LIST(struct passport_action) actions;
    struct url history; /* of the post; set for who may change it */
    bool sees_passport, has_advice, has_struck;
};
/* of: whose; reach: what the reader may do there. */
MUST_USE enum err passport_view(
    struct ctx *c, const struct staff_facts *of, const struct staff_reach *reach, struct passport_view *ret);

#endif
