/* Consent in sentences. Pure. */
#include "care/consent/consent_entry.h"

struct consent_whom consent_whom(struct ctx *c, const struct person *p)
{
    return (struct consent_whom){.called = person_called(c->arena, p),
        .born = p->born,
        .died = p->died,
        .died_known = p->died_known,
        .today = clock_today(c->clock)};
}

struct str consent_party_words(struct arena *a, const struct consent_party *party)
{
    if (!party->relation.n) return party->name;
    return str_printf(a, "%.*s (%.*s)", STR_ARG(party->name), STR_ARG(party->relation));
}

struct str consent_subject_words(
    struct arena *a, struct consent_subject subject, const struct consent_party *party, struct str otherwise)
{
    switch (subject.purpose) {
    case CONSENT_RECORD: return STR("a co-ordination record, shared within the team");
    case CONSENT_PARTY: return str_printf(a, "telling %.*s", STR_ARG(consent_party_words(a, party)));
    case CONSENT_CHANNEL: return vocabulary_label(&consent_channels_said, (int)subject.channel);
    case CONSENT_STORY: return STR("use of their story");
    case CONSENT_EVALUATION: return STR("taking part in evaluation");
    case CONSENT_SURVEY: return STR("satisfaction surveys");
    case CONSENT_PURPOSE_NONE: break;
    }
    return otherwise;
}

/* "a, b and c" */
static struct str list_words(struct arena *a, const struct str *items, size_t n)
{
    if (n < 2) return n ? items[0] : STR_NONE;
    struct str before = str_join(a, items, n - 1, STR(", "));
    return str_printf(a, "%.*s and %.*s", STR_ARG(before), STR_ARG(items[n - 1]));
}

struct str consent_kinds_words(struct arena *a, unsigned kinds)
{
    struct str said[8];
    size_t n = 0;
    MUST(consent_kinds_said.n <= COUNT_OF(said));
    for (size_t i = 0; i < consent_kinds_said.n; i++)
        if (kinds & 1u << i) said[n++] = consent_kinds_said.terms[i].label;
    return list_words(a, said, n);
}

/* ---- decisions ---- */

static struct str decider(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom)
{
    switch (e->decided_by) {
    case DECIDED_BY_ATTORNEY: return str_printf(a, "%.*s (attorney)", STR_ARG(e->name));
    case DECIDED_BY_DEPUTY: return str_printf(a, "%.*s (deputy)", STR_ARG(e->name));
    case DECIDED_BY_BEST_INTERESTS: return str_printf(a, "In %.*s’s best interests it was", STR_ARG(whom->called));
    case DECIDED_BY_PARENT:
        return str_printf(
            a, "%.*s (%.*s)", STR_ARG(e->name), STR_ARG(e->as_role.n ? e->as_role : STR("parent or guardian")));
    default: return whom->called;
    }
}

static const char *verb(int answer)
{
    return answer == CONSENT_GIVEN ? "agreed" : answer == CONSENT_REFUSED ? "refused" : "withdrew their agreement";
}

/* "Amina agreed", "In Amina's best interests it was refused" */
static struct str decided_words(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom)
{
    const char *said = verb(e->answer);
    if (e->decided_by == DECIDED_BY_BEST_INTERESTS && e->answer == CONSENT_WITHDRAWN)
        said = "decided to withdraw agreement";
    return str_printf(a, "%.*s %s", STR_ARG(decider(a, e, whom)), said);
}

static struct str decision_words(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom)
{
    struct str decided = decided_words(a, e, whom), day = date_long(a, e->on);
    struct str what = consent_subject_words(a, e->subject, &e->party, STR_NONE);
    if (e->subject.purpose == CONSENT_PARTY) {
        struct str party = consent_party_words(a, &e->party), kinds = consent_kinds_words(a, e->kinds);
        if (e->answer == CONSENT_GIVEN)
            return str_printf(a, "%.*s on %.*s that %.*s may be told about %.*s.", STR_ARG(decided), STR_ARG(day),
                STR_ARG(party), STR_ARG(kinds));
        return str_printf(
            a, "%.*s on %.*s: %.*s may not be told anything.", STR_ARG(decided), STR_ARG(day), STR_ARG(party));
    }
    const char *to = e->answer == CONSENT_REFUSED ? "" : "to ";
    return str_printf(a, "%.*s %s%.*s on %.*s.", STR_ARG(decided), to, STR_ARG(what), STR_ARG(day));
}

struct str consent_review_words(struct arena *a, const struct consent_entry *e, struct date today)
{
    struct str review = STR_NONE, until = STR_NONE;
    if (date_is_set(e->review_on)) {
        struct str day = date_long(a, e->review_on);
        review = date_before(e->review_on, today) ? str_printf(a, "Review was due on %.*s.", STR_ARG(day)) :
                                                    str_printf(a, "Review due on %.*s.", STR_ARG(day));
    }
    if (date_is_set(e->until_on)) {
        struct str day = date_long(a, e->until_on);
        until = date_before(e->until_on, today) ? str_printf(a, "Ended on %.*s.", STR_ARG(day)) :
                                                  str_printf(a, "Until %.*s.", STR_ARG(day));
    }
    return str_join(a, (const struct str[]){until, review}, 2, STR(" "));
}

