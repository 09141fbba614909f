/* Entries in words: for the GP system, and for whoever gives them to it. */
#include "care/coding/coding_pages.h"

struct str coding_note(struct arena *a, const struct coding_line *line)
{
    struct str role = str_lower(a, staff_role_label(line->role));
    return str_printf(a, "%.*s, %.*s", STR_ARG(line->name), STR_ARG(role));
}

struct str coding_block(struct arena *a, const struct coding_person *p)
{
    struct str text = STR("");
    for (size_t i = 0; i < p->n; i++) {
        const struct coding_line *line = &p->lines[i];
        if (line->state != CODING_IS_WAITING && line->state != CODING_IS_FAILED) continue;
        text = str_printf(a, "%.*s%.*s %.*s\n%.*s, %.*s\n", STR_ARG(text), STR_ARG(snomed_digits(a, line->code)),
            STR_ARG(snomed_own_term(line->code)), STR_ARG(date_banner(a, line->on)),
            STR_ARG(coding_note(a, line)));
    }
    return text;
}

static struct str by_and_when(struct arena *a, const char *what, struct str by, struct instant at)
{
    struct str day = date_long(a, instant_date(at));
    if (!by.n) return str_printf(a, "%s %.*s", what, STR_ARG(day));
    return str_printf(a, "%s by %.*s, %.*s", what, STR_ARG(by), STR_ARG(day));
}

struct str coding_what_became(struct arena *a, const struct coding_line *line)
{
    struct str words = STR_NONE;
    switch (line->state) {
    case CODING_IS_PASTED: words = by_and_when(a, "Pasted", line->given_by, line->given_at); break;
    case CODING_IS_FILE: words = by_and_when(a, "Taken in a file", line->given_by, line->given_at); break;
    case CODING_IS_FOUND: words = by_and_when(a, "In the GP record: import of", STR_NONE, line->found_at); break;
    case CODING_IS_FAILED: words = by_and_when(a, "Failed, said", line->changed_by, line->changed_at); break;
    case CODING_IS_NOT_NEEDED:
        words = by_and_when(a, "Not needed, said", line->changed_by, line->changed_at);
        break;
    case CODING_IS_WITHDRAWN: words = STR("Taken back before it was given"); break;
    case CODING_IS_REMOVE: words = STR("Take it out of the GP record, and then say so here"); break;
    case CODING_IS_REMOVED: words = by_and_when(a, "Taken out", line->changed_by, line->changed_at); break;
    default: break;
    }
    return str_join(a, (const struct str[]){words, line->why}, 2, STR(". "));
}
