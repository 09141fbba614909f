/* One entry of a circle as its page and the picture need it, and the tables of their fields. Private to the slice.
 */
#ifndef CAIRN_CARE_CIRCLE_ENTRY_H
#define CAIRN_CARE_CIRCLE_ENTRY_H

#include "care/circle/circle.h"
#include "care/editing/editing.h"

enum { CIRCLE_MOST = 40 }; /* entries about one person; the picture has room for as many */

enum circle_side { CIRCLE_FAMILY, CIRCLE_SERVICES, CIRCLE_SIDES };
extern const struct document circle_documents[CIRCLE_SIDES];
const char *circle_side_word(enum circle_side side); /* of the table and of addresses: "family" */

struct circle_entry {
    struct uuid key;
    enum circle_side side;
    struct str state;
    struct str name, what; /* "Sara Rahman", "Daughter, main carer": what they are to the person, or their work */
    bool cares, lives_with, leads, first;
    struct date ended; /* no longer involved from this day */
};
struct circle {
    struct circle_entry *items; /* those involved, then those who were, each in the order they were added */
    size_t n, involved;
};
MUST_USE enum err circle_read(struct ctx *c, struct person_id person, struct circle *ret);
/* Their number; STR_NONE where there is none, or where they live with the person at a protected address. */
struct str circle_phone(struct ctx *c, const struct person *p, const struct circle_entry *e);
struct str circle_word(struct arena *a, const struct circle_entry *e, const char *field); /* as it is read */

/* What a co-ordinator would want to find out next: "Nobody is recorded who leads". At most CIRCLE_GAPS_MOST. */
enum { CIRCLE_GAPS_MOST = 6 };
struct circle_gaps {
    struct str items[CIRCLE_GAPS_MOST];
    size_t n;
};
struct circle_gaps circle_gaps(struct arena *a, const struct circle *circle);

#endif
