/*
 * Cover for absence: a colleague stands in for another from one day to another, and then no more, by itself.
 *
 * The named co-ordinator stays who they are. Who stands in has the cases in their own list for those days, marked,
 * and sees the records by relations that end with the last day; a job begins and ends them, since a cover may
 * begin next week and cases come and go meanwhile. Restricted records are opened only by who is on their team:
 * only where the co-ordinator arranges it. Private to the slice. [domain §5; docs/adr/0051]
 */
#ifndef CAIRN_CARE_CASE_COVER_H
#define CAIRN_CARE_CASE_COVER_H

#include "care/caseload/case_store.h"

enum { COVER_DAYS_MOST = 366 };

struct case_cover {
    struct case_cover_id id;
    struct uuid key;
    struct account_id account, to; /* who is away, who stands in */
    struct uuid account_key;
    struct str name, to_name, made_by_name;
    enum staff_role role;
    struct date from_on, until_on;
    bool works; /* who stands in still does work here as that */
};
struct case_cover_list {
    struct case_cover *items;
    size_t n;
};
/* Of the network, those of today and those to come, in the order of their first days. */
MUST_USE enum err case_covers(struct ctx *c, struct case_cover_list *ret);
bool case_cover_acts(const struct case_cover *v, struct date today);
/* "Dev Anand until 5 December 2026"; STR_NONE: nobody stands in today. */
MUST_USE enum err case_covered_by(struct ctx *c, const struct care_case *k, struct str *ret);
/* "You cover for Leah Morgan until 5 December 2026. ..."; STR_NONE: for nobody. */
MUST_USE enum err case_covering(struct ctx *c, struct str *ret);

/* Settings of the cases for which who stands in isn't ready: "Dementia, Cancer". */
MUST_USE enum err case_cover_gaps(struct ctx *c, const struct case_cover *v, struct str *ret);

/* In an action. ERR_REFUSED: why_not. */
struct case_covering {
    struct account_id account;
    struct str name;
    const struct case_taker *to;
    struct date from_on, until_on;
    struct str why_not;
};
MUST_USE enum err case_cover_begin(struct ctx *c, struct case_covering *k);
MUST_USE enum err case_cover_end(struct ctx *c, const struct case_cover *v); /* ERR_CONFLICT: it had ended */

/* The job, and at once as far as the actor sees the people: opens and closes what the covers of today do, at most
 * so many at a time. */
enum err case_covers_settle(struct ctx *c, void *arg);

#endif
