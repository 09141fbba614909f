/*
 * Rows that follow: two records of one person are joined, or parted again.
 *
 * Each table with rows about a person has a function of this kind, made by the slice that owns it: the rows of one
 * record that the ledger names under this merge (person_merge_row) go to another. The same function joins and
 * parts. care/duplicates has the table of them all, and a test that compares it with the schema, so that none is
 * forgotten (docs/adr/0039).
 */
#ifndef CAIRN_PLATFORM_FOLLOW_H
#define CAIRN_PLATFORM_FOLLOW_H

#include "platform/ctx.h"

/* In an action. ERR_EXISTS: a row of the other record stands where one of these would. */
typedef enum err follow_rows(struct ctx *c, struct person_id from, struct person_id to, int64_t merge);

/* From the statement NAME_follow, the function NAME_rows_follow. */
#define FOLLOW_ROWS(name) \
    enum err name##_rows_follow(struct ctx *c, struct person_id from, struct person_id to, int64_t merge) \
    { \
        int64_t changed; \
        return name##_follow(c->db, from, to, merge, &changed); \
    }

#endif
