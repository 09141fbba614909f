/* A case in words: its tag, its weight, what a change changed. */
#include "care/caseload/case_store.h"

/* Colours as everywhere: one colour, one meaning. */
struct tag case_tag(const struct care_case *k)
{
    static const enum tag_colour COLOURS[] = {[CASE_IS_ACTIVE] = TAG_GREEN,
        [CASE_IS_MONITORING] = TAG_BLUE,
        [CASE_IS_PAUSED] = TAG_WHITE,
        [CASE_IS_CLOSED] = TAG_GREY};
    if (k->state != CASE_IS_CLOSED && k->moving_on)
        return (struct tag){.text = STR("Moving on"), .colour = TAG_AQUA_GREEN};
    if (k->state == CASE_IS_ACTIVE && !date_is_set(k->first_contact_on))
        return (struct tag){.text = STR("Waiting for first contact"), .colour = TAG_YELLOW};
    return (struct tag){.text = vocabulary_label(&case_states, (int)k->state), .colour = COLOURS[k->state]};
}

struct str case_weight_words(struct arena *a, enum case_weight weight)
{
    return str_printf(a, "%.*s: contact every %d days", STR_ARG(vocabulary_label(&case_weights, (int)weight)),
        case_rhythm(weight, CASE_IS_ACTIVE));
}

static struct str change(struct arena *a, const char *what, struct str now, struct str before)
{
    if (str_eq(now, before)) return STR_NONE;
    return str_printf(a, "%s: %.*s, before %.*s.", what, STR_ARG(now), STR_ARG(before));
}

struct str case_given_words(struct arena *a, const struct case_taker *to, struct str words)
{
    const struct str parts[] = {str_printf(a, "To %.*s.", STR_ARG(to->name)), words};
    return str_join(a, parts, COUNT_OF(parts), STR(" "));
}

struct str case_changes(struct arena *a, const struct care_case *from, const struct care_case *to)
{
    const struct str parts[] = {change(a, "Setting", vocabulary_label(&work_settings, (int)to->setting),
                                    vocabulary_label(&work_settings, (int)from->setting)),
        change(a, "Complexity", vocabulary_label(&case_weights, (int)to->weight),
            vocabulary_label(&case_weights, (int)from->weight)),
        change(a, "State", vocabulary_label(&case_states, (int)to->state),
            vocabulary_label(&case_states, (int)from->state)),
        change(a, "Next contact", date_long(a, to->next_contact), date_long(a, from->next_contact)),
        change(a, "Review", date_long(a, to->review_on), date_long(a, from->review_on))};
    return str_join(a, parts, COUNT_OF(parts), STR(" "));
}
