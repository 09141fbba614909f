/*
 * Cases: somebody is supported by one named colleague, in a setting, so and so closely, until they move on.
 *
 * A person has at most one open case of each kind of support (care co-ordinator, link worker, health coach), and a
 * case has exactly one co-ordinator at every moment: the database can't hold another. An accepted referral opens
 * one. Who has a case has a relation to the person for as long; a case that is closed keeps its steps, how it
 * ended and who to ring, and can be opened again. How many hours all of them ask for is care/workforce's to say.
 * [002, 003 §5.1, domain §5; docs/adr/0046]
 */
#ifndef CAIRN_CARE_CASELOAD_H
#define CAIRN_CARE_CASELOAD_H

#include "care/accounts/accounts.h"
#include "care/people/person.h"
#include "care/workforce/workforce.h"
#include "platform/jobs/jobs.h"
#include "platform/versions/follow.h"

#define CASE_STATE_LIST(X) \
    X(ACTIVE, "active", "Active") \
    X(MONITORING, "monitoring", "Monitoring") \
    X(PAUSED, "paused", "On hold") \
    X(CLOSED, "closed", "Closed")

enum case_state {
    CASE_STATE_NONE,
#define CASE_STATE_ENUM(name, word, label) CASE_IS_##name,
    CASE_STATE_LIST(CASE_STATE_ENUM)
#undef CASE_STATE_ENUM
};

/* In an action. Whoever has it from now on; role: as what. */
struct case_taker {
    struct account_id account;
    struct role_held_id role_held;
    struct str name;
    enum staff_role role;
    struct uuid relation; /* its key, where they have none to the person yet; 0: a new one */
};
/* A referral was accepted: opens a case, unless one of this kind of support is open already, which stays with
 * whoever has it. key: of the case; 0: a new one. Whoever lets them has asked readiness_check() in the setting. */
struct case_from_referral {
    struct person_id person;
    struct uuid key;
    enum work_setting setting;
    struct str why;
};
MUST_USE enum err case_open_for_referral(
    struct ctx *c, const struct case_from_referral *from, const struct case_taker *to);

/* In an action, after a contact was recorded: when the next one is due; planned: what was promised, or DATE_NONE.
 */
struct case_contact {
    struct person_id person;
    struct account_id by;
    enum staff_role role;
    struct date day, planned;
    bool reached;
};
MUST_USE enum err case_contact_made(struct ctx *c, const struct case_contact *k);

/* For My day: how many cases have lost their co-ordinator, who left (of who gives cases to others; for everybody
 * else 0); how many came to the actor, and went from them, that they have not read of. And how many somebody has,
 * whoever asks. All name nobody. */
struct case_calls {
    int64_t left, came, went;
    struct str covering; /* "You cover for Leah Morgan until 5 December 2026"; STR_NONE: for nobody */
};
MUST_USE enum err case_calls(struct ctx *c, struct case_calls *ret);
MUST_USE enum err cases_open_count(struct ctx *c, struct account_id coordinator, int64_t *ret);

/* Colleagues whom the actor stands in for today, each in the role whose cases those are. */
struct case_covered {
    struct account_id account;
    enum staff_role role;
};
struct case_covered_list {
    struct case_covered *items;
    size_t n;
};
MUST_USE enum err cases_covered_today(struct ctx *c, struct case_covered_list *ret);

/* For a board: how many open cases each colleague has, of which kind, and how it stands with them; whoever asks.
 * It names no person. */
struct case_tally {
    struct account_id account;
    int64_t open, intensive, steady, light, paused, overdue, review, waiting; /* waiting: for the first contact */
    struct date waiting_since; /* of the longest; DATE_NONE: nobody waits */
    struct str cover;          /* "Dev Anand covers until 5 December 2026"; STR_NONE: they aren't away */
};
struct case_tally_list {
    struct case_tally *items;
    size_t n;
};
MUST_USE enum err cases_tallied(struct ctx *c, struct case_tally_list *ret);

/* Two records can't become one while both have an open case of one kind of support. */
MUST_USE enum err cases_of_both(struct ctx *c, struct person_id one, struct person_id other, bool *ret);

/* In an action, for a demonstration: the case of somebody on a caseload, as old as their first contact. */
struct case_invented {
    struct person_id person;
    struct account_id coordinator;
    struct role_held_id role_held;
    struct uuid key;
    enum work_setting setting;
    enum case_weight weight;
    unsigned chance; /* below 1000: decides how it stands with them */
};
MUST_USE enum err case_invent(struct ctx *c, const struct case_invented *k);
/* Later: what the time since then made of it. */
MUST_USE enum err case_settle_invented(struct ctx *c, const struct case_invented *k);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows care_case_rows_follow;

extern const struct person_listener caseload_listener;
extern const struct account_listener caseload_account_listener;
extern const struct route_table caseload_routes;
extern const struct db_statement_file caseload_statements, handing_statements, cover_statements;
extern const struct periodic_job caseload_jobs[];
extern const size_t caseload_jobs_count;

#endif
