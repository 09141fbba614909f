/*
 * What the page of the finder shows: the box with what was typed, the people found, why there are few.
 *
 * Filled by person_find.c in the request's arena and drawn by pages/find.html. Private to the slice.
 */
#ifndef CAIRN_CARE_PERSON_FIND_VIEW_H
#define CAIRN_CARE_PERSON_FIND_VIEW_H

#include "ui/forms.h"
#include "ui/pieces.h"

struct person_find_view {
    struct error_summary problems;
    struct search_input box;
    bool searched, can_add, can_look_up;
    struct str explanation;
    struct work_group results;
};

#endif
