/*
 * What is done to training, overrides and supervision, each in an action. Private to the slice.
 *
 * Each reads the member of staff anew and asks whether the actor may: ERR_REFUSED if not. A nonce that was used
 * before is ERR_EXISTS: the same form sent twice. ERR_CONFLICT: a colleague was quicker.
 */
#ifndef CAIRN_CARE_WORKFORCE_ACTIONS_H
#define CAIRN_CARE_WORKFORCE_ACTIONS_H

#include "care/workforce/reach.h"

/* Confirmed at once where a supervisor records a colleague's; one's own waits for them. */
MUST_USE enum err training_save(struct ctx *c, struct account_id whose, struct training *t);
MUST_USE enum err training_confirm(struct ctx *c, struct account_id whose, const struct training *t);
/* By a supervisor; by oneself while nobody has confirmed it. */
bool training_may_strike(const struct ctx *c, const struct staff_reach *reach, const struct training *t);
MUST_USE enum err training_strike(
    struct ctx *c, struct account_id whose, const struct training *t, struct str why);

MUST_USE enum err override_save(struct ctx *c, struct account_id whose, struct readiness_override *o);
MUST_USE enum err override_end(struct ctx *c, struct account_id whose, const struct readiness_override *o);

enum { SUPERVISION_ACTIONS_MOST = 3 };
struct supervision_agreed {
    struct uuid key;
    bool by_supervisor; /* or by the one who is supervised */
    struct str title;
    struct date due;
};
struct supervision_saving {
    struct supervision session;
    struct supervision_agreed agreed[SUPERVISION_ACTIONS_MOST];
    size_t agreed_count;
};
MUST_USE enum err supervision_save(struct ctx *c, struct account_id whose, struct supervision_saving *s);
/* By the supervisor who wrote it. */
MUST_USE enum err supervision_strike(struct ctx *c, struct uuid key, struct str why);
/* By its owner. Done already is done. */
MUST_USE enum err supervision_action_finish(struct ctx *c, struct uuid key);

/* ---- development ---- */

struct portfolio_saving {
    struct portfolio_entry entry;
    struct str words;
};
/* One's own, or a colleague's by who supervises them. ERR_TOO_LARGE: there are so many that no more are taken. */
MUST_USE enum err portfolio_save(struct ctx *c, struct account_id whose, struct portfolio_saving *s);
/* What a supervisor says to somebody's entry, once. */
bool portfolio_may_answer(const struct ctx *c, const struct staff_reach *reach, const struct portfolio_entry *e);
MUST_USE enum err portfolio_answer(
    struct ctx *c, struct account_id whose, const struct portfolio_entry *e, struct str answer);
/* By who recorded it. */
bool portfolio_may_strike(const struct ctx *c, const struct portfolio_entry *e);
MUST_USE enum err portfolio_strike(
    struct ctx *c, struct account_id whose, const struct portfolio_entry *e, struct str why);

/* Those that differ from what is recorded: one's own view, or a supervisor's. LEVEL_NONE leaves one as it is.
 * ERR_CONFLICT: for one to be signed off there is no evidence any more. */
struct rating_saving {
    enum competency_level levels[COMPETENCY_COUNT];
};
MUST_USE enum err ratings_save(struct ctx *c, struct account_id whose, const struct rating_saving *s);

#endif
