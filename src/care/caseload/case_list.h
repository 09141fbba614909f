/*
 * What a caseload can be filtered by, in words, and who comes next in it. Private to the slice.
 *
 * The page and the export read the same words and ask for the same cases.
 */
#ifndef CAIRN_CARE_CASE_LIST_H
#define CAIRN_CARE_CASE_LIST_H

#include "care/caseload/case_pages.h"

extern const struct worklist_kind caseload_kind, caseload_of_one_kind;

enum { CASELOAD_FILTERS = 6 };

/* Colleagues are among them: *owners in the order of the filter's choices, after "everybody". */
struct caseload_choices {
    struct worklist_filter filters[CASELOAD_FILTERS];
    size_t n;
    struct account_id *owners;
    struct str *names;
    bool own; /* they have a caseload, which is meant where nothing is chosen */
};
MUST_USE enum err caseload_choices(struct ctx *c, struct caseload_choices *ret);

struct caseload_asked {
    struct account_id coordinator; /* 0: everybody's */
    struct str name;
    bool mine;
    bool closed, moving_on, fresh, has_left, back, begun;
    bool with_covered;                 /* where it is one's own: also what one stands in for */
    enum staff_role role;              /* 0: any */
    struct str state, setting, weight; /* codes; empty: any */
    int64_t due_from, due_to, review_to;
    int64_t after, after_id;
    int most;
};
struct caseload_asked caseload_asked_for(
    struct ctx *c, const struct caseload_choices *choices, const struct worklist *w);

struct case_line {
    struct care_case k;   /* what a list shows of it */
    struct person person; /* likewise */
    struct str covering;  /* "Cover: Leah Morgan"; STR_NONE: it is nobody else's */
};
struct case_lines {
    struct case_line *items;
    size_t n;
};
MUST_USE enum err case_lines_read(struct ctx *c, const struct caseload_asked *asked, struct case_lines *ret);

#endif
