/*
 * One row of the audit as numbers and bytes, and its seal: shared by writing, verifying and their tests.
 *
 * The canonical form is what the mac covers: a version byte, then every column in a fixed order, numbers as eight
 * bytes (lowest first), texts and blobs as their length and their bytes. No two different rows have the same form.
 */
#ifndef CAIRN_PLATFORM_AUDIT_INTERNAL_H
#define CAIRN_PLATFORM_AUDIT_INTERNAL_H

#include "base/buf.h"
#include "platform/audit/audit.h"

struct audit_row {
    int64_t seq, at, account, session, role, pcn, practice, outcome, object_id, object_version; /* 0: none */
    struct str action, route, address, object_kind, reason; /* none and empty are the same */
    struct str people; /* eight bytes for each person, highest first, ascending */
};

enum { AUDIT_PERSON_BYTES = 8 };

struct str audit_canonical(struct arena *a, const struct audit_row *row);
struct crypto_hash audit_seal(
    struct arena *a, const struct crypto_key *key, const struct crypto_hash *before, const struct audit_row *row);

/* Everybody once, ascending. STR_NONE for nobody. */
struct str audit_people_pack(struct arena *a, const struct person_id *people, size_t n);
static inline size_t audit_people_count(struct str packed)
{
    return packed.n / AUDIT_PERSON_BYTES;
}
int64_t audit_people_at(struct str packed, size_t i);
bool audit_people_has(struct str packed, int64_t person);

/* ---- writing: audit.c ---- */

struct audit_row audit_row_of(struct arena *a, const struct crypto_key *key, struct instant at,
    const struct audit_entry *e, const struct trace *trace, int64_t seq);
/* The row alone, without those of audit_person for the people it shows. */
MUST_USE enum err audit_row_insert(struct db *db, const struct audit_row *row, const struct crypto_hash *mac);

/* A seal: over the seal before it, its place, and the number and mac of its row (audit_seal.c). */
struct crypto_hash audit_chain(
    const struct crypto_key *key, const struct crypto_hash *before, int64_t place, int64_t seq, struct str mac);

/* How many places the chain of seals has, and the highest number of a row in it; both 0 where there are none. */
struct audit_placed_row;
MUST_USE enum err audit_places(struct db *db, struct audit_placed_row *ret);

/* ---- verifying: audit_verify.c, also for the rows that are sealed later ---- */

enum { AUDIT_PAGE = 500 };

struct audit_walk {
    struct db *db;
    struct arena *arena;
    const struct crypto_key *key;
    struct audit_head signed_head; /* seq -1: none was given */
    int64_t ahead;                 /* on SQLite: how far the numbers of rows are ahead of their places */
    int64_t people;                /* how many people the rows so far showed, with repetitions */
    struct audit_finding *found;
};
/* False if the head is none of ours, which is the finding then. */
bool audit_walk_begin(struct audit_walk *w, struct db *db, const struct crypto_keys *keys, struct str head_line,
    struct audit_finding *found);
void audit_find(struct audit_walk *w, enum audit_fault fault, int64_t seq);
/* Does audit_person name each of the row's people? */
MUST_USE enum err audit_check_people(struct audit_walk *w, const struct audit_row *row);
/* The chain of seals, from its first place; on SQLite it holds what was written while the data was on PostgreSQL.
 */
MUST_USE enum err audit_check_seals(struct audit_walk *w);
/* Once the counts disagree: which row does audit_person name that doesn't name the person itself? */
MUST_USE enum err audit_find_stray_person(struct audit_walk *w);

#endif
