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

#endif
