/*
 * Reading what is known of members of staff, and writing it. Private to the slice.
 *
 * Facts are read whole: one set of statements for somebody alone, the same for a whole network, of which there are
 * a few hundred at most. ERR_NOT_FOUND: nobody of that id ever worked in the actor's network.
 */
#ifndef CAIRN_CARE_WORKFORCE_STAFF_STORE_H
#define CAIRN_CARE_WORKFORCE_STAFF_STORE_H

#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_facts.h"

struct staff_facts_list {
    struct staff_facts *items;
    size_t n;
};
MUST_USE enum err staff_facts_of(struct ctx *c, struct account_id account, struct staff_facts *ret);
/* The same without roles, colleagues, training and supervision: for who asks about hours alone. */
MUST_USE enum err staff_hours_of(struct ctx *c, struct account_id account, struct staff_facts *ret);
/* Everybody who holds a role in the network, by name; also those whose account isn't in use. How much is known of
 * them: what nobody asks for costs the most. */
enum staff_depth {
    STAFF_POSTS = 1, /* hours, roles, who is there for them */
    STAFF_READINESS, /* and training and overrides: whatever can block */
    STAFF_WHOLE      /* and supervision, portfolio, ratings, goals: all that warns and advises */
};
MUST_USE enum err staff_facts_all(struct ctx *c, enum staff_depth depth, struct staff_facts_list *ret);

/* Can they take one more? Caseloads are read for somebody alone or for all (whom 0). */
struct staff_loads {
    struct staff_caseloads_list cases;
    struct staff_visits_list visits;
};
MUST_USE enum err staff_caseloads_read(struct ctx *c, struct account_id whom, struct staff_loads *ret);
void staff_capacity(struct arena *a, const struct staff_facts *s, const struct staff_loads *rows,
    enum case_weight one_more, struct capacity *ret);

#endif
