/*
 * Duplicates: two records that may be one person, joined with nothing lost, and parted again.
 *
 * Who may be the same is suspected by likeness (care/people/person_alike.h) and decided by people. Joining keeps
 * one record; the other becomes a signpost whose address leads there. Every row about the other follows: the table
 * of all tables is in joining.c, and a test compares it with the schema. The ledger says which rows went and which
 * details were taken; undoing brings both records back, with what was changed in their rows since. What was
 * written since stays with the one who remains. [domain §2; docs/adr/0039]
 */
#ifndef CAIRN_CARE_DUPLICATES_H
#define CAIRN_CARE_DUPLICATES_H

#include "care/people/person.h"
#include "platform/http/route.h"
#include "platform/jobs/jobs.h"
#include "platform/versions/follow.h"

/* Why two records may not be joined, in a sentence with the way forward; STR_NONE: they may. */
MUST_USE enum err joining_refusal(struct ctx *c, const struct person_pair *pair, struct str *ret);

struct joining {
    struct person_id kept, away;
    int64_t kept_seen, away_seen; /* the versions that somebody looked at; 0: whichever there are */
    const struct form *chosen;    /* person_pair_read */
    struct str refused;           /* after ERR_REFUSED */
    struct uuid key;              /* of the merge that was made */
};
/* In an action. ERR_CONFLICT: one of them was changed meanwhile. ERR_EXISTS: both have the same row of their
 * source, which no import makes. */
MUST_USE enum err duplicates_join(struct ctx *c, struct joining *joining);

/* Why a joining isn't undone. */
#define PARTED_ALREADY STR("This was undone already. The two records stand on their own.")
#define PARTED_WITHIN \
    STR("The record that they were joined into became part of another since. Undo that one first.")

struct parting {
    struct uuid merge;
    const struct form *chosen; /* person_undoing_read */
    int64_t kept_seen;         /* as above */
    struct person_undoing *undoing;
    struct str refused;
    struct person_id away;
};
/* In an action. ERR_REFUSED; ERR_CONFLICT; ERR_INVALID: something was changed again since and isn't chosen yet. */
MUST_USE enum err duplicates_part(struct ctx *c, struct parting *parting);

/* In an action: two who aren't the same, and how somebody knows. It stays decided. */
MUST_USE enum err duplicates_decide(struct ctx *c, struct person_id one, struct person_id other, struct str why);

/* The tables whose rows follow, and those with a person in them whose rows don't, with why: for the test that
 * compares them with the schema. */
struct follows {
    const char *table, *why_not; /* why_not NULL: they follow */
    follow_rows *follow;
};
extern const struct follows duplicates_tables[];
extern const size_t duplicates_tables_count;

extern const struct route_table duplicate_routes;
extern const struct db_statement_file duplicates_statements;
extern const struct periodic_job duplicate_jobs[];
extern const size_t duplicate_jobs_count;

#endif
