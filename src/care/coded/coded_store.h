/*
 * How coded records come in: for care/imports alone, inside its actions on the writer.
 *
 * A code's text is kept once, in coded_concept. An import meets the same few thousand codes again and again, so it
 * brings a struct coded_concepts that remembers their row numbers. What an action learns counts only once it is
 * committed: the cache takes it over in coded_concepts_keep, and forgets it in coded_concepts_begin when the
 * action is run again. Everything happens on the writer thread; no locks.
 */
#ifndef CAIRN_CARE_CODED_STORE_H
#define CAIRN_CARE_CODED_STORE_H

#include "care/coded/coded.h"

struct coded_concept_slot {
    uint64_t hash[2];
    int64_t concept_id; /* 0: free */
};
struct coded_concepts {
    struct coded_concept_slot *slots; /* a power of two of them, at most half filled with what was kept */
    size_t room, n;
    struct coded_concept_slot news[512]; /* learned by the action that runs now */
    size_t n_news;
};
void coded_concepts_init(struct coded_concepts *cache, struct arena *a);
void coded_concepts_begin(struct coded_concepts *cache); /* at the start of each run of an action */
void coded_concepts_keep(struct coded_concepts *cache);  /* after the action's last run */

struct coded_new {
    struct person_id person;
    struct coded record;    /* id is not looked at */
    struct uuid source_key; /* of the resource */
    int64_t content;        /* hash of its bytes */
    struct import_id import;
    struct str original; /* as coded_original_pack made it */
};
/* What an import that runs knows of the records that are there. */
struct coded_memory {
    struct coded_concepts concepts;
    struct coded_keys keys;
    bool met_known; /* the last resource had come before: then the next one probably has too */
};
enum coded_outcome { CODED_ADDED, CODED_REPLACED, CODED_AS_BEFORE };

/* In an action. ERR_CONFLICT: the resource is known as somebody else's. */
MUST_USE enum err coded_add(
    struct ctx *c, struct coded_memory *memory, const struct coded_new *row, enum coded_outcome *ret);
/* What coded_add would do, without writing. */
MUST_USE enum err coded_would(
    struct ctx *c, struct coded_memory *memory, const struct coded_new *row, enum coded_outcome *ret);
/* In an action: the source has it no more. Nothing is put in its place; where there is none, nothing happens. */
MUST_USE enum err coded_withdraw(
    struct ctx *c, struct person_id person, struct uuid source_key, struct import_id import);

/* In an action: what an import brought somebody goes, and what it replaced or took away stands again, unless a
 * later import put something newer there. */
MUST_USE enum err coded_take_back(struct ctx *c, struct person_id person, struct import_id import);

/* In an action: a record that the program itself invented, for a demonstration (docs/adr/0033). It came from
 * nowhere: it has no original, no import could bring it again, and so nothing is compared or remembered. */
MUST_USE enum err coded_add_invented(struct ctx *c, struct coded_concepts *concepts, const struct coded_new *row);

#endif
