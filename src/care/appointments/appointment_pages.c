/* The page of a person's appointments, and the handlers of its documents. */
#include "base/limits.h"
#include "base/utf8.h"
#include "care/about/about_me.h"
#include "care/appointments/appointment_parts.h"
#include "care/appointments/pages/appointments.tmpl.h"
#include "care/circle/circle.h"
#include "care/coded/coded.h"
#include "care/letters/letter.h"
#include "care/shell/shell.h"

enum { ENTRY_IN_PATH = 1, FACTS_MOST = 16, LINKS_MOST = 6, COMES_MOST = 8, FROM_MOST = 150 };

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES};

struct url appointment_url(
    struct arena *a, const struct person *p, const char *part, struct uuid key, const char *after)
{
    struct str path = str_printf(a, "/appointments%s/%.*s%s", part, STR_ARG(uuid_text(a, key)), after);
    return person_url(a, p, str_cstr(a, path));
}

static struct page frame_of(struct ctx *c, const struct person *p)
{
    return person_page(c, p, STR("Appointments"), STR("Appointments, person record"));
}

static bool may_write(const struct ctx *c)
{
    return actor_may(c->actor, PERMISSION_PLAN_EDIT) && !c->actor->shown;
}

/* ---- a card ---- */

static void add_facts(struct ctx *c, enum appointment_part part, struct str state, struct fact_list *list)
{
    const struct document *d = &appointment_documents[part];
    for (size_t i = 0; i < d->n; i++) {
        const struct record_field *f = &d->fields[i].field;
        /* They are the card's heading. */
        bool said = part == APPOINTMENT_BOOKING &&
            (str_eq(f->state, STR("with")) || str_eq(f->state, STR("service")) || str_eq(f->state, STR("day")) ||
                str_eq(f->state, STR("time")));
        struct str words = record_words(c->arena, f, merge_value(c->arena, state, f->state));
        if (words.n && !said)
            list->items.items[list->items.n++] = (struct fact){.label = f->label, .value = words};
    }
}

static void add_link(struct appointment_card *card, const char *text, struct url href, struct str of)
{
    card->links.items[card->links.n++] =
        (struct link){.text = str_from_cstr(text), .href = href, .hidden_text = of};
}

static void add_links(struct ctx *c, const struct person *p, const struct appointment *one,
    enum appointment_stage stage, struct appointment_card *card)
{
    struct arena *a = c->arena;
    struct str of = str_printf(a, "%.*s, %.*s", STR_ARG(card->heading), STR_ARG(card->when));
    const struct str *s = one->states;
    bool past = stage == APPOINTMENT_PAST;
    card->links.items = ARENA_ARRAY(a, struct link, LINKS_MOST);
    if (may_write(c)) {
        add_link(card, "Change or move", appointment_url(a, p, "/booking", one->key, "/edit"), of);
        if (stage == APPOINTMENT_COMING || s[APPOINTMENT_PREPARING].n)
            add_link(card, s[APPOINTMENT_PREPARING].n ? "Change what is prepared" : "Prepare",
                appointment_url(a, p, "/preparing", one->key, "/edit"), of);
        if (stage == APPOINTMENT_COMING)
            add_link(card, "Print the page to take along", appointment_url(a, p, "", one->key, "/sheet"), of);
        add_link(card,
            s[APPOINTMENT_FOLLOW_UP].n ? "Change the follow-up" :
                past                   ? "Say what happened" :
                                         "Follow up",
            appointment_url(a, p, "/follow-up", one->key, "/edit"), of);
    }
    bool by_letter = str_eq(merge_text(a, merge_value(a, s[APPOINTMENT_BOOKING], STR("remind"))), STR("letter"));
    if (stage == APPOINTMENT_COMING && by_letter && actor_may(c->actor, PERMISSION_CONTACT_RECORD))
        add_link(card, "Write the letter",
            url_with_query(
                a, person_url(a, p, "/letters/new"), "about", vocabulary_code(&letter_abouts, LETTER_VISIT)),
            of);
    add_link(card, "Earlier versions", appointment_url(a, p, "/booking", one->key, "/history"), of);
}

