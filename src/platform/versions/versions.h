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

#endif
