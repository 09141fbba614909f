#include "care/workforce/summary.h"

#include "care/workforce/post.h"

/* ---- readiness in each setting ---- */

static void add_ready(struct arena *a, const struct staff_facts *s, enum staff_role role, struct date today,
    struct staff_summary *sum)
{
    for (enum work_setting setting = WORK_SETTING_GENERAL; setting < WORK_SETTING_COUNT; setting++) {
        if (!(staff_settings(s) & WORK_SETTING_BIT(setting))) continue;
        struct staff_ready *one = &sum->ready.items[sum->ready.n++];
        readiness_work_out(a, s, role, setting, today, &one->readiness);
        sum->ready_count += one->readiness.ready;
        sum->overridden += one->readiness.overridden;
        for (size_t k = 0; k < one->readiness.gaps.n; k++) {
            const struct readiness_gap *gap = &one->readiness.gaps.items[k];
            if (k == 0 && !sum->blocks && gap->weight == READINESS_BLOCKS) sum->blocks = gap;
            if (!sum->warns && gap->weight == READINESS_WARNS) sum->warns = gap;
        }
    }
}

static void sum_up_ready(
    struct arena *a, const struct staff_facts *s, struct date today, struct staff_summary *sum)
{
    size_t roles = 0;
    for (size_t i = 0; i < s->role_count; i++) roles += role_takes_referrals(s->roles[i]);
    sum->ready.items = ARENA_ARRAY(a, struct staff_ready, roles * WORK_SETTING_COUNT);
    for (size_t i = 0; i < s->role_count; i++)
        if (role_takes_referrals(s->roles[i])) add_ready(a, s, s->roles[i], today, sum);
    for (size_t i = 0; i < sum->ready.n; i++) sum->ready.items[i].second_role = roles > 1;
}

/* ---- what ends, what waits ---- */

/* Done again since, so that its end doesn't matter any more. */
static bool is_renewed(const struct staff_facts *s, const struct training *t)
{
    for (size_t i = 0; i < s->training.n; i++) {
        const struct training *other = &s->training.items[i];
        if (other == t || !training_stands(other) || !training_is_confirmed(other)) continue;
        if (!course_covers(other->course, t->course) || other->setting != t->setting) continue;
        struct date last = training_last_day(other);
        if (!date_is_set(last) || date_before(training_last_day(t), last)) return true;
    }
    return false;
}

static bool ends_soon(const struct training *t, struct date today)
{
    struct date last = training_last_day(t);
    return date_is_set(last) && !date_before(last, today) && date_days_between(today, last) <= SOON_DAYS;
}

static void insert_ending(struct staff_summary *sum, const struct training *t)
{
    size_t at = sum->ending.n++;
    for (; at > 0 && date_before(training_last_day(t), training_last_day(sum->ending.items[at - 1])); at--)
        sum->ending.items[at] = sum->ending.items[at - 1];
    sum->ending.items[at] = t;
}

struct staff_summary staff_sum_up(struct arena *a, const struct staff_facts *s, struct date today)
{
    struct staff_summary sum = {.clock = supervision_clock_of(s, today)};
    sum_up_ready(a, s, today, &sum);
    if (sum.ready.n) sum.development = development_of(a, s, today);
    sum.ending.items = ARENA_ARRAY(a, const struct training *, s->training.n);
    sum.unconfirmed.items = ARENA_ARRAY(a, const struct training *, s->training.n);
    for (size_t i = 0; i < s->training.n; i++) {
        const struct training *t = &s->training.items[i];
        if (!training_stands(t)) continue;
        if (!training_is_confirmed(t))
            sum.unconfirmed.items[sum.unconfirmed.n++] = t;
        else if (ends_soon(t, today) && !is_renewed(s, t))
            insert_ending(&sum, t);
    }
    return sum;
}

/* ---- in words ---- */

struct tag staff_ready_tag(struct arena *a, const struct staff_summary *sum, struct date today)
{
    if (!sum->ready.n) return (struct tag){.text = STR_NONE};
    if (!sum->ready_count) return (struct tag){.text = STR("Not ready"), .colour = TAG_RED};
    if (sum->ready_count < sum->ready.n)
        return (struct tag){
            .text = str_printf(a, "Ready for %zu of %zu", sum->ready_count, sum->ready.n), .colour = TAG_YELLOW};
    if (sum->overridden) return (struct tag){.text = STR("Under an override"), .colour = TAG_ORANGE};
    struct date until = DATE_NONE;
    for (size_t i = 0; i < sum->ready.n; i++) {
        struct date one = sum->ready.items[i].readiness.until;
        if (date_is_set(one) && (!date_is_set(until) || date_before(one, until))) until = one;
    }
    if (!date_is_set(until)) return (struct tag){.text = STR("Ready"), .colour = TAG_GREEN};
    return (struct tag){
        .text = str_printf(a, "Ready until %.*s", STR_ARG(date_near(a, until, today))), .colour = TAG_GREEN};
}