static struct tag tag_of(struct arena *a, const struct person *p, const struct appointment *one, struct date today)
{
    struct str outcome = appointment_word(a, APPOINTMENT_FOLLOW_UP, one->states[APPOINTMENT_FOLLOW_UP], "outcome");
    if (str_eq(one->outcome, STR("attended"))) return (struct tag){.text = outcome, .colour = TAG_GREEN};
    if (one->outcome.n) return (struct tag){.text = outcome, .colour = TAG_GREY};
    if (p->died_known) return (struct tag){.text = STR("Closed: they have died"), .colour = TAG_GREY};
    if (date_before(one->day, today)) return (struct tag){.text = STR("To follow up"), .colour = TAG_YELLOW};
    if (one->states[APPOINTMENT_PREPARING].n) return (struct tag){.text = STR("Prepared"), .colour = TAG_GREEN};
    return (struct tag){.text = STR("To prepare"), .colour = TAG_BLUE};
}

static struct appointment_card card_of(
    struct ctx *c, const struct person *p, const struct appointment *one, enum appointment_stage stage)
{
    struct arena *a = c->arena;
    struct appointment_card card = {.heading = appointment_title(a, one->states[APPOINTMENT_BOOKING]),
        .when = appointment_when(a, one->day, one->states[APPOINTMENT_BOOKING]),
        .tag = tag_of(a, p, one, clock_today(c->clock))};
    if (date_is_set(one->moved_from))
        card.moved = str_printf(a, "Moved: it was on %.*s", STR_ARG(date_with_weekday(a, one->moved_from)));
    card.facts.items = ARENA_ARRAY(a, struct fact_list, APPOINTMENT_PARTS);
    for (size_t part = 0; part < APPOINTMENT_PARTS; part++) {
        struct fact_list *list = &card.facts.items[card.facts.n];
        list->items.items = ARENA_ARRAY(a, struct fact, FACTS_MOST);
        if (one->states[part].n) add_facts(c, (enum appointment_part)part, one->states[part], list);
        if (list->items.n) card.facts.n++;
    }
    add_links(c, p, one, stage, &card);
    return card;
}

/* ---- the page ---- */

/* The next to come stands first; of what is over, the latest. */
static void add_cards(
    struct ctx *c, const struct person *p, const struct appointments *all, struct appointments_view *v)
{
    static const struct appointment_group GROUPS[APPOINTMENT_STAGES] = {
        [APPOINTMENT_COMING] = {.heading = STR_INIT("Coming"), .none = STR_INIT("None that we help with.")},
        [APPOINTMENT_TO_FOLLOW_UP] = {.heading = STR_INIT("To follow up"), .none = STR_INIT("None.")},
        [APPOINTMENT_PAST] = {.heading = STR_INIT("Past"), .none = STR_INIT("None yet.")},
    };
    v->groups.n = APPOINTMENT_STAGES;
    v->groups.items = ARENA_ARRAY(c->arena, struct appointment_group, v->groups.n);
    for (int stage = 0; stage < APPOINTMENT_STAGES; stage++) {
        struct appointment_group *g = &v->groups.items[stage];
        *g = GROUPS[stage];
        g->cards.items = ARENA_ARRAY(c->arena, struct appointment_card, all->n);
        for (size_t i = 0; i < all->n; i++) {
            const struct appointment *one = &all->items[stage == APPOINTMENT_PAST ? i : all->n - 1 - i];
            if ((int)appointment_stage(one->day, one->outcome, p->died_known, clock_today(c->clock)) == stage)
                g->cards.items[g->cards.n++] = card_of(c, p, one, (enum appointment_stage)stage);
        }
    }
}

static struct url new_url(struct ctx *c, const struct person *p)
{
    return appointment_url(c->arena, p, "/booking", uuid_new(c->clock), "/edit");
}

