/* The views behind the slice's templates, and its handlers. Private to the slice. */
#ifndef CAIRN_CARE_GAP_VIEWS_H
#define CAIRN_CARE_GAP_VIEWS_H

#include "care/gaps/gap_store.h"
#include "ui/forms.h"

struct gaps_view {
    struct page_top top;
    struct str lead;
    struct secondary_nav kinds; /* with how many there are of each */
    struct worklist_view list;
};

struct gap_line {
    struct str title, said, why, since;
    struct link fix;     /* for whoever may close it */
    struct link dismiss; /* for whoever may dismiss it */
    struct str said_by;  /* of one that is dismissed */
    struct url undo;
};
struct gaps_of_person_view {
    struct page_top top;
    LIST(struct gap_line) open, put_off, past;
};
struct gap_dismiss_view {
    struct error_summary problems;
    struct gap_line line;
    struct url action, cancel;
    struct select_field until;
    struct textarea why;
};

struct reply gaps_get(struct ctx *c, const struct request *r);
struct reply person_gaps_get(struct ctx *c, const struct request *r);
struct reply gap_dismiss_get(struct ctx *c, const struct request *r);
struct reply gap_dismiss_post(struct ctx *c, const struct request *r);
struct reply gap_undo_post(struct ctx *c, const struct request *r);

/* "Home since 3 March, 12 days" */
struct str gap_since_words(struct ctx *c, const struct gap *g);

#endif
