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

struct actor {
    struct account_id account;
    struct session_id session;
    struct staff_id staff;
    struct str name;               /* as colleagues read it */
    int role;                      /* which kind of role; 0 for the system */
    struct role_held_id role_held; /* that role, held at that practice: one person may hold several */
    struct pcn_id pcn;
    struct practice_id practice; /* 0: the whole network */
    struct scope scope;
    uint64_t permissions; /* bit p is set when permission p is held */
};

/* Permissions count from 1 to 63; 0 is the permission that somebody forgot to state, and nobody holds it. */
static inline bool actor_may(const struct actor *actor, int permission)
{
    return permission > 0 && permission < 64 && (actor->permissions >> permission & 1) != 0;
}

#endif