struct str consent_sentence(struct arena *a, struct str words)
{
    char end = words.n ? words.p[words.n - 1] : '.';
    return end == '.' || end == '!' || end == '?' ? words : str_printf(a, "%.*s.", STR_ARG(words));
}

/* ---- other kinds ---- */

static struct str capacity_words(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom)
{
    const char *found = e->answer == CONSENT_HAS ? "has capacity" :
        e->answer == CONSENT_LACKS               ? "lacks capacity" :
                                                   "lacks capacity now, and could have it later,";
    struct str what = consent_subject_words(a, e->subject, &e->party, STR_NONE);
    what = what.n ? str_printf(a, "the decision about %.*s", STR_ARG(what)) : STR("this decision");
    return str_printf(a, "%.*s%s%.*s found on %.*s that %.*s %s for %.*s.", STR_ARG(e->name),
        e->as_role.n ? ", " : "", STR_ARG(e->as_role), STR_ARG(date_long(a, e->on)), STR_ARG(whom->called), found,
        STR_ARG(what));
}

static struct str best_interests_words(struct arena *a, const struct consent_entry *e)
{
    return str_printf(a, "%.*s%s%.*s decided on %.*s: %.*s", STR_ARG(e->name), e->as_role.n ? ", " : "",
        STR_ARG(e->as_role), STR_ARG(date_long(a, e->on)), STR_ARG(consent_sentence(a, e->words)));
}

static struct str attorney_words(struct arena *a, const struct consent_entry *e)
{
    const char *office = e->decided_by == DECIDED_BY_DEPUTY ? "deputy" : "attorney";
    const char *power = e->answer == CONSENT_HEALTH ? "health and welfare" : "property and financial affairs";
    return str_printf(
        a, "%.*s has been %s for %s since %.*s.", STR_ARG(e->name), office, power, STR_ARG(date_long(a, e->on)));
}

static struct str basis_words(struct arena *a, const struct consent_entry *e)
{
    struct str label = vocabulary_label(&consent_answers, e->answer), kinds = consent_kinds_words(a, e->kinds);
    struct str what = consent_subject_words(a, e->subject, &e->party, STR_NONE);
    return str_printf(a, "%.*s covers %.*s%s%.*s from %.*s to %.*s: %.*s", STR_ARG(label), STR_ARG(what),
        kinds.n ? " about " : "", STR_ARG(kinds), STR_ARG(date_long(a, e->on)), STR_ARG(date_long(a, e->until_on)),
        STR_ARG(consent_sentence(a, e->words)));
}

struct str consent_entry_words(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom)
{
    struct str words;
    switch (e->kind) {
    case CONSENT_ENTRY_DECISION: words = decision_words(a, e, whom); break;
    case CONSENT_ENTRY_CAPACITY: words = capacity_words(a, e, whom); break;
    case CONSENT_ENTRY_BEST_INTERESTS: words = best_interests_words(a, e); break;
    case CONSENT_ENTRY_ATTORNEY: words = attorney_words(a, e); break;
    case CONSENT_ENTRY_BASIS: return basis_words(a, e);
    case CONSENT_ENTRY_NONE: BUG("an entry of no kind");
    }
    struct str review = consent_review_words(a, e, whom->today);
    return str_join(a, (const struct str[]){words, review}, 2, STR(" "));
}

/* ---- the answer ---- */

static struct str not_asked(struct arena *a, struct consent_subject subject, const struct consent_party *party,
    const struct consent_whom *whom)
{
    struct str about = consent_subject_words(a, subject, party, STR_NONE);
    return str_printf(a, "Nobody has asked %.*s yet about %.*s: ask, or record why it may be done without asking.",
        STR_ARG(whom->called), STR_ARG(about));
}

struct str consent_verdict_words(struct arena *a, enum sharing_verdict verdict,
    const struct consent_entry *rests_on, struct consent_subject subject, const struct consent_party *party,
    const struct consent_whom *whom)
{
    struct str so = rests_on ? consent_entry_words(a, rests_on, whom) : STR_NONE, more = STR_NONE;
    switch (verdict) {
    case SHARING_DIED:
        return str_printf(a,
            "%.*s has died, and what they agreed to ended with that. Only a lawful basis covers it "
            "now.",
            STR_ARG(whom->called));
    case SHARING_NOT_ASKED: return not_asked(a, subject, party, whom);
    case SHARING_NOT_REFUSED:
        return str_printf(a, "%.*s has not refused %.*s.", STR_ARG(whom->called),
            STR_ARG(consent_subject_words(a, subject, party, STR_NONE)));
    case SHARING_ENDED: more = STR("That agreement has ended: ask again."); break;
    case SHARING_ASK_AGAIN:
        more = str_printf(a, "That was decided for %.*s, who decides about it now: ask.", STR_ARG(whom->called));
        break;
    case SHARING_OTHER_KINDS: more = STR("They may not be told about anything else."); break;
    case SHARING_AGREED:
    case SHARING_BASIS:
    case SHARING_REFUSED:
    case SHARING_WITHDRAWN:
    case SHARING_ALLOWED_END: break;
    }
    return str_join(a, (const struct str[]){so, more}, 2, STR(" "));
}
