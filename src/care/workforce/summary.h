/*
 * One member of staff in a line: how many of their settings they are ready for, what ends soon, what to do next.
 * Private to the slice, and pure.
 */
#ifndef CAIRN_CARE_WORKFORCE_SUMMARY_H
#define CAIRN_CARE_WORKFORCE_SUMMARY_H

#include "care/workforce/development.h"

enum { SOON_DAYS = 60 }; /* what ends within them is said */

/* A role that takes referrals, in one of the settings they work in. */
struct staff_ready {
    bool second_role; /* they hold another such role: say which */
    struct readiness readiness;
};
struct staff_summary {
    LIST(struct staff_ready) ready; /* by role, then setting */
    size_t ready_count;             /* of them, under an override as well */
    size_t overridden;
    const struct readiness_gap *blocks, *warns; /* the first of all; NULL: none */
    LIST(const struct training *) ending;       /* counts now and ends within SOON_DAYS; the soonest first */
    LIST(const struct training *) unconfirmed;
    struct supervision_clock clock;
    struct development development; /* of those who take referrals */
};
struct staff_summary staff_sum_up(struct arena *a, const struct staff_facts *s, struct date today);

/* "Not ready" and so on, for all of their settings together; nothing for who takes no referrals. */
struct tag staff_ready_tag(struct arena *a, const struct staff_summary *sum, struct date today);
struct tag supervision_tag(struct arena *a, const struct supervision_clock *k, struct date today);
/* "Ends 3 Dec" (yellow), "Ended 3 Oct" (red); without a colour what needs nothing: "For good", "3 Mar 2028". */
struct tag training_tag(struct arena *a, const struct training *t, struct date today);

/* What comes next: "Induction: not done", "Supervision is 4 days late"; and what a supervisor does about it. */
enum staff_step_kind { STEP_NOTHING, STEP_SEE, STEP_CONFIRM, STEP_SUPERVISE, STEP_NAME, STEP_READ };
struct staff_step {
    enum staff_step_kind kind;
    struct str words;
    struct uuid key; /* the training that is to be confirmed, or the entry that is to be read */
};
/* over: they have more cases than hours. */
struct staff_step staff_next_step(struct arena *a, const struct staff_summary *sum, bool over, struct date today);

#endif
