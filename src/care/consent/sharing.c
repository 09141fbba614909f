/* "May this leave?": asked here and nowhere else. Nobody else can make a permit, or look into one. */
#include "care/consent/consent_entry.h"
#include "platform/audit/audit.h"

struct sharing_permit {
    struct person_id person;
    struct sharing what;
    struct consent_id basis;
    const struct db *snapshot;
};

/* The entry that an answer rests on; NULL: on none. */
static const struct consent_entry *rests_on(const struct consent_list *all, enum sharing_verdict verdict,
    struct consent_subject subject, const struct sharing_facts *f)
{
    if (verdict == SHARING_BASIS) return consent_basis(all, subject, f->kinds, f->today);
    if (verdict == SHARING_NOT_REFUSED || verdict == SHARING_NOT_ASKED || verdict == SHARING_DIED) return NULL;
    return consent_current(all, subject);
}

/* Which entry was asked about stands in the audit, whatever the answer. Why a record was opened stays there, too.
 */
static void note(struct ctx *c, const struct consent_entry *e, bool may)
{
    if (!c->audit) return;
    if (e) {
        c->audit->object_kind = STR("consent");
        c->audit->object_id = e->id.v;
        c->audit->object_version = e->version;
    }
    if (!c->audit->reason.n) c->audit->reason = may ? STR("may leave") : STR("may not leave");
}

static void permit(struct ctx *c, const struct person *p, const struct sharing *s, const struct consent_entry *e,
    struct sharing_answer *ret)
{
    struct sharing_permit *permit = ARENA_NEW(c->arena, struct sharing_permit);
    *permit = (struct sharing_permit){p->id, *s, e ? e->id : (struct consent_id){0}, c->db};
    ret->permit = permit;
    ret->may = true;
}

enum err sharing_ask(struct ctx *c, const struct person *p, const struct sharing *s, struct sharing_answer *ret)
{
    struct consent_list all;
    struct consent_subject subject = {s->purpose, s->channel, s->party};
    struct consent_whom whom = consent_whom(c, p);
    *ret = (struct sharing_answer){0};
    MUST((s->purpose == CONSENT_PARTY) == (s->party.v != 0) &&
        (s->purpose == CONSENT_CHANNEL) == (s->channel != 0));
    enum err err = consent_read(c, p->id, &all);
    if (err) return err;
    const struct consent_party *party = consent_party_of(&all, s->party);
    if (s->purpose == CONSENT_PARTY && !party) return ERR_NOT_FOUND;
    struct sharing_facts facts = sharing_facts_of(&all, &whom, subject, s->kinds);
    enum sharing_verdict verdict = sharing_decide(&facts);
    const struct consent_entry *e = rests_on(&all, verdict, subject, &facts);
    bool may = verdict < SHARING_ALLOWED_END;
    ret->words = consent_verdict_words(c->arena, verdict, e, subject, party, &whom);
    if (may) permit(c, p, s, e, ret);
    note(c, e, may);
    return ERR_NONE;
}

void sharing_use(struct ctx *c, const struct sharing_permit *permit, struct person_id person,
    enum consent_purpose purpose, unsigned kinds)
{
    MUST(permit && permit->person.v == person.v && permit->what.purpose == purpose);
    MUST(permit->snapshot == c->db); /* what is decided meanwhile counts: an action asks for itself */
    MUST(!(kinds & ~permit->what.kinds));
    MUST(purpose != CONSENT_RECORD); /* work within the team isn't leaving, so its permit lets nothing out */
    c->may_leave = person;
}

struct consent_party_id sharing_party(const struct sharing_permit *permit)
{
    return permit->what.party;
}

struct consent_id sharing_basis(const struct sharing_permit *permit)
{
    return permit->basis;
}

enum err sharing_ask_own(struct ctx *c, const struct person *p, bool by_post, struct sharing_answer *ret)
{
    static const enum consent_channel WAYS[] = {
        CONSENT_BY_VISIT, CONSENT_BY_TELEPHONE, CONSENT_BY_LETTER, CONSENT_BY_TEXT, CONSENT_BY_EMAIL};
    enum err err = ERR_NONE;
    *ret = (struct sharing_answer){0};
    for (size_t i = 0; !err && !ret->permit && i < COUNT_OF(WAYS); i++) {
        const struct sharing what = {.purpose = CONSENT_CHANNEL, .channel = WAYS[i]};
        if (!by_post || WAYS[i] == CONSENT_BY_LETTER) err = sharing_ask(c, p, &what, ret);
    }
    return err;
}
