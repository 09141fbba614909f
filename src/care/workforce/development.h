/*
 * How somebody's development goes: competencies, the yearly appraisal, peer support, and what that leaves to do
 * [S7, S8, T10]. Private to the slice, and pure. Nothing here stops anybody from taking referrals.
 */
#ifndef CAIRN_CARE_WORKFORCE_DEVELOPMENT_H
#define CAIRN_CARE_WORKFORCE_DEVELOPMENT_H

#include "care/workforce/workforce_facts.h"

struct development {
    size_t rated, signed_off;             /* of the COMPETENCY_COUNT - 1 */
    int64_t minutes;                      /* of learning in twelve months, where it was said how long it took */
    size_t goals, late;                   /* open goals of the plan; late: their day has passed */
    size_t waits;                         /* pieces of evidence that a supervisor has not said anything to, */
    const struct portfolio_entry *oldest; /* the first of them; NULL: none */
    struct date last_appraisal, last_review, last_peer; /* DATE_NONE: never; a review: either kind of long talk */
    struct date appraisal_due;                          /* DATE_NONE: nobody knows since when they work */
    bool overdue;
    LIST(struct readiness_gap) gaps; /* those that warn first */
};
struct development development_of(struct arena *a, const struct staff_facts *s, struct date today);

/* "Appraisal overdue 12 days" (orange), "Due by 3 Jan" (yellow) within two months; otherwise nothing. */
struct tag appraisal_tag(struct arena *a, const struct development *d, struct date today);

#endif
