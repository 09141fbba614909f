/* Who may be the same as the person that somebody is adding. Private to the slice. */
#ifndef CAIRN_CARE_PERSON_NEW_ALIKE_H
#define CAIRN_CARE_PERSON_NEW_ALIKE_H

#include "care/people/person_pages.h"

struct person_alike_item {
    struct str heading, why;
    struct versions beside;
    struct link open;
};
struct person_alike_view {
    LIST(struct person_alike_item) items;
    LIST(struct form_field) carried; /* what was typed, to be sent again with "none of these" */
};

/* Somebody is alike and "none of these" wasn't said: *ret is the page that asks. */
MUST_USE enum err person_new_alike(
    struct ctx *c, const struct request *r, const struct person *typed, bool *ret_shown, struct reply *ret);

#endif
