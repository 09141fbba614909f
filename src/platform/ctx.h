/*
 * What every piece of work is given: a request, a job, a command.
 *
 * Feature code takes `struct ctx *c` first and finds everything in it; there are no globals. The memory ends with
 * the work. On a page's handler `db` is a read-only snapshot, in an action it is the writer inside the action's
 * own savepoint. `trace` collects whom the work showed, `audit` is the row that will say who did what: the action
 * may complete it (object, version, reason), the platform writes it. `may_leave` is set by care/consent alone.
 */
#ifndef CAIRN_PLATFORM_CTX_H
#define CAIRN_PLATFORM_CTX_H

#include "base/arena.h"
#include "base/clock.h"
#include "platform/actor.h"
#include "platform/db/db.h"

struct app;
struct audit_entry;

struct ctx {
    struct arena *arena;
    struct db *db;
    const struct actor *actor;
    const struct clock *clock;
    const struct app *app;
    struct trace *trace;
    struct audit_entry *audit;
    struct person_id may_leave; /* a permit to let something about this person leave was used */
};

#endif
