/*
 * Telephone numbers: one form for searching, one for reading.
 *
 * The form for searching is digits only, as dialled within the United Kingdom: "+44 (0)113 496 0187" becomes
 * "01134960187". A number of another country keeps its plus: "+48221234567". An extension is left out. The form
 * for reading groups the digits as people say them: "0113 496 0187", "07700 900 451", "01632 960997". Which
 * number belongs to whom, and whether it may be rung, is not known here.
 */
#ifndef CAIRN_NHS_TELEPHONE_H
#define CAIRN_NHS_TELEPHONE_H

#include "base/str.h"

enum { TELEPHONE_DIGITS_MOST = 15 }; /* of any number in the world (ITU-T E.164) */

/* False if typed isn't a telephone number: letters, fewer than 5 digits (a short code), more than 15. Any bytes
 * are safe. */
MUST_USE bool telephone_normalise(struct arena *a, struct str typed, struct str *ret);
/* A whole United Kingdom number in the form for searching: 0 and nine or ten digits more. */
bool telephone_is_whole(struct str normalised);
/* What isn't understood comes back as it was typed. */
struct str telephone_display(struct arena *a, struct str typed);

#endif
