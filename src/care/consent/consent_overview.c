/* The page of a person's consent: what stands today, at a glance. */
#include "care/consent/consent_pages.h"
#include "care/consent/entry_form.h"
#include "care/consent/pages/overview.tmpl.h"

enum { FIXED_LINES = 16 };

struct viewing {
    struct ctx *c;
    const struct consent_about *k;
    struct consent_view *v;
};

enum err consent_load(struct ctx *c, const struct request *r, struct consent_about *ret)
{
    enum err err = person_get(c, r->person, &ret->person);
    if (!err) err = consent_read(c, r->person, &ret->all);
    ret->whom = consent_whom(c, &ret->person);
    return err;
}

struct url consent_record_url(struct ctx *c, const struct consent_about *k, struct consent_subject subject,
    const struct consent_party *party)
{
    if (!consent_may_record(c, CONSENT_ENTRY_DECISION)) return URL_NONE;
    struct url form = person_url(c->arena, &k->person, "/consent/decision");
    return url_with_query(c->arena, form, "about", consent_about_value(c->arena, subject, party));
}

/* ---- a line: what it is, how it stands ---- */

static struct tag tag_of(enum sharing_verdict verdict, bool asked)
{
    switch (verdict) {
    case SHARING_AGREED: return (struct tag){.text = STR("Agreed"), .colour = TAG_GREEN};
    case SHARING_BASIS: return (struct tag){.text = STR("Without asking"), .colour = TAG_PURPLE};
    case SHARING_REFUSED: return (struct tag){.text = STR("Refused"), .colour = TAG_ORANGE};
    case SHARING_WITHDRAWN: return (struct tag){.text = STR("Withdrawn"), .colour = TAG_ORANGE};
    case SHARING_DIED: return (struct tag){.text = STR("Ended"), .colour = TAG_GREY};
    case SHARING_ENDED:
    case SHARING_ASK_AGAIN:
    case SHARING_OTHER_KINDS: return (struct tag){.text = STR("Ask again"), .colour = TAG_YELLOW};
    case SHARING_NOT_REFUSED:
        return (struct tag){
            .text = asked ? STR("Ask again") : STR("Not asked"), .colour = asked ? TAG_YELLOW : TAG_WHITE};
    case SHARING_NOT_ASKED:
    case SHARING_ALLOWED_END: break;
    }
    return (struct tag){.text = STR("Not asked"), .colour = TAG_WHITE};
}

static struct str recorded_by(struct ctx *c, const struct consent_entry *e)
{
    struct str role = staff_role_label((enum staff_role)e->role);
    return str_printf(c->arena, "Recorded by %.*s, %.*s, on %.*s.", STR_ARG(e->by_name),
        STR_ARG(str_lower(c->arena, role)), STR_ARG(date_long(c->arena, instant_date(e->recorded_at))));
}

static struct line subject_line(
    const struct viewing *w, struct consent_subject subject, const struct consent_party *party, struct str label)
{
    const struct consent_entry *current = consent_current(&w->k->all, subject);
    unsigned kinds = current && current->kinds ? current->kinds : 0;
    struct sharing_facts facts = sharing_facts_of(&w->k->all, &w->k->whom, subject, kinds);
    enum sharing_verdict verdict = sharing_decide(&facts);
    struct line l = {.text = label,
        .text_href = consent_record_url(w->c, w->k, subject, party),
        .tag = tag_of(verdict, current != NULL)};
    if (current) {
        struct str said = current->words.n ? str_printf(w->c->arena, "“%.*s”", STR_ARG(current->words)) : STR_NONE;
        l.below = str_join(w->c->arena,
            (const struct str[]){
                consent_entry_words(w->c->arena, current, &w->k->whom), said, recorded_by(w->c, current)},
            3, STR(" "));
    }
    return l;
}

static void put(struct lines *lines, struct line l)
{
    lines->items.items[lines->items.n++] = l;
}

static void room(const struct viewing *w, struct lines *lines, const char *none)
{
    lines->none = str_from_cstr(none);
    lines->items.items = ARENA_ARRAY(w->c->arena, struct line, w->k->all.n + FIXED_LINES);
}

static void add_channels(const struct viewing *w)
{
    w->v->channels_box = (struct box){.heading = STR("Getting in touch"),
        .quiet = STR("Allowed unless they refuse. Choose one to record what they said.")};
    room(w, &w->v->channels, "");
    for (size_t i = 0; i < consent_channels.n; i++) {
        struct consent_subject subject = {CONSENT_CHANNEL, (enum consent_channel)(i + 1), {0}};
        put(&w->v->channels, subject_line(w, subject, NULL, consent_channels.terms[i].label));
    }
}

