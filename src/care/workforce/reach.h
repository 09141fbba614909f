/*
 * Whose page somebody may see, and what they may do there. Private to the slice.
 *
 * Everybody sees their own. A supervisor sees and keeps whoever holds a role where theirs is held, and those whom
 * they are named as supervisor of; a clinician only the latter; a PCN manager reads whoever is within reach; an
 * administrator keeps posts and sees nothing else. Hours are added up only for who sees the whole caseload. What
 * was said in supervision is nobody's but the two's: its statement asks who reads it.
 */
#ifndef CAIRN_CARE_WORKFORCE_REACH_H
#define CAIRN_CARE_WORKFORCE_REACH_H

#include "care/workforce/staff_store.h"

struct staff_reach {
    bool self;
    bool passport;   /* sees training, readiness, that supervision was held */
    bool post;       /* says when they began, their hours, who is there for them */
    bool training;   /* records and confirms their training; answers for them by an override */
    bool supervises; /* logs supervision with them */
    bool named;      /* named as one who supervises them: reads what they share of how they are */
    bool caseload;   /* the reader sees all of it, so that hours can be added up */
};
struct staff_reach staff_reach_of(const struct ctx *c, const struct staff_facts *s);

/* Somebody by the key of an address. ERR_NOT_FOUND where the actor sees nothing of them, too. The audit row of the
 * request says whose it is. */
MUST_USE enum err staff_open(
    struct ctx *c, struct uuid account, struct staff_facts *ret, struct staff_reach *ret_reach);
MUST_USE enum err staff_open_by_id(
    struct ctx *c, struct account_id account, struct staff_facts *ret, struct staff_reach *ret_reach);

#endif
