/* The views behind the slice's templates. Private to the slice. */
#ifndef CAIRN_CARE_SCREEN_VIEW_H
#define CAIRN_CARE_SCREEN_VIEW_H

#include "wire/url.h"

struct screen_start_view {
    struct url action, cancel;
    struct str called;
};
struct screen_instead_view {
    struct url theirs;
    struct str back; /* where to go once it has ended */
};

#endif
