/*
 * What is kept in memory, between requests, of whom each role sees by relations.
 *
 * A caseload of hundreds took longer to read than the page that it opens. What was read is therefore kept for each
 * role, with the number (role_held.relations_version) that stood beside it in the same snapshot. Every change of a
 * relation, and every change of a person on which a relation hangs, raises that number in its own transaction: a
 * request whose snapshot shows another number reads anew, so nothing is ever shown by a relation that has ended. A
 * claim ends by the clock alone: what was read is good until the first of them does, and not before it was read.
 * It is filled from snapshots, never in an action, whose numbers may be undone. [docs/adr/0026]
 */
#ifndef CAIRN_PLATFORM_RELATION_CACHE_H
#define CAIRN_PLATFORM_RELATION_CACHE_H

#include "platform/actor.h"

struct relation_cache;
struct relation_cache *relation_cache_new(void);
void relation_cache_free(struct relation_cache *cache); /* accepts NULL */

/* Gives the actor the people and relations of their role as they are at `now`, copied into the arena. False: they
 * must be read. */
bool relation_cache_find(
    struct relation_cache *cache, struct arena *a, struct instant now, struct actor *ret_actor);
/* Keeps what was just read for this actor, in the snapshot that gave actor->relations_version. */
void relation_cache_keep(struct relation_cache *cache, struct instant now, const struct actor *actor);

#endif
