/*
 * Referrals: somebody asks for support for a person, and the single point of access sees that somebody gives it.
 *
 * One inbox for each network. A referral has one owner at every moment: the inbox, which is the network's triage
 * team, until a colleague has it; the database can't hold one without. It is known about whom it is before anybody
 * can have it. Ages are in working days; by when somebody must have decided comes from its urgency and is kept
 * with it. Each change is a step with who, when and why, which its referrer reads. [002, 003 §5.3, domain §4;
 * docs/adr/0042]
 */
#ifndef CAIRN_CARE_REFERRAL_H
#define CAIRN_CARE_REFERRAL_H

#include "care/accounts/accounts.h"
#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/http/route.h"
#include "platform/versions/follow.h"

/* What My day says of it: how many the actor was given and has not answered, how many they have, and how many of
 * the inbox nobody decided about in time (0 unless the actor works the inbox). Counted up to 100.
 * Names nobody. */
struct referral_calls {
    int64_t given, late, waiting;
};
MUST_USE enum err referral_calls(struct ctx *c, struct referral_calls *ret);

/* In an action, for a demonstration: one of so many invented ones, with the steps that followed, about somebody
 * whom the actor sees. */
int referral_invented_count(void);
bool referral_invented_is_known(int which); /* about whom it is: else it names somebody of its own */
struct referral_keys {
    struct uuid referral, nonce, relation;  /* relation: of whoever is given it */
    struct uuid opened_case, case_relation; /* of the case that it opens, if it is accepted */
};
MUST_USE enum err referral_invent(
    struct ctx *c, int which, struct person_id person, const struct referral_keys *keys);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows referral_rows_follow;

extern const struct account_listener referral_account_listener;
/* What whoever referred is told by email: care/messages. */
extern const struct message_maker referral_message_maker;

extern const struct route_table referral_routes;
extern const struct db_statement_file referral_statements;

#endif