/* What other systems say is to come: not helped with yet. */
static enum err add_elsewhere(struct ctx *c, const struct person *p, struct appointments_view *v)
{
    struct coded_summary coded;
    enum err err = coded_summary(c, p->id, &coded);
    if (err) return err;
    v->elsewhere.items.items = ARENA_ARRAY(c->arena, struct line, coded.coming.n);
    for (size_t i = 0; i < coded.coming.n; i++) {
        const struct coded *one = &coded.coming.items[i];
        if (one->kind != CODED_APPOINTMENT || one->status == CODED_STATUS_CANCELLED) continue;
        struct line *l = &v->elsewhere.items.items[v->elsewhere.items.n++];
        *l = (struct line){.text = one->display, .above = coded_when(c->arena, one), .below = one->who};
        if (may_write(c) && !p->died_known)
            l->link = (struct link){.text = STR("Start from this"),
                .href = url_with_query(
                    c->arena, new_url(c, p), "from", str_printf(c->arena, "%lld", (long long)one->id)),
                .hidden_text = one->display};
    }
    return ERR_NONE;
}

struct reply appointments_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct appointments all;
    struct appointments_view *v = ARENA_NEW(c->arena, struct appointments_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = appointments_read(c, p.id, &all);
    if (!err) err = add_elsewhere(c, &p, v);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Appointments"),
        .quiet = STR("Conversations with clinicians, and appointments that they are helped with")};
    if (may_write(c) && !p.died_known && all.n < APPOINTMENTS_MOST)
        v->add = (struct button){.text = STR("Add an appointment"), .small = true, .href = new_url(c, &p)};
    v->reader = letter_instead(p.written_format);
    add_cards(c, &p, &all, v);
    struct page page = frame_of(c, &p);
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = appointments_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- the documents ---- */

static struct str needs_of(struct ctx *c, const struct person *p)
{
    struct arena *a = c->arena;
    bool english = !p->language.n || str_eq(p->language, STR("en"));
    struct str interpreter = STR_NONE;
    if (p->interpreter)
        interpreter = english ? STR("Interpreter needed") :
                                str_printf(a, "%.*s interpreter needed", STR_ARG(language_label(p->language)));
    else if (!english)
        interpreter = str_printf(a, "Speaks %.*s", STR_ARG(language_label(p->language)));
    struct str format = p->written_format > WRITTEN_FORMAT_STANDARD ?
        str_printf(a, "Written information: %.*s", STR_ARG(written_format_label(p->written_format))) :
        STR_NONE;
    const struct str parts[] = {interpreter, format, p->communication_note, person_adjustments(a, p)};
    return str_join(a, parts, COUNT_OF(parts), STR("\n"));
}

/* ?from= names an appointment of another system that the page of the record lists. */
static enum err take_from(struct ctx *c, const struct request *r, struct appointment_known *k)
{
    struct coded_summary coded;
    int64_t from;
    if (!str_int(form_get(&r->query, STR("from")), 1, INT64_MAX, &from)) return ERR_NONE;
    enum err err = coded_summary(c, r->person, &coded);
    for (size_t i = 0; !err && i < coded.coming.n; i++) {
        const struct coded *one = &coded.coming.items[i];
        if (one->id != from) continue;
        k->with = utf8_shorten(c->arena, one->who.n ? one->who : one->display, FROM_MOST);
        k->purpose = one->display;
        if (one->precision >= CODED_DAY) k->day = date_iso(c->arena, instant_date(one->happened_at));
        if (one->precision == CODED_TIME) k->time = instant_time(c->arena, one->happened_at);
    }
    return err;
}

static enum err open_booking(
    struct ctx *c, const struct request *r, const struct person *p, struct document_place *place)
{
    struct appointment_known k = {
        .needs = needs_of(c, p), .remind = appointment_remind_by(p->preferred_contact, p->no_letters)};
    enum err err = take_from(c, r, &k);
    place->first = appointment_first(c->arena, &k);
    return err;
}

