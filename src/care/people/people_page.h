/*
 * The list of people: what it can be filtered and sorted by, in words, and its pages. Private to the slice.
 *
 * The page and the export read the same words and ask people_list.h for the same people.
 */
#ifndef CAIRN_CARE_PEOPLE_PAGE_H
#define CAIRN_CARE_PEOPLE_PAGE_H

#include "care/people/people_list.h"
#include "care/shell/shell.h"

extern const struct worklist_kind people_list_kind;

enum { PEOPLE_FILTERS = 8 };

/* The filters that the actor is offered: their practices are among them where there are several. *ret_practices
 * gives each practice its id, in the order of the filter's choices. */
struct people_choices {
    struct worklist_filter filters[PEOPLE_FILTERS];
    size_t n;
    struct practice_id *practices;
};
MUST_USE enum err people_choices(struct ctx *c, struct people_choices *ret);

/* What was chosen, as days and codes. */
struct people_asked people_asked_for(
    struct ctx *c, const struct people_choices *choices, const struct worklist *w);

/* "Somali interpreter. Large print, 18 point": STR_NONE where there is nothing out of the ordinary. */
struct str people_needs_words(struct arena *a, const struct person *p);

struct people_page_view {
    struct page_top top;
    bool can_find;
    struct url export; /* not set: the actor may not */
    struct worklist_view list;
};

struct people_export_view {
    struct error_summary problems;
    struct url back;
    struct str said;
    LIST(struct worklist_hidden) hidden;
    struct radios reason, format;
};

struct reply people_page_get(struct ctx *c, const struct request *r);
struct reply people_export_get(struct ctx *c, const struct request *r);
struct reply people_export_post(struct ctx *c, const struct request *r);

#endif