static void add_purposes(const struct viewing *w)
{
    w->v->purposes_box = (struct box){.heading = STR("The record, stories and surveys")};
    room(w, &w->v->purposes, "");
    for (int purpose = CONSENT_RECORD; purpose <= CONSENT_SURVEY; purpose++) {
        struct consent_subject subject = {.purpose = (enum consent_purpose)purpose};
        if (purpose == CONSENT_PARTY || purpose == CONSENT_CHANNEL) continue;
        put(&w->v->purposes, subject_line(w, subject, NULL, vocabulary_label(&consent_purposes, purpose)));
    }
}

/* A note of what is planned, for whoever may be told today. */
static void add_note(const struct viewing *w, struct consent_subject subject, const struct consent_party *party)
{
    struct arena *a = w->c->arena;
    unsigned planned = CONSENT_KIND_BIT(CONSENT_ABOUT_PLANNED);
    struct sharing_facts facts = sharing_facts_of(&w->k->all, &w->k->whom, subject, planned);
    if (sharing_decide(&facts) > SHARING_ALLOWED_END || !consent_may_record(w->c, CONSENT_ENTRY_DECISION)) return;
    const char *before = str_cstr(a, person_url(a, &w->k->person, "/consent/").text);
    w->v->notes.items[w->v->notes.n++] = (struct link){
        .text = str_printf(a, "Make a note of what is planned for %.*s", STR_ARG(consent_party_words(a, party))),
        .href = url_with_id(a, before, party->key, "/note")};
}

/* Everybody about whom something stands, once. Whoever is only in entries that were struck through isn't there. */
static void add_parties(const struct viewing *w)
{
    const struct consent_list *all = &w->k->all;
    w->v->parties_box = (struct box){.heading = STR("Who may be told"),
        .quiet = STR("Nobody outside the team is told anything that is not agreed here.")};
    room(w, &w->v->parties, "Nobody is named yet.");
    w->v->notes.items = ARENA_ARRAY(w->c->arena, struct link, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        bool first = e->subject.party.v != 0 && consent_stands(e);
        for (size_t k = 0; first && k < i; k++)
            first = all->items[k].subject.party.v != e->subject.party.v || !consent_stands(&all->items[k]);
        if (!first) continue;
        struct str name = consent_party_words(w->c->arena, &e->party);
        put(&w->v->parties, subject_line(w, e->subject, &e->party, name));
        add_note(w, e->subject, &e->party);
    }
}

/* ---- refused, due ---- */

static void add_refused(const struct viewing *w)
{
    const struct consent_list *all = &w->k->all;
    struct know *k = &w->v->refused;
    k->heading = STR("Refused or withdrawn");
    k->id = STR("refused");
    k->items.items = ARENA_ARRAY(w->c->arena, struct know_item, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (e->kind != CONSENT_ENTRY_DECISION || consent_current(all, e->subject) != e) continue;
        if (e->answer == CONSENT_GIVEN) continue;
        struct str words = consent_entry_words(w->c->arena, e, &w->k->whom);
        k->items.items[k->items.n++] = (struct know_item){.text = words};
        if (e->subject.purpose != CONSENT_RECORD || consent_basis(all, e->subject, 0, w->k->whom.today)) continue;
        w->v->stop = true;
        w->v->stop_words = words;
    }
}

static bool is_live(const struct consent_list *all, const struct consent_entry *e)
{
    if (!consent_stands(e)) return false;
    if (e->kind == CONSENT_ENTRY_DECISION) return consent_current(all, e->subject) == e;
    if (e->kind == CONSENT_ENTRY_CAPACITY && e->subject.purpose)
        return consent_assessed(all, e->subject, (struct date){INT32_MAX}) == e;
    return true;
}

static void add_due(const struct viewing *w)
{
    const struct consent_list *all = &w->k->all;
    struct date today = w->k->whom.today;
    room(w, &w->v->due, "");
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        struct date day = e->kind == CONSENT_ENTRY_BASIS ? e->until_on : e->review_on;
        bool soon = date_is_set(day) && date_days_between(today, day) <= CONSENT_REVIEW_SOON_DAYS;
        bool over = e->kind == CONSENT_ENTRY_BASIS && date_is_set(day) && date_before(day, today);
        if (!soon || over || !is_live(all, e)) continue;
        struct str what = consent_subject_words(w->c->arena, e->subject, &e->party, e->words);
        struct str kind = vocabulary_label(&consent_entries, (int)e->kind);
        put(&w->v->due,
            (struct line){.text = str_printf(w->c->arena, "%.*s: %.*s", STR_ARG(kind), STR_ARG(what)),
                .tag = date_before(day, today) ?
                    (struct tag){STR("Overdue"), TAG_RED, false, STR_NONE} :
                    (struct tag){date_brief(w->c->arena, day), TAG_WHITE, false, STR_NONE}});
    }
    if (w->v->due.items.n) w->v->due_box.heading = STR("Due for review");
}

