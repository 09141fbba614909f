/* The lists of words of tasks, when one is due again, and pathways. */
#include "care/tasks/task_work.h"

#define TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
static const struct term REPEATS[] = {TASK_REPEAT_LIST(TERM)}, DROPS[] = {TASK_DROPPED_LIST(TERM)},
                         MOVES[] = {TASK_MOVED_LIST(TERM)};
#undef TERM
const struct vocabulary task_repeats = {REPEATS, COUNT_OF(REPEATS)};
const struct vocabulary task_drops = {DROPS, COUNT_OF(DROPS)};
const struct vocabulary task_moves = {MOVES, COUNT_OF(MOVES)};

int task_word_value(const struct vocabulary *list, struct str word)
{
    int value;
    return word.n && vocabulary_find(list, word, &value) ? value : 0;
}

struct url task_url(struct arena *a, struct uuid key, const char *rest)
{
    return url_with_id(a, "/tasks/", key, rest);
}

/* ---- again ---- */

/* The same day of a later month, or the month's last where it has none such. */
static struct date add_months(struct date d, int months)
{
    struct date_parts p = date_parts(d);
    int month = p.month - 1 + months;
    struct date ret;
    for (int day = p.day; day > 0; day--)
        if (date_from_parts((struct date_parts){p.year + month / 12, month % 12 + 1, day}, &ret)) return ret;
    BUG("every month has a first day");
}

/* The n-th time after a day, counted from that day, so that the 31st stays the 31st where a month has one. */
static struct date nth(enum task_repeat repeats, struct date due, int n)
{
    switch (repeats) {
    case TASK_EVERY_WEEK: return date_add_days(due, 7 * n);
    case TASK_EVERY_FORTNIGHT: return date_add_days(due, 14 * n);
    case TASK_EVERY_MONTH: return add_months(due, n);
    case TASK_EVERY_QUARTER: return add_months(due, 3 * n);
    case TASK_EVERY_HALF_YEAR: return add_months(due, 6 * n);
    case TASK_EVERY_YEAR: return add_months(due, 12 * n);
    case TASK_ONCE: break;
    }
    BUG("a task that is done once isn't due again");
}

struct date task_next_due(enum task_repeat repeats, struct date due, struct date today)
{
    int n = 1;
    while (!date_before(today, nth(repeats, due, n))) n++;
    return nth(repeats, due, n);
}

/* ---- pathways: what usually has to be done, and by when ---- */

static const struct pathway_step HOME[] = {
    {2, TASK_ACT_FIRST, STR_INIT("Ring: how are they, who is with them, is there food and heating?")},
    {3, TASK_PROMISE, STR_INIT("Ask the pharmacist to check the medicines against the discharge letter")},
    {5, TASK_PROMISE, STR_INIT("Check that equipment, care at home and follow-up appointments are in place")},
    {14, TASK_CONTACT, STR_INIT("Ring two weeks after coming home")},
    {28, TASK_CONTACT, STR_INIT("Look at the plan together: what changed with this stay?")}};
static const struct pathway_step FALL[] = {
    {1, TASK_ACT_FIRST, STR_INIT("Ring: are they hurt, can they manage, did they tell anybody?")},
    {2, TASK_PROMISE, STR_INIT("Tell the practice about the fall, and ask about the falls service")},
    {10, TASK_PROMISE, STR_INIT("Check that the home was looked at for hazards and equipment")},
    {28, TASK_CONTACT, STR_INIT("Ask about further falls, and whether they go out again")}};
static const struct pathway_step CARER[] = {
    {1, TASK_ACT_FIRST, STR_INIT("Ring the carer at a time when they can speak freely")},
    {3, TASK_PROMISE, STR_INIT("Ask for a carer’s assessment")},
    {5, TASK_PROMISE, STR_INIT("Write down with them what happens if they can’t care for a while")},
    {10, TASK_PROMISE, STR_INIT("Find out about breaks, groups and money")},
    {28, TASK_CONTACT, STR_INIT("Ask the carer what has become easier")}};
static const struct pathway_step CARE_HOME[] = {
    {2, TASK_PROMISE, STR_INIT("Give the home what matters to them, and who to ring")},
    {5, TASK_PROMISE, STR_INIT("Check registration with the home’s practice, and the named clinician")},
    {14, TASK_CONTACT, STR_INIT("Ask them and the home how it goes")},
    {42, TASK_CONTACT, STR_INIT("Look at the plan together: is it still theirs?")}};
static const struct pathway_step OPERATION[] = {
    {5, TASK_CONTACT, STR_INIT("Ask what they know, what worries them, and who comes along")},
    {10, TASK_PROMISE, STR_INIT("Check transport, who stays with them, and what must be ready at home")},
    {28, TASK_CONTACT, STR_INIT("Ask how they prepare, and whether the date still stands")}};
static const struct pathway_step STARTING[] = {
    {2, TASK_CONTACT, STR_INIT("Ring: who I am, what I can do, and when to meet")},
    {10, TASK_CONTACT, STR_INIT("First conversation: what matters to them")},
    {15, TASK_PROMISE, STR_INIT("Write down what matters, and give them a copy")},
    {42, TASK_CONTACT, STR_INIT("Ask how it goes, and what to change")}};

#define PATHWAY(word, label, when, steps) \
    { \
        STR_INIT(word), STR_INIT(label), STR_INIT(when), steps, COUNT_OF(steps) \
    }
const struct pathway pathways[] = {
    PATHWAY("home", "Home from hospital", "The day they came home", HOME),
    PATHWAY("fall", "A fall", "The day we heard of it", FALL),
    PATHWAY("carer", "A carer who can’t go on", "The day we heard of it", CARER),
    PATHWAY("care-home", "A move to a care home", "The day of the move", CARE_HOME),
    PATHWAY("operation", "Waiting for an operation", "The day to count from", OPERATION),
    PATHWAY("starting", "Somebody new to me", "The day they agreed to support", STARTING),
};
const size_t pathways_count = COUNT_OF(pathways);

const struct pathway *pathway_by_word(struct str word)
{
    for (size_t i = 0; i < pathways_count; i++)
        if (str_eq(pathways[i].word, word)) return &pathways[i];
    return NULL;
}

/* What is near is counted in days on which somebody works; weeks later the weekday stays, unless it is no working
 * day. */
struct date pathway_due(const struct pathway_step *s, struct date from, struct holidays h)
{
    if (s->days < 14) return add_working_days(h, from, s->days);
    return add_working_days(h, date_add_days(from, s->days), 0);
}
