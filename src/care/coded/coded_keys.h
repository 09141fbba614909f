/*
 * Which resource is known as whose: for care/imports alone.
 *
 * A resource that came as one person's is never taken as another's, however long ago that was. The table
 * coded_source answers that, but its keys are random: written one by one, each would change a page of its own. So
 * an import keeps the keys it adds in memory, a bounded number of them, and writes them in their order: when there
 * are many, and at its end. Nothing is lost if it is killed before: the table coded_source_upto says up to which
 * record the keys are written, and the next import begins by reading the later ones.
 *
 * Both hold only the first eight bytes of a key, so they say "perhaps"; coded_add then looks at the record itself.
 * That also makes it harmless that a key stays here when the action that added it is undone.
 */
#ifndef CAIRN_CARE_CODED_KEYS_H
#define CAIRN_CARE_CODED_KEYS_H

#include "base/uuid.h"
#include "nhs/ids.h"
#include "platform/ctx.h"

enum {
    CODED_KEYS_MOST = 1 << 18, /* kept in memory before an import writes them: 8 MB */
    CODED_KEYS_READ = 4096     /* records whose keys are read at a time */
};

struct coded_key {
    int64_t hash, person; /* person 0: a free slot */
};
struct coded_keys {
    struct arena *arena;
    struct coded_key *slots; /* a power of two of them, at most three quarters filled */
    size_t room, n, most;
    bool any_written; /* the table isn't empty */
    int64_t upto;     /* records above it are neither here nor in the table */
};
void coded_keys_init(struct coded_keys *keys, struct arena *a, size_t most); /* then they are many */
void coded_keys_clear(struct coded_keys *keys);                              /* they are written */
bool coded_keys_are_many(const struct coded_keys *keys);
void coded_keys_add(struct coded_keys *keys, struct uuid source_key, struct person_id person);

/* On a snapshot. What isn't written yet, from keys->upto on, as much as is read at a time; *ret_more: there is
 * more. The first call begins at what the tables say. */
MUST_USE enum err coded_keys_begin(struct ctx *c, struct coded_keys *keys);
MUST_USE enum err coded_keys_read(struct ctx *c, struct coded_keys *keys, bool *ret_more);
/* On a snapshot: every record that is there now counts as known, since all of them came through here. */
MUST_USE enum err coded_keys_caught_up(struct ctx *c, struct coded_keys *keys);

/* All of them in their order; in the arena. */
struct coded_key *coded_keys_sorted(const struct coded_keys *keys, struct arena *a);
/* In actions: write these, in order; and after the last of them say up to where. */
MUST_USE enum err coded_keys_write(struct ctx *c, const struct coded_key *items, size_t n);
MUST_USE enum err coded_keys_written(struct ctx *c, int64_t upto);

/* Who perhaps has a resource with this key: mostly nobody or one. Somebody may be named twice. */
struct coded_owners {
    struct person_id *items;
    size_t n;
};
MUST_USE enum err coded_keys_ask(
    struct ctx *c, const struct coded_keys *keys, struct uuid source_key, struct coded_owners *ret);

#endif
