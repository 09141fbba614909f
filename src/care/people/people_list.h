/*
 * Who stands in a list of people, a page at a time, in one of four orders. Private to the slice.
 *
 * Nothing is counted and nothing skipped: a page begins after a place, which is the last person's own position in
 * the order, so people who come or go in between neither repeat nor hide anybody else. What it costs does not hang
 * on how many people there are or which page it is (docs/adr/0029). Whom a list shows is in scope, every time:
 * each practice of the actor's is asked for in turn, and then those whom they have a relation to.
 */
#ifndef CAIRN_CARE_PEOPLE_LIST_H
#define CAIRN_CARE_PEOPLE_LIST_H

#include "care/people/person.h"

enum people_order { PEOPLE_BY_NAME = 1, PEOPLE_BY_AGE, PEOPLE_BY_CONTACT, PEOPLE_BY_DUE };

/* Bounds are days, both included; LISTED_NO_DAY (person_listed.h) is the day that there is none of. */
struct people_filter {
    bool mine;                   /* whom the actor supports: a direct relation, or an open task */
    struct practice_id practice; /* 0: any */
    int64_t born_from, born_to, contact_from, contact_to, due_from, due_to;
    bool few_so_old; /* the bounds of born let few through: the rest are not walked past */
    bool died_too;
    bool interpreter;
    struct str language, written_format; /* codes; empty: any */
};

/* A place in an order, and whoever stands there. */
struct people_place {
    int64_t number;   /* by age, contact or due */
    struct str words; /* by name */
    struct person_id person;
};
struct people_places {
    struct people_place *items;
    size_t n;
};

struct people_asked {
    struct people_filter filter;
    enum people_order order;
    bool down;  /* from the end of the order to its beginning */
    bool begun; /* after a place; else from the start */
    struct people_place after;
    size_t most;
};

struct people_filter people_filter_none(void);
/* At most so many, in the order asked for. It shows nobody: people_list_person does. */
MUST_USE enum err people_list_next(struct ctx *c, const struct people_asked *asked, struct people_places *ret);

/* One person of a list. */
struct people_line {
    struct person person; /* without an address, and only what a list shows */
    int64_t last_contact, next_due;
    bool noted; /* a notice about them is open */
};
MUST_USE enum err people_list_person(struct ctx *c, struct person_id id, struct people_line *ret);

#endif
