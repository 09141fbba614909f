/*
 * Who did what, to which record, and whom it showed: one row per action or page, chained so that tampering shows.
 *
 * A row holds ids and words of our own tables, never a name, a number or a text that somebody typed. It is written
 * in the same transaction as the change, or, for a page, committed before the page's first byte leaves
 * (docs/adr/0007). Rows are numbered from 1 without gaps (docs/adr/0027: unless they were on PostgreSQL). Each
 * carries a keyed BLAKE2b-256 of the mac before it and of its own canonical form (audit_chain.c), which covers
 * every column and every person shown; so an edit, a removal, an insertion or a change of order is found from the
 * rows alone by whoever has audit.key. What rows alone can't show, that the end was cut off or an older copy put
 * back, is found with a head: the last number and mac, signed with Ed25519, kept in audit.head and, better,
 * somewhere else [reliability §7.5].
 */
#ifndef CAIRN_PLATFORM_AUDIT_H
#define CAIRN_PLATFORM_AUDIT_H

#include "base/clock.h"
#include "platform/crypto.h"
#include "platform/ctx.h"

/* Stored as numbers: append, never reorder. */
#define AUDIT_OUTCOME_LIST(X) \
    X(DONE, "done") \
    X(REFUSED, "refused: not allowed, or not there") \
    X(CONFLICT, "not done: somebody else had changed it") \
    X(INVALID, "not done: the input was not valid") \
    X(FAILED, "failed")

enum audit_outcome {
    AUDIT_NOT_SET, /* the platform sets it from the action's result */
#define AUDIT_ENUM(name, text) AUDIT_##name,
    AUDIT_OUTCOME_LIST(AUDIT_ENUM)
#undef AUDIT_ENUM
};
struct str audit_outcome_text(enum audit_outcome outcome);

/* Texts are words from our own tables, at most LIMIT_LINE bytes; empty where nothing applies. */
struct audit_entry {
    struct account_id account;
    struct session_id session;
    int role;
    struct pcn_id pcn; /* 0: in no network: before a role is chosen, or the system's own work for all */
    struct practice_id practice;
    struct str action;  /* "person.view" */
    struct str route;   /* the pattern, "GET /people/:person": never the address that was asked for */
    struct str address; /* the client's network address; the row keeps only a keyed hash of it */
    enum audit_outcome outcome;
    struct str object_kind; /* "person", "contact" */
    int64_t object_id, object_version;
    struct str reason; /* a word from our tables: why a record was opened without a relationship */
};

/* An entry that says who: account, session, role, network and practice of the actor. */
struct audit_entry audit_entry_by(const struct actor *actor, struct str action, struct str route);

enum { AUDIT_ADDRESS_BYTES = 16 };

/* The end of the chain: the place and mac of the last row; zero before the first. On SQLite a place is the number
 * of its row, unless the installation was on PostgreSQL once, which leaves gaps in the numbers but none in the
 * places. */
struct audit_head {
    int64_t seq;
    struct crypto_hash mac;
    int64_t ahead; /* on SQLite: how far the number of the next row is ahead of its place */
};

/* ---- writing: the store alone does this, on the writer ---- */

MUST_USE enum err audit_head_load(struct db *db, struct audit_head *ret);
/* Adds one row and one audit_person row for each person of the trace (NULL: nobody); moves the head on. */
MUST_USE enum err audit_append(struct db *db, const struct crypto_key *key, struct instant at,
    const struct audit_entry *entry, const struct trace *trace, struct audit_head *head);

/* Is this the number and mac of a row that is there? Seq 0 always is. */
MUST_USE enum err audit_has_head(struct db *db, const struct audit_head *head, bool *ret_has);

/* ---- the same on PostgreSQL (docs/adr/0020): many write at once, so a row has a mac of its own and waits for one
 * sealer, which chains what was committed. A head there is a place in that chain. ---- */

struct audit_due {
    struct instant at;
    const struct audit_entry *entry;
    const struct trace *trace; /* NULL: nobody */
};
/* So many rows, each with a mac of its own. Written behind (db_write_behind): that they are there is known when
 * the transaction's end is. */
