/*
 * What a letter may and how it reads: pure rules of the slice, without data, clock or pages. Private to the slice.
 */
#ifndef CAIRN_CARE_LETTER_RULES_H
#define CAIRN_CARE_LETTER_RULES_H

#include "care/letters/letter.h"

/* What stands against a letter to this person. may_see_address: of a protected one. refused: what consent says
 * where they refused letters by post. */
enum { LETTER_REASONS_MOST = 8 };
struct letter_against {
    struct str stops[LETTER_REASONS_MOST]; /* with any of these no letter is written */
    size_t n_stops;
    struct str warns[LETTER_REASONS_MOST]; /* with any of these whoever writes says that they write all the same */
    size_t n_warns;
};
struct letter_against letter_against(const struct person *p, bool may_see_address, struct str refused);
/* Has an address that may stand on a letter? Wants the whole person. */
bool letter_has_address(const struct person *p);

/* What is still to be filled in: the first text between square brackets, STR_NONE if there is none. */
struct str letter_unfilled(struct str body);

/* The text as paragraphs; lines that begin with "- " make a list. */
struct letter_part {
    bool list;
    struct letter_lines lines;
};
struct letter_parts {
    struct letter_part *items;
    size_t n;
};
struct letter_parts letter_parts(struct arena *a, struct str body);

#endif
