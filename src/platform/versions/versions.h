/*
 * The past of every record: each write leaves the new state here, in the same transaction.
 *
 * From this one table come history, comparison, undo, "what changed since you last looked" and FHIR's _history
 * [house §3]. A record is a kind ("person") and its integer id; versions count from 1. The state is one JSON
 * object made by the slice that owns the record, holding every field a reader could see; the platform doesn't look
 * inside.
 */
#ifndef CAIRN_PLATFORM_VERSIONS_H
#define CAIRN_PLATFORM_VERSIONS_H

#include "platform/ctx.h"

/* In an action, after the record itself was written. Also names the record in the action's audit entry. */
MUST_USE enum err version_save(
    struct ctx *c, struct str kind, int64_t record_id, int64_t version, struct str state);

/* One state that a record had, and who made it so. */
struct version {
    int64_t number; /* from 1 */
    struct instant at;
    struct str by; /* the member of staff; empty: the system itself, such as an import */
    int role;      /* enum staff_role, 0 for the system */
    struct str state;
};
struct version_of_record_list {
    struct version *items;
    size_t n;
};
struct version_range {
    int64_t after, up_to;
    int most;
};
/* The newest first. Whoever shows a record's versions has shown the record under its own rules before. */
MUST_USE enum err versions_of(
    struct ctx *c, struct str kind, int64_t record_id, int most, struct version_of_record_list *ret);
MUST_USE enum err version_of(
    struct ctx *c, struct str kind, int64_t record_id, int64_t number, struct version *ret);
/* Those after one number, up to another: the newest first. */
MUST_USE enum err versions_between(struct ctx *c, struct str kind, int64_t record_id, struct version_range range,
    struct version_of_record_list *ret);
/* Of versions, the newest first: the one that gave a field the value it has in the newest. NULL: none of them did.
 */
const struct version *version_that_set(
    struct arena *a, const struct version_of_record_list *newest_first, struct str field);

#endif
