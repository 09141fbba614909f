/*
 * Writing the invented network through the store. Private to the slice.
 *
 * Each piece of work is an action at a moment of the past: its clock says when, so that versions and audit rows
 * tell a history in which everything happened on its day.
 */
#ifndef CAIRN_CARE_DEMO_WRITE_H
#define CAIRN_CARE_DEMO_WRITE_H

#include "care/demo/demo.h"
#include "care/demo/demo_plan.h"
#include "care/organisations/organisation.h"

/* Who lives in the care home of their practice. */
struct demo_resident {
    struct person_id person;
    int practice;
};
struct demo_residents {
    struct demo_resident *items;
    size_t n, most;
};

struct demo_writing {
    struct ctx *c; /* the command's */
    struct store *store;
    const struct demo_order *order;
    struct arena work; /* of one action; reset after it */
    struct instant began;
    struct pcn pcn;
    struct practice practices[DEMO_PRACTICES];
    struct actor staff[DEMO_STAFF_MOST]; /* by place in demo_staff */
    struct demo_residents residents;     /* of the people who are written */
};

/* Runs an action as an actor at a moment, with an audit row of that action's name. */
MUST_USE enum err demo_run(struct demo_writing *w, const struct actor *actor, struct instant at, struct str name,
    enum err (*action)(struct ctx *c, void *arg), void *arg);
void demo_progress(const struct demo_writing *w, const char *what, int64_t done, int64_t of);

MUST_USE enum err demo_write_network(struct demo_writing *w);
MUST_USE enum err demo_write_staff(struct demo_writing *w, struct demo_account_list *ret);
MUST_USE enum err demo_write_people(struct demo_writing *w, struct demo_plan *plan, struct demo_made *made);
void demo_residents_keep(struct demo_residents *list, const struct demo_person *d);
MUST_USE enum err demo_write_homes(struct demo_writing *w, const struct demo_residents *residents);
/* Who has whom on their caseload, since their first contact; and later how it stands with them today. */
MUST_USE enum err demo_write_relations(struct demo_writing *w, struct demo_plan *plan);
MUST_USE enum err demo_write_cases(struct demo_writing *w, struct demo_plan *plan);
/* What people say of themselves, and who is around them, by whoever supports them. */
MUST_USE enum err demo_write_words(struct demo_writing *w, const struct demo_plan *plan);
/* Their plans, with the versions that they agreed to. */
MUST_USE enum err demo_write_plans(struct demo_writing *w, const struct demo_plan *plan);
MUST_USE enum err demo_write_referrals(struct demo_writing *w, const struct demo_plan *plan);
/* The deaths of stories, recorded by whoever supported them, the day after. */
MUST_USE enum err demo_write_deaths(struct demo_writing *w, const struct demo_plan *plan);
/* What the governance lead has to look at: a record that is restricted, some that were opened with a reason. */
MUST_USE enum err demo_write_access(struct demo_writing *w, const struct demo_plan *plan);
/* Who may take referrals, who was supervised, who has hours left. */
MUST_USE enum err demo_write_workforce(struct demo_writing *w);
MUST_USE enum err demo_write_events(struct demo_writing *w, struct demo_events events);
/* After the events: a few of the tasks that are open and due soon are offered to colleagues. */
MUST_USE enum err demo_write_offers(struct demo_writing *w, struct demo_events events);

#endif