/* What matters to them, and who is around them, stand above the form: read, and never copied unread. */
static enum err preparing_lead(struct ctx *c, const struct person *p, struct str *ret)
{
    struct about_first first;
    struct circle_all around;
    struct arena *a = c->arena;
    enum err err = about_first(c, p, &first);
    if (!err) err = circle_involved(c, p, &around);
    if (err) return err;
    struct str who[COMES_MOST];
    size_t n = 0;
    for (size_t i = 0; i < around.n && n < COMES_MOST; i++) who[n++] = around.items[i].who;
    struct str parts[2] = {STR_NONE, STR_NONE};
    if (first.text.n) parts[0] = str_printf(a, "%.*s: %.*s", STR_ARG(first.heading), STR_ARG(first.text));
    if (n) parts[1] = str_printf(a, "Around them: %.*s.", STR_ARG(str_join(a, who, n, STR("; "))));
    *ret = str_join(a, parts, COUNT_OF(parts), STR(" "));
    return ERR_NONE;
}

static enum err open_place(struct ctx *c, const struct request *r, enum appointment_part part,
    struct document *ret_document, struct document_place *ret)
{
    static const char *const PATHS[APPOINTMENT_PARTS] = {"/booking", "/preparing", "/follow-up"};
    struct person p;
    struct appointment one;
    enum err err = person_get(c, r->person, &p);
    struct uuid key = request_id(r, ENTRY_IN_PATH);
    if (!err && part != APPOINTMENT_BOOKING) err = appointment_read(c, p.id, key, &one);
    if (err) return err;
    *ret_document = appointment_documents[part];
    *ret = (struct document_place){.person = p.id,
        .entry = key,
        .page = person_url(c->arena, &p, "/appointments"),
        .base = appointment_url(c->arena, &p, PATHS[part], key, ""),
        .frame = frame_of(c, &p),
        .may_change = may_write(c)};
    if (part == APPOINTMENT_BOOKING) return open_booking(c, r, &p, ret);
    return part == APPOINTMENT_PREPARING ? preparing_lead(c, &p, &ret_document->lead) : ERR_NONE;
}

typedef struct reply document_handler(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place);

static struct reply handle(
    struct ctx *c, const struct request *r, enum appointment_part part, document_handler *handler)
{
    struct document *d = ARENA_NEW(c->arena, struct document);
    struct document_place place;
    enum err err = open_place(c, r, part, d, &place);
    return err ? shell_failure(c, err) : handler(c, r, d, &place);
}

#define HANDLER(name, part, handler) \
    static struct reply name(struct ctx *c, const struct request *r) \
    { \
        return handle(c, r, part, handler); \
    }
#define HANDLERS(name, part) \
    HANDLER(name##_edit_get, part, document_edit_get) \
    HANDLER(name##_edit_post, part, document_edit_post) \
    HANDLER(name##_draft_post, part, document_draft_post) \
    HANDLER(name##_history_get, part, document_history_get)
HANDLERS(booking, APPOINTMENT_BOOKING)
HANDLERS(preparing, APPOINTMENT_PREPARING)
HANDLERS(follow_up, APPOINTMENT_FOLLOW_UP)

#define AT "/people/:person/appointments"
#define DOCUMENT_ROUTES(path, name) \
    ROUTE(GET, AT path "/:entry/edit", PLAN_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, name##_edit_get), \
        ROUTE(POST, AT path "/:entry/edit", PLAN_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, \
            name##_edit_post), \
        ROUTE(POST, AT path "/:entry/edit/draft", PLAN_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM, \
            name##_draft_post), \
        ROUTE(GET, AT path "/:entry/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, \
            name##_history_get)

static const struct route ROUTES[] = {
    ROUTE(GET, "/appointments", MY_DAY, PEOPLE, VIEW, STAYS, READS, NO_BODY, appointments_due_get),
    ROUTE(GET, AT, PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, appointments_get),
    ROUTE(GET, AT "/:entry/sheet", PLAN_EDIT, PERSON, VIEW, GOES_OUT, READS, NO_BODY, appointment_sheet_get),
    DOCUMENT_ROUTES("/booking", booking),
    DOCUMENT_ROUTES("/preparing", preparing),
    DOCUMENT_ROUTES("/follow-up", follow_up),
};
const struct route_table appointment_routes = ROUTE_TABLE(ROUTES);
