/* An entry as it was offered and as it was sent. */
#include "care/consent/entry_form.h"

#include "base/limits.h"

static const struct str NEW_PARTY = STR_INIT("new");

static char *member(struct consent_entry *e, const struct entry_field *f)
{
    return (char *)e + f->at;
}

struct str consent_about_value(struct arena *a, struct consent_subject subject, const struct consent_party *party)
{
    struct str purpose = vocabulary_code(&consent_purposes, (int)subject.purpose);
    if (subject.purpose == CONSENT_PARTY) return str_printf(a, "party-%.*s", STR_ARG(uuid_text(a, party->key)));
    if (subject.purpose == CONSENT_CHANNEL)
        return str_printf(a, "channel-%.*s", STR_ARG(vocabulary_code(&consent_channels, (int)subject.channel)));
    return purpose;
}

bool entry_form_names_somebody(const struct entry_form *f)
{
    return str_eq(f->about, NEW_PARTY);
}

/* What the list's value means; false if it isn't one that is offered. */
static bool about_read(struct str value, const struct consent_list *all, struct consent_entry *e)
{
    int found;
    struct uuid key;
    struct str channel = STR("channel-"), party = STR("party-");
    e->subject = (struct consent_subject){0};
    if (str_eq(value, NEW_PARTY)) {
        e->subject.purpose = CONSENT_PARTY;
        return true;
    }
    if (str_starts(value, channel)) {
        if (!vocabulary_find(&consent_channels, str_skip(value, channel.n), &found)) return false;
        e->subject = (struct consent_subject){CONSENT_CHANNEL, (enum consent_channel)found, {0}};
        return true;
    }
    if (str_starts(value, party)) {
        if (!uuid_from_text(str_skip(value, party.n), &key) || !uuid_is_set(key)) return false;
        for (size_t i = 0; i < all->n; i++)
            if (uuid_eq(all->items[i].party.key, key)) {
                e->party = all->items[i].party;
                e->subject = (struct consent_subject){CONSENT_PARTY, CONSENT_CHANNEL_NONE, e->party.id};
                return true;
            }
        return false;
    }
    if (e->kind == CONSENT_ENTRY_CAPACITY && str_eq(value, STR("other"))) return true;
    if (!vocabulary_find(&consent_purposes, value, &found)) return false;
    e->subject.purpose = (enum consent_purpose)found;
    return e->subject.purpose != CONSENT_PARTY && e->subject.purpose != CONSENT_CHANNEL;
}

static struct entry_form empty_form(struct ctx *c, const struct entry_kind *kind)
{
    struct entry_form f = {.kind = kind, .problems = {.arena = c->arena}};
    f.entry = (struct consent_entry){.kind = kind->kind,
        .on = DATE_NONE,
        .review_on = DATE_NONE,
        .until_on = DATE_NONE,
        .seen_on = DATE_NONE,
        .struck_at = INSTANT_NONE};
    for (size_t i = 0; i < ENTRY_DATES; i++) f.dates[i].date = DATE_NONE;
    return f;
}

static struct field_date date_of(struct arena *a, struct date d)
{
    struct date_parts p = date_parts(d);
    return (struct field_date){
        str_printf(a, "%d", p.day), str_printf(a, "%d", p.month), str_printf(a, "%d", p.year), d};
}

/* What is usual is filled in: the person said so themselves, today. An attorney's power began some other day. */
struct entry_form entry_form_new(struct ctx *c, const struct entry_kind *kind, const struct consent_list *all,
    const struct consent_whom *whom, struct str about)
{
    struct entry_form f = empty_form(c, kind);
    size_t dates = 0;
    f.nonce = uuid_new(c->clock);
    if (all->n) f.seen = all->items[all->n - 1].key;
    if (about_read(about, all, &f.entry)) f.about = about;
    if (kind->kind == CONSENT_ENTRY_DECISION) {
        f.entry.decided_by = DECIDED_BY_PERSON;
        f.entry.how = CONSENT_HOW_SAID;
    }
    for (size_t i = 0; i < kind->n; i++) {
        if (kind->fields[i].control != CONTROL_DATE) continue;
        bool today = str_eq(kind->fields[i].name, STR("on")) && kind->kind != CONSENT_ENTRY_ATTORNEY;
        if (today) f.dates[dates] = date_of(c->arena, whom->today);
        dates++;
    }
    return f;
}

/* ---- reading ---- */

static void missing(struct entry_form *f, const struct entry_field *field)
{
    if (field->missing.n) problems_add(&f->problems, field->name, field->missing);
}

static void read_text(struct entry_form *f, const struct entry_field *field, const struct form *form)
{
    struct str value = field->control == CONTROL_LINE ?
        field_text(form, field->name, field->label, LIMIT_LINE, &f->problems) :
        field_note(form, field->name, field->label, CONSENT_WORDS_MOST, &f->problems);
    memcpy(member(&f->entry, field), &value, sizeof value);
    if (!value.n) missing(f, field);
}

