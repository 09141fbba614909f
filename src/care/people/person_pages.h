/*
 * The views behind the slice's templates. Private to the slice.
 */
#ifndef CAIRN_CARE_PERSON_PAGES_H
#define CAIRN_CARE_PERSON_PAGES_H

#include "care/people/person_store.h"
#include "care/shell/shell.h"

struct person_card {
    struct str heading;
    struct summary_list facts;
};
struct person_details_view {
    struct page_top top;
    struct button edit; /* drawn when it has text */
    LIST(struct person_card) cards;
    struct str source; /* "Imported …, last changed …" */
};

struct person_address_view {
    struct fact_list facts;
    struct url back;
};

struct person_version_line {
    struct str number, when, by;
    struct url compare; /* what this version changed */
};
struct person_history_view {
    LIST(struct person_version_line) versions;
    bool compared;           /* a version was asked for, or the newest is shown */
    struct versions changes; /* what it changed */
};

struct reply person_details_get(struct ctx *c, const struct request *r);
struct reply person_address_get(struct ctx *c, const struct request *r);
struct reply person_edit_get(struct ctx *c, const struct request *r);
struct reply person_edit_post(struct ctx *c, const struct request *r);
struct reply person_new_get(struct ctx *c, const struct request *r);
struct reply person_new_post(struct ctx *c, const struct request *r);
struct reply person_history_get(struct ctx *c, const struct request *r);
struct reply person_find_get(struct ctx *c, const struct request *r);
struct reply person_find_post(struct ctx *c, const struct request *r);
struct reply person_results_get(struct ctx *c, const struct request *r);

#endif
