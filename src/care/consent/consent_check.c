/* What keeps an entry from being recorded: pure. The Mental Capacity Act 2005 in so far as a record can hold to
 * it: an adult is presumed to have capacity (section 1), it is assessed decision by decision (2, 3), what is done
 * for somebody without it is done in their best interests (4), and attorneys and deputies stay within their power
 * (9 to 20). */
#include "care/consent/consent_entry.h"

struct checking {
    const struct consent_list *all;
    const struct consent_whom *whom;
    struct consent_entry *e;
    struct problems *p;
};

static void say(struct checking *k, const char *field, struct str message)
{
    problems_add(k->p, str_from_cstr(field), message);
}

static struct str on_day(struct checking *k, struct date day)
{
    return date_long(k->p->arena, day);
}

/* ---- days ---- */

static void check_day(struct checking *k)
{
    const struct consent_entry *e = k->e;
    const struct consent_whom *w = k->whom;
    if (!date_is_set(e->on)) return;
    if (e->kind != CONSENT_ENTRY_ATTORNEY && date_before(w->today, e->on))
        say(k, "on", STR("The day must be today or in the past"));
    else if (date_is_set(w->born) && date_before(e->on, w->born))
        say(k, "on", STR("The day must be after they were born"));
    else if (w->died_known && date_is_set(w->died) && date_before(w->died, e->on) &&
        e->kind != CONSENT_ENTRY_BASIS)
        say(k, "on", str_printf(k->p->arena, "%.*s had died by then", STR_ARG(w->called)));
    if (date_is_set(e->review_on) && !date_before(e->on, e->review_on))
        say(k, "review_on", STR("The review must be after that day"));
    if (date_is_set(e->until_on) && date_before(e->until_on, e->on))
        say(k, "until_on", STR("The last day must not be before the first"));
}

/* ---- who decides ---- */

static void check_own_decision(struct checking *k)
{
    const struct consent_entry *assessed = consent_assessed(k->all, k->e->subject, k->e->on);
    if (k->e->answer != CONSENT_GIVEN || !assessed || assessed->answer != CONSENT_LACKS) return;
    say(k, "decided_by",
        str_printf(k->p->arena,
            "On %.*s %.*s found that %.*s lacks capacity for this decision. If that has changed, record the new "
            "assessment first",
            STR_ARG(on_day(k, assessed->on)), STR_ARG(assessed->name), STR_ARG(k->whom->called)));
}

/* That the person lacks capacity for this decision, on that day. NULL: said what is missing. */
static const struct consent_entry *lacking(struct checking *k, const char *field)
{
    const struct consent_entry *assessed = consent_assessed(k->all, k->e->subject, k->e->on);
    if (assessed && assessed->answer == CONSENT_LACKS) return assessed;
    say(k, field,
        assessed ?
            STR("The last assessment of this decision does not say that they lack capacity for it: ask them") :
            STR("Nobody has assessed their capacity for this decision. An adult is presumed to have it: ask "
                "them, or record the assessment of this decision first"));
    return NULL;
}

static void check_power(struct checking *k, const struct consent_entry *power)
{
    const struct consent_entry *e = k->e;
    int office = e->decided_by == DECIDED_BY_DEPUTY ? DECIDED_BY_DEPUTY : DECIDED_BY_ATTORNEY;
    if (!power || power->kind != CONSENT_ENTRY_ATTORNEY || power->decided_by != office || !consent_stands(power))
        say(k, "rests_on", STR("Choose who decided from those who are recorded, or record them first"));
    else if (power->answer != CONSENT_HEALTH)
        say(k, "rests_on",
            STR("A power over property and financial affairs does not decide about care or what is shared"));
    else if (date_before(e->on, power->on) ||
        (date_is_set(power->until_on) && date_before(power->until_on, e->on)))
        say(k, "rests_on", STR("Their power did not cover that day"));
    else if (!date_is_set(power->seen_on) || date_before(k->whom->today, power->seen_on))
        say(k, "rests_on", STR("Nobody has seen the registered document. Record who saw it, and when"));
    else
        k->e->name = power->name;
}

static void check_best_interests_used(struct checking *k, const struct consent_entry *by)
{
    if (!by || by->kind != CONSENT_ENTRY_BEST_INTERESTS || !consent_stands(by))
        say(k, "rests_on", STR("Choose the best-interests decision, or record it first"));
    else if (!consent_subject_eq(by->subject, k->e->subject))
        say(k, "rests_on", STR("That best-interests decision was about something else"));
    else if (date_before(k->e->on, by->on))
        say(k, "rests_on", STR("That best-interests decision was made later"));
}

static void check_parent(struct checking *k)
{
    const struct consent_whom *w = k->whom;
    if (!date_is_set(w->born) || date_age(w->born, k->e->on) >= CONSENT_CAPACITY_AGE)
        say(k, "decided_by",
            date_is_set(w->born) ?
                STR("From 16 on people decide themselves: a parent can’t") :
                STR("Their date of birth is not known. A parent decides only for a child under 16"));
    if (!k->e->name.n) say(k, "name", STR("Enter the name of the parent or guardian"));
}

