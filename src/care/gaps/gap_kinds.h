/* The kinds of gap, as a table, and what one look finds. Private to the slice. */
#ifndef CAIRN_CARE_GAP_KINDS_H
#define CAIRN_CARE_GAP_KINDS_H

#include "care/gaps/gaps.h"
#include "care/shell/shell.h"

/* Whom to look at, and what day it is: worked out once for all statements. */
struct gap_look {
    struct person_id from, to; /* both included */
    struct date today;
    struct date soon;               /* what runs out by then is worth a word now */
    struct date home_from, home_to; /* who came home on these days should have been reached by now */
};
MUST_USE enum err gap_look_begin(struct ctx *c, struct gap_look *ret);

struct gap_found {
    struct person_id person;
    struct pcn_id pcn;
    struct account_id owner; /* 0: nobody's */
    int64_t role;            /* as what they have it; 0: as none */
    struct uuid about;
    struct date since;
    int64_t fact;     /* changes when what it rests on does */
    struct str words; /* as the statement gives them; the kind's `said` makes words to read of them */
};
struct gap_found_list {
    struct gap_found *items;
    size_t n;
};

enum { GAP_ADDRESS_PARTS = 3 };

/* One kind: in the table by consequence, the first before all others. */
struct gap_kind {
    struct str key;   /* "goal": kept in the database for good */
    struct str label; /* "Goal without an owner" */
    struct str why;   /* why it matters, in a sentence */
    struct str since; /* before the day: "Home since" */
    struct str fix;   /* what the link says: "Say who does the next step" */
    /* Where it is closed, below the person's address (whole: from the root): between the first two parts stands
     * the key of what it is about, between the next two a new one, of what is added there. */
    const char *address[GAP_ADDRESS_PARTS];
    bool whole;
    enum err (*find)(struct ctx *c, const struct gap_look *look, struct gap_found_list *ret);
    struct str (*said)(struct arena *a, struct str words);
};
extern const struct gap_kind gap_kinds[];
extern const size_t gap_kind_count;

const struct gap_kind *gap_kind_of(struct str key);  /* NULL: no such kind any more */
int64_t gap_kind_place(const struct gap_kind *kind); /* by consequence, from 1 */
struct url gap_fix(struct ctx *c, const struct gap_kind *kind, const struct person *p, struct uuid about);

#endif
