/* What a sheet is made of beside the plan in words: pure. Private to the slice. */
#ifndef CAIRN_CARE_PLAN_SHEET_H
#define CAIRN_CARE_PLAN_SHEET_H

#include "care/plan/plan_card.h"
#include "care/plan/plan_forms.h"

/* Headings in a language, English where there is no catalogue in it; and the blocks under theirs. */
void plan_sheet_words(struct arena *a, struct str language, struct plan_sheet *s);
void plan_sheet_changes(struct arena *a, const struct plan_changed *items, size_t n, struct plan_sheet *s);
/* Easy read: what matters, the goals with their steps, what to do and who to call, an idea to a line. */
void plan_sheet_ideas(struct arena *a, struct plan_sheet *s);

/* The answer that prints a card of a plan; what must hold before it leaves was asked. */
struct reply plan_card_print(
    struct ctx *c, const struct person *p, const struct plan *plan, const struct plan_event *copy);

#endif
