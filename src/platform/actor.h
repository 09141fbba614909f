/*
 * Who asks: the signed-in person behind a request, as permission checks and the audit see them.
 *
 * Built once per request from the session, never changed afterwards. A practice of 0 means the whole primary care
 * network. The scope (platform/db/db.h) says whose people the actor may see; the permissions say what they may do.
 * Work that nobody asked for (jobs, imports from the command line) has an actor too, with account 0 and a name of
 * the system's own: nothing runs as nobody.
 */
#ifndef CAIRN_PLATFORM_ACTOR_H
#define CAIRN_PLATFORM_ACTOR_H

#include "base/str.h"
#include "nhs/ids.h"
#include "platform/db/db.h"

/* Why a person of scope.person_ids may be seen (platform/auth/relation.h). */
struct actor_relation {
    bool claim;           /* not a direct relation: claimed, for a while */
    int reason;           /* of a claim: enum claim_reason */
    struct instant until; /* INSTANT_NONE: until it is ended */
};

struct actor {
    struct account_id account;
    struct session_id session;
    struct staff_id staff;
    struct str name;               /* as colleagues read it */
    int role;                      /* which kind of role; 0 for the system */
    struct role_held_id role_held; /* that role, held at that practice: one person may hold several */
    struct pcn_id pcn;
    struct str pcn_name;         /* as its own people read it; empty for the system */
    struct practice_id practice; /* 0: the whole network */
    int64_t relations_version;   /* of the role held: another one whenever its relations may be others */
    struct scope scope;
    const struct actor_relation *relations; /* one for each of scope.person_ids, in that order */
    bool shown; /* the person looks at the screen, too (care/screen): nothing that others said in confidence */
    uint64_t permissions; /* bit p is set when permission p is held */
};

/* Permissions count from 1 to 63; 0 is the permission that somebody forgot to state, and nobody holds it. */
static inline bool actor_may(const struct actor *actor, int permission)
{
    return permission > 0 && permission < 64 && (actor->permissions >> permission & 1) != 0;
}

/* NULL: the actor has no relation of their own to this person. */
static inline const struct actor_relation *actor_relation(const struct actor *actor, struct person_id person)
{
    size_t low = 0, high = actor->scope.person_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (actor->scope.person_ids[middle] < person.v)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < actor->scope.person_count && actor->scope.person_ids[low] == person.v;
    return there && actor->relations ? &actor->relations[low] : NULL;
}

#endif
