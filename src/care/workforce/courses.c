/* Words of settings, courses, links, talks and competencies; how long what was done counts. */
#include "care/workforce/wellbeing.h"
#include "care/workforce/workforce_facts.h"

#define TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
#define TERM_OF_COURSE(name, word, label, months) {STR_INIT(word), STR_INIT(label)},
#define TERM_OF_COMPETENCY(name, word, label, area) {STR_INIT(word), STR_INIT(label)},
#define VOCABULARY(noun, LIST, AS) \
    static const struct term noun##_terms[] = {LIST(AS)}; \
    const struct vocabulary noun = {noun##_terms, COUNT_OF(noun##_terms)};
VOCABULARY(work_settings, WORK_SETTING_LIST, TERM)
VOCABULARY(courses, COURSE_LIST, TERM_OF_COURSE)
VOCABULARY(staff_links, STAFF_LINK_LIST, TERM)
VOCABULARY(talk_kinds, TALK_KIND_LIST, TERM)
VOCABULARY(competencies, COMPETENCY_LIST, TERM_OF_COMPETENCY)
VOCABULARY(competency_levels, COMPETENCY_LEVEL_LIST, TERM)
VOCABULARY(portfolio_kinds, PORTFOLIO_KIND_LIST, TERM)
VOCABULARY(wellbeings, WELLBEING_LIST, TERM)

int course_months(enum course course)
{
#define MONTHS(name, word, label, months) months,
    static const int each[] = {0, COURSE_LIST(MONTHS)};
#undef MONTHS
    MUST((size_t)course < COUNT_OF(each));
    return each[course];
}

bool course_has_setting(enum course course)
{
    return course == COURSE_SETTING_INDUCTION || course == COURSE_SETTING_TRAINING;
}

bool course_covers(enum course done, enum course asked)
{
    if (asked >= COURSE_ADULTS_1 && asked <= COURSE_ADULTS_3) return done >= asked && done <= COURSE_ADULTS_3;
    if (asked >= COURSE_CHILDREN_1 && asked <= COURSE_CHILDREN_3)
        return done >= asked && done <= COURSE_CHILDREN_3;
    return done == asked;
}

/* What was done on 29 February counts until 28 February. */
static struct date months_later(struct date day, int months)
{
    struct date_parts p = date_parts(day);
    int month = p.month - 1 + months;
    struct date later;
    p.year += month / 12;
    p.month = month % 12 + 1;
    while (!date_from_parts(p, &later)) p.day--;
    return later;
}

struct date training_last_day(const struct training *t)
{
    if (date_is_set(t->expires_on)) return t->expires_on;
    int months = course_months(t->course);
    return months ? months_later(t->done_on, months) : DATE_NONE;
}

bool training_stands(const struct training *t)
{
    return !instant_is_set(t->struck_at);
}

bool training_is_confirmed(const struct training *t)
{
    return instant_is_set(t->confirmed_at);
}

struct str training_title(struct arena *a, enum course course, enum work_setting setting)
{
    struct str label = vocabulary_label(&courses, (int)course);
    if (!setting) return label;
    return str_printf(a, "%.*s: %.*s", STR_ARG(label), STR_ARG(vocabulary_label(&work_settings, (int)setting)));
}

bool override_acts(const struct readiness_override *o, struct date day)
{
    return o->answered && !instant_is_set(o->ended_at) && !date_before(day, o->from_on) &&
        !date_before(o->until_on, day);
}

int64_t staff_for_cases(const struct staff_facts *s)
{
    return s->week - s->administration - s->supervision - s->development;
}
