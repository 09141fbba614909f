/* What differs between two plans: pure. Private to the slice. */
#ifndef CAIRN_CARE_PLAN_COMPARE_H
#define CAIRN_CARE_PLAN_COMPARE_H

#include "care/plan/plan_views.h"

struct plan_changes {
    struct plan_changed *items; /* a part each, with nothing but what differs */
    size_t n, left_out;         /* parts that differ, too, and that a page has no room for */
};
/* For the person, of what stands on their copy. */
struct plan_changes plan_compare(struct arena *a, const struct plan *before, struct str before_title,
    const struct plan *after, struct str after_title, enum plan_reader reader);

#endif