static void read_choice(struct entry_form *f, const struct entry_field *field, const struct form *form)
{
    int value = 0, first = field->first ? field->first : 1;
    int last = field->count ? first + field->count - 1 : (int)field->list->n;
    struct str sent = form_get(form, field->name);
    bool known = vocabulary_find(field->list, sent, &value) && value >= first && value <= last;
    if (!known) value = 0;
    memcpy(member(&f->entry, field), &value, sizeof value);
    if (!known) missing(f, field);
}

struct str entry_tick_name(struct arena *a, const struct entry_field *field, size_t i)
{
    return str_printf(a, "%.*s[%.*s]", STR_ARG(field->name), STR_ARG(field->list->terms[i].code));
}

static void read_ticks(
    struct ctx *c, struct entry_form *f, const struct entry_field *field, const struct form *form)
{
    for (size_t i = 0; i < field->list->n; i++)
        if (field_ticked(form, entry_tick_name(c->arena, field, i))) f->entry.kinds |= 1u << i;
}

static void read_date(struct entry_form *f, const struct entry_field *field, const struct form *form, size_t at)
{
    MUST(at < ENTRY_DATES);
    struct field_date *d = &f->dates[at];
    *d = field_date(form, field->name, field->label, &f->problems);
    memcpy(member(&f->entry, field), &d->date, sizeof d->date);
    if (!d->day.n && !d->month.n && !d->year.n) missing(f, field);
}

static void read_who(struct entry_form *f, const struct form *form, const struct consent_list *all)
{
    struct problems *p = &f->problems;
    f->party_name = field_text(form, STR("party_name"), STR("Name"), LIMIT_NAME, p);
    f->party_relation = field_text(form, STR("party_relation"), STR("What they are"), LIMIT_NAME, p);
    if (!vocabulary_find(&consent_party_kinds, form_get(form, STR("party_kind")), &f->party_kind))
        f->party_kind = 0;
    if (!entry_form_names_somebody(f)) {
        if (f->party_name.n)
            problems_add(
                p, STR("about"), STR("Choose “Somebody not listed yet”, or clear the name that is typed"));
        return;
    }
    if (!f->party_name.n) problems_add(p, STR("party_name"), STR("Enter who may or may not be told"));
    if (consent_is_named(all, f->party_name))
        problems_add(p, STR("about"), STR("Somebody of that name is listed already. Choose them from the list"));
    if (!f->party_kind) problems_add(p, STR("party_kind"), STR("Choose what they are"));
    f->entry.party =
        (struct consent_party){.kind = f->party_kind, .name = f->party_name, .relation = f->party_relation};
}

static void read_about(
    struct entry_form *f, const struct entry_field *field, const struct form *form, const struct consent_list *all)
{
    struct str sent = form_get(form, field->name);
    if (about_read(sent, all, &f->entry))
        f->about = sent;
    else
        missing(f, field);
    read_who(f, form, all);
}

static void read_rests(
    struct entry_form *f, const struct entry_field *field, const struct form *form, const struct consent_list *all)
{
    struct uuid key;
    f->rests_on = STR_NONE;
    struct str sent = form_get(form, field->name);
    if (!uuid_from_text(sent, &key) || !uuid_is_set(key)) {
        missing(f, field);
        return;
    }
    for (size_t i = 0; i < all->n; i++)
        if (uuid_eq(all->items[i].key, key)) {
            f->entry.rests_on = all->items[i].id;
            f->rests_on = sent;
        }
}

static void read_field(struct ctx *c, struct entry_form *f, const struct entry_field *field,
    const struct form *form, const struct consent_list *all, size_t *dates)
{
    switch (field->control) {
    case CONTROL_LINE:
    case CONTROL_TEXT: read_text(f, field, form); return;
    case CONTROL_CHOICE: read_choice(f, field, form); return;
    case CONTROL_TICKS: read_ticks(c, f, field, form); return;
    case CONTROL_DATE: read_date(f, field, form, (*dates)++); return;
    case CONTROL_ABOUT: read_about(f, field, form, all); return;
    case CONTROL_RESTS: read_rests(f, field, form, all); return;
    }
    BUG("a field of no kind");
}

struct entry_form entry_form_read(struct ctx *c, const struct entry_kind *kind, const struct form *form,
    const struct consent_list *all, const struct consent_whom *whom)
{
    struct entry_form f = empty_form(c, kind);
    size_t dates = 0;
    if (!uuid_from_text(form_get(form, STR("nonce")), &f.nonce) || !uuid_is_set(f.nonce)) {
        f.nonce = uuid_new(c->clock);
        problems_add(&f.problems, STR_NONE, STR("This form was not complete. Check it and save again"));
    }
    if (!uuid_from_text(form_get(form, STR("seen")), &f.seen)) f.seen = (struct uuid){0};
    for (size_t i = 0; i < kind->n; i++) read_field(c, &f, &kind->fields[i], form, all, &dates);
    f.entry.nonce = f.nonce;
    consent_check(all, whom, entry_form_names_somebody(&f), &f.entry, &f.problems);
    return f;
}
