/* What counts today, of all that was recorded: pure. */
#include "care/consent/consent_entry.h"

#define TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
#define TERM_OF_FOUR(name, word, label, said) {STR_INIT(word), STR_INIT(label)},
#define TERM_SAID(name, word, label, said) {STR_INIT(word), STR_INIT(said)},
#define VOCABULARY(noun, LIST, AS) \
    static const struct term noun##_terms[] = {LIST(AS)}; \
    const struct vocabulary noun = {noun##_terms, COUNT_OF(noun##_terms)};
VOCABULARY(consent_entries, CONSENT_ENTRY_LIST, TERM)
VOCABULARY(consent_purposes, CONSENT_PURPOSE_LIST, TERM)
VOCABULARY(consent_channels, CONSENT_CHANNEL_LIST, TERM_OF_FOUR)
VOCABULARY(consent_channels_said, CONSENT_CHANNEL_LIST, TERM_SAID)
VOCABULARY(consent_kinds, CONSENT_KIND_LIST, TERM_OF_FOUR)
VOCABULARY(consent_kinds_said, CONSENT_KIND_LIST, TERM_SAID)
VOCABULARY(consent_answers, CONSENT_ANSWER_LIST, TERM)
VOCABULARY(consent_decided, CONSENT_DECIDED_LIST, TERM)
VOCABULARY(consent_hows, CONSENT_HOW_LIST, TERM)
VOCABULARY(consent_advocates, CONSENT_ADVOCATE_LIST, TERM)
VOCABULARY(consent_party_kinds, CONSENT_PARTY_KIND_LIST, TERM)
static const struct term yes_no[] = {{STR_INIT("yes"), STR_INIT("Yes")}, {STR_INIT("no"), STR_INIT("No")}};
const struct vocabulary consent_yes_no = {yes_no, COUNT_OF(yes_no)};

/* ---- which entry ---- */

bool consent_stands(const struct consent_entry *e)
{
    return !instant_is_set(e->struck_at);
}

bool consent_subject_eq(struct consent_subject a, struct consent_subject b)
{
    return a.purpose == b.purpose && a.channel == b.channel && a.party.v == b.party.v;
}

/* A decision in words alone is the same as no other. */
static bool is_about(const struct consent_entry *e, enum consent_entry_kind kind, struct consent_subject subject)
{
    return e->kind == kind && consent_stands(e) && subject.purpose && consent_subject_eq(e->subject, subject);
}

/* What was recorded late doesn't outdo what was decided after it. */
static const struct consent_entry *last(const struct consent_list *all, enum consent_entry_kind kind,
    struct consent_subject subject, struct date up_to)
{
    const struct consent_entry *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (!is_about(e, kind, subject) || date_before(up_to, e->on)) continue;
        if (!found || !date_before(e->on, found->on)) found = e;
    }
    return found;
}

const struct consent_entry *consent_current(const struct consent_list *all, struct consent_subject subject)
{
    return last(all, CONSENT_ENTRY_DECISION, subject, (struct date){INT32_MAX});
}

const struct consent_entry *consent_assessed(
    const struct consent_list *all, struct consent_subject subject, struct date up_to)
{
    return last(all, CONSENT_ENTRY_CAPACITY, subject, up_to);
}

const struct consent_entry *consent_by_id(const struct consent_list *all, struct consent_id id)
{
    for (size_t i = 0; id.v && i < all->n; i++)
        if (all->items[i].id.v == id.v) return &all->items[i];
    return NULL;
}

const struct consent_party *consent_party_of(const struct consent_list *all, struct consent_party_id id)
{
    for (size_t i = 0; id.v && i < all->n; i++)
        if (all->items[i].party.id.v == id.v) return &all->items[i].party;
    return NULL;
}

bool consent_is_named(const struct consent_list *all, struct str name)
{
    for (size_t i = 0; name.n && i < all->n; i++)
        if (str_eq_nocase(all->items[i].party.name, name)) return true;
    return false;
}

const struct consent_entry *consent_basis(
    const struct consent_list *all, struct consent_subject subject, unsigned kinds, struct date today)
{
    const struct consent_entry *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        bool now = !date_before(today, e->on) && date_is_set(e->until_on) && !date_before(e->until_on, today);
        bool covers = subject.purpose != CONSENT_PARTY || (kinds && !(kinds & ~e->kinds));
        if (!is_about(e, CONSENT_ENTRY_BASIS, subject) || !now || !covers) continue;
        if (!found || date_before(found->until_on, e->until_on)) found = e;
    }
    return found;
}

/* ---- who decided for somebody, and whether they still could ---- */

static bool is_of_age(const struct consent_whom *whom, struct date on)
{
    return !date_is_set(whom->born) || date_age(whom->born, on) >= CONSENT_CAPACITY_AGE;
}

bool consent_is_lost(
    const struct consent_list *all, const struct consent_entry *decision, const struct consent_whom *whom)
{
    if (decision->decided_by == DECIDED_BY_PERSON) return false;
    if (decision->decided_by == DECIDED_BY_PARENT) return is_of_age(whom, whom->today);
    const struct consent_entry *by = consent_by_id(all, decision->rests_on);
    const struct consent_entry *assessed = consent_assessed(all, decision->subject, whom->today);
    return !by || !consent_stands(by) || !assessed || assessed->answer != CONSENT_LACKS;
}

/* ---- may it leave? ---- */

/* Work within the team and getting in touch need no asking first; a refusal still counts. */
static bool goes_without_asking(enum consent_purpose purpose)
{
    return purpose == CONSENT_RECORD || purpose == CONSENT_CHANNEL;
}

static enum sharing_verdict decide_agreed(const struct sharing_facts *f)
{
    bool asks = !goes_without_asking(f->purpose);
    if (date_is_set(f->until) && date_before(f->until, f->today))
        return asks ? SHARING_ENDED : SHARING_NOT_REFUSED;
    if (f->lost) return asks ? SHARING_ASK_AGAIN : SHARING_NOT_REFUSED;
    bool covered = f->kinds && !(f->kinds & ~f->agreed);
    return f->purpose != CONSENT_PARTY || covered ? SHARING_AGREED : SHARING_OTHER_KINDS;
}

/* A lawful basis counts whatever was decided, also after a death; nobody gets in touch with the dead. */
enum sharing_verdict sharing_decide(const struct sharing_facts *f)
{
    if (f->died && f->purpose == CONSENT_CHANNEL) return SHARING_DIED;
    if (f->has_basis) return SHARING_BASIS;
    if (f->died && f->purpose != CONSENT_RECORD) return SHARING_DIED;
    if (f->answer == CONSENT_REFUSED) return SHARING_REFUSED;
    if (f->answer == CONSENT_WITHDRAWN) return SHARING_WITHDRAWN;
    if (f->answer == CONSENT_GIVEN) return decide_agreed(f);
    return goes_without_asking(f->purpose) ? SHARING_NOT_REFUSED : SHARING_NOT_ASKED;
}

struct sharing_facts sharing_facts_of(const struct consent_list *all, const struct consent_whom *whom,
    struct consent_subject subject, unsigned kinds)
{
    struct sharing_facts f = {.purpose = subject.purpose,
        .kinds = kinds,
        .today = whom->today,
        .died = whom->died_known,
        .until = DATE_NONE,
        .has_basis = consent_basis(all, subject, kinds, whom->today) != NULL};
    const struct consent_entry *current = consent_current(all, subject);
    if (!current) return f;
    f.answer = (enum consent_answer)current->answer;
    f.agreed = current->kinds;
    f.until = current->until_on;
    f.lost = consent_is_lost(all, current, whom);
    return f;
}