static struct str late_words(struct arena *a, struct date due, struct date today)
{
    int days = date_days_between(due, today);
    return str_printf(a, "%d %s", days, days == 1 ? "day" : "days");
}

struct tag supervision_tag(struct arena *a, const struct supervision_clock *k, struct date today)
{
    struct str late = late_words(a, k->next, today), next = date_near(a, k->next, today);
    if (k->nobody) return (struct tag){.text = STR("Nobody supervises them"), .colour = TAG_RED};
    switch (k->state) {
    case SUPERVISION_LATE:
        return (struct tag){.text = str_printf(a, "Overdue %.*s", STR_ARG(late)), .colour = TAG_RED};
    case SUPERVISION_OVERDUE:
        return (struct tag){.text = str_printf(a, "Overdue %.*s", STR_ARG(late)), .colour = TAG_ORANGE};
    case SUPERVISION_SOON:
        return (struct tag){.text = str_printf(a, "Due by %.*s", STR_ARG(next)), .colour = TAG_YELLOW};
    case SUPERVISION_SHORT:
        return (struct tag){
            .text = str_printf(a, "%lld of 60 minutes", (long long)k->minutes), .colour = TAG_YELLOW};
    case SUPERVISION_FINE: break;
    }
    return (struct tag){.text = str_printf(a, "Next by %.*s", STR_ARG(next)), .colour = TAG_WHITE};
}

struct tag training_tag(struct arena *a, const struct training *t, struct date today)
{
    struct date last = training_last_day(t);
    struct str day = date_near(a, last, today);
    if (!date_is_set(last)) return (struct tag){.text = STR("For good"), .colour = TAG_NO_COLOUR};
    if (date_before(last, today))
        return (struct tag){.text = str_printf(a, "Ended %.*s", STR_ARG(day)), .colour = TAG_RED};
    if (ends_soon(t, today))
        return (struct tag){.text = str_printf(a, "Ends %.*s", STR_ARG(day)), .colour = TAG_YELLOW};
    return (struct tag){.text = day, .colour = TAG_NO_COLOUR};
}

static bool is_late(const struct supervision_clock *k)
{
    return k->state == SUPERVISION_OVERDUE || k->state == SUPERVISION_LATE;
}

static struct staff_step step_of_gap(const struct readiness_gap *gap)
{
    enum staff_step_kind kind = uuid_is_set(gap->waits) ? STEP_CONFIRM : gap->names ? STEP_NAME : STEP_SEE;
    return (struct staff_step){kind, gap->words, gap->waits};
}

static struct staff_step step_of_portfolio(struct arena *a, const struct staff_summary *sum)
{
    size_t n = sum->development.waits;
    if (!n) return (struct staff_step){.kind = STEP_NOTHING};
    return (struct staff_step){.kind = STEP_READ,
        .words = str_printf(a, "%zu %s of evidence to read", n, n == 1 ? "piece" : "pieces"),
        .key = sum->development.oldest->key};
}

static struct staff_step step_of_training(struct arena *a, const struct staff_summary *sum, struct date today)
{
    if (sum->unconfirmed.n) {
        const struct training *t = sum->unconfirmed.items[0];
        struct str title = training_title(a, t->course, t->setting);
        return (struct staff_step){STEP_CONFIRM, str_printf(a, "%.*s: to confirm", STR_ARG(title)), t->key};
    }
    if (!sum->ending.n) return step_of_portfolio(a, sum);
    const struct training *t = sum->ending.items[0];
    struct str title = training_title(a, t->course, t->setting);
    struct str last = date_near(a, training_last_day(t), today);
    return (struct staff_step){
        .kind = STEP_SEE, .words = str_printf(a, "%.*s ends on %.*s", STR_ARG(title), STR_ARG(last))};
}

struct staff_step staff_next_step(struct arena *a, const struct staff_summary *sum, bool over, struct date today)
{
    if (sum->blocks) return step_of_gap(sum->blocks);
    if (sum->clock.nobody) return (struct staff_step){.kind = STEP_NAME, .words = STR("Name who supervises them")};
    if (is_late(&sum->clock))
        return (struct staff_step){.kind = STEP_SUPERVISE,
            .words = str_printf(a, "Supervision is %.*s late", STR_ARG(late_words(a, sum->clock.next, today)))};
    if (over) return (struct staff_step){.kind = STEP_SEE, .words = STR("Agree which cases can move")};
    if (sum->warns) return step_of_gap(sum->warns);
    if (sum->development.overdue)
        return (struct staff_step){.kind = STEP_SUPERVISE, .words = sum->development.gaps.items[0].words};
    return step_of_training(a, sum, today);
}
