/* The table of the document, and how its words are attributed. Private to the slice. */
#ifndef CAIRN_CARE_ABOUT_DOCUMENT_H
#define CAIRN_CARE_ABOUT_DOCUMENT_H

#include "care/about/about_me.h"
#include "care/editing/editing.h"

extern const struct document about_document;

/* Whose words they are, who helped, when; STR_NONE: not said. */
struct str about_whose(struct arena *a, struct str called, struct str state);

struct about_part {
    struct str heading, text;
};
struct about_view {
    struct page_top top;
    struct button change;
    LIST(struct about_part) parts;
    LIST(struct about_part) joined; /* from records that were joined to this one */
    struct str whose,
        missing;            /* headings that nothing is said under, in a sentence; each drawn when it has text */
    struct nothing nothing; /* drawn when nothing is written */
    struct link history;
};

#endif