static void check_who_decided(struct checking *k)
{
    struct consent_entry *e = k->e;
    const struct consent_entry *by = consent_by_id(k->all, e->rests_on);
    e->assessment = (struct consent_id){0};
    if (e->decided_by != DECIDED_BY_PARENT) e->name = STR_NONE;
    if (e->decided_by == DECIDED_BY_PERSON || e->decided_by == DECIDED_BY_PARENT) {
        e->rests_on = (struct consent_id){0};
        if (e->decided_by == DECIDED_BY_PERSON)
            check_own_decision(k);
        else
            check_parent(k);
        return;
    }
    if (e->decided_by == DECIDED_BY_BEST_INTERESTS)
        check_best_interests_used(k, by);
    else
        check_power(k, by);
    const struct consent_entry *assessed = lacking(k, "decided_by");
    if (assessed) e->assessment = assessed->id;
}

/* ---- each kind ---- */

static void check_decision(struct checking *k, bool new_party)
{
    struct consent_entry *e = k->e;
    if (!e->subject.purpose || !date_is_set(e->on) || !e->decided_by || !e->answer) return; /* said already */
    if (e->subject.purpose != CONSENT_PARTY || e->answer != CONSENT_GIVEN) e->kinds = 0;
    if (e->subject.purpose == CONSENT_PARTY && e->answer == CONSENT_GIVEN && !e->kinds)
        say(k, "kinds", STR("Choose what they may be told about"));
    const struct consent_entry *current = new_party ? NULL : consent_current(k->all, e->subject);
    if (e->answer == CONSENT_WITHDRAWN && (!current || current->answer != CONSENT_GIVEN))
        say(k, "answer", STR("There is no agreement to withdraw. If they don’t want it, choose “Refused”"));
    check_who_decided(k);
}

static void check_capacity(struct checking *k)
{
    const struct consent_entry *e = k->e;
    const struct consent_whom *w = k->whom;
    const int parts[] = {e->understands, e->retains, e->weighs, e->communicates};
    size_t yes = 0, said = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        yes += parts[i] == YES_NO_YES;
        said += parts[i] != YES_NO_NONE;
    }
    if (date_is_set(w->born) && date_is_set(e->on) && date_age(w->born, e->on) < CONSENT_CAPACITY_AGE)
        say(k, "on", STR("They were under 16: the Mental Capacity Act 2005 begins at 16"));
    if (said < COUNT_OF(parts) || !e->answer) return;
    if (e->answer == CONSENT_HAS && yes < COUNT_OF(parts))
        say(k, "answer", STR("They have capacity only if they can do all four. Check the answers above"));
    if (e->answer != CONSENT_HAS && yes == COUNT_OF(parts))
        say(k, "answer", STR("Who can do all four has capacity for this decision. Check the answers above"));
}

static void check_best_interests(struct checking *k)
{
    struct consent_entry *e = k->e;
    const struct consent_entry *assessment = consent_by_id(k->all, e->rests_on);
    if (!assessment || assessment->kind != CONSENT_ENTRY_CAPACITY || !consent_stands(assessment) ||
        assessment->answer != CONSENT_LACKS) {
        say(k, "rests_on", STR("Choose the assessment that says they lack capacity for this decision"));
        return;
    }
    e->subject = assessment->subject;
    e->party = assessment->party;
    if (!date_is_set(e->on)) return;
    if (date_before(e->on, assessment->on)) {
        say(k, "on", STR("Capacity for this decision was assessed later"));
        return;
    }
    const struct consent_entry *latest = consent_assessed(k->all, e->subject, e->on);
    if (latest && latest->answer != CONSENT_LACKS)
        say(k, "rests_on",
            STR("A later assessment of this decision does not say that they lack capacity: ask them"));
}

static void check_attorney(struct checking *k)
{
    const struct consent_entry *e = k->e;
    if (!date_is_set(e->seen_on) != !e->seen_by.n)
        say(k, e->seen_by.n ? "seen_on" : "seen_by", STR("Enter both who saw the registered document, and when"));
    if (date_is_set(e->seen_on) && date_before(k->whom->today, e->seen_on))
        say(k, "seen_on", STR("The day must be today or in the past"));
}

static void check_basis(struct checking *k)
{
    struct consent_entry *e = k->e;
    enum consent_purpose purpose = e->subject.purpose;
    if (purpose == CONSENT_STORY || purpose == CONSENT_EVALUATION || purpose == CONSENT_SURVEY)
        say(k, "about", STR("This always needs the person’s own agreement"));
    if (purpose != CONSENT_PARTY) e->kinds = 0;
    if (purpose == CONSENT_PARTY && !e->kinds) say(k, "kinds", STR("Choose what they may be told about"));
    if (!date_is_set(e->until_on) || !date_is_set(e->on)) return;
    if (date_before(e->until_on, k->whom->today)) say(k, "until_on", STR("The last day must be today or later"));
    if (date_days_between(e->on, e->until_on) > CONSENT_BASIS_DAYS_MOST)
        say(k, "until_on", STR("Choose a day within 90 days: then somebody has to look at it again"));
}

void consent_check(const struct consent_list *all, const struct consent_whom *whom, bool new_party,
    struct consent_entry *e, struct problems *p)
{
    struct checking k = {all, whom, e, p};
    check_day(&k);
    switch (e->kind) {
    case CONSENT_ENTRY_DECISION: check_decision(&k, new_party); return;
    case CONSENT_ENTRY_CAPACITY: check_capacity(&k); return;
    case CONSENT_ENTRY_BEST_INTERESTS: check_best_interests(&k); return;
    case CONSENT_ENTRY_ATTORNEY: check_attorney(&k); return;
    case CONSENT_ENTRY_BASIS: check_basis(&k); return;
    case CONSENT_ENTRY_NONE: break;
    }
    BUG("an entry of no kind");
}
