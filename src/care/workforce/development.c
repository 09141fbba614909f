#include "care/workforce/development.h"

#include "care/workforce/summary.h"

enum {
    YEAR = 365,
    REVIEW_AFTER = 183, /* days in post: a first look at what they need to learn */
    PEERS_EVERY = 28    /* days, at most, between two times with peers */
};

static struct readiness_gap *add_gap(
    struct development *d, enum readiness_weight weight, const char *rule, struct str words, const char *to_do)
{
    struct readiness_gap *gap = &d->gaps.items[d->gaps.n++];
    *gap = (struct readiness_gap){
        .weight = weight, .rule = str_from_cstr(rule), .words = words, .to_do = str_from_cstr(to_do)};
    return gap;
}

static void later(struct date *last, struct date day)
{
    if (!date_is_set(*last) || date_before(*last, day)) *last = day;
}

static void count_talks(const struct staff_facts *s, struct date today, struct development *d)
{
    for (size_t i = 0; i < s->sessions.n; i++) {
        const struct supervision *one = &s->sessions.items[i];
        if (instant_is_set(one->struck_at) || date_before(today, one->held_on)) continue;
        if (!talk_is_supervision(one->kind)) later(&d->last_review, one->held_on);
        if (one->kind == TALK_APPRAISAL) later(&d->last_appraisal, one->held_on);
    }
}

static void count_portfolio(
    const struct staff_facts *s, struct date today, struct development *d, bool has[AREA_COUNT])
{
    for (size_t i = 0; i < s->portfolio.n; i++) {
        const struct portfolio_entry *e = &s->portfolio.items[i];
        if (!portfolio_stands(e)) continue;
        if (portfolio_shows(e, e->competency)) has[competency_area(e->competency)] = true;
        if (date_days_between(e->done_on, today) < YEAR) d->minutes += e->minutes;
        if (portfolio_is_peer_support(e->kind)) later(&d->last_peer, e->done_on);
        if (!portfolio_waits(e)) continue;
        d->waits++;
        d->oldest = e;
    }
}

static void count_goals(const struct staff_facts *s, struct date today, struct development *d)
{
    d->goals = s->goals.n;
    for (size_t i = 0; i < s->goals.n; i++) d->late += date_before(s->goals.items[i], today);
}

static void count_competencies(const struct staff_facts *s, struct development *d)
{
    for (enum competency each = COMPETENCY_NONE + 1; each < COMPETENCY_COUNT; each++) {
        struct competency_standing standing = competency_standing_of(s, each);
        d->rated += standing.own != LEVEL_NONE;
        d->signed_off += standing.theirs == LEVEL_SIGNED_OFF;
    }
}

/* S8. Without any, it counts from their first day. */
static void check_appraisal(struct arena *a, const struct staff_facts *s, struct date today, struct development *d)
{
    if (!date_is_set(s->start_on)) return;
    bool never = !date_is_set(d->last_appraisal);
    d->appraisal_due = date_add_days(never ? s->start_on : d->last_appraisal, YEAR);
    d->overdue = date_before(d->appraisal_due, today);
    if (d->overdue)
        add_gap(d, READINESS_WARNS, "S8",
            never ? STR("Appraisal: none in the first year") :
                    str_printf(a, "Appraisal: the last was on %.*s", STR_ARG(date_long(a, d->last_appraisal))),
            "Agree a day for it; a plan for the year belongs to it");
    else if (!never && !d->goals)
        add_gap(d, READINESS_ADVISES, "S8", STR("Plan for the year: no goals in it"),
            "An appraisal ends with what to learn next, and by when");
    else if (!date_is_set(d->last_review) && date_days_between(s->start_on, today) >= REVIEW_AFTER)
        add_gap(d, READINESS_ADVISES, "S8", STR("Development conversation: none since they began"),
            "After six to twelve months, go through the competencies together");
}

static void check_peers(struct arena *a, struct date today, struct development *d)
{
    static const char *const to_do =
        "A peer support meeting or a share-and-learn session, every two to four weeks";
    if (!date_is_set(d->last_peer))
        add_gap(d, READINESS_ADVISES, "S7", STR("Peer support: none is recorded yet"), to_do)->adds = true;
    else if (date_days_between(d->last_peer, today) > PEERS_EVERY)
        add_gap(d, READINESS_ADVISES, "S7",
            str_printf(a, "Peer support: the last was on %.*s", STR_ARG(date_long(a, d->last_peer))), to_do)
            ->adds = true;
}

struct development development_of(struct arena *a, const struct staff_facts *s, struct date today)
{
    struct development d = {
        .last_appraisal = DATE_NONE, .last_review = DATE_NONE, .last_peer = DATE_NONE, .appraisal_due = DATE_NONE};
    bool has[AREA_COUNT] = {false};
    d.gaps.items = ARENA_ARRAY(a, struct readiness_gap, AREA_COUNT + 2);
    count_talks(s, today, &d);
    count_portfolio(s, today, &d, has);
    count_goals(s, today, &d);
    count_competencies(s, &d);
    check_appraisal(a, s, today, &d);
    check_peers(a, today, &d);
    for (enum competency_area area = AREA_NONE + 1; area < AREA_COUNT; area++)
        if (!has[area])
            add_gap(&d, READINESS_ADVISES, "T10",
                str_printf(a, "Portfolio, %.*s: nothing yet", STR_ARG(str_lower(a, competency_area_label(area)))),
                "Add a first piece of evidence")
                ->adds = true;
    return d;
}

struct tag appraisal_tag(struct arena *a, const struct development *d, struct date today)
{
    if (!date_is_set(d->appraisal_due)) return (struct tag){.text = STR_NONE};
    int days = date_days_between(today, d->appraisal_due);
    if (d->overdue)
        return (struct tag){
            .text = str_printf(a, "Overdue %d %s", -days, days == -1 ? "day" : "days"), .colour = TAG_ORANGE};
    if (days > SOON_DAYS) return (struct tag){.text = STR_NONE};
    return (struct tag){.text = str_printf(a, "Due by %.*s", STR_ARG(date_near(a, d->appraisal_due, today))),
        .colour = TAG_YELLOW};
}
