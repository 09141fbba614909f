#include "care/access/claim_form.h"

struct claim_form claim_form_read(struct arena *a, const struct form *form)
{
    struct claim_form f = {.problems = {.arena = a}};
    int64_t hours;
    f.reason = claim_reason_from_word(form_get(form, STR("reason")));
    f.words = field_text(form, STR("words"), STR("The reason"), CLAIM_WORDS_MOST / 4, &f.problems);
    f.hours = str_int(form_get(form, STR("hours")), 1, CLAIM_HOURS_MOST, &hours) ? (int)hours : 0;
    if (!f.reason) problems_add(&f.problems, STR("reason"), STR("Choose why you need to open this record"));
    if (!f.hours) problems_add(&f.problems, STR("hours"), STR("Choose for how long"));
    if (f.reason == CLAIM_OTHER && !f.words.n)
        problems_add(&f.problems, STR("words"), STR("Enter the reason in a few words"));
    if (f.reason != CLAIM_OTHER) f.words = STR_NONE;
    return f;
}
