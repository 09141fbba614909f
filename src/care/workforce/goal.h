/*
 * Goals: what somebody wants to learn, how and by when. Together they are the plan for the year that an appraisal
 * ends with [S8, 003 §8.1]. Private to the slice.
 *
 * Whose it is and who supervises them add goals and say what came of them. Their words are read by these alone;
 * others see no more than how many are open.
 */
#ifndef CAIRN_CARE_WORKFORCE_GOAL_H
#define CAIRN_CARE_WORKFORCE_GOAL_H

#include "care/workforce/reach.h"
#include "care/workforce/workforce_facts.h"

enum { GOALS_MOST = 200 }; /* of one member of staff, ended ones too */

struct goal {
    struct development_goal_id id;
    struct uuid key, nonce;
    int64_t version;
    struct account_id whose;
    struct str what, how; /* how may be empty */
    enum competency competency;
    struct date by_on;
    struct str made_by_name, ended_by_name, outcome;
    struct instant made_at, ended_at; /* ended_at: INSTANT_NONE while it is open */
    bool reached;
};
struct goal_list {
    struct goal *items;
    size_t n;
};
/* Those that are open first, by their day. Ask portfolio_may_read() first. */
MUST_USE enum err goals_of(struct ctx *c, struct account_id whose, struct goal_list *ret);
/* With the reach over whose it is; ERR_NOT_FOUND where the actor may not read it. */
MUST_USE enum err goal_open(struct ctx *c, struct uuid key, struct goal *ret, struct staff_facts *ret_staff,
    struct staff_reach *ret_reach);

/* In an action. ERR_EXISTS: the form was sent before; ERR_TOO_LARGE: there are so many that no more are taken. */
MUST_USE enum err goal_add(struct ctx *c, struct account_id whose, struct goal *g);
/* ERR_CONFLICT: it has ended meanwhile. */
MUST_USE enum err goal_end(struct ctx *c, const struct goal *g, bool reached, struct str outcome);

#endif
