/* What the generated cases share with the program that renders them. */
#ifndef CAIRN_FIXTURES_CASES_H
#define CAIRN_FIXTURES_CASES_H

#include "ui/ui.h"

struct fixture_case {
    const char *component, *name;
    void (*render)(struct html *h);
};
extern const struct fixture_case cases[];
extern const size_t n_cases;

/* Markup of the fixture itself, in the place where our component takes a slot. */
void literal(struct html *h, const char *html);
void literal_slot(struct html *h, const void *html);
#define LITERAL(html) \
    { \
        literal_slot, (html) \
    }

#endif
