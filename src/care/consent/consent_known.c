/* What everybody who deals with the person must know, on the pages of other slices. */
#include "care/consent/consent_entry.h"

static void add(struct know_items *items, struct str strong, struct str text)
{
    items->items[items->n++] = (struct know_item){.strong = strong, .text = text};
}

/* The decision that counts, if it says no. */
static const struct consent_entry *refusal(const struct consent_list *all, struct consent_subject subject)
{
    const struct consent_entry *e = consent_current(all, subject);
    return e && e->answer != CONSENT_GIVEN ? e : NULL;
}

static void add_record(
    struct arena *a, const struct consent_list *all, const struct consent_whom *whom, struct consent_known *ret)
{
    const struct consent_entry *e = refusal(all, (struct consent_subject){.purpose = CONSENT_RECORD});
    if (!e || consent_basis(all, e->subject, 0, whom->today)) return;
    ret->no_record = true;
    ret->no_record_words = consent_entry_words(a, e, whom);
    add(&ret->items, STR("Stop: no co-ordination record."), ret->no_record_words);
}

/* "Amina refused text messages and visits." */
static void add_channels(
    struct arena *a, const struct consent_list *all, const struct consent_whom *whom, struct consent_known *ret)
{
    struct str said[8];
    size_t n = 0;
    MUST(consent_channels_said.n <= COUNT_OF(said));
    for (size_t i = 0; i < consent_channels_said.n; i++) {
        struct consent_subject subject = {CONSENT_CHANNEL, (enum consent_channel)(i + 1), {0}};
        const struct consent_entry *e = refusal(all, subject);
        if (!e) continue;
        said[n++] = consent_channels_said.terms[i].label;
        struct str strong = i + 1 == CONSENT_BY_MESSAGE ?
            STR("Don’t leave messages with family or on an answerphone.") :
            str_printf(a, "No %.*s.", STR_ARG(said[n - 1]));
        struct str day = date_near(a, e->on, whom->today);
        add(&ret->items, strong,
            str_printf(
                a, "%s on %.*s.", e->answer == CONSENT_REFUSED ? "Refused" : "Agreement withdrawn", STR_ARG(day)));
    }
    if (!n) return;
    struct str before = str_join(a, said, n > 1 ? n - 1 : n, STR(", "));
    ret->channels = n == 1 ? str_printf(a, "%.*s does not want %.*s.", STR_ARG(whom->called), STR_ARG(before)) :
                             str_printf(a, "%.*s does not want %.*s or %.*s.", STR_ARG(whom->called),
                                 STR_ARG(before), STR_ARG(said[n - 1]));
}

static void add_parties(
    struct arena *a, const struct consent_list *all, const struct consent_whom *whom, struct consent_known *ret)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (e->subject.purpose != CONSENT_PARTY || refusal(all, e->subject) != e) continue;
        struct str party = consent_party_words(a, &e->party), day = date_near(a, e->on, whom->today);
        add(&ret->items, str_printf(a, "Don’t tell %.*s anything.", STR_ARG(party)),
            str_printf(
                a, "%s on %.*s.", e->answer == CONSENT_REFUSED ? "Refused" : "Agreement withdrawn", STR_ARG(day)));
    }
}

enum err consent_known(struct ctx *c, const struct person *p, struct consent_known *ret)
{
    struct consent_list all;
    struct consent_whom whom = consent_whom(c, p);
    *ret = (struct consent_known){0};
    enum err err = consent_read(c, p->id, &all);
    if (err || !all.n) return err;
    ret->items.items = ARENA_ARRAY(c->arena, struct know_item, all.n); /* an entry each, at most */
    add_record(c->arena, &all, &whom, ret);
    if (!p->died_known) add_channels(c->arena, &all, &whom, ret);
    add_parties(c->arena, &all, &whom, ret);
    return ERR_NONE;
}

struct know consent_know_first(struct arena *a, const struct consent_known *known, struct know panel)
{
    if (!known->items.n) return panel;
    struct know_items all = {ARENA_ARRAY(a, struct know_item, known->items.n + panel.items.n), 0};
    for (size_t i = 0; i < known->items.n; i++) all.items[all.n++] = known->items.items[i];
    for (size_t i = 0; i < panel.items.n; i++) all.items[all.n++] = panel.items.items[i];
    panel.items = all;
    return panel;
}

enum err consent_allows_record(struct ctx *c, struct person_id person, bool *ret)
{
    struct consent_list all;
    struct consent_subject record = {.purpose = CONSENT_RECORD};
    enum err err = consent_read(c, person, &all);
    if (err) return err;
    *ret = !refusal(&all, record) || consent_basis(&all, record, 0, clock_today(c->clock));
    return ERR_NONE;
}