MUST_USE enum err audit_append_together(
    struct db *db, const struct crypto_key *key, const struct audit_due *due, size_t n);
MUST_USE enum err audit_seal_head_load(struct db *db, struct audit_head *ret);
MUST_USE enum err audit_seal_has_head(struct db *db, const struct audit_head *head, bool *ret_has);
/* Within one transaction, by the one sealer: chains some of the rows that wait, moves the head on. */
MUST_USE enum err audit_seal_some(
    struct db *db, const struct crypto_key *key, struct audit_head *head, size_t *ret_sealed, bool *ret_more);

/* ---- after a move between the two (docs/adr/0027): rows keep their macs, and so every head that was signed
 * holds.
 * ---- */

/* On PostgreSQL, after all rows were copied from SQLite: each row that was chained there gets a seal that is its
 * own mac; then the row that says so, sealed. */
MUST_USE enum err audit_moved_to_postgres(
    struct db *db, const struct crypto_key *key, struct instant at, const struct audit_entry *entry);

/* ---- the signed head: one line of text, "cairn-audit 1 SEQ MAC PUBLIC-KEY SIGNATURE" ---- */

struct str audit_head_line(struct arena *a, const struct crypto_key *signing_seed, const struct audit_head *head);
/* Accepts only a line signed with the key that belongs to the seed; anything else is ERR_DAMAGED. */
MUST_USE enum err audit_head_read(struct str line, const struct crypto_public_key *by, struct audit_head *ret);
MUST_USE enum err audit_head_save(const char *directory, struct str line); /* replaces audit.head, durably */

/* The line in audit.head; ERR_NOT_FOUND if there is none yet. */
MUST_USE enum err audit_head_file(struct arena *a, const char *directory, struct str *ret_line);

/* ---- verifying ---- */

#define AUDIT_FAULT_LIST(X) \
    X(NONE, "the chain is whole") \
    X(CHANGED, "this row was changed, or its seal was") \
    X(MISSING, "this row is missing") \
    X(REMOVED, "a row before this one was taken out and the rows after it renumbered") \
    X(INSERTED, "this row was put in and the rows after it renumbered") \
    X(MOVED, "this row stands in another row's place") \
    X(PEOPLE, "the list of people shown disagrees with this row") \
    X(SHORTENED, "the chain ends before the signed head: rows were cut off, or an older copy was put back") \
    X(REWRITTEN, "the chain is consistent but is not the one whose head was signed") \
    X(HEAD, "the signed head is not one of ours, or was changed")

enum audit_fault {
#define AUDIT_FAULT_ENUM(name, text) AUDIT_FAULT_##name,
    AUDIT_FAULT_LIST(AUDIT_FAULT_ENUM)
#undef AUDIT_FAULT_ENUM
};
struct str audit_fault_text(enum audit_fault fault);

struct audit_finding {
    enum audit_fault fault;
    int64_t seq;            /* the first row that is wrong; for SHORTENED and REWRITTEN the signed one */
    int64_t rows;           /* how many were checked and found good before it */
    struct audit_head head; /* the last good row */
    int64_t chained;        /* of these rows: chained as SQLite does it; the others have a seal beside them */
    bool against_head;      /* a signed head was given: an end cut off would have been seen */
    int64_t unsealed;       /* PostgreSQL: rows that are good but not chained yet; they are not in `rows` */
    struct instant oldest_unsealed;
};
/* Walks the whole chain. head_line may be STR_NONE: then an end cut off can't be seen. ERR_NONE says that the
 * check was made, not that the chain is whole: see ret->fault. On a connection outside a transaction:
 * it takes a short snapshot for each page of rows, which are only ever added. */
MUST_USE enum err audit_verify(
    struct db *db, const struct crypto_keys *keys, struct str head_line, struct audit_finding *ret);
/* The same on PostgreSQL, in one snapshot: each row's mac, the chain of seals, and what isn't sealed yet. */
MUST_USE enum err audit_verify_seals(
    struct db *db, const struct crypto_keys *keys, struct str head_line, struct audit_finding *ret);

#endif
