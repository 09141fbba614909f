/*
 * What was wrong with a form: the user's mistakes are data, shown beside the fields with everything typed kept.
 *
 * One message a field, in NHS content style ("Enter a date of birth"). The same words stand in the summary at the
 * top and at the field.
 */
#ifndef CAIRN_CARE_PROBLEMS_H
#define CAIRN_CARE_PROBLEMS_H

#include "base/arena.h"
#include "ui/components.h"
#include "ui/forms.h"
#include "wire/form.h"

enum { PROBLEMS_MOST = 40 };

struct problems {
    struct arena *arena; /* messages live there */
    struct problem_link items[PROBLEMS_MOST];
    size_t n;
};

/* field is the id of the control. A second message for the same field is dropped: the first is the clearer. */
void problems_add(struct problems *p, struct str field, struct str message);
struct str problems_at(const struct problems *p, struct str field); /* STR_NONE if none */
struct error_summary problems_summary(const struct problems *p);

/* A field as text: trimmed, plain (no control or direction characters), at most so many characters. An absent or
 * empty field gives STR_NONE. Messages say what to do: "First name must be 35 characters or fewer". */
struct str field_text(const struct form *form, struct str name, struct str label, size_t most, struct problems *p);
/* The same where line breaks may stand; \r\n becomes \n. */
struct str field_note(const struct form *form, struct str name, struct str label, size_t most, struct problems *p);
bool field_ticked(const struct form *form, struct str name);

/* Three fields name[day], name[month], name[year], as date_input draws them; all empty gives DATE_NONE. Messages
 * say what is missing or that there is no such day. */
struct field_date {
    struct str day, month, year; /* as typed */
    struct date date;
};
struct field_date field_date(const struct form *form, struct str name, struct str label, struct problems *p);

#endif