/* ---- capacity, attorneys, other bases ---- */

static struct str attorney_more(struct ctx *c, const struct consent_entry *e)
{
    struct str seen = date_is_set(e->seen_on) ?
        str_printf(c->arena, "%.*s saw the registered document on %.*s.", STR_ARG(e->seen_by),
            STR_ARG(date_long(c->arena, e->seen_on))) :
        STR("Nobody has seen the registered document yet: they can’t decide here.");
    struct str reach = e->help.n ? str_printf(c->arena, "To reach them: %.*s", STR_ARG(e->help)) : STR_NONE;
    const struct str parts[] = {consent_sentence(c->arena, e->words), seen, consent_sentence(c->arena, reach)};
    return str_join(c->arena, parts, COUNT_OF(parts), STR(" "));
}

static void add_others(const struct viewing *w)
{
    const struct consent_list *all = &w->k->all;
    room(w, &w->v->assessed, "Nothing is recorded. An adult is presumed to have capacity for each decision.");
    room(w, &w->v->attorneys, "Nobody is recorded.");
    room(w, &w->v->bases, "");
    w->v->capacity_box.heading = STR("Capacity");
    w->v->attorneys_box.heading = STR("Attorneys and deputies");
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (!is_live(all, e)) continue;
        struct line l = {.text = consent_entry_words(w->c->arena, e, &w->k->whom)};
        if (e->kind == CONSENT_ENTRY_CAPACITY || e->kind == CONSENT_ENTRY_BEST_INTERESTS) {
            l.below = e->kind == CONSENT_ENTRY_CAPACITY ? e->words : STR_NONE;
            put(&w->v->assessed, l);
        } else if (e->kind == CONSENT_ENTRY_ATTORNEY) {
            l.below = attorney_more(w->c, e);
            put(&w->v->attorneys, l);
        } else if (e->kind == CONSENT_ENTRY_BASIS && !date_before(e->until_on, w->k->whom.today)) {
            l.below = recorded_by(w->c, e);
            put(&w->v->bases, l);
        }
    }
    if (w->v->bases.items.n) w->v->bases_box.heading = STR("May be done without asking");
}

/* ---- the page ---- */

static struct link link_to(const struct viewing *w, enum consent_entry_kind kind, const char *text)
{
    if (!consent_may_record(w->c, kind)) return (struct link){0};
    struct url form = person_url(w->c->arena, &w->k->person, entry_kinds[kind - 1].path);
    return (struct link){.text = str_from_cstr(text), .href = form};
}

static void add_links(const struct viewing *w)
{
    struct consent_view *v = w->v;
    v->top.heading = STR("Consent");
    struct link record = link_to(w, CONSENT_ENTRY_DECISION, "Record a decision");
    if (record.text.n) v->record = (struct button){.text = record.text, .href = record.href, .small = true};
    v->capacity = link_to(w, CONSENT_ENTRY_CAPACITY, "Record an assessment of capacity");
    v->best_interests = link_to(w, CONSENT_ENTRY_BEST_INTERESTS, "Record a best-interests decision");
    v->attorney = link_to(w, CONSENT_ENTRY_ATTORNEY, "Record an attorney or deputy");
    v->basis = link_to(w, CONSENT_ENTRY_BASIS, "Record why something may be done without asking");
    v->history = person_url(w->c->arena, &w->k->person, "/consent/history");
}

static const struct shell_notice NOTICES[] = {{"decision", "The decision is saved"},
    {"capacity", "The assessment is saved"}, {"best-interests", "The best-interests decision is saved"},
    {"attorney", "The attorney or deputy is saved"}, {"basis", "It is saved, with your name and why"}};

struct reply consent_get(struct ctx *c, const struct request *r)
{
    struct consent_about *k = ARENA_NEW(c->arena, struct consent_about);
    enum err err = consent_load(c, r, k);
    if (err) return shell_failure(c, err);
    const struct viewing w = {c, k, ARENA_NEW(c->arena, struct consent_view)};
    add_links(&w);
    add_refused(&w);
    add_due(&w);
    add_channels(&w);
    add_parties(&w);
    add_purposes(&w);
    add_others(&w);
    struct page page = person_page(c, &k->person, STR("Consent"), STR("Consent, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = consent_overview_slot(w.v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
