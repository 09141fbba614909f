/* What a plan asks: who may agree to it, and what was decided about sharing it. The Mental Capacity Act 2005 as
 * far as a record can hold to it: consent_check.c has the same rules for decisions about sharing. */
#include "care/consent/consent_entry.h"

struct deciding {
    struct arena *a;
    const struct consent_list *all;
    const struct consent_whom *whom;
    struct consent_deciders *ret;
};

static void offer(const struct deciding *d, struct str code, struct str who, struct str hint)
{
    d->ret->items[d->ret->n++] = (struct consent_decider){code, who, hint};
}

static void refuse(const struct deciding *d, const struct consent_entry *e, const char *why)
{
    struct str sentence = str_printf(d->a, "%.*s can’t agree to it: %s.", STR_ARG(e->name), why);
    d->ret->not_able = str_join(d->a, (const struct str[]){d->ret->not_able, sentence}, 2, STR(" "));
}

/* That they lack capacity for a decision that isn't about sharing: the last that says so. Which decision it was
 * stands in its words, so whoever records the agreement reads them. */
static const struct consent_entry *lacking(const struct consent_list *all)
{
    for (size_t i = all->n; i > 0; i--) {
        const struct consent_entry *e = &all->items[i - 1];
        if (e->kind == CONSENT_ENTRY_CAPACITY && !e->subject.purpose && consent_stands(e))
            return e->answer == CONSENT_LACKS ? e : NULL;
    }
    return NULL;
}

static struct str about(const struct deciding *d, const struct consent_entry *assessed)
{
    return str_printf(d->a, "%.*s found on %.*s that %.*s lacks capacity for this decision: %.*s",
        STR_ARG(assessed->name), STR_ARG(date_long(d->a, assessed->on)), STR_ARG(d->whom->called),
        STR_ARG(consent_sentence(d->a, assessed->words)));
}

static void weigh_power(
    const struct deciding *d, const struct consent_entry *e, const struct consent_entry *assessed)
{
    const char *office = e->decided_by == DECIDED_BY_DEPUTY ? "deputy" : "attorney";
    struct date today = d->whom->today;
    if (e->answer != CONSENT_HEALTH)
        refuse(d, e, "their power is over property and financial affairs");
    else if (!date_is_set(e->seen_on) || date_before(today, e->seen_on))
        refuse(d, e, "nobody has seen the registered document");
    else if (date_before(today, e->on) || (date_is_set(e->until_on) && date_before(e->until_on, today)))
        refuse(d, e, "their power does not cover today");
    else if (!assessed)
        refuse(d, e, "no assessment says that the person lacks capacity for this decision, so ask the person");
    else
        offer(d, uuid_text(d->a, e->key), str_printf(d->a, "%.*s, %s", STR_ARG(e->name), office),
            about(d, assessed));
}

static void weigh(const struct deciding *d, const struct consent_entry *assessed)
{
    for (size_t i = 0; i < d->all->n; i++) {
        const struct consent_entry *e = &d->all->items[i];
        if (!consent_stands(e)) continue;
        if (e->kind == CONSENT_ENTRY_ATTORNEY) weigh_power(d, e, assessed);
        if (e->kind == CONSENT_ENTRY_BEST_INTERESTS && !e->subject.purpose && assessed &&
            e->rests_on.v == assessed->id.v)
            offer(d, uuid_text(d->a, e->key),
                str_printf(d->a, "A best-interests decision, by %.*s", STR_ARG(e->name)),
                consent_sentence(d->a, e->words));
    }
}

enum err consent_deciders(struct ctx *c, const struct person *p, struct consent_deciders *ret)
{
    struct consent_list all;
    struct consent_whom whom = consent_whom(c, p);
    enum err err = consent_read(c, p->id, &all);
    if (err) return err;
    *ret = (struct consent_deciders){.items = ARENA_ARRAY(c->arena, struct consent_decider, all.n + 2)};
    const struct deciding d = {c->arena, &all, &whom, ret};
    const struct consent_entry *assessed = lacking(&all);
    offer(&d, STR("person"), person_full_name(c->arena, p), assessed ? about(&d, assessed) : STR_NONE);
    if (date_is_set(p->born) && date_age(p->born, whom.today) < CONSENT_CAPACITY_AGE)
        offer(&d, STR("parent"), STR("A parent or guardian"), STR("Until they are 16"));
    weigh(&d, assessed);
    return ERR_NONE;
}

static bool is_listed(const struct consent_said *said, struct consent_party_id id)
{
    for (size_t i = 0; i < said->n_parties; i++)
        if (said->parties[i].id.v == id.v) return true;
    return false;
}

enum err consent_said(struct ctx *c, const struct person *p, struct consent_said *ret)
{
    struct consent_list all;
    struct consent_whom whom = consent_whom(c, p);
    enum err err = consent_read(c, p->id, &all);
    if (err) return err;
    *ret = (struct consent_said){.parties = ARENA_ARRAY(c->arena, struct consent_named, all.n),
        .sentences = ARENA_ARRAY(c->arena, struct str, all.n)};
    for (size_t i = 0; i < all.n; i++) {
        const struct consent_entry *e = &all.items[i];
        if (e->subject.party.v && !is_listed(ret, e->subject.party))
            ret->parties[ret->n_parties++] =
                (struct consent_named){e->subject.party, e->party.key, consent_party_words(c->arena, &e->party)};
        bool shares = e->subject.purpose != CONSENT_CHANNEL && e->subject.purpose;
        if (e->kind == CONSENT_ENTRY_DECISION && shares && consent_current(&all, e->subject) == e)
            ret->sentences[ret->n++] = consent_entry_words(c->arena, e, &whom);
    }
    return ERR_NONE;
}
