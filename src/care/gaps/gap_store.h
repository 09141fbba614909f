/* Gaps and dismissals as the slice's pages work with them. Private to the slice. */
#ifndef CAIRN_CARE_GAP_STORE_H
#define CAIRN_CARE_GAP_STORE_H

#include "care/gaps/gap_kinds.h"

/* What the last look found, and what the page's own look says of it. */
struct gap {
    struct gap_id id;
    struct uuid key, about;
    const struct gap_kind *kind;
    struct account_id owner; /* 0: nobody's */
    struct str owner_name;
    int64_t role, fact;
    struct date since, put_off; /* put_off: dismissed up to this day; GAP_FOR_GOOD: until the facts change */
    struct person person;       /* what a list shows of them */
    struct str said;            /* what it is about, in words */
    bool covered;               /* a colleague's, for whom the actor stands in */
};
struct gap_list {
    struct gap *items;
    size_t n;
};
#define GAP_FOR_GOOD ((struct date){2932896}) /* 31 December 9999 */
bool gap_is_put_off(const struct gap *g, struct date today);

/* Whose: one colleague's, everybody's (owner 0), or those that are nobody's. */
struct gap_asked {
    struct account_id owner;
    bool mine; /* with those of whom the actor stands in for */
    bool nobodys;
    struct str kind; /* empty: of every kind */
    bool begun, back;
    struct worklist_place place; /* of gap_place */
    int most;
};
struct worklist_place gap_place(const struct gap *g);
/* As the last look found them, in the order of the list, or against it. */
MUST_USE enum err gap_list_read(struct ctx *c, const struct gap_asked *asked, struct gap_list *ret);
/* Looks at each once more: what isn't so any more is left out, and what it is about is said. */
MUST_USE enum err gap_list_look(struct ctx *c, struct gap_list *list);

struct gap_counts {
    int64_t *by_kind; /* one for each row of gap_kinds */
    int64_t all;
};
MUST_USE enum err gap_counts_read(struct ctx *c, const struct gap_asked *asked, struct gap_counts *ret);

/* Everything about one person that is so now, dismissed or not; without a key: newer than the last look. */
MUST_USE enum err gaps_about(struct ctx *c, const struct person *p, struct gap_list *ret);
/* What the last look kept about them. */
MUST_USE enum err gaps_kept(struct ctx *c, struct person_id person, struct gap_list *ret);

struct gap_said { /* a dismissal */
    struct gap_dismissal_id id;
    struct uuid key, about;
    int64_t version, fact;
    const struct gap_kind *kind; /* NULL: a kind that is looked for no more */
    struct str why, by, undone_by;
    struct date until;
    struct instant at, undone_at;
};
struct gap_said_list {
    struct gap_said *items;
    size_t n;
};
enum { GAP_SAID_MOST = 100, GAP_WHY_MOST = 500 };
MUST_USE enum err gap_said_read(struct ctx *c, struct person_id person, struct gap_said_list *ret);
/* In an action. until: DATE_NONE: as long as the facts are these. */
MUST_USE enum err gap_dismiss(struct ctx *c, const struct gap *g, struct str why, struct date until);
MUST_USE enum err gap_dismissal_undo(struct ctx *c, struct person_id person, const struct gap_said *d);

/* In an action: looks at a range of people and corrects what is kept. */
MUST_USE enum err gaps_settle(struct ctx *c, const struct gap_look *look);

#endif
