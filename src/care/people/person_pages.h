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
    struct button edit, care_home; /* drawn when it has text */
    struct str merged_heading;     /* "Leah Morgan changed meanwhile"; drawn when it has text */
    struct versions merged;
    LIST(struct person_card) cards;
    LIST(struct link) alike; /* who may be the same person, for those who say so */
    struct link joined;      /* what came from other records; drawn when it has text */
    struct str source;       /* "Imported …, last changed …" */
};

struct person_address_view {
    struct fact_list facts;
    struct url back;
};

struct person_version_line {
    struct str number, when, by;
    struct url compare;        /* what this version changed */
    struct url undo, put_back; /* drawn where they are set */
};
struct person_history_view {
    struct url action;
    LIST(struct person_version_line) versions;
    bool compared;                /* a version was asked for, or the newest is shown */
    struct str heading;           /* "What version 3 changed" */
    struct versions changes;      /* what it changed */
    struct select_field from, to; /* any two of them */
    bool can_compare;
    struct url older; /* the versions before these */
};

/* Undoing one change, or putting a whole version back: what would change, before it does. */
struct person_undo_view {
    struct error_summary problems;
    struct str heading, explanation, button;
    struct url action, cancel;
    struct str version, seen;
    struct person_changes changes;
    struct slot shown; /* the changes */
    struct str fixed;  /* what isn't put back */
};

struct reply person_details_get(struct ctx *c, const struct request *r);
struct reply person_address_get(struct ctx *c, const struct request *r);
struct reply person_edit_get(struct ctx *c, const struct request *r);
struct reply person_edit_post(struct ctx *c, const struct request *r);
struct reply person_new_get(struct ctx *c, const struct request *r);
struct reply person_new_post(struct ctx *c, const struct request *r);
struct reply person_history_get(struct ctx *c, const struct request *r);
struct reply person_edit_draft_post(struct ctx *c, const struct request *r);
struct reply person_new_draft_post(struct ctx *c, const struct request *r);
struct reply person_undo_get(struct ctx *c, const struct request *r);
struct reply person_undo_post(struct ctx *c, const struct request *r);
struct reply person_put_back_get(struct ctx *c, const struct request *r);
struct reply person_put_back_post(struct ctx *c, const struct request *r);
struct reply person_find_get(struct ctx *c, const struct request *r);
struct reply person_find_post(struct ctx *c, const struct request *r);
struct reply person_results_get(struct ctx *c, const struct request *r);

#endif
